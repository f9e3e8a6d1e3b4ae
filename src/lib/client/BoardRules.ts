import type * as moderation from '$lib/domain/board/moderation';
import { decide } from '$lib/domain/board/decide';
import { accept } from '$lib/domain/board/decision';
import { takeBack, type Inverse } from '$lib/domain/board/takeBack';
import type { Command, Unsent } from '$lib/domain/commands';
import type { Actor, Decision, RoomView } from '$lib/domain/rules';

type Moderation = typeof moderation;

/**
 * A board's rules in the browser, to predict what the server will decide. The part for those who run the workshop comes when it
 * is wanted: until it is there (or where it cannot be loaded) such steps show when the server has answered, and are no steps to
 * take back.
 */
export class BoardRules {
  #moderation: Moderation | null = null;
  #loading: Promise<void> | null = null;

  decide = (view: RoomView, actor: Actor, command: Command, now: number): Decision =>
    decide(view, actor, command, now, (...asked) => {
      if (this.#moderation) return this.#moderation.decideModerated(...asked);
      void this.load();
      return accept();
    });

  takeBack = (before: RoomView, command: Unsent): Inverse[] =>
    takeBack(before, command, this.#moderation?.moderationBack);

  /** Resolves when it is there, or cannot be had just now; then the next call tries again. */
  load(): Promise<void> {
    this.#loading ??= import('$lib/domain/board/moderation').then(
      (loaded) => {
        this.#moderation = loaded;
      },
      () => {
        this.#loading = null;
      }
    );
    return this.#loading;
  }
}
