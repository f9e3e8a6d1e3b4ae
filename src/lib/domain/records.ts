/**
 * The records a room is made of. A room is a workshop's board or a space's card directory; everything in it is a
 * record with the room's clock `seq` of its last change. These shapes go over the wire (after `project` in the
 * room's rules has taken out what the viewer may not see) and are what the client keeps.
 *
 * Ids are UUIDs unless said otherwise. Times are milliseconds since 1970, UTC. `removedAt` marks a record that was
 * taken away and can be brought back; only those who may bring it back receive it, all others receive a `Ref`.
 */
import type { Base } from './records/base.ts';
import type { CardRecord } from './records/card.ts';
import type { SignupRecord, WorkingGroupRecord } from './records/workingGroups.ts';

export * from './records/card.ts';
export * from './records/workingGroups.ts';

export const NOTE_KINDS = ['idea', 'offer', 'question', 'hurdle', 'need', 'info'] as const;
/** Idee, Angebot, Frage, Hürde, Bedarf, Hinweis: gives a note its colour, symbol and word. */
export type NoteKind = (typeof NOTE_KINDS)[number];

export const PHASES = ['collect', 'cluster', 'vote', 'commit', 'network'] as const;
/** What kind of work a phase is; a workshop may have several phases of one kind. */
export type PhaseName = (typeof PHASES)[number];

export const SEES = ['all', 'group', 'own'] as const;
/** Whose notes a participant reads while a phase runs; facilitators read all. */
export type Sees = (typeof SEES)[number];

export const PARTICIPANT_RIGHTS = ['write', 'comment', 'react', 'move', 'names', 'vote', 'signUp'] as const;
/**
 * What a board or a phase may open to participants: pin notes and change their own, comment, react, sort anybody's notes
 * and topics, see who wrote what, give dots while a vote is open, sign up for AGs. Facilitators have all of these.
 */
export type ParticipantRight = (typeof PARTICIPANT_RIGHTS)[number];

export const LAYOUTS = ['wall', 'columns', 'list', 'table', 'canvas'] as const;
/** Wand, Spalten, Liste, Tabelle, Fläche: five views of the same notes in the same order. */
export type Layout = (typeof LAYOUTS)[number];

export const BOARD_ORDERS = ['newest', 'chosen'] as const;
/** The usual order of a board's notes: by age, or as they were put (by rank). */
export type BoardOrder = (typeof BOARD_ORDERS)[number];

export const REACTION_KINDS = ['thumb', 'heart', 'none'] as const;
/** The one reaction a board knows. */
export type ReactionKind = (typeof REACTION_KINDS)[number];

export const LINK_ACCESS = ['none', 'read', 'write'] as const;
/** What the board's link opens to whoever is not a facilitator. */
export type LinkAccess = (typeof LINK_ACCESS)[number];

export const STAGE_VIEWS = [
  'auto',
  'access',
  'task',
  'notes',
  'topics',
  'vote',
  'workingGroups',
  'cards',
  'poll',
  'blank'
] as const;
/** What the projectors show. `auto`: what fits the phase, see `shownOnStage` in domain/board/projector.ts; `blank`: nothing. */
export type StageView = (typeof STAGE_VIEWS)[number];

export const NOTE_STATUSES = ['shown', 'waiting', 'declined'] as const;
/** Where the board asks for approval: `waiting` and `declined` notes are seen by their author and the facilitators only. */
export type NoteStatus = (typeof NOTE_STATUSES)[number];

export const POLL_KINDS = ['single', 'multiple', 'scale', 'words'] as const;
/** One choice, several, a step of a scale, short answers of one's own. */
export type PollKind = (typeof POLL_KINDS)[number];

export const POLL_SHOWS = ['live', 'end'] as const;
/** When participants see the results: while it is open, or once it is closed. */
export type PollShows = (typeof POLL_SHOWS)[number];
export const GROUPINGS = ['choose', 'assigned'] as const;
/** Who puts participants into breakout groups: they themselves, or only the facilitators. */
export type Grouping = (typeof GROUPINGS)[number];

/** Of topics: roles of tokens.css, as the cards have them (white is the sheet itself). */
export const TOPIC_COLOURS = ['yellow', 'green', 'blue', 'rose', 'orange'] as const;
export type TopicColour = (typeof TOPIC_COLOURS)[number];

