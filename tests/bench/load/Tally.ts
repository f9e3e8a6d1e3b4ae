import { spreadOf } from '../stats.ts';
import type { PostFigures } from './tasks.ts';

interface Post {
  readonly sentAt: number;
  ackedAt: number | null;
  seenAt: number | null;
  /** One mark for each person of the room: a note that comes twice counts once. */
  readonly seenBy: Uint8Array;
  left: number;
}

/** What became of posts: when each was sent, answered, and seen by the last of those who should. Times in ms. */
export class Tally {
  readonly #posts = new Map<string, Post>();
  #open = 0;
  #waiting: PromiseWithResolvers<undefined> | null = null;
  #failure: unknown = null;

  /** @param audience how many people must see it; each calls `seen` with a number below it */
  sent(noteId: string, audience: number, now: number): void {
    const seenBy = new Uint8Array(audience);
    this.#posts.set(noteId, { sentAt: now, ackedAt: null, seenAt: null, seenBy, left: audience });
    this.#open += 1;
  }

  acked(noteId: string, now: number): void {
    const post = this.#posts.get(noteId);
    if (!post || post.ackedAt !== null) return;
    post.ackedAt = now;
    this.#closeIfDone(post);
  }

  /** Notes that are none of this tally's are let pass. */
  seen(noteId: string, person: number, now: number): void {
    const post = this.#posts.get(noteId);
    if (!post || post.seenBy[person] !== 0) return;
    post.seenBy[person] = 1;
    post.left -= 1;
    if (post.left > 0) return;
    post.seenAt = now;
    this.#closeIfDone(post);
  }

  /** A post came to nothing: then so does the measurement. */
  failed(reason: unknown): void {
    this.#failure ??= reason;
    this.#waiting?.reject(reason);
  }

  /** Resolves when every post sent so far is answered and seen by all. @throws when one fails, or it takes over `ms` */
  async settled(ms: number): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    if (this.#open === 0) return;
    const waiting = (this.#waiting = Promise.withResolvers<undefined>());
    const timer = setTimeout(() => {
      waiting.reject(new Error(`${this.#open} of ${this.#posts.size} posts not seen by all within ${ms} ms`));
    }, ms);
    await waiting.promise.finally(() => clearTimeout(timer));
  }

  /** From the first post sent to the last one seen by all. */
  get duration(): number {
    const posts = [...this.#posts.values()];
    return (
      Math.max(...posts.map(({ seenAt }) => seenAt ?? Number.NaN)) - Math.min(...posts.map((p) => p.sentAt))
    );
  }

  figures(): Omit<PostFigures, 'setbacks'> {
    const posts = [...this.#posts.values()];
    return {
      posts: posts.length,
      acked: spreadOf(posts.map(({ sentAt, ackedAt }) => (ackedAt ?? Number.NaN) - sentAt)),
      seenByAll: spreadOf(posts.map(({ sentAt, seenAt }) => (seenAt ?? Number.NaN) - sentAt))
    };
  }

  #closeIfDone({ ackedAt, seenAt }: Post): void {
    if (ackedAt === null || seenAt === null) return;
    this.#open -= 1;
    if (this.#open === 0) this.#waiting?.resolve(undefined);
  }
}
