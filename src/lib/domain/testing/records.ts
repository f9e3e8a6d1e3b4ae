/** Records for tests that need one and care about a few of its fields. */
import { NEW_BOARD } from '../board/rights.ts';
import { NEW_STAGE } from '../board/stage.ts';
import { NO_TIMER } from '../board/timer.ts';
import { NEW_GROUP } from '../board/groups.ts';
import { NEW_PERSON } from '../board/moderation/workshop.ts';
import { plannedVote } from '../board/votes.ts';
import type {
  AnyRecord,
  BoardRecord,
  CommentRecord,
  GroupRecord,
  NoteRecord,
  ParticipantRecord,
  PhaseName,
  PhaseRecord,
  PollRecord,
  TopicRecord,
  VoteRecord
} from '../records.ts';
import { must } from '../../util/must.ts';

const ID = '00000000-0000-4000-8000-000000000000';
const base = { id: ID, seq: 0, removedAt: null };

export const aBoard = (given: Partial<BoardRecord> = {}): BoardRecord => ({
  ...base,
  type: 'board',
  title: 'Auftakt',
  question: '',
  phaseId: null,
  ...NO_TIMER,
  ...NEW_STAGE,
  open: true,
  ...NEW_BOARD,
  kinds: [],
  may: [...NEW_BOARD.may],
  ...given
});

export const aPhase = (given: Partial<PhaseRecord> = {}): PhaseRecord => ({
  ...base,
  type: 'phase',
  phase: 'collect',
  title: '',
  position: 0,
  sees: 'all',
  may: [],
  anonymous: false,
  minutes: null,
  instruction: '',
  ...given
});

/** The id of the first phase of a kind. */
export const phaseIdOf = (records: Iterable<AnyRecord>, kind: PhaseName): string =>
  must(
    [...records].find((record) => record.type === 'phase' && record.phase === kind),
    `a phase to ${kind}`
  ).id;

export const aGroup = (given: Partial<GroupRecord> = {}): GroupRecord => ({
  ...base,
  type: 'group',
  name: 'Kleingruppe 1',
  task: '',
  rank: 'm',
  ...NEW_GROUP,
  ...given
});

export const aParticipant = (given: Partial<ParticipantRecord> = {}): ParticipantRecord => ({
  ...base,
  type: 'participant',
  name: 'Lotte Löwenzahn',
  organisation: null,
  groupId: null,
  role: 'participant',
  ...NEW_PERSON,
  joinedAt: 0,
  ...given
});

export const aNote = (given: Partial<NoteRecord> = {}): NoteRecord => ({
  ...base,
  type: 'note',
  groupId: null,
  topicId: null,
  stackId: null,
  title: '',
  body: 'Ein Kalender für alle',
  kind: 'idea',
  attachments: [],
  status: 'shown',
  pinnedAt: null,
  rank: 'm',
  x: null,
  y: null,
  authorId: null,
  authorName: null,
  authorOrganisation: null,
  anonymous: false,
  revealed: false,
  version: 1,
  createdAt: 0,
  editedAt: null,
  ...given
});

export const aComment = (given: Partial<CommentRecord> = {}): CommentRecord => ({
  ...base,
  type: 'comment',
  noteId: ID,
  body: 'Gute Idee',
  authorId: null,
  authorName: null,
  anonymous: false,
  createdAt: 0,
  editedAt: null,
  ...given
});

export const aVote = (given: Partial<VoteRecord> = {}): VoteRecord => ({
  ...plannedVote({ id: ID, phaseId: null, now: 0 }),
  ...given
});

export const aTopic = (given: Partial<TopicRecord> = {}): TopicRecord => ({
  ...base,
  type: 'topic',
  title: 'Mobilität',
  rank: 'm',
  dots: null,
  locked: false,
  colour: null,
  area: null,
  workingGroupId: null,
  ...given
});

export const aPoll = (given: Partial<PollRecord> = {}): PollRecord => ({
  ...base,
  type: 'poll',
  question: 'Wie sollen wir uns treffen?',
  kind: 'single',
  options: [],
  scale: null,
  most: null,
  shows: 'end',
  state: 'planned',
  rank: 'm',
  answers: 0,
  given: 0,
  sums: [],
  hidden: [],
  openedAt: null,
  closedAt: null,
  ...given
});
