/**
 * Stacks of duplicates. A note that says what another says lies under it: it keeps its words, author, kind and group, and
 * its topic follows the top's. Stacks are flat: what lies under a note has nothing under itself.
 */
import type { CommandOf } from '../commands.ts';
import { byRank, rankBetween } from '../rank.ts';
import type { NoteRecord, StoredRecord } from '../records.ts';
import type { Actor, Decision, RoomView } from '../rules.ts';
import { accept, hangingOn, live, refuse } from './decision.ts';
import { mayRead } from './project.ts';
import { notesUnder, topOf } from '../stacks.ts';
import { rightsOf } from './rights.ts';
import { dotsAlong } from './votes.ts';

/** px at zoom 1: so far beside its stack a note comes to lie on the canvas that is taken out of it. */
const BESIDE = 40;

/** Onto a note that lies in a stack means onto its top; what lies under the note comes along (`keepStacks`). */
export function stackNote(view: RoomView, actor: Actor, command: CommandOf<'note.stack'>): Decision {
  const rights = rightsOf(view, actor);
  const note = live(view, 'note', command.noteId);
  const onto = live(view, 'note', command.ontoId);
  if (!note || !mayRead(view, actor, note) || !onto || !mayRead(view, actor, onto))
    return refuse('not_found');
  if (!rights.moveNotes) return refuse(rights.moderate ? 'closed' : 'forbidden');
  const top = topOf(view, onto);
  if (top.id === note.id || note.stackId === top.id) return refuse('conflict');
  if (!rights.moderate && (isLocked(view, note) || isLocked(view, top))) return refuse('closed');
  return accept(
    { ...note, stackId: top.id, topicId: top.topicId },
    ...dotsAlong(view, { on: 'notes', fromId: note.id, intoId: top.id })
  );
}

/** Out of its stack and beside it. Of the top: the next one takes its place. */
export function unstackNote(view: RoomView, actor: Actor, command: CommandOf<'note.unstack'>): Decision {
  const rights = rightsOf(view, actor);
  const note = live(view, 'note', command.noteId);
  if (!note || !mayRead(view, actor, note)) return refuse('not_found');
  if (!rights.moveNotes) return refuse(rights.moderate ? 'closed' : 'forbidden');
  if (!rights.moderate && isLocked(view, note)) return refuse('closed');
  const top = topOf(view, note);
  const heirs = top.id === note.id ? succeeded(note, notesUnder(view, note.id)) : [];
  if (top.id === note.id && heirs.length === 0) return refuse('conflict');
  const loose: NoteRecord = { ...note, stackId: null, rank: rankBehind(view, top) };
  if (top.x !== null && top.y !== null) Object.assign(loose, { x: top.x + BESIDE, y: top.y + BESIDE });
  return accept(loose, ...heirs);
}

const isLocked = (view: RoomView, { topicId }: NoteRecord): boolean =>
  topicId !== null && live(view, 'topic', topicId)?.locked === true;

function rankBehind(view: RoomView, { rank }: NoteRecord): string {
  let next: string | null = null;
  for (const other of view.all('note'))
    if (other.removedAt === null && other.rank > rank && (next === null || other.rank < next))
      next = other.rank;
  return rankBetween(rank, next);
}

/** The first of `under` as the new top, where `top` lay, and the others under it. */
function succeeded(top: NoteRecord, [first, ...others]: readonly NoteRecord[]): NoteRecord[] {
  if (!first) return [];
  const { rank, x, y } = top;
  return [{ ...first, stackId: null, rank, x, y }, ...others.map((note) => ({ ...note, stackId: first.id }))];
}

/**
 * What lies under a note follows it, whatever was decided: into another topic, under another note; and when the top is
 * removed, the next one takes its place.
 *
 * @param put the records of a decision
 * @returns them, in their order, and those that follow
 */
export function keepStacks(view: RoomView, put: readonly StoredRecord[]): StoredRecord[] {
  const after = new Map<string, NoteRecord>();
  for (const record of put) if (record.type === 'note') after.set(record.id, record);
  const moved = [...after.values()].filter((note) => takesAlong(view.get('note', note.id), note));
  if (moved.length === 0) return [...put];
  const under = new Map(moved.map(({ id }): [string, NoteRecord[]] => [id, []]));
  for (const note of view.all('note')) {
    const followers = note.stackId === null ? undefined : under.get(note.stackId);
    const now = after.get(note.id) ?? note;
    if (followers && note.removedAt === null && now.removedAt === null && now.stackId === note.stackId)
      followers.push(now);
  }
  for (const top of moved) {
    const followers = (under.get(top.id) ?? []).sort(byRank);
    const following =
      top.removedAt === null
        ? followers.map((note) => ({ ...note, topicId: top.topicId, stackId: top.stackId ?? top.id }))
        : succeeded(top, followers);
    for (const note of following) after.set(note.id, note);
  }
  const kept = put.map((record) => (record.type === 'note' ? (after.get(record.id) ?? record) : record));
  const known = new Set(put.map(({ id }) => id));
  return [...kept, ...[...after.values()].filter(({ id }) => !known.has(id))];
}

const takesAlong = (before: NoteRecord | undefined, after: NoteRecord): boolean =>
  before?.removedAt === null &&
  before.stackId === null &&
  (after.removedAt !== null || after.stackId !== null || after.topicId !== before.topicId);

/**
 * Shows notes to all while a phase hides them, or hides them again. What was revealed stays so in later phases: nobody can
 * be made to forget it.
 */
export function revealNotes(view: RoomView, actor: Actor, command: CommandOf<'note.reveal'>): Decision {
  const rights = rightsOf(view, actor);
  if (!rights.moderate) return refuse('forbidden');
  if (!rights.write) return refuse('closed');
  const ids = new Set(command.noteIds);
  const notes = [...ids].flatMap((id) => live(view, 'note', id) ?? []);
  if (notes.length === 0) return refuse('not_found');
  return accept(
    ...notes.map((note) => ({ ...note, revealed: command.on })),
    // What hangs on them comes to its new readers with them.
    ...hangingOn(view, (id) => ids.has(id))
  );
}
