import {
  boardOf,
  byPosition,
  currentAnonymous,
  currentPhase,
  currentSees,
  rightsOf,
  type Rights
} from '$lib/domain/board/rights';
import { ballotId, currentVote, mayVote, votesOf } from '$lib/domain/board/votes';
import { kindName } from '$lib/domain/kinds';
import type {
  BallotRecord,
  BoardRecord,
  CommentRecord,
  GroupRecord,
  MessageRecord,
  NoteKind,
  NoteRecord,
  NoteStatus,
  NoteStub,
  ParticipantRecord,
  PhaseRecord,
  RecordType,
  Sees,
  SignupRecord,
  StoredOf,
  TopicRecord,
  VoteRecord,
  WorkingGroupRecord
} from '$lib/domain/records';
import type { Actor, RoomView } from '$lib/domain/rules';
import { stacksOf, type Stacks } from '$lib/domain/stacks';
import type { Me, PresencePerson } from '$lib/protocol/rooms';
import { must } from '$lib/util/must';
import { BoardRules } from './BoardRules';
import { RoomSession, type RoomSessionOptions } from './RoomSession.svelte';
import { UndoStack } from './UndoStack.svelte';

export interface Reactions {
  count: number;
  mine: boolean;
}

const NOBODY: readonly PresencePerson[] = [];
const NO_NOTES: readonly NoteRecord[] = [];
const NO_REACTIONS: Reactions = { count: 0, mine: false };
// By code units, like the server and `rankBetween`: a locale would sort ranks wrongly.
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byRank = (a: { rank: string; id: string }, b: { rank: string; id: string }): number =>
  byText(a.rank, b.rank) || byText(a.id, b.id);

/**
 * Name and group follow the person's own record, which is newer than what `room:open` answered and includes a change of
 * group on its way. The role is the server's word: it takes more than the record to moderate.
 */
export function boardActor(view: RoomView, me: Me): Actor {
  const own = view.get('participant', me.id);
  if (!own) return { ...me, organisation: null };
  const { id, name, organisation, groupId } = own;
  const appointed = me.role === 'facilitator' && own.appointed && own.role !== 'facilitator';
  return { id, name, organisation, role: me.role, groupId, ...(appointed && { appointed }) };
}

/** A workshop's board. Everything here is reactive and includes my own commands that wait for their answer. */
export class BoardSession extends RoomSession {
  readonly #rules: BoardRules;

  constructor(options: RoomSessionOptions) {
    const rules = new BoardRules();
    super(options, { rules, actorOf: boardActor });
    this.#rules = rules;
  }

  override start(): void {
    super.start();
    if (this.isFacilitator || this.can.moveNotes) void this.#rules.load();
  }