/** A kind of note as a board offers it. */
export interface BoardKind {
  kind: NoteKind;
  /** The board's own word for it; '' is the usual one. */
  name: string;
}

/** The board itself: one per board room, its id is the room's. */
export interface BoardRecord extends Base {
  type: 'board';
  title: string;
  /** What the participants are asked, shown as the pinned strip. */
  question: string;
  /** The phase that runs now; null on a plain board. */
  phaseId: string | null;
  /** Server time at which the timer ends, null when none runs. */
  timerEndsAt: number | null;
  /** Milliseconds left of a timer that is paused; null: none is. */
  timerLeftMs: number | null;
  stage: StageView;
  /** The projectors show who wrote what, as far as participants may see it. */
  stageNames: boolean;
  /** The participant who leads, of several facilitators; null: nobody yet. See `leadOf`. */
  leadId: string | null;
  layout: Layout;
  order: BoardOrder;
  reactions: ReactionKind;
  /** The kinds offered for new notes, in their order; empty: all, with their usual words. */
  kinds: BoardKind[];
  /** New notes and comments carry no name, for nobody, and never will: see `NoteRecord.anonymous`. */
  anonymous: boolean;
  /** What participants write is seen by others once a facilitator has approved it. */
  approval: boolean;
  /** Participants only read, until the facilitators go on. */
  frozen: boolean;
  /** What participants may do while no phase runs; in a phase its own `may` counts. */
  may: ParticipantRight[];
  access: LinkAccess;
  /** Only members of the space come in, whatever `access` opens to them. */
  membersOnly: boolean;
  grouping: Grouping;
  /** Whoever comes in later gets a place in the smallest breakout group. */
  lateToSmallest: boolean;
  /** Server time at which everybody is expected back in the plenary, null when nobody is called back. */
  callBackAt: number | null;
  /** False once the workshop is closed: reading stays, writing ends, the code stops working. */
  open: boolean;
}

export interface PhaseRecord extends Base {
  type: 'phase';
  phase: PhaseName;
  /** What it is called here; '' is the usual word for its kind. */
  title: string;
  /** Order in the workshop: those that are there count from 0. */
  position: number;
  sees: Sees;
  may: ParticipantRight[];
  /** What is written in it carries no name, also where the board's does: see `NoteRecord.anonymous`. */
  anonymous: boolean;
  /** Planned length; null: as long as it takes. */
  minutes: number | null;
  /** One sentence for participants: what to do now. */
  instruction: string;
}

export interface GroupRecord extends Base {
  type: 'group';
  name: string;
  task: string;
  rank: string;
  /** The group has said that it is done. */
  done: boolean;
  /** Participant who writes the group's results down; always one of its people. */
  noteTakerId: string | null;
  /** How many people have room; null: no limit. */
  limit: number | null;
  /** https address of a video room of any service, '' for none. Only the group and the facilitators get it. */
  video: string;
  /** When the group called for help (ms since 1970); null: it does not. */
  helpAt: number | null;
  /** The facilitator who has taken the call. */
  helperId: string | null;
  /**
   * Of a removed group: the one that its people went into. Its notes keep it as their origin; their readers are that group's,
   * see `homeOf` in board/groups.ts.
   */
  mergedInto: string | null;
  /** How many are in it, where places are limited: told by `projectBoard` to those who do not see everybody, never stored. */
  members?: number;
}

/** A word from the facilitators to one group, or (null) to all. Participants receive those to their own group. */
export interface MessageRecord extends Base {
  type: 'message';
  groupId: string | null;
  body: string;
  /** ms since 1970 */
  at: number;
  authorId: string | null;
  authorName: string | null;
}

export const PARTICIPANT_ROLES = ['interested', 'participant', 'facilitator'] as const;
/**
 * From the least to the most. `interested`: signed up for an AG on its public page and was never in the workshop; reads
 * nothing of the board but the AGs and the own sign-up. Joining with the code makes a participant of them.
 */
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number];

export const LEFT_NOTES = ['keep', 'anonymous', 'remove'] as const;
/** What becomes of what a removed person wrote. */
export type LeftNotes = (typeof LEFT_NOTES)[number];

