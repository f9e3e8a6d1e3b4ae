/** A board in memory for tests of the rules: applies what `boardRules` accepts and counts `seq` like a room. */
import type { Command, CommandOf, WithoutId } from '../commands.ts';
import { NEW_GROUP } from '../board/groups.ts';
import { NEW_BOARD, PHASE_MAY } from '../board/rights.ts';
import { boardRules } from '../board/rules.ts';
import { NEW_STAGE } from '../board/stage.ts';
import { NO_TIMER } from '../board/timer.ts';
import { NEW_PERSON } from '../board/moderation/workshop.ts';
import { openVote } from '../board/votes.ts';
import {
  keyOf,
  PHASES,
  type PhaseName,
  type RecordType,
  type Sees,
  type StoredOf,
  type StoredRecord
} from '../records.ts';
import type { Actor, Decision, RoomView } from '../rules.ts';
import { aPhase } from './records.ts';

export const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const BOARD = id(1);
/** The fixture's phases, one of each kind in the usual order. */
export const PHASE: Readonly<Record<PhaseName, string>> = {
  collect: id(100),
  cluster: id(101),
  vote: id(102),
  commit: id(103),
  network: id(104)
};
export const GROUP_A = id(11);
export const GROUP_B = id(12);

export const hedda: Actor = {
  id: id(21),
  name: 'Hedda Holunder',
  organisation: null,
  role: 'facilitator',
  groupId: null
};
export const lotte: Actor = {
  id: id(22),
  name: 'Lotte Löwenzahn',
  organisation: 'Dorfladen',
  role: 'participant',
  groupId: GROUP_A
};
export const otto: Actor = {
  id: id(23),
  name: 'Otto Obstwiese',
  organisation: null,
  role: 'participant',
  groupId: GROUP_A
};
export const ida: Actor = {
  id: id(24),
  name: 'Ida Immergrün',
  organisation: null,
  role: 'participant',
  groupId: GROUP_B
};
export const visitor: Actor = { id: '', name: '', organisation: null, role: 'visitor', groupId: null };
export const system: Actor = { id: '', name: '', organisation: null, role: 'facilitator', groupId: null };

export class BoardFixture implements RoomView {
  readonly records = new Map<string, StoredRecord>();
  seq = 0;
  now = 1_000_000;
  #ids = 1000;

  constructor(sees: Sees = 'all') {
    const base = { seq: 0, removedAt: null };
    this.#put({
      ...base,
      type: 'board',
      id: BOARD,
      title: 'Auftakt',
      question: 'Was soll unser Bündnis zuerst anpacken?',
      phaseId: PHASE.collect,
      ...NO_TIMER,
      ...NEW_STAGE,
      open: true,
      ...NEW_BOARD
    });
    PHASES.forEach((phase, position) =>
      this.#put(
        aPhase({
          id: PHASE[phase],
          phase,
          position,
          sees: phase === 'collect' ? sees : 'all',
          may: [...PHASE_MAY[phase]]
        })
      )
    );
    [GROUP_A, GROUP_B].forEach((groupId, n) =>
      this.#put({
        ...base,
        type: 'group',
        id: groupId,
        name: `Kleingruppe ${n + 1}`,
        task: '',
        rank: `${n + 1}`,
        ...NEW_GROUP
      })
    );
    for (const actor of [hedda, lotte, otto, ida]) {
      this.#put({
        ...base,
        type: 'participant',
        id: actor.id,
        name: actor.name,
        organisation: actor.organisation,
        groupId: actor.groupId,
        role: actor.role === 'facilitator' ? 'facilitator' : 'participant',
        ...NEW_PERSON,
        joinedAt: 0,
        personId: actor.id
      });
    }
  }

  get<T extends RecordType>(type: T, recordId: string): StoredOf<T> | undefined {
    return this.records.get(keyOf({ type, id: recordId })) as StoredOf<T> | undefined;
  }

  *all<T extends RecordType>(type: T): Iterable<StoredOf<T>> {
    for (const record of this.records.values()) if (record.type === type) yield record as StoredOf<T>;
  }

  #put(record: StoredRecord): void {
    this.records.set(keyOf(record), { ...record, seq: this.seq });
  }

  /** Decides and, when accepted, applies. */
  do(actor: Actor, command: WithoutId<Command>): Decision {
    const decision = boardRules.decide(
      this,
      actor,
      { ...command, id: id(++this.#ids) } as Command,
      ++this.now
    );
    if (decision.ok) {
      this.seq += 1;
      for (const record of decision.put) this.#put(record);
    }
    return decision;
  }

  /** A new note; answers its id. Throws when it is refused. */
  note(actor: Actor, given: Partial<CommandOf<'note.add'>> = {}): string {
    const noteId = id(++this.#ids);
    const decision = this.do(actor, { type: 'note.add', noteId, body: 'Ein Kalender für alle', ...given });
    if (!decision.ok) throw new Error(`note refused: ${decision.code}`);
    return noteId;
  }

  /** The vote that is open. */
  get openVote(): string {
    const vote = openVote(this);
    if (!vote) throw new Error('no vote is open');
    return vote.id;
  }

  /** A new vote, open; answers its id. Throws when it is refused. */
  vote(given: Partial<CommandOf<'vote.add'>> = {}): string {
    const voteId = id(++this.#ids);
    const added = this.do(hedda, { type: 'vote.add', voteId, ...given });
    const opened = this.do(hedda, { type: 'vote.open', voteId });
    if (!added.ok || !opened.ok) throw new Error('vote refused');
    return voteId;
  }

  topic(title: string): string {
    const topicId = id(++this.#ids);
    const decision = this.do(hedda, { type: 'topic.add', topicId, title });
    if (!decision.ok) throw new Error(`topic refused: ${decision.code}`);
    return topicId;
  }
}
