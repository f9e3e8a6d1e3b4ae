import { describe, expect, test } from 'vitest';
import { BoardFixture, hedda, lotte } from '../testing/boardFixture.ts';
import { boardOf } from './rights.ts';
import { NO_TIMER, timerLeft } from './timer.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A board whose clock is moved by hand; each command takes a millisecond. */
function started(seconds = 600) {
  const board = new BoardFixture();
  board.do(hedda, { type: 'timer.start', seconds });
  const fields = () => {
    const { timerEndsAt, timerLeftMs } = boardOf(board) ?? NO_TIMER;
    return { timerEndsAt, timerLeftMs };
  };
  return { board, fields, left: () => timerLeft(fields(), board.now) };
}

describe('the timer', () => {
  test('runs by server time, and never below zero', () => {
    expect(timerLeft({ timerEndsAt: 90_000, timerLeftMs: null }, 30_000)).toBe(MINUTE);
    expect(timerLeft({ timerEndsAt: 90_000, timerLeftMs: null }, 99_000)).toBe(0);
    expect(timerLeft({ timerEndsAt: null, timerLeftMs: 5 }, 99_000)).toBe(5);
    expect(timerLeft(NO_TIMER, 99_000)).toBeNull();
  });

  test('keeps its rest while it is paused, and goes on from there', () => {
    const { board, fields, left } = started();
    board.now += 60 * SECOND;
    board.do(hedda, { type: 'timer.pause' });
    const rest = left();
    expect(rest).toBe(540 * SECOND - 1);
    board.now += 1000 * SECOND;
    expect(left()).toBe(rest);
    board.do(hedda, { type: 'timer.resume' });
    expect(fields()).toEqual({ timerEndsAt: board.now + 540 * SECOND - 1, timerLeftMs: null });
  });

  test.each(['running', 'paused'])('takes more and less time while %s', (state) => {
    const { board, left } = started();
    if (state === 'paused') board.do(hedda, { type: 'timer.pause' });
    const before = left() ?? 0;
    board.do(hedda, { type: 'timer.add', seconds: 60 });
    const gone = state === 'paused' ? 0 : 1;
    expect(left()).toBe(before + MINUTE - gone);
    board.do(hedda, { type: 'timer.add', seconds: -3600 });
    expect(left()).toBe(0);
    board.do(hedda, { type: 'timer.add', seconds: 24 * 3600 });
    board.do(hedda, { type: 'timer.add', seconds: 24 * 3600 });
    expect(left()).toBe(24 * 3600 * SECOND);
  });

  test('more time for what is over counts from now', () => {
    const { board, fields } = started(10);
    board.now += 10 * MINUTE;
    board.do(hedda, { type: 'timer.add', seconds: 60 });
    expect(fields().timerEndsAt).toBe(board.now + MINUTE);
  });

  test('pressed twice at once, pause and resume change nothing more; what is over cannot be paused', () => {
    const { board, fields } = started();
    const greta = { ...hedda, id: 'greta' };
    board.do(hedda, { type: 'timer.pause' });
    const paused = fields();
    expect(board.do(greta, { type: 'timer.pause' }).ok).toBe(true);
    expect(fields()).toEqual(paused);
    board.do(hedda, { type: 'timer.resume' });
    const running = fields();
    expect(board.do(greta, { type: 'timer.resume' }).ok).toBe(true);
    expect(fields()).toEqual(running);
    board.now += 3600 * SECOND;
    board.do(hedda, { type: 'timer.pause' });
    expect(fields()).toEqual(running);
  });

  test('what is not there is not moved', () => {
    const { board, fields } = started();
    board.do(hedda, { type: 'timer.stop' });
    expect(fields()).toEqual(NO_TIMER);
    for (const command of [
      { type: 'timer.add', seconds: 60 },
      { type: 'timer.pause' },
      { type: 'timer.resume' }
    ] as const)
      expect(board.do(hedda, command)).toEqual({ ok: false, code: 'not_found' });
  });

  test('is the facilitators’', () => {
    const { board, fields } = started();
    const before = fields();
    for (const command of [
      { type: 'timer.start', seconds: 1 },
      { type: 'timer.add', seconds: 60 },
      { type: 'timer.pause' },
      { type: 'timer.resume' },
      { type: 'timer.stop' }
    ] as const)
      expect(board.do(lotte, command)).toEqual({ ok: false, code: 'forbidden' });
    expect(fields()).toEqual(before);
  });
});
