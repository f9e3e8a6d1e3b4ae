/**
 * The tables as Kysely sees them. `int8` comes back as number (room clocks stay far below 2^53), `timestamptz` as Date.
 * A test compares this file with what the migrations make.
 */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type {
  Area,
  Attachment,
  Audience,
  Audiences,
  BoardKind,
  BoardOrder,
  CardConsent,
  CardContent,
  Dots,
  Grouping,
  Joining,
  Layout,
  LinkAccess,
  NoteKind,
  NoteStatus,
  ParticipantRight,
  ParticipantRole,
  PhaseName,
  PollKind,
  PollOption,
  PollScale,
  PollShows,
  PollSum,
  ReactionKind,
  Sees,
  SignupLevel,
  SignupState,
  TopicColour,
  StageView,
  VoteRecord,
  VoteResult,
  VoteSubject,
  WorkingGroupAudience,
  WorkingGroupState
} from '$lib/domain/records';
import type { ReportKind } from '$lib/domain/cards/reports';
import type { WorkshopTemplate } from '$lib/domain/templates';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type CreatedAt = ColumnType<Date, Date | string | undefined, Date | string>;
type Json<T> = JSONColumnType<T & object>;
/** A list with a default, written as JSON text. */
type Jsonb<T> = ColumnType<T, string | undefined, string>;

export interface SpaceTable {
  id: string;
  name: string;
  tagline: Generated<string>;
  about: Generated<string>;
  regions: ColumnType<string[], string | undefined, string>;
  fields: ColumnType<string[], string | undefined, string>;
  created_at: CreatedAt;
}
export interface PersonTable {
  id: string;
  name: string;
  organisation: string | null;
  email: string | null;
  password_hash: string | null;
  created_at: CreatedAt;
}
export type MemberRole = 'member' | 'facilitator' | 'owner';
export interface MemberTable {
  space_id: string;
  person_id: string;
  role: MemberRole;
  created_at: CreatedAt;
}
export interface SessionTable {
  id_hash: string;
  person_id: string;
  expires_at: Timestamp;
  created_at: CreatedAt;
}
export interface AccessLinkTable {
  token_hash: string;
  purpose: 'setup' | 'sign_in' | 'return';
  person_id: string | null;
  expires_at: Timestamp | null;
  used_at: Timestamp | null;
  created_at: CreatedAt;
}
export interface RoomTable {
  id: string;
  kind: 'board' | 'directory';
  space_id: string;
  clock: Generated<number>;
  floor: Generated<number>;
}
export interface WorkshopTable {
  id: string;
  space_id: string;
  room_id: string;
  title: string;
  starts_at: Timestamp | null;
  place: Generated<string>;
  template: WorkshopTemplate;
  is_template: Generated<boolean>;
  code: string;
  open: Generated<boolean>;
  expected: number | null;
  password_hash: string | null;
  public_id: string | null;
  embed_hosts: Jsonb<string[]>;
  created_by: string | null;
  created_at: CreatedAt;
}
export interface AgendaLink {
  label: string;
  url: string;
}
/** A file that a point of the agenda holds. */
export interface AgendaFile {
  fileId: string;
  /** What it is called there. */
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
}
export interface AgendaItemTable {
  id: string;
  workshop_id: string;
  position: number;
  starts: Generated<string>;
  title: string;
  body: Generated<string>;
  links: ColumnType<AgendaLink[], string | undefined, string>;
  files: ColumnType<AgendaFile[], string | undefined, string>;
}