export interface ParticipantRecord extends Base {
  type: 'participant';
  name: string;
  organisation: string | null;
  groupId: string | null;
  role: ParticipantRole;
  /** Reads, votes and signs up, but writes, comments, reacts and sorts nothing. Known to the person and the moderation only. */
  muted: boolean;
  /** Moderates this board by appointment, also a guest, and nothing else of the space: see `Actor.appointed`. */
  appointed: boolean;
  /** Added by the moderation for somebody without a device. */
  byHand: boolean;
  /** When they came in first; 0 for whoever does not moderate. */
  joinedAt: number;
  /** The entry of the same person that this one was merged into; it is removed then. On the server only. */
  mergedInto: string | null;
  /** On the server only: the person behind it. Never leaves `project`. */
  personId?: string;
}

/** What hangs on a note. Files lie on the server under `fileId`; of links nothing is fetched. */
export type Attachment =
  | { type: 'image'; fileId: string; width: number; height: number; alt: string }
  | { type: 'file'; fileId: string; name: string; mime: string; size: number }
  | { type: 'link'; url: string; title: string };
export type FileAttachment = Exclude<Attachment, { type: 'link' }>;

export interface NoteRecord extends Base {
  type: 'note';
  groupId: string | null;
  /** Null: the note lies in the Themenspeicher. */
  topicId: string | null;
  /** The note it lies under, as its duplicate; null: it lies by itself. See board/stacks.ts. */
  stackId: string | null;
  title: string;
  /** Light Markdown: bold, italic, lists, links. */
  body: string;
  kind: NoteKind;
  attachments: Attachment[];
  status: NoteStatus;
  /** When it was pinned to the top of the board; null: it lies in order. */
  pinnedAt: number | null;
  /** Fractional rank (domain/rank.ts), ascending. */
  rank: string;
  /** Place on the canvas in px at zoom 1; null until somebody put it there. */
  x: number | null;
  y: number | null;
  authorId: string | null;
  authorName: string | null;
  authorOrganisation: string | null;
  /** Written while the board was anonymous: its author's name leaves the server for nobody else. */
  anonymous: boolean;
  /** Shown to all also while a phase hides others' notes. */
  revealed: boolean;
  /** Counts content edits from 1; an edit names the version it started from. */
  version: number;
  createdAt: number;
  editedAt: number | null;
}

/** What a viewer gets of a note that is not (yet) theirs to read: order and counts stay whole, nothing leaks. */
export interface NoteStub {
  type: 'note';
  id: string;
  seq: number;
  stub: true;
  groupId: string | null;
  topicId: string | null;
  rank: string;
}

export interface CommentRecord extends Base {
  type: 'comment';
  noteId: string;
  body: string;
  authorId: string | null;
  authorName: string | null;
  /** As `NoteRecord.anonymous`. */
  anonymous: boolean;
  createdAt: number;
  editedAt: number | null;
}

/** One person's reaction to one note. `id` is `${noteId}:${authorId}`, so a person has at most one. */
export interface ReactionRecord extends Base {
  type: 'reaction';
  noteId: string;
  authorId: string;
}

/** px at zoom 1 */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface TopicRecord extends Base {
  type: 'topic';
  title: string;
  rank: string;
  /** Its dots in the last vote on topics whose results all may see; null before. */
  dots: number | null;
  /** Only facilitators put notes in, take them out, or change what lies in it. */
  locked: boolean;
  /** Null: none. */
  colour: TopicColour | null;
  /** Its place on the canvas; null until somebody put it there. */
  area: Area | null;
  /** The AG this topic became. */
  workingGroupId: string | null;
}

export const VOTE_SUBJECTS = ['topics', 'notes'] as const;
/** What dots are placed on. */
export type VoteSubject = (typeof VOTE_SUBJECTS)[number];

/** A weighing with dots (Gewichten). A board keeps as many as were held; at most one is open. */
export interface VoteRecord extends Base {
  type: 'vote';
  /** The phase that opens it and closes it; null: only by hand. */
  phaseId: string | null;
  /** What is asked; '' is the usual question. */
  title: string;
  on: VoteSubject;
  /** Of a vote on notes: only those of this topic; null: all. */
  topicId: string | null;
  /** Dots each person has. */
  perPerson: number;
  /** Most dots of a person on one thing; null: as many as they have. */
  perItem: number | null;
  state: 'planned' | 'open' | 'closed';
  /** When it was closed: how many gave at least one dot, and how many could have. Null before. */
  turnout: number | null;
  electorate: number | null;
  /**
   * Null until it is closed, and for whoever may not see it yet. Written once: what is dissolved or removed later stays
   * counted. Of topics all that were up for the vote, of notes those that got dots.
   */
  results: VoteResult[] | null;
  createdAt: number;
  openedAt: number | null;
  closedAt: number | null;
  /** Since when all see the results; facilitators see them when it is closed. */
  revealedAt: number | null;
}