  /** What I did here, to take back: what is sent through it can be undone. */
  readonly steps = new UndoStack(this, (before, command) => this.#rules.takeBack(before, command));

  readonly isFacilitator: boolean = $derived(this.me.role === 'facilitator');
  /** Facilitates by appointment in this workshop only. */
  readonly isAppointed: boolean = $derived(boardActor(this.view, this.me).appointed === true);
  /** The moderation has paused my writing: I read, vote and sign up. */
  readonly isMuted: boolean = $derived(this.view.get('participant', this.me.id)?.muted === true);
  readonly board: BoardRecord = $derived(must(boardOf(this.view), 'the board record'));
  /** By position. */
  readonly phases: PhaseRecord[] = $derived(this.#live('phase').sort(byPosition));
  /** The one that runs now. */
  readonly phase: PhaseRecord | null = $derived(currentPhase(this.view) ?? null);
  /** What is written now carries no name. */
  readonly anonymous: boolean = $derived(currentAnonymous(this.view));
  /** By rank. */
  readonly groups: GroupRecord[] = $derived(this.#live('group').sort(byRank));
  /** By rank. */
  readonly topics: TopicRecord[] = $derived(this.#live('topic').sort(byRank));
  readonly #allNotes: NoteRecord[] = $derived(
    this.#live('note').sort((a, b) => b.createdAt - a.createdAt || byText(b.id, a.id))
  );
  /** Those I may read that lie on the board, newest first: approved ones, and my own. */
  readonly notes: NoteRecord[] = $derived(
    this.#allNotes.filter((note) => note.status === 'shown' || this.isMine(note))
  );
  /** The same as stacks of duplicates. Counts of notes count every original. */
  readonly stacks: Stacks = $derived(stacksOf(this.notes));
  /** Notes that wait for a facilitator's approval, oldest first. Only facilitators have any. */
  readonly queue: NoteRecord[] = $derived(this.#reviewed('waiting').reverse());
  /** Newest first. Only facilitators have any. */
  readonly declined: NoteRecord[] = $derived(this.#reviewed('declined'));
  /** Notes that are there but not mine to read now. */
  readonly hiddenNotes: readonly NoteStub[] = $derived(this.stubsOf('note'));
  /** Whose notes participants read now. */
  readonly sees: Sees = $derived(currentSees(this.view));
  /** Taken away, and mine to bring back; the last removed first. */
  readonly removedNotes: NoteRecord[] = $derived(
    this.#removed('note').filter((note) => this.isFacilitator || note.authorId === this.me.id)
  );
  /** Taken away, of notes that are there, and mine to bring back; the last removed first. */
  readonly removedComments: CommentRecord[] = $derived(
    this.#removed('comment').filter(
      (comment) =>
        (this.isFacilitator || comment.authorId === this.me.id) &&
        this.view.get('note', comment.noteId)?.removedAt === null
    )
  );
  /** Dissolved or merged; only facilitators have any. The last removed first. */
  readonly removedTopics: TopicRecord[] = $derived(this.isFacilitator ? this.#removed('topic') : []);
  /** Dissolved; only facilitators have any. The last removed first. */
  readonly removedGroups: GroupRecord[] = $derived(this.isFacilitator ? this.#removed('group') : []);
  /** Those in the workshop whom I may see, by name. */
  readonly participants: ParticipantRecord[] = $derived(
    this.#live('participant')
      .filter((person) => person.role !== 'interested')
      .sort((a, b) => a.name.localeCompare(b.name, 'de') || byText(a.id, b.id))
  );
  /** What the facilitators said to me, or (for facilitators) to anybody; oldest first. */
  readonly messages: MessageRecord[] = $derived(
    this.#live('message').sort((a, b) => a.at - b.at || byText(a.id, b.id))
  );
  /** Taken out of the workshop; only facilitators have any. The last removed first. */
  readonly removedPeople: ParticipantRecord[] = $derived(
    this.isFacilitator ? this.#removed('participant').filter(({ role }) => role !== 'interested') : []
  );
  /** By number. */
  readonly workingGroups: WorkingGroupRecord[] = $derived(
    this.#live('workingGroup').sort((a, b) => a.number - b.number)
  );
  /** By working group id. */
  readonly mySignups: ReadonlyMap<string, SignupRecord> = $derived(
    new Map(
      this.#live('signup')
        .filter((signup) => signup.participantId === this.me.id)
        .map((signup) => [signup.workingGroupId, signup])
    )
  );
  /** The oldest first. */
  readonly votes: VoteRecord[] = $derived(votesOf(this.view));
  /** The vote that everybody looks at now: open, or the phase's. */
  readonly vote: VoteRecord | null = $derived(currentVote(this.view, this.board.phaseId) ?? null);
  /** What I may do in the current phase. */
  readonly can: Rights = $derived(rightsOf(this.view, boardActor(this.view, this.me)));

  readonly #comments: ReadonlyMap<string, CommentRecord[]> = $derived(
    groupBy(
      this.#live('comment').sort((a, b) => a.createdAt - b.createdAt || byText(a.id, b.id)),
      (comment) => comment.noteId
    )
  );
  readonly #reactions: ReadonlyMap<string, Reactions> = $derived.by(() => {
    const all = new Map<string, Reactions>();
    for (const { noteId, authorId } of this.#live('reaction')) {
      const { count, mine } = all.get(noteId) ?? NO_REACTIONS;
      all.set(noteId, { count: count + 1, mine: mine || authorId === this.me.id });
    }
    return all;
  });
  readonly #notesByTopic: ReadonlyMap<string | null, NoteRecord[]> = $derived(
    groupBy(
      [...this.notes].sort(
        (a, b) => byText(a.rank, b.rank) || a.createdAt - b.createdAt || byText(a.id, b.id)
      ),
      (note) => note.topicId
    )
  );

  readonly #writers: ReadonlyMap<string | null | undefined, PresencePerson[]> = $derived(
    groupBy(
      this.presence.people.filter(({ id, editing }) => editing && id !== this.me.id),
      (person) => person.editing
    )
  );

  /** Who else is writing on a note just now, of those whom I may see. None on a board without names. */
  writersAt(noteId: string): readonly PresencePerson[] {
    return this.#writers.get(noteId) ?? NOBODY;
  }

  ballotOf(voteId: string): BallotRecord | null {
    return this.#present(this.view.get('ballot', ballotId(voteId, this.me.id)));
  }

  /** How many have voted: what was counted when it closed; before, for facilitators, the ballots that are there. */
  turnoutOf({ id, turnout }: VoteRecord): number {
    if (turnout !== null) return turnout;
    return (this.ballotOf(id) ? 1 : 0) + this.stubsOf('ballot').filter(({ voteId }) => voteId === id).length;
  }

  /** How many could vote; before it closed for facilitators, who see everybody. */
  electorateOf(vote: VoteRecord): number {
    return vote.electorate ?? Math.max(this.participants.filter(mayVote).length, this.turnoutOf(vote));
  }

  /** What lies under a note, by rank. */
  notesUnder(noteId: string): readonly NoteRecord[] {
    return this.stacks.under.get(noteId) ?? NO_NOTES;
  }

  /** How many these notes are with all that lies under them. */
  countOf(notes: readonly NoteRecord[]): number {
    return notes.reduce((sum, { id }) => sum + 1 + this.notesUnder(id).length, 0);
  }

  /** Oldest first. */
  commentsOf(noteId: string): CommentRecord[] {
    return this.#comments.get(noteId) ?? [];
  }

  reactionsOf(noteId: string): Reactions {
    return this.#reactions.get(noteId) ?? NO_REACTIONS;
  }

  /** By rank, then age. Null: those in the Themenspeicher. */
  notesOf(topicId: string | null): NoteRecord[] {
    return this.#notesByTopic.get(topicId) ?? [];
  }

  isMine(note: NoteRecord): boolean {
    return note.authorId !== null && note.authorId === this.me.id;
  }

  /** The board's own word for a kind of note; '' where it is the usual one. */
  kindName(kind: NoteKind): string {
    return kindName(this.board, kind);
  }

  #reviewed(status: NoteStatus): NoteRecord[] {
    return this.isFacilitator ? this.#allNotes.filter((note) => note.status === status) : [];
  }

  #live<T extends RecordType>(type: T): StoredOf<T>[] {
    return Array.from(this.view.all(type)).filter((record) => record.removedAt === null);
  }

  /** The last removed first. */
  #removed<T extends RecordType>(type: T): StoredOf<T>[] {
    return Array.from(this.view.all(type))
      .filter((record) => record.removedAt !== null)
      .sort((a, b) => (b.removedAt ?? 0) - (a.removedAt ?? 0));
  }

  #present<R extends { removedAt: number | null }>(record: R | undefined): R | null {
    return record && record.removedAt === null ? record : null;
  }
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
