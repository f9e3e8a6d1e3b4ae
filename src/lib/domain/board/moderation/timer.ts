import type { CommandOf } from '../../commands.ts';
import { LIMITS } from '../../limits.ts';
import type { Actor, Decision, RoomView } from '../../rules.ts';
import { accept, refuse } from '../decision.ts';
import { boardOf, rightsOf } from '../rights.ts';
import { NO_TIMER, timerLeft, type TimerFields } from '../timer.ts';

type TimerCommand =
  | CommandOf<'timer.start'>
  | CommandOf<'timer.add'>
  | CommandOf<'timer.pause'>
  | CommandOf<'timer.resume'>
  | CommandOf<'timer.stop'>;

/**
 * Of two facilitators who press the same button at once the second changes nothing: a pause of what is paused is accepted
 * as it is. A timer that is not there (any more) is `not_found`.
 */
export function decideTimer(view: RoomView, actor: Actor, command: TimerCommand, now: number): Decision {
  if (!rightsOf(view, actor).moderate) return refuse('forbidden');
  const board = boardOf(view);
  if (!board) return refuse('not_found');
  if (command.type === 'timer.start') return accept({ ...board, ...running(command.seconds * 1000, now) });
  if (command.type === 'timer.stop') return accept({ ...board, ...NO_TIMER });
  const left = timerLeft(board, now);
  if (left === null) return refuse('not_found');
  const paused = board.timerEndsAt === null;
  switch (command.type) {
    case 'timer.add': {
      // More time for what is over counts from now.
      const next = Math.min(Math.max(0, left + command.seconds * 1000), LIMITS.timerSeconds * 1000);
      return accept({ ...board, ...(paused ? { timerLeftMs: next } : running(next, now)) });
    }
    case 'timer.pause':
      // What is over cannot wait.
      return accept(paused || left === 0 ? board : { ...board, timerEndsAt: null, timerLeftMs: left });
    case 'timer.resume':
      return accept(paused ? { ...board, ...running(left, now) } : board);
  }
}

const running = (ms: number, now: number): TimerFields => ({ timerEndsAt: now + ms, timerLeftMs: null });
