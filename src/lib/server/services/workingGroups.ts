import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { SIGNUP_LEVELS, type SignupLevel, type SignupState } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { CommandOf, WithoutId } from '$lib/domain/commands';
import type { CommandAnswer, Refusal } from '$lib/protocol/rooms';
import { lineUpTo, nameUpTo, textUpTo } from '$lib/protocol/text';
import type { NewSession, Person } from '$lib/server/auth/sessions';
import { dropWaitingOf } from '$lib/server/repositories/mailings';
import { coordinatorsOf, isCoordinator } from '$lib/server/repositories/coordinators';
import * as repository from '$lib/server/repositories/workingGroups';
import { publicOf } from '$lib/server/repositories/workingGroups';
import type { DeskRow, Origin, OriginNote, WorkingGroupRow } from '$lib/server/repositories/workingGroups';
import { newId } from '$lib/util/newId';
import { moderates } from './actors';
import type { ServiceContext } from './context';
import { enrol, setLevel, shutTo } from './enrol';
import { refuse } from './refuse';
import type { SignupRequests } from './signupRequests';
import { addressKey, SlidingWindow } from './slidingWindow';

export type { WorkingGroupRow } from '$lib/server/repositories/workingGroups';

/** A refusal that says which field of the form it is about. */
export type FormRefusal<Field extends string> = Refusal & { field: Field | null };
export type SignupField = 'level' | 'name' | 'organisation' | 'email' | 'message' | 'consent';

/** What everybody may read on an AG's page. */
export interface WorkingGroupPage {
  group: WorkingGroupRow;
  workshop: { title: string; startsAt: Date | null };
  origin: Origin | null;
  notes: Omit<OriginNote, 'id'>[];
  members: { name: string; organisation: string | null }[];
  coordinators: { name: string; organisation: string | null }[];
}

/** What one person has with one AG and its space. */
export interface OwnPart {
  /** The name they are known by in the workshop; null when they were never in it. */
  name: string | null;
  level: SignupLevel | null;
  state: SignupState;
  /** Their place in the line, from 1; null: they do not wait for one. */
  place: number | null;
  showName: boolean;
  email: string | null;
  /** They want no mails of this AG. */
  mailsOff: boolean;
}

/** The form on the public page, as it came in. */
export interface SignupForm {
  level: unknown;
  name: unknown;
  organisation: unknown;
  email: unknown;
  /** A few words to the coordination. */
  message?: unknown;
  consent: boolean;
  showName: boolean;
  /** Random, made with the page that shows the form: five clicks on one form are one guest. */
  ticket: unknown;
}

export interface Desk {
  group: WorkingGroupRow;
  workshop: { id: string; title: string };
  signups: Omit<DeskRow, 'personId'>[];
}

/** New guests from one address within `WINDOW_MS`: a whole hall may sit behind it. */
const GUESTS_PER_ADDRESS = 120;
const WINDOW_MS = 10 * 60_000;
/** So long a form that was sent already gives the same guest again. */
const TICKET_MS = 60 * 60_000;

const emailSchema = v.pipe(
  lineUpTo(LIMITS.email),
  v.transform((text) => text.toLowerCase()),
  v.email()
);

/** The consent in the words the person reads, recorded with the address. */
export function contactConsentText(): string {
  return `${m.ag_consent_contact()} ${m.ag_consent_contact_terms()}`;
}

/**
 * Working groups after the topic became one: their public pages, sign-ups from there, the address for the
 * coordination and the coordination's list. Everything that open rooms see goes through the room's commands.
 */
export class WorkingGroupsService {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'rooms' | 'sessions'>;
  readonly #newGuests = new SlidingWindow(WINDOW_MS);

