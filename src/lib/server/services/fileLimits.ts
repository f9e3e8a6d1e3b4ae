import type { Clock } from '$lib/util/clock';
import type { Usage } from '$lib/server/repositories/files';
import { SlidingWindow } from './slidingWindow';

const WINDOW_MS = 10 * 60_000;
const PER_PERSON = 60;
/** A hall of a thousand, each with a photo, and one more. */
const PER_ROOM = 2000;
/** Arriving at the same time: of one person, and of all. What arrives lies on disk meanwhile. */
const AT_ONCE_PER_PERSON = 4;
const AT_ONCE = 100;
const TRY_AGAIN_MS = 3000;

/** What lies on one board for good. Bytes are a setting, of which one participant may take a tenth. */
const FILES_PER_BOARD = 5000;
const FILES_PER_PERSON = 100;
const PERSONS_SHARE = 0.1;

/** How many files come, and how much may lie where. Two hundred at once, or a thousand phones, fill neither disk nor processor. */
export class FileLimits {
  readonly #clock: Clock;
  readonly #boardBytes: number;
  readonly #persons = new SlidingWindow(WINDOW_MS);
  readonly #rooms = new SlidingWindow(WINDOW_MS);
  readonly #underWay = new Map<string, number>();
  #all = 0;

  /** @param boardBytes of all files of one board */
  constructor(clock: Clock, boardBytes: number) {
    this.#clock = clock;
    this.#boardBytes = boardBytes;
  }

  /** How many are arriving now. */
  get underWay(): number {
    return this.#all;
  }

  /** Counts one in. @returns the ms until this person may begin, or how to count it out again */
  begin(personId: string, roomId: string): { wait: number } | { end: () => void } {
    const now = this.#clock.now();
    const wait = Math.max(
      this.#persons.waitFor(personId, PER_PERSON, now),
      this.#rooms.waitFor(roomId, PER_ROOM, now)
    );
    if (wait > 0) return { wait };
    const mine = this.#underWay.get(personId) ?? 0;
    if (mine >= AT_ONCE_PER_PERSON || this.#all >= AT_ONCE) return { wait: TRY_AGAIN_MS };
    this.#persons.add(personId, now);
    this.#rooms.add(roomId, now);
    this.#underWay.set(personId, mine + 1);
    this.#all += 1;
    return { end: () => this.#end(personId) };
  }

  /** Whose share `bytes` more would go beyond; null when there is room. Moderators have no share of their own. */
  whoIsFull(
    { room, person }: { room: Usage; person: Usage },
    bytes: number,
    moderates: boolean
  ): 'board' | 'person' | null {
    if (room.count >= FILES_PER_BOARD || room.bytes + bytes > this.#boardBytes) return 'board';
    if (moderates) return null;
    const full = person.count >= FILES_PER_PERSON || person.bytes + bytes > this.#boardBytes * PERSONS_SHARE;
    return full ? 'person' : null;
  }

  #end(personId: string): void {
    this.#all -= 1;
    const left = (this.#underWay.get(personId) ?? 1) - 1;
    if (left > 0) this.#underWay.set(personId, left);
    else this.#underWay.delete(personId);
  }
}
