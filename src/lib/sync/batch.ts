/** Decides a batch of commands inside one transaction. Nothing here touches the room's memory: a failure costs nothing. */
import type { Command } from '../domain/commands.ts';
import { keyOf, type StoredRecord } from '../domain/records.ts';
import type { Actor, RefusalCode } from '../domain/rules.ts';
import type { CommandAnswer, Refusal } from '../protocol/rooms.ts';
import type { ChangedSince, PersonRef, RoomSetup, RoomTx, StoredChange, StoredStep } from './ports.ts';
import type { RecentRefusals } from './RecentRefusals.ts';
import { Overlay, type RecordMap } from './RecordMap.ts';

/** Acts for the server itself: `participant.join`, seeds. Logged with actorId null. */
export const SYSTEM_ACTOR: Actor = {
  id: '',
  name: '',
  organisation: null,
  role: 'facilitator',
  groupId: null
};

export interface QueuedCommand {
  /** Null: the server itself. */
  person: PersonRef | null;
  command: Command;
  answer: (answer: CommandAnswer) => void;
}

/** One step of the room as its memory takes it in and its sockets hear of it. */
export interface Step {
  seq: number;
  at: number;
  actorId: string | null;
  commandId: string | null;
  records: StoredRecord[];
}

export type BatchOutcome =
  | {
      outdated: false;
      seq: number;
      floor: number;
      /** What others wrote meanwhile, then what this batch wrote, in order of `seq`. */
      steps: Step[];
      answers: CommandAnswer[];
    }
  /** The memory is too old (tombstones gone) or newer than the store (restored backup): load anew, then again. */
  | { outdated: true };

/** What the log says of a command. */
interface Done {
  seq: number;
  actorId: string | null;
}

export interface BatchContext {
  view: RecordMap;
  seq: number;
  setup: RoomSetup;
  refusals: RecentRefusals;
  refuse: (code: RefusalCode) => Refusal;
  now: number;
}

export async function runBatch(
  tx: RoomTx,
  context: BatchContext,
  queue: readonly QueuedCommand[]
): Promise<BatchOutcome> {
  if (tx.clock < context.seq || (tx.clock > context.seq && tx.floor > context.seq)) return { outdated: true };
  const view = new Overlay(context.view);
  let foreign: Step[] = [];
  if (tx.clock > context.seq) {
    const since = await tx.changedSince(context.seq);
    for (const record of since.records) view.put(record);
    foreign = stepsOf(since, context.now);
  }

  const done = await (queue.length > 0
    ? tx.answersOf(queue.map((queued) => queued.command.id))
    : new Map<string, Done>());
  const changes: StoredChange[] = [];
  const answers = queue.map((queued) => decideOne(queued, view, done, changes, tx.clock, context));
  if (changes.length > 0) await tx.write(changes);

  const own = changes.map((change) => ({
    seq: change.seq,
    at: change.at,
    actorId: change.actorId,
    commandId: change.command.id,
    records: change.steps.map((step) => step.after)
  }));
  return {
    outdated: false,
    seq: tx.clock + changes.length,
    floor: tx.floor,
    steps: withoutOvertaken([...foreign, ...own]),
    answers
  };
}

function decideOne(
  { person, command }: QueuedCommand,
  view: Overlay,
  done: Map<string, Done>,
  changes: StoredChange[],
  clock: number,
  { setup, refusals, refuse, now }: BatchContext
): CommandAnswer {
  // Derived from the records of this very moment: a role taken away by an earlier command of the batch counts.
  const actor = person === null ? SYSTEM_ACTOR : setup.actorFor(view, person)?.actor;
  if (!actor) return refuse('forbidden');
  const actorId = actor.id === '' ? null : actor.id;

  const before = done.get(command.id);
  if (before) {
    return standsFor(view, before.actorId, actorId) ? { ok: true, seq: before.seq } : refuse('conflict');
  }
  const refused = refusals.find(command.id, actor.id);
  if (refused) return refused;

  const decision = setup.rules.decide(view, actor, command, now);
  if (!decision.ok) {
    const answer = refuse(decision.code);
    refusals.keep(command.id, actor.id, answer);
    return answer;
  }
  const seq = clock + changes.length + 1;
  const steps: StoredStep[] = decision.put.map((record) => ({
    before: view.get(record.type, record.id) ?? null,
    after: { ...record, seq }
  }));
  for (const step of steps) view.put(step.after);
  changes.push({ seq, at: now, actorId, command, steps });
  // The same command may stand in this batch again.
  done.set(command.id, { seq, actorId });
  return { ok: true, seq };
}

/** Whether who acted then is who acts now: also where the entry of then was merged into the one of now. */
function standsFor(view: Overlay, then: string | null, now: string | null): boolean {
  if (then === now) return true;
  const acted = then === null ? undefined : view.get('participant', then);
  return acted !== undefined && acted.mergedInto !== null && acted.mergedInto === now;
}

/** Groups what others wrote by the step that wrote it last. */
function stepsOf({ records, log }: ChangedSince, now: number): Step[] {
  const steps = new Map<number, Step>();
  for (const { seq, at, actorId, commandId } of log)
    steps.set(seq, { seq, at, actorId, commandId, records: [] });
  for (const record of records) {
    let step = steps.get(record.seq);
    // The log is kept for a set time only; a record may outlive its row.
    if (!step)
      steps.set(
        record.seq,
        (step = { seq: record.seq, at: now, actorId: null, commandId: null, records: [] })
      );
    step.records.push(record);
  }
  return [...steps.values()].sort((a, b) => a.seq - b.seq);
}

/** A record that several steps wrote is told once, with the last of them. */
export function withoutOvertaken(steps: readonly Step[]): Step[] {
  const last = new Map<string, number>();
  for (const step of steps) for (const record of step.records) last.set(keyOf(record), step.seq);
  return steps.map((step) => ({
    ...step,
    records: step.records.filter((record) => last.get(keyOf(record)) === step.seq)
  }));
}
