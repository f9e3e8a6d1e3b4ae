import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { byRank } from '$lib/domain/rank';
import { m } from '$lib/i18n/paraglide/messages.js';
import { joinCode } from '$lib/protocol/join';
import { lineUpTo, nameUpTo, uuid } from '$lib/protocol/text';
import type { Refusal } from '$lib/protocol/rooms';
import type { NewSession, Person } from '$lib/server/auth/sessions';
import * as persons from '$lib/server/repositories/persons';
import * as workshops from '$lib/server/repositories/workshops';
import type { Workshop } from '$lib/server/repositories/workshops';
import { newId } from '$lib/util/newId';
import { moderates } from './actors';
import type { ServiceContext } from './context';
import { JoinLimits } from './joinLimits';
import { refuse } from './refuse';

export interface JoinForm {
  name: string;
  organisation?: string | undefined;
  /** Undefined: the smallest group is chosen. Null: none. */
  groupId?: string | null | undefined;
}
export interface GroupChoice {
  id: string;
  name: string;
  /** People in it now. */
  count: number;
}
export type JoinAnswer =
  | {
      ok: true;
      workshopId: string;
      room: string;
      participantId: string;
      /** For the cookie of a guest who had none. */
      session: NewSession | null;
    }
  | Refusal;

const formSchema = v.object({
  name: nameUpTo(LIMITS.name),
  organisation: v.optional(lineUpTo(LIMITS.organisation), ''),
  groupId: v.optional(v.nullable(uuid))
});

/** From the code on the wall to a place in the room. */
export class JoinService {
  readonly #context: ServiceContext;
  readonly #limits: JoinLimits;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#limits = new JoinLimits(context.clock);
  }

  /**
   * The workshop behind a code, as the join page needs it. `joinedAs`: the name of somebody who is in it already.
   * Refusals: `invalid`, `not_found`, `rate_limited`.
   */
  async look(
    code: string,
    address: string,
    person: Person | null = null
  ): Promise<{ ok: true; workshop: Workshop; groups: GroupChoice[]; joinedAs: string | null } | Refusal> {
    const found = await this.#byCode(code, address);
    if (!found.ok) return found;
    const place = person && (await this.#context.rooms.placeOf(found.workshop.roomId, person));
    const groups = await this.#context.rooms.read(found.workshop.roomId, (view) => {
      const counts = new Map<string, number>();
      for (const person of view.all('participant')) {
        if (person.groupId === null || person.removedAt !== null) continue;
        counts.set(person.groupId, (counts.get(person.groupId) ?? 0) + 1);
      }
      return [...view.all('group')]
        .filter((group) => group.removedAt === null)
        .sort(byRank)
        .map((group) => ({ id: group.id, name: group.name, count: counts.get(group.id) ?? 0 }));
    });
    return { ok: true, workshop: found.workshop, groups: groups ?? [], joinedAs: place?.name ?? null };
  }

  /**
   * Takes somebody in: with a code, or as a member of the space by the workshop's id. The same person twice is one
   * participant. Refusals: those of `look`, `empty`, `too_long`, `forbidden`, `closed`, `unavailable`.
   */
  async join(
    to: { code: string } | { workshopId: string },
    form: JoinForm,
    person: Person | null,
    address: string
  ): Promise<JoinAnswer> {
    const parsed = v.safeParse(formSchema, form);
    if (!parsed.success) return refuseForm(parsed.issues[0]);
    const found =
      'code' in to ? await this.#byCode(to.code, address) : await this.#byId(to.workshopId, person);
    if (!found.ok) return found;
    const { workshop } = found;
    const { name, organisation, groupId } = parsed.output;
    if (groupId && !(await this.#groupExists(workshop.roomId, groupId))) {
      return refuse('not_found', m.error_group_unknown());
    }

    let session: NewSession | null = null;
    let personId = person?.id;
    if (personId === undefined) {
      const wait = this.#limits.waitForGuest(address);
      if (wait > 0) return refuse('rate_limited', undefined, wait);
      this.#limits.newGuest(address);
      personId = newId();
      await persons.insertPerson(this.#context.db, {
        id: personId,
        name,
        organisation: organisation || null,
        email: null,
        passwordHash: null
      });
      session = await this.#context.sessions.start(personId);
    }
    const role = person ? await this.#context.spaces.roleOf(workshop.spaceId, person.id) : null;
    const joined = await this.#context.rooms.join(workshop.roomId, {
      personId,
      name,
      organisation: organisation || null,
      role: moderates(role) ? 'facilitator' : 'participant',
      groupId: groupId === undefined ? (moderates(role) ? null : 'auto') : groupId
    });
    if (!joined.ok) {
      // A guest who got nowhere leaves nothing behind (the session goes along).
      if (session) await persons.deletePerson(this.#context.db, personId).catch(() => undefined);
      return joined;
    }
    if (person?.email === null && (person.name !== name || person.organisation !== (organisation || null))) {
      await persons.renameGuest(this.#context.db, personId, { name, organisation: organisation || null });
    }
    return {
      ok: true,
      workshopId: workshop.id,
      room: workshop.roomId,
      participantId: joined.participantId,
      session
    };
  }

  async #byCode(code: string, address: string): Promise<{ ok: true; workshop: Workshop } | Refusal> {
    const parsed = v.safeParse(joinCode, code);
    if (!parsed.success) return refuse('invalid', m.error_code_format());
    const wait = this.#limits.waitForCode(address, parsed.output);
    if (wait > 0) return refuse('rate_limited', m.error_code_too_many(), wait);
    const workshop = await workshops.findWorkshop(this.#context.db, { openCode: parsed.output });
    // Asked again: a burst of guesses at the same moment must not get more answers than the limit allows.
    const late = this.#limits.waitForCode(address, parsed.output);
    if (late > 0) return refuse('rate_limited', m.error_code_too_many(), late);
    if (workshop) {
      this.#limits.rightCode(address, parsed.output);
      return { ok: true, workshop };
    }
    this.#limits.wrongCode(address);
    return refuse('not_found', m.error_code_unknown());
  }

  /** Without a code only members get in; everybody else hears the same, whether the workshop exists or not. */
  async #byId(id: string, person: Person | null): Promise<{ ok: true; workshop: Workshop } | Refusal> {
    const workshop = v.is(uuid, id) ? await workshops.findWorkshop(this.#context.db, { id }) : null;
    const role = workshop && person ? await this.#context.spaces.roleOf(workshop.spaceId, person.id) : null;
    if (!workshop || role === null) return refuse('forbidden');
    return workshop.open ? { ok: true, workshop } : refuse('closed');
  }

  async #groupExists(roomId: string, groupId: string): Promise<boolean> {
    const found = await this.#context.rooms.read(
      roomId,
      (view) => view.get('group', groupId)?.removedAt === null
    );
    return found === true;
  }
}

function refuseForm(issue: v.InferIssue<typeof formSchema>): Refusal {
  const field = issue.path?.[0].key;
  const tooLong = issue.message === 'too_long';
  if (field === 'name') {
    return tooLong ? refuse('too_long', m.error_name_too_long()) : refuse('empty', m.error_name_empty());
  }
  if (field === 'organisation' && tooLong) return refuse('too_long', m.error_organisation_too_long());
  return refuse('invalid');
}
