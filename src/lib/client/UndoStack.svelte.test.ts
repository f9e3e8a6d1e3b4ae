import { describe, expect, it } from 'vitest';
import type { Unsent } from '$lib/domain/commands';
import type { Actor } from '$lib/domain/rules';
import { BoardFixture, hedda, lotte, PHASE } from '$lib/domain/testing/boardFixture';
import { takeBack } from '$lib/domain/testing/takeBack';
import type { CommandAnswer } from '$lib/protocol/rooms';
import { UndoStack } from './UndoStack.svelte';

/** A board that decides at once, and answers when asked to, as over a line. */
function stage(actor: Actor = lotte) {
  const board = new BoardFixture();
  const sent: Unsent['type'][] = [];
  const steps = new UndoStack(
    {
      view: board,
      send: (command): Promise<CommandAnswer> => {
        sent.push(command.type);
        const decision = board.do(actor, command);
        if (decision.ok) return Promise.resolve({ ok: true, seq: board.seq });
        return Promise.resolve({ ok: false, code: decision.code, message: decision.code });
      }
    },
    takeBack
  );
  return { board, steps, sent };
}

const add = (n: number): Unsent => ({
  type: 'note.add',
  noteId: `00000000-0000-4000-8000-0000000009${String(n).padStart(2, '0')}`,
  body: `Notiz ${n}`
});
const bodies = (board: BoardFixture) =>
  [...board.all('note')].filter((note) => note.removedAt === null).map((note) => note.body);

describe('UndoStack', () => {
  it('takes back the newest step first, and does it again', () => {
    const { board, steps } = stage();
    steps.do([add(1)]);
    steps.do([add(2), add(3)]);
    expect(steps.undo()).toEqual({ type: 'note.add', done: true });
    expect(bodies(board)).toEqual(['Notiz 1']);
    steps.undo();
    expect([bodies(board), steps.canUndo, steps.canRedo]).toEqual([[], false, true]);
    expect(steps.undo()).toBeNull();
    steps.redo();
    expect(steps.redo()).toEqual({ type: 'note.add', done: true });
    expect([bodies(board), steps.canUndo, steps.canRedo]).toEqual([
      ['Notiz 1', 'Notiz 2', 'Notiz 3'],
      true,
      false
    ]);
    steps.undo();
    expect(bodies(board)).toEqual(['Notiz 1']);
  });

  it('takes back a certain step once, whatever came after it', () => {
    const { board, steps } = stage();
    const first = steps.do([add(1)]) ?? undefined;
    steps.do([add(2)]);
    expect(steps.undo(first)?.done).toBe(true);
    expect(bodies(board)).toEqual(['Notiz 2']);
    expect(steps.undo(first)).toBeNull();
  });

  it('forgets what was taken back once something new is done', () => {
    const { steps } = stage();
    steps.do([add(1)]);
    steps.undo();
    steps.do([add(2)]);
    expect([steps.canRedo, steps.redo()]).toEqual([false, null]);
  });

  it('says when others have changed it since, and sends nothing', () => {
    const { board, steps, sent } = stage();
    steps.do([add(1)]);
    board.do(hedda, { type: 'note.remove', noteId: (add(1) as { noteId: string }).noteId });
    expect(steps.undo()).toEqual({ type: 'note.add', done: false });
    expect([sent, steps.canUndo, steps.canRedo]).toEqual([['note.add'], false, false]);
  });

  it('keeps nothing of what was refused', async () => {
    const { steps } = stage();
    steps.do([{ type: 'topic.add', topicId: '00000000-0000-4000-8000-000000000800', title: 'Nicht meins' }]);
    expect(steps.canUndo).toBe(true);
    await Promise.resolve();
    expect(steps.canUndo).toBe(false);
  });

  it('keeps the last 50 steps, and none for what is no step', () => {
    const { steps } = stage(hedda);
    const first = steps.do([add(0)]) ?? undefined;
    for (let n = 1; n <= 50; n += 1) steps.do([add(n)]);
    expect(steps.undo(first)).toBeNull();
    expect(steps.do([{ type: 'phase.set', phaseId: PHASE.cluster }])).toBeNull();
  });
});