/** What every record table of a room has. */
interface RecordColumns {
  room_id: string;
  seq: number;
  removed_at: Timestamp | null;
}
export interface BoardTable extends RecordColumns {
  id: string;
  title: string;
  question: Generated<string>;
  phase_id: string | null;
  timer_ends_at: Timestamp | null;
  timer_left_ms: number | null;
  stage: Generated<StageView>;
  stage_names: Generated<boolean>;
  lead_id: string | null;
  open: Generated<boolean>;
  layout: Generated<Layout>;
  note_order: Generated<BoardOrder>;
  reactions: Generated<ReactionKind>;
  kinds: Jsonb<BoardKind[]>;
  anonymous: Generated<boolean>;
  approval: Generated<boolean>;
  frozen: Generated<boolean>;
  may: Jsonb<ParticipantRight[]>;
  access: Generated<LinkAccess>;
  members_only: Generated<boolean>;
  grouping: Generated<Grouping>;
  late_to_smallest: Generated<boolean>;
  call_back_at: Timestamp | null;
}
export interface PhaseTable extends RecordColumns {
  id: string;
  phase: PhaseName;
  title: Generated<string>;
  position: number;
  sees: Generated<Sees>;
  may: Jsonb<ParticipantRight[]>;
  anonymous: Generated<boolean>;
  minutes: number | null;
  instruction: Generated<string>;
}
export interface BreakoutGroupTable extends RecordColumns {
  id: string;
  name: string;
  task: Generated<string>;
  rank: string;
  done: Generated<boolean>;
  note_taker_id: string | null;
  places: number | null;
  video: Generated<string>;
  help_at: Timestamp | null;
  helper_id: string | null;
  merged_into: string | null;
}
export interface MessageTable extends RecordColumns {
  id: string;
  group_id: string | null;
  body: string;
  author_id: string | null;
  sent_at: Timestamp;
}
export interface ParticipantTable extends RecordColumns {
  id: string;
  person_id: string | null;
  name: string;
  organisation: string | null;
  group_id: string | null;
  role: ParticipantRole;
  muted: Generated<boolean>;
  appointed: Generated<boolean>;
  by_hand: Generated<boolean>;
  merged_into: string | null;
  created_at: CreatedAt;
}
export interface TopicTable extends RecordColumns {
  id: string;
  title: string;
  rank: string;
  dots: number | null;
  locked: Generated<boolean>;
  colour: TopicColour | null;
  area: ColumnType<Area | null, string | null | undefined, string | null>;
  working_group_id: string | null;
}
export interface NoteTable extends RecordColumns {
  id: string;
  group_id: string | null;
  topic_id: string | null;
  stack_id: string | null;
  title: Generated<string>;
  body: string;
  kind: NoteKind;
  attachments: Jsonb<Attachment[]>;
  status: Generated<NoteStatus>;
  pinned_at: Timestamp | null;
  anonymous: Generated<boolean>;
  revealed: Generated<boolean>;
  rank: string;
  x: number | null;
  y: number | null;
  author_id: string | null;
  version: Generated<number>;
  created_at: Timestamp;
  edited_at: Timestamp | null;
}
export interface CommentTable extends RecordColumns {
  id: string;
  note_id: string;
  body: string;
  author_id: string | null;
  anonymous: Generated<boolean>;
  created_at: Timestamp;
  edited_at: Timestamp | null;
}
export interface ReactionTable extends RecordColumns {
  note_id: string;
  author_id: string;
}
export interface VoteTable extends RecordColumns {
  id: string;
  phase_id: string | null;
  title: Generated<string>;
  subject: VoteSubject;
  topic_id: string | null;
  per_person: number;
  per_item: number | null;
  state: VoteRecord['state'];
  turnout: number | null;
  electorate: number | null;
  results: ColumnType<VoteResult[] | null, string | null, string | null>;
  created_at: Timestamp;
  opened_at: Timestamp | null;
  closed_at: Timestamp | null;
  revealed_at: Timestamp | null;
}
export interface BallotTable extends RecordColumns {
  vote_id: string;
  participant_id: string;
  dots: ColumnType<Dots[], string, string>;
}
export interface WorkingGroupTable extends RecordColumns {
  id: string;
  space_id: string;
  number: number;
  title: string;
  purpose: Generated<string>;
  topic_id: string | null;
  state: Generated<WorkingGroupState>;
  /** How many may work in it; null: no limit. */
  places: number | null;
  joining: Generated<Joining>;
  audience: Generated<WorkingGroupAudience>;
  active: Generated<number>;
  informed: Generated<number>;
  waiting: Generated<number>;
  created_at: CreatedAt;
}
export interface SignupTable extends RecordColumns {
  working_group_id: string;
  participant_id: string;
  level: SignupLevel;
  state: Generated<SignupState>;
  since: Timestamp;
  declined_at: Timestamp | null;
  show_name: Generated<boolean>;
  /** To the coordination; null: none. */
  message: string | null;
  /** In which its person signed up; null: not on a page. */
  language: 'de' | 'en' | null;
  created_at: Timestamp;
  mails_off_at: Timestamp | null;
  contacted_at: Timestamp | null;
  contacted_by: string | null;
  reminded_at: Timestamp | null;
}
/** Who coordinates an AG besides those who run the space. */
export interface CoordinatorTable {
  working_group_id: string;
  person_id: string;
  since: Timestamp;
}
export interface CoordinatorInvitationTable {
  token_hash: string;
  working_group_id: string;
  created_at: Timestamp;
  expires_at: Timestamp;
}
export interface PollTable extends RecordColumns {
  id: string;
  question: string;
  kind: PollKind;
  options: Jsonb<PollOption[]>;
  scale: ColumnType<PollScale | null, string | null | undefined, string | null>;
  most: number | null;
  shows: PollShows;
  state: Generated<'planned' | 'open' | 'closed'>;
  rank: string;
  answers: Generated<number>;
  given: Generated<number>;
  sums: Jsonb<PollSum[]>;
  hidden: Jsonb<string[]>;
  opened_at: Timestamp | null;
  closed_at: Timestamp | null;
}
export interface PollAnswerTable extends RecordColumns {
  poll_id: string;
  participant_id: string;
  answer: Jsonb<string[]>;
}
export interface ContactTable {
  person_id: string;
  space_id: string;
  email: string;
  consent_text: string;
  consented_at: Timestamp;
  confirmed_at: Timestamp | null;
  refused_at: Timestamp | null;
  confirm_hash: string | null;
  confirm_until: Timestamp | null;
}
export interface SignupRequestTable {
  token_hash: string;
  form_hash: string;
  working_group_id: string;
  person_id: string | null;
  email: string | null;
  name: string;
  organisation: string | null;
  level: SignupLevel;
  show_name: boolean;
  message: string | null;
  consent_text: string;
  consented_at: Timestamp;
  created_at: Timestamp;
  expires_at: Timestamp;
  confirmed_at: Timestamp | null;
}
export interface CardTable extends RecordColumns {
  id: string;
  owner_id: string | null;
  content: Json<CardContent>;
  audience: Generated<Audience>;
  audiences: Jsonb<Audiences>;
  reached: Generated<Audience>;
  consents: Jsonb<CardConsent[]>;
  confirmed_at: Timestamp;
  expired_from: Audience | null;
  link_id: string | null;
  reminded_at: Timestamp | null;
  check_hash: string | null;
  updated_at: Timestamp;
  updated_for: Jsonb<Partial<Record<Audience, number>>>;
  hidden_at: Timestamp | null;
  hidden_reason: string | null;
}
export interface KeptCardTable {
  person_id: string;
  card_id: string;
  note: Generated<string>;
  kept_at: Timestamp;
}
export interface ContactRequestTable {
  id: string;
  card_id: string;
  from_id: string;
  to_id: string;
  message: string;
  email: Generated<string>;
  state: Generated<'waiting' | 'accepted' | 'declined'>;
  answer: Generated<string>;
  answer_email: Generated<string>;
  token_hash: string | null;
  created_at: Timestamp;
  decided_at: Timestamp | null;
}
export interface ContactOffTable {
  person_id: string;
  since: Timestamp;
}
export interface BadgeTable {
  code: string;
  participant_id: string;
  created_at: Timestamp;
}
export interface CardReportTable {
  id: string;
  card_id: string;
  reporter_id: string | null;
  reason: ReportKind;
  note: Generated<string>;
  created_at: Timestamp;
  settled_at: Timestamp | null;
  settled_by: string | null;
}
export interface CardInvitationTable {
  id: string;
  space_id: string;
  kind: 'link' | 'person' | 'refused';
  token_hash: string | null;
  label: Generated<string>;
  email: string | null;
  /** What was prepared for the person. */
  content: ColumnType<CardContent | null, string | null, string | null>;
  batch_id: string | null;
  created_by: string | null;
  created_at: Timestamp;
  expires_at: Timestamp | null;
  mailed_at: Timestamp | null;
  taken_by: string | null;
  taken: Generated<number>;
  refused_hash: string | null;
}
/** What a circle of readers may search of a card; see repositories/cardSearch.ts. */
export interface CardSearchTable {
  card_id: string;
  circle: Audience;
  seq: number;
  version: number;
  body: string;
  letters: string;
  words: Generated<string[]>;
  document: ColumnType<string, undefined, never>;
}
export interface FileTable {
  id: string;
  room_id: string | null;
  owner_id: string | null;
  name: string;
  mime: string;
  size: number;
  kept: number;
  width: number | null;
  height: number | null;
  created_at: CreatedAt;
  unheld_since: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}