/** The dots on one topic or note. */
export interface VoteResult {
  id: string;
  count: number;
}

/** Dots of one person on a topic or note. */
export interface Dots {
  itemId: string;
  count: number;
}

/**
 * A person's dots in one vote. `id` is `${voteId}:${participantId}`: one ballot a person. Only its owner ever reads it.
 * Whoever takes all dots back has not voted: then it is removed.
 */
export interface BallotRecord extends Base {
  type: 'ballot';
  voteId: string;
  participantId: string;
  dots: Dots[];
}

/** Facilitators see that somebody voted (turnout), never how. */
export interface BallotStub {
  type: 'ballot';
  id: string;
  seq: number;
  stub: true;
  voteId: string;
}

export interface PollOption {
  id: string;
  label: string;
}

/** From 1 to `steps`; `low` and `high` say what its ends mean. */
export interface PollScale {
  steps: number;
  low: string;
  high: string;
}

/** How often something was answered. */
export interface PollSum {
  /** Id of an option, number of a step, or a word as it is counted (board/pollSums.ts). */
  key: string;
  count: number;
  /** Of words: how people wrote it, and how many so. */
  spellings?: { text: string; count: number }[];
}

/** A question to all. Participants hear of it when it opens. */
export interface PollRecord extends Base {
  type: 'poll';
  question: string;
  kind: PollKind;
  /** Of a choice; else empty. */
  options: PollOption[];
  /** Of a scale; else null. */
  scale: PollScale | null;
  /** Answers a person may give, of several choices and words; null: as many as there are. */
  most: number | null;
  shows: PollShows;
  state: 'planned' | 'open' | 'closed';
  rank: string;
  /** How many people have answered. */
  answers: number;
  /** How many answers they gave in all. */
  given: number;
  /** Without what nobody chose; null for whom they are not shown yet. Written with each answer. */
  sums: PollSum[] | null;
  /** Words that facilitators took off the screens, as they are counted. */
  hidden: string[];
  /** First opened; null: not yet. */
  openedAt: number | null;
  closedAt: number | null;
}

/** One person's answer. `id` is `${pollId}:${participantId}`. Nobody else ever reads it, facilitators neither. */
export interface PollAnswerRecord extends Base {
  type: 'pollAnswer';
  pollId: string;
  participantId: string;
  /** Ids of options, the number of a step, or words. */
  values: string[];
}

/** A record as the server keeps it. */
export type StoredRecord =
  | BoardRecord
  | PhaseRecord
  | GroupRecord
  | MessageRecord
  | ParticipantRecord
  | NoteRecord
  | CommentRecord
  | ReactionRecord
  | TopicRecord
  | VoteRecord
  | BallotRecord
  | WorkingGroupRecord
  | SignupRecord
  | PollRecord
  | PollAnswerRecord
  | CardRecord;

/** A record as a viewer receives it. */
export type AnyRecord = StoredRecord | NoteStub | BallotStub;

export type RecordType = StoredRecord['type'];
export type StoredOf<T extends RecordType> = Extract<StoredRecord, { type: T }>;

/** Names a record; with `seq`, the tombstone of one that is gone for this viewer. */
export interface Ref {
  type: RecordType;
  id: string;
  seq: number;
}

/** One step of a room, as a viewer receives it. `cmd` is set for the person who sent the command. */
export interface Change {
  seq: number;
  at: number;
  /** Participant id of who did it; null for the system. */
  by: string | null;
  put: AnyRecord[];
  remove: Ref[];
  cmd?: string;
}

export function isStub(record: AnyRecord): record is NoteStub | BallotStub {
  return 'stub' in record;
}

/** Key of a record within a room: ids are only unique per type. */
export function keyOf(ref: { type: RecordType; id: string }): string {
  return `${ref.type}/${ref.id}`;
}

/** Key of the record that this one hangs on: who may not read that one has no business with this one. */
export function anchorOf(record: AnyRecord): string | null {
  switch (record.type) {
    case 'comment':
    case 'reaction':
      return keyOf({ type: 'note', id: record.noteId });
    default:
      return null;
  }
}
