import type { Clock } from '$lib/util/clock';
import type { Db } from '$lib/server/db/database';
import type { MemberRole } from '$lib/server/db/types';
import * as spaces from '$lib/server/repositories/spaces';
import type { Space } from '$lib/server/repositories/spaces';

export type { Space } from '$lib/server/repositories/spaces';

/** Every page asks for the space; another process may change it. */
const BELIEVE_MS = 5000;

export class SpacesService {
  readonly #db: Db;
  readonly #clock: Clock;
  #known: { space: Promise<Space | null>; until: number } | null = null;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** The installation's space, or null before it was set up. */
  async current(): Promise<Space | null> {
    const now = this.#clock.now();
    if (this.#known && this.#known.until > now) return this.#known.space;
    // The promise is kept: of a thousand who come at once, one asks.
    const known = (this.#known = { space: spaces.firstSpace(this.#db), until: now + BELIEVE_MS });
    const forget = () => {
      if (this.#known === known) this.#known = null;
    };
    known.space.then((space) => space ?? forget(), forget);
    return known.space;
  }

  /** To be called after the space's own fields were changed. */
  forget(): void {
    this.#known = null;
  }

  roleOf(spaceId: string, personId: string): Promise<MemberRole | null> {
    return spaces.memberRole(this.#db, spaceId, personId);
  }
}