export interface MailTable {
  id: string;
  key: string;
  person_id: string | null;
  recipient: string | null;
  subject: string | null;
  text: string | null;
  html: string | null;
  headers: Jsonb<Record<string, string>>;
  message_id: string;
  state: Generated<'waiting' | 'sending' | 'sent' | 'failed'>;
  attempts: Generated<number>;
  next_try_at: ColumnType<Date, Date | string | undefined, Date | string>;
  last_error: string | null;
  created_at: CreatedAt;
  sent_at: Timestamp | null;
  mailing_id: string | null;
  exit_hash: string | null;
}
export interface MailingTable {
  id: string;
  working_group_id: string;
  sender_id: string | null;
  subject: string;
  body: string;
  recipients: number;
  left_out: number;
  created_at: Timestamp;
}
export interface MeetingTable {
  id: string;
  working_group_id: string;
  title: string;
  body: Generated<string>;
  place: Generated<string>;
  video: Generated<string>;
  video_public: Generated<boolean>;
  starts_at: Timestamp;
  ends_at: Timestamp;
  time_zone: string;
  sequence: Generated<number>;
  cancelled_at: Timestamp | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}
export interface CalendarKeyTable {
  working_group_id: string;
  person_id: string;
  key: string;
  created_at: Timestamp;
}
export interface NewsTable {
  id: string;
  working_group_id: string;
  title: string;
  body: Generated<string>;
  public: boolean;
  author_id: string | null;
  published_at: Timestamp;
  edited_at: Timestamp | null;
}
export interface TaskTable {
  id: string;
  working_group_id: string;
  title: string;
  assignee_id: string | null;
  due_on: string | null;
  done_at: Timestamp | null;
  created_at: Timestamp;
}
export interface MaterialTable {
  id: string;
  working_group_id: string;
  kind: 'material' | 'result';
  title: string;
  body: Generated<string>;
  url: string | null;
  file_id: string | null;
  public: boolean;
  created_at: Timestamp;
}
export interface WorkingGroupBoardTable {
  working_group_id: string;
  workshop_id: string;
}
export interface EnquiryTable {
  id: string;
  working_group_id: string;
  person_id: string | null;
  name: string;
  email: string;
  body: string;
  created_at: Timestamp;
}
/** One record of a logged change. */
export interface ChangeStep {
  type: string;
  id: string;
  before: unknown;
  after: unknown;
}
export interface ChangeTable {
  room_id: string;
  seq: number;
  at: Timestamp;
  actor_id: string | null;
  command_id: string;
  command_type: string;
  steps: ColumnType<ChangeStep[], string, string>;
}

