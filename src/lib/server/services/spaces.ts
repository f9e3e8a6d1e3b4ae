import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import type { Refusal } from '$lib/protocol/rooms';
import { lineUpTo, nameUpTo } from '$lib/protocol/text';
import type { Clock } from '$lib/util/clock';
import type { Db } from '$lib/server/db/database';
import type { MemberRole } from '$lib/server/db/types';
import * as spaces from '$lib/server/repositories/spaces';
import type { Space } from '$lib/server/repositories/spaces';
import { refuse } from './refuse';

export type { Space } from '$lib/server/repositories/spaces';

/** Each once, in the order given; lines without anything to read are none. */
const listSchema = v.pipe(
  v.array(lineUpTo(LIMITS.spaceListItem)),
  v.transform((lines) => [...new Set(lines.filter((line) => line !== ''))]),
  v.array(nameUpTo(LIMITS.spaceListItem)),
  v.maxLength(LIMITS.spaceList, 'limit')
);
const CODES = ['too_long', 'limit', 'empty'] as const;
const codeOf = (message: string) => CODES.find((code) => code === message) ?? 'invalid';

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

  /** What cards offer for choice. Owners only; the answer says which list does not fit. */
  async saveLists(
    space: Space,
    person: { id: string } | null,
    lists: { regions: unknown; fields: unknown }
  ): Promise<{ ok: true } | (Refusal & { list: 'regions' | 'fields' | null })> {
    if (!person || (await this.roleOf(space.id, person.id)) !== 'owner')
      return { ...refuse('forbidden'), list: null };
    const regions = v.safeParse(listSchema, lists.regions);
    if (!regions.success) return { ...refuse(codeOf(regions.issues[0].message)), list: 'regions' };
    const fields = v.safeParse(listSchema, lists.fields);
    if (!fields.success) return { ...refuse(codeOf(fields.issues[0].message)), list: 'fields' };
    await spaces.updateSpaceLists(this.#db, space.id, { regions: regions.output, fields: fields.output });
    this.forget();
    return { ok: true };
  }

  roleOf(spaceId: string, personId: string): Promise<MemberRole | null> {
    return spaces.memberRole(this.#db, spaceId, personId);
  }
}
