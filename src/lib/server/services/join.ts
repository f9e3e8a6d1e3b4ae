import * as v from 'valibot';
import { mayChoose } from '$lib/domain/board/groups';
import { LIMITS } from '$lib/domain/limits';
import { byRank } from '$lib/domain/rank';
import { m } from '$lib/i18n/paraglide/messages.js';
import { joinCode } from '$lib/protocol/join';
import { lineUpTo, nameUpTo, uuid } from '$lib/protocol/text';
import type { Refusal } from '$lib/protocol/rooms';
import type { NewSession, Person } from '$lib/server/auth/sessions';
import type { MemberRole } from '$lib/server/db/types';
import * as persons from '$lib/server/repositories/persons';
import * as workshops from '$lib/server/repositories/workshops';
import type { Workshop } from '$lib/server/repositories/workshops';
import { newId } from '$lib/util/newId';
import { moderates, shutTo } from './actors';
import { BoardPasswords } from './boardPasswords';
import type { ServiceContext } from './context';
import { JoinLimits } from './joinLimits';
import { refuse } from './refuse';

export interface JoinForm {
  name: string;
  organisation?: string | undefined;
  /** Undefined: the smallest group is chosen. Null: none. */
  groupId?: string | null | undefined;
  /** Of a board that asks for one; those who are in it already are not asked. */
  password?: string | undefined;
}
/** `field`: what is to be typed anew. */
export type JoinRefusal = Refusal & { field?: 'password' };
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
  | JoinRefusal;

const formSchema = v.object({
  name: nameUpTo(LIMITS.name),
  organisation: v.optional(lineUpTo(LIMITS.organisation), ''),
  groupId: v.optional(v.nullable(uuid))
});

/** From the code on the wall to a place in the room. */
export class JoinService {
  readonly #context: ServiceContext;
  readonly #limits: JoinLimits;
  readonly #passwords: BoardPasswords;

  constructor(context: ServiceContext) {
    this.#context = context;
    this.#passwords = new BoardPasswords(context.clock);
    this.#limits = new JoinLimits(context.clock);
  }

  /**
   * The workshop behind a code, as the join page needs it. `joinedAs`: the name of somebody who is in it already.
   * Refusals: `invalid`, `not_found`, `rate_limited`; `closed` (the board's link opens nothing now), `forbidden` (members only), `removed`.
   */
  async look(
    code: string,
    address: string,
    person: Person | null = null
  ): Promise<
    | {
        ok: true;
        workshop: Workshop;
        groups: GroupChoice[];
        joinedAs: string | null;
        asksPassword: boolean;
      }
    | Refusal
  > {
    const found = await this.#byCode(code, address);
    if (!found.ok) return found;
    const { workshop } = found;
    const { rooms, db } = this.#context;
    const role = await this.#roleOf(workshop, person);
    const shut = await this.#shut(workshop, role, person);
    if (shut) return shut;
    const place = person && (await rooms.placeOf(workshop.roomId, person));
    const groups = await rooms.read(workshop.roomId, (view) => {
      const counts = new Map<string, number>();
      for (const person of view.all('participant')) {
        if (person.groupId === null || person.removedAt !== null) continue;
        counts.set(person.groupId, (counts.get(person.groupId) ?? 0) + 1);
      }
      return [...view.all('group')]
        .filter((group) => mayChoose(view, group.id))
        .sort(byRank)
        .map((group) => ({ id: group.id, name: group.name, count: counts.get(group.id) ?? 0 }));
    });
    const isFree = place !== null || moderates(role);
    return {
      ok: true,
      workshop,
      groups: groups ?? [],
      joinedAs: place?.name ?? null,
      asksPassword: !isFree && (await workshops.passwordHashOf(db, workshop.id)) !== null
    };
  }

  /**
   * Takes somebody in: with a code, or as a member of the space by the workshop's id. The same person twice is one
   * participant. Refusals: those of `look`, `empty`, `too_long`, `forbidden` (also for a wrong password), `closed`,
   * `unavailable`.
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
    const role = await this.#roleOf(workshop, person);
    const stopped =
      (await this.#shut(workshop, role, person)) ??
      (moderates(role) ? null : await this.#askPassword(workshop, person, { ...form, address }));
    if (stopped) return stopped;
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

  /** Guests are nobody's members. */
  async #roleOf({ spaceId }: Workshop, person: Person | null): Promise<MemberRole | null> {
    return person === null || person.email === null ? null : this.#context.spaces.roleOf(spaceId, person.id);
  }

  async #shut({ roomId }: Workshop, role: MemberRole | null, person: Person | null): Promise<Refusal | null> {
    if (person && !moderates(role) && (await this.#context.rooms.wasRemoved(roomId, person)))
      return refuse('removed');
    const why = await this.#context.rooms.read(roomId, (view) => shutTo(view, role));
    if (why === null) return null;
    return why === 'closed'
      ? refuse('closed', m.error_board_shut())
      : refuse('forbidden', m.error_board_members_only());
  }

  /** Null: it was right, there is none, or the person is in already. */
  async #askPassword(
    { id, roomId }: Workshop,
    person: Person | null,
    { password = '', address }: { password?: string | undefined; address: string }
  ): Promise<JoinRefusal | null> {
    const stored = await workshops.passwordHashOf(this.#context.db, id);
    if (stored === null || (person && (await this.#context.rooms.placeOf(roomId, person)))) return null;
    const field = 'password' as const;
    if (password === '') return { ...refuse('forbidden', m.error_board_password_missing()), field };
    const answer = await this.#passwords.check(id, stored, { password, address });
    if (answer === 'right') return null;
    return answer === 'wrong'
      ? { ...refuse('forbidden', m.error_board_password_wrong()), field }
      : { ...refuse('rate_limited', m.error_board_password_too_many(), answer.waitMs), field };
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