  readonly #requests: SignupRequests;

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock' | 'rooms' | 'sessions'>,
    requests: SignupRequests
  ) {
    this.#context = context;
    this.#requests = requests;
  }

  /** Those that the person may see; a visitor sees public ones. */
  list(spaceId: string, person: { id: string } | null): Promise<WorkingGroupRow[]> {
    return repository.workingGroupsOf(this.#context.db, spaceId, person?.id ?? null);
  }

  /** Those whose sign-ups are the person's to care for. */
  async coordinatedList(person: { id: string }, spaceId: string): Promise<WorkingGroupRow[]> {
    const { db } = this.#context;
    const role = await repository.memberRoleOf(db, spaceId, person.id);
    return moderates(role)
      ? repository.workingGroupsOf(db, spaceId, person.id)
      : repository.coordinatedBy(db, spaceId, person.id);
  }

  /** The AG, where the person (null: a visitor) may see it. What is hidden from them does not exist for them. */
  async visible(
    person: { id: string } | null,
    id: string
  ): Promise<repository.WorkingGroupWithSource | null> {
    const found = await this.#find(id);
    return found && (await repository.maySee(this.#context.db, id, person?.id ?? null)) ? found : null;
  }

  /** Nothing of it says who wrote a note, who signed up without wanting to be named, or any address. */
  async page(person: { id: string } | null, id: string): Promise<WorkingGroupPage | null> {
    const { db } = this.#context;
    const found = await this.visible(person, id);
    if (!found) return null;
    const { roomId, topicId } = found;
    const [origin, notes, members, coordinators] = await Promise.all([
      topicId === null ? null : repository.findOrigin(db, roomId, topicId),
      topicId === null ? [] : repository.originNotes(db, roomId, topicId),
      repository.shownMembers(db, id),
      coordinatorsOf(db, id)
    ]);
    return {
      group: publicOf(found),
      workshop: { title: found.workshop.title, startsAt: found.workshop.startsAt },
      origin,
      notes: notes.map(({ id: _id, ...note }) => note),
      members,
      coordinators: coordinators.map(({ name, organisation }) => ({ name, organisation }))
    };
  }

  /** The person's own part in an AG; for nobody, nothing. */
  async ownPart(person: { id: string } | null, id: string): Promise<OwnPart> {
    const found = person && (await this.#find(id));
    if (!person || !found) return NO_PART;
    const { db } = this.#context;
    const [own, contact] = await Promise.all([
      repository.ownSignup(db, id, person.id),
      repository.findContact(db, person.id, found.spaceId)
    ]);
    return {
      name: own?.name ?? null,
      level: own?.level ?? null,
      state: own?.state ?? 'in',
      place: own?.place ?? null,
      showName: own?.showName ?? false,
      email: contact?.email ?? null,
      mailsOff: own?.mailsOff ?? false
    };
  }

  /** The person's own address for the coordination of this space; null for nobody. */
  async contactOf(
    person: { id: string } | null,
    spaceId: string
  ): Promise<{ email: string; consentText: string; consentedAt: Date } | null> {
    return person ? repository.findContact(this.#context.db, person.id, spaceId) : null;
  }

  /** Keeps the address with the text agreed to. Without consent nothing is stored. */
  async saveContact(
    person: { id: string },
    spaceId: string,
    form: { email: unknown; consent: boolean }
  ): Promise<{ ok: true } | FormRefusal<'email' | 'consent'>> {
    const email = v.safeParse(emailSchema, form.email);
    if (!email.success) return field('email', m.ag_error_email());
    if (!form.consent) return field('consent', m.ag_error_consent_required());
    await this.#recordContact(person.id, spaceId, email.output);
    return { ok: true };
  }

  /** As easy as giving it: the address is gone from the database and from the coordination's list at once. */
  async withdrawContact(person: { id: string }, spaceId: string): Promise<{ ok: true }> {
    await repository.deleteContact(this.#context.db, person.id, spaceId);
    return { ok: true };
  }

  /**
   * Signs somebody up from the public page, also when the workshop is over. A stranger becomes a guest of the
   * workshop (`session` is then to be written as the cookie). Repeating it changes nothing.
   * With an address, and where mails can be sent, nothing happens yet but that a mail is sent (`waiting`).
   * @param address of the client, for the limits on new guests and mails only
   */
  async signUp(
    person: Person | null,
    id: string,
    form: SignupForm,
    address: string
  ): Promise<{ ok: true; session: NewSession | null; waiting: boolean } | FormRefusal<SignupField>> {
    const { db, sessions } = this.#context;
    const found = await this.visible(person, id);
    if (!found) return { ...refuse('not_found'), field: null };
    const own = person && (await repository.ownSignup(db, id, person.id));
    const known = person && (await repository.findContact(db, person.id, found.spaceId));

    const input = readForm(form, { named: own !== null, reachable: known !== null });
    if (!input.ok) return input;

    const shut = shutTo(found, own?.level ?? null, input.level);
    if (shut !== null) return field('level', shut);
    const { email } = input;
    const waiting = email !== null && this.#requests.needed;
    if (waiting || !person) {
      const now = this.#context.clock.now();
      const key = addressKey(address);
      const wait = this.#newGuests.waitFor(key, GUESTS_PER_ADDRESS, now);
      if (wait > 0) return { ...refuse('rate_limited', undefined, wait), field: null };
      this.#newGuests.add(key, now);
    }
    if (waiting) {
      const { ticket } = form;
      const name = input.name || (own?.name ?? '');
      await this.#requests.ask(person, found, {
        ...input,
        email,
        name,
        consentText: contactConsentText(),
        ticket
      });
      return { ok: true, session: null, waiting };
    }

    let who = person;
    let session: NewSession | null = null;
    if (!who) {
      who = await this.#guest(input.name, input.organisation, form.ticket);
      session = await sessions.start(who.id);
    }
    const enrolled = await enrol(this.#context, found, who, input);
    if (!enrolled.ok) return { ...enrolled, field: null };
    if (email !== null) await this.#recordContact(who.id, found.spaceId, email);
    return { ok: true, session, waiting };
  }

  /**
   * Takes the sign-up back, and the permission to show the name with it (a trigger, for sign-ups taken back in the
   * workshop too). The address stays until it is withdrawn.
   */
  async leave(person: Person, id: string): Promise<{ ok: true } | Refusal> {
    const found = await this.#find(id);
    const own = found && (await repository.ownSignup(this.#context.db, id, person.id));
    if (!found || !own) return refuse('not_found');
    const left = await setLevel(this.#context, found, person, null);
    if (left.ok) await dropWaitingOf(this.#context.db, person.id, id);
    return left;
  }

  /** Whether this AG's mails come to the person, who stays signed up either way. */
  async setMails(person: { id: string }, id: string, on: boolean): Promise<{ ok: true } | Refusal> {
    if (!(await this.#find(id))) return refuse('not_found');
    const { db, clock } = this.#context;
    await repository.setMailsOff(db, id, person.id, on ? null : new Date(clock.now()));
    if (!on) await dropWaitingOf(db, person.id, id);
    return { ok: true };
  }

  /** The coordination's list. */
  async desk(person: { id: string }, id: string): Promise<({ ok: true } & Desk) | Refusal> {
    const found = await this.coordinated(person, id);
    if (!found) return refuse('forbidden');
    const rows = await repository.deskRows(this.#context.db, id);
    return {
      ok: true,
      group: publicOf(found),
      workshop: { id: found.workshop.id, title: found.workshop.title },
      signups: rows.map(({ personId: _personId, ...row }) => row)
    };
  }

  /** Changes title and purpose, live for all who have the workshop open. */
  async edit(
    person: Person,
    id: string,
    form: { title: unknown; purpose: unknown }
  ): Promise<{ ok: true } | FormRefusal<'title' | 'purpose'>> {
    const found = await this.coordinated(person, id);
    if (!found) return { ...refuse('forbidden'), field: null };
    const title = v.safeParse(nameUpTo(LIMITS.topicTitle), form.title);
    if (!title.success) {
      return field('title', tooLong(title.issues) ? m.ag_error_title_long() : m.ag_error_title());
    }
    const purpose = v.safeParse(textUpTo(LIMITS.purpose), form.purpose);
    if (!purpose.success) return field('purpose', m.ag_error_purpose_long());

    const answer = await this.command(person, found, {
      type: 'workingGroup.edit',
      workingGroupId: id,
      title: title.output,
      purpose: purpose.output
    });
    return answer.ok ? { ok: true } : { ...answer, field: null };
  }

  /** Permission and existence in one answer: who may not see the list does not learn whether the AG exists. */
  async coordinated(person: { id: string }, id: string): Promise<repository.WorkingGroupWithSource | null> {
    const found = await this.#find(id);
    if (!found) return null;
    const { db } = this.#context;
    const role = await repository.memberRoleOf(db, found.spaceId, person.id);
    if (moderates(role)) return found;
    // Whoever is no member any more coordinates nothing.
    return role !== null && (await isCoordinator(db, id, person.id)) ? found : null;
  }

  /** Carries out what a coordination does with its AG; its log names them only where they moderate the space. */
  async command(
    person: Person,
    group: repository.WorkingGroupWithSource,
    command: WithoutId<CommandOf<'workingGroup.edit'> | CommandOf<'signup.decide'>>
  ): Promise<CommandAnswer> {
    const { db, rooms } = this.#context;
    const named = moderates(await repository.memberRoleOf(db, group.spaceId, person.id));
    if (!named || command.type === 'signup.decide') return rooms.onBehalf(group.roomId, command);
    // Takes somebody in who was never in the workshop: the space's role counts.
    const actor = await rooms.actor(group.roomId, person);
    if (!actor.ok) return actor;
    return rooms.command(group.roomId, person, { id: newId(), ...command });
  }

  async #find(id: string): Promise<repository.WorkingGroupWithSource | null> {
    return isUuid(id) ? repository.findWorkingGroup(this.#context.db, id) : null;
  }

  async #recordContact(personId: string, spaceId: string, email: string): Promise<void> {
    await repository.upsertContact(this.#context.db, personId, spaceId, {
      email,
      consentText: contactConsentText(),
      consentedAt: new Date(this.#context.clock.now()),
      confirmedAt: null
    });
  }

  /** The guest of a form: the same one for an hour, however often the form is sent. */
  async #guest(name: string, organisation: string | null, ticket: unknown): Promise<Person> {
    const { db, clock } = this.#context;
    const derived = guestIdOf(ticket);
    if (derived) {
      const guest = await repository.insertGuest(db, { id: derived, name, organisation });
      if (clock.now() - guest.createdAt.getTime() < TICKET_MS)
        return { id: derived, name, organisation, email: null };
    }
    const id = newId();
    await repository.insertGuest(db, { id, name, organisation });
    return { id, name, organisation, email: null };
  }
}

const NO_PART: OwnPart = {
  name: null,
  level: null,
  state: 'in',
  place: null,
  showName: false,
  email: null,
  mailsOff: false
};

const isUuid = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

const tooLong = (issues: readonly { message: string }[]) =>
  issues.some((issue) => issue.message === 'too_long');

function field<Field extends string>(name: Field, message: string): FormRefusal<Field> {
  return { ...refuse('invalid', message), field: name };
}

/** A person's id from the form's ticket. One-way: who reads ids cannot make the ticket, which opens a session. */
function guestIdOf(ticket: unknown): string | null {
  if (typeof ticket !== 'string' || !/^[A-Za-z0-9_-]{27}$/.test(ticket)) return null;
  const hex = createHash('sha256').update(`working group guest ${ticket}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

interface ReadForm {
  ok: true;
  level: SignupLevel;
  name: string;
  organisation: string | null;
  /** Null: none given, the one on file stays. */
  email: string | null;
  /** Null: none. */
  message: string | null;
  showName: boolean;
}

/**
 * @param known.named the person has a name in the workshop already, the form does not ask for it
 * @param known.reachable an address with consent is on file
 */
function readForm(
  form: SignupForm,
  known: { named: boolean; reachable: boolean }
): ReadForm | FormRefusal<SignupField> {
  const level = v.safeParse(v.picklist(SIGNUP_LEVELS), form.level);
  if (!level.success) return field('level', m.ag_error_level());
  const name = v.safeParse(nameUpTo(LIMITS.name), form.name);
  if (!name.success && !known.named) {
    return field('name', tooLong(name.issues) ? m.ag_error_name_long() : m.ag_error_name());
  }
  const organisation = v.safeParse(lineUpTo(LIMITS.organisation), form.organisation ?? '');
  if (!organisation.success) return field('organisation', m.ag_error_organisation_long());

  const given = typeof form.email === 'string' && form.email.trim() !== '';
  const email = given ? v.safeParse(emailSchema, form.email) : null;
  if (email && !email.success) return field('email', m.ag_error_email());
  if (!email && !known.reachable && level.output === 'active')
    return field('email', m.ag_error_email_needed());
  const message = v.safeParse(textUpTo(LIMITS.signupMessage), form.message ?? '');
  if (!message.success) return field('message', m.ag_error_message_long());
  if (email && !form.consent) {
    return field('consent', level.output === 'active' ? m.ag_error_consent_required() : m.ag_error_consent());
  }
  return {
    ok: true,
    level: level.output,
    name: name.success ? name.output : '',
    organisation: organisation.output === '' ? null : organisation.output,
    email: email?.output ?? null,
    message: message.output === '' ? null : message.output,
    // Only those who work in the AG are named on its page.
    showName: form.showName && level.output === 'active'
  };
}