export interface Database {
  space: SpaceTable;
  person: PersonTable;
  member: MemberTable;
  session: SessionTable;
  access_link: AccessLinkTable;
  room: RoomTable;
  workshop: WorkshopTable;
  agenda_item: AgendaItemTable;
  board: BoardTable;
  phase: PhaseTable;
  breakout_group: BreakoutGroupTable;
  message: MessageTable;
  participant: ParticipantTable;
  topic: TopicTable;
  note: NoteTable;
  comment: CommentTable;
  reaction: ReactionTable;
  vote: VoteTable;
  ballot: BallotTable;
  working_group: WorkingGroupTable;
  signup: SignupTable;
  poll: PollTable;
  poll_answer: PollAnswerTable;
  contact: ContactTable;
  card: CardTable;
  card_search: CardSearchTable;
  kept_card: KeptCardTable;
  contact_request: ContactRequestTable;
  contact_off: ContactOffTable;
  badge: BadgeTable;
  card_report: CardReportTable;
  card_invitation: CardInvitationTable;
  file: FileTable;
  mail: MailTable;
  mailing: MailingTable;
  signup_request: SignupRequestTable;
  meeting: MeetingTable;
  calendar_key: CalendarKeyTable;
  news: NewsTable;
  task: TaskTable;
  material: MaterialTable;
  working_group_board: WorkingGroupBoardTable;
  enquiry: EnquiryTable;
  coordinator: CoordinatorTable;
  coordinator_invitation: CoordinatorInvitationTable;
  change: ChangeTable;
}
