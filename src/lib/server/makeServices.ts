import { boardRules } from '$lib/domain/board/rules';
import { directoryRules } from '$lib/domain/cards/rules';
import { refusalText } from '$lib/i18n/refusal';
import type { Fanout, HintBus, PresenceBus } from '$lib/sync/ports';
import { Rooms } from '$lib/sync/Rooms';
import type { Clock } from '$lib/util/clock';
import { Sessions } from './auth/sessions';
import type { Config } from './config';
import type { Db } from './db/database';
import type { Log } from './log';
import { MailQueue } from './mail/MailQueue';
import { Metrics } from './metrics';
import { PgRoomStore } from './repositories/roomStore';
import { AccountsService } from './services/accounts';
import { boardActors, directoryActor, ParticipantIndex } from './services/actors';
import { CardChecks } from './services/cardChecks';
import { Badges } from './services/badges';
import { CardInvitations } from './services/cardInvitations';
import { CardReports } from './services/cardReports';
import { Calendars } from './services/calendars';
import { Cards } from './services/cards';
import { ContactRequests } from './services/contactRequests';
import { ContactAddress } from './services/contactAddress';
import type { ServiceContext } from './services/context';
import { CoordinationService } from './services/coordination';
import { DeskService } from './services/desk';
import { DirectoryService } from './services/directory';
import { Enquiries } from './services/enquiries';
import { Erasure } from './services/erasure';
import { FilesService } from './services/files';
import { GroupBoards } from './services/groupBoards';
import { GroupLife, type GroupLifeParts } from './services/groupLife';
import { HistoryService } from './services/history';
import { JoinService } from './services/join';
import { KeptCards } from './services/keptCards';
import { Mailings } from './services/mailings';
import { MaterialsService } from './services/materials';
import { MeetingsService } from './services/meetings';
import { NewsService } from './services/news';
import { OwnData } from './services/ownData';
import { ProposalsService } from './services/proposals';
import { RoomsService } from './services/rooms';
import { SharingService } from './services/sharing';
import { SignupNews } from './services/signupNews';
import { SignupRequests } from './services/signupRequests';
import { SpaceOverview } from './services/spaceOverview';
import { SpacesService } from './services/spaces';
import { WorkingGroupsService } from './services/workingGroups';
import { TasksService } from './services/tasks';
import { TemplatesService } from './services/templates';
import { WorkshopsService } from './services/workshops';

export interface Services extends GroupLifeParts {
  spaces: SpacesService;
  accounts: AccountsService;
  workshops: WorkshopsService;
  templates: TemplatesService;
  join: JoinService;
  sharing: SharingService;
  rooms: RoomsService;
  workingGroups: WorkingGroupsService;
  signupRequests: SignupRequests;
  contactAddress: ContactAddress;
  mailings: Mailings;
  desk: DeskService;
  groupLife: GroupLife;
  calendars: Calendars;
  enquiries: Enquiries;
  coordination: CoordinationService;
  proposals: ProposalsService;
  cards: Cards;
  directory: DirectoryService;
  cardChecks: CardChecks;
  keptCards: KeptCards;
  contactRequests: ContactRequests;
  badges: Badges;
  cardReports: CardReports;
  cardInvitations: CardInvitations;
  files: FilesService;
  erasure: Erasure;
  ownData: OwnData;
  spaceOverview: SpaceOverview;
  history: HistoryService;
}

export interface ServiceOptions {
  config: Config;
  log: Log;
  db: Db;
  clock: Clock;
  /** Without sockets (tests, tools): leave out. */
  fanout?: Fanout;
  /** Of several processes: how they hear of each other. Leave out where there is one. */
  bus?: HintBus & PresenceBus;
  /** How many sockets are open, for the metrics. */
  sockets?: () => number;
}

/** All services on one database, wired; no sockets, no timers. Stop `rooms` before the database is closed. */
export function makeServices({ config, log, db, clock, fanout, bus, sockets = () => 0 }: ServiceOptions) {
  const participants = new ParticipantIndex();
  const sessions = new Sessions(db);
  const spaces = new SpacesService(db, clock);
  const metrics = new Metrics({ rooms: () => rooms.counts().rooms, sockets });
  const mail = config.mail && new MailQueue(config.mail, config.mailDays);
  const news = new SignupNews(mail, config);
  const store = new PgRoomStore(db, (changes) => metrics.batch(changes), news);
  const rooms = new Rooms({
    store,
    clock,
    setups: {
      board: { rules: boardRules, actorFor: boardActors(participants) },
      directory: { rules: directoryRules, actorFor: directoryActor }
    },
    refusalText,
    fanout,
    hints: bus,
    presence: bus,
    report: ({ what, roomId, error }) => log.error({ err: error, roomId }, what)
  });
  const roomsService = new RoomsService({ db, rooms, clock, participants, metrics, log });
  const context: ServiceContext = { db, log, clock, config, sessions, spaces, rooms: roomsService, mail };
  const files = new FilesService(context);
  const erasure = new Erasure(context, files);
  const signupRequests = new SignupRequests(context, erasure);
  const workingGroups = new WorkingGroupsService(context, signupRequests);
  const mailings = new Mailings(context, workingGroups, signupRequests);
  const accounts = new AccountsService(context);
  const life: GroupLifeParts = {
    meetings: new MeetingsService(context, workingGroups, mailings),
    news: new NewsService(context, workingGroups, mailings),
    tasks: new TasksService(context, workingGroups),
    materials: new MaterialsService(context, workingGroups, files),
    groupBoards: new GroupBoards(context, workingGroups)
  };
  const cards = new Cards(context);
  const keptCards = new KeptCards(context, cards);
  const services: Services = {
    spaces,
    rooms: roomsService,
    accounts,
    workshops: new WorkshopsService(context),
    templates: new TemplatesService(context),
    join: new JoinService(context),
    sharing: new SharingService(context),
    workingGroups,
    signupRequests,
    mailings,
    contactAddress: new ContactAddress(context, workingGroups),
    desk: new DeskService(context, workingGroups),
    ...life,
    groupLife: new GroupLife(context, workingGroups, life),
    calendars: new Calendars(context, workingGroups),
    enquiries: new Enquiries(context, workingGroups),
    coordination: new CoordinationService(context, workingGroups, accounts),
    proposals: new ProposalsService(context),
    directory: new DirectoryService(context, cards),
    files,
    erasure,
    ownData: new OwnData(context),
    cardChecks: new CardChecks(context),
    cards,
    keptCards,
    contactRequests: new ContactRequests(context, cards),
    badges: new Badges(context, cards, keptCards),
    cardReports: new CardReports(context, cards),
    cardInvitations: new CardInvitations(context),
    spaceOverview: new SpaceOverview(context),
    history: new HistoryService(context)
  };
  return { services, rooms, store, sessions, metrics, context };
}
