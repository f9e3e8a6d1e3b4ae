import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { m } from '$lib/i18n/paraglide/messages.js';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import type { Refusal } from '$lib/protocol/rooms';
import { lineUpTo } from '$lib/protocol/text';
import type { NewSession, Person } from '$lib/server/auth/sessions';
import { hashToken, newToken } from '$lib/server/auth/token';
import * as repository from '$lib/server/repositories/coordinators';
import { insertMember } from '$lib/server/repositories/spaces';
import { findWorkingGroup, memberRoleOf, type WorkingGroupRow } from '$lib/server/repositories/workingGroups';
import type { AccountsService } from './accounts';
import type { ServiceContext } from './context';
import { refuse } from './refuse';
import { SlidingWindow } from './slidingWindow';
import type { FormRefusal, WorkingGroupsService } from './workingGroups';

const DAY_MS = 24 * 3_600_000;
/** So long an invitation can be followed. */
export const INVITED_MS = 14 * DAY_MS;
/** Mails with invitations that one person can have sent in a day: to strangers' addresses. */
const MAILS_PER_DAY = 20;

const emailSchema = v.pipe(lineUpTo(LIMITS.email), v.toLowerCase(), v.email());

/** Who follows an invitation sees this. */
export type InvitationPage =
  { state: 'gone' } | { state: 'open'; group: { id: string; number: number; title: string } };

/**
 * Who coordinates an AG: members of the space, invited by mail or by a link that somebody hands on. They do with their AG what
 * the space's moderation does with all, but for deleting it. Who is removed keeps nothing; what they sent goes out.
 */
export class CoordinationService {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config'>;
  readonly #groups: WorkingGroupsService;
  readonly #accounts: AccountsService;
  readonly #mailed = new SlidingWindow(DAY_MS);

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config'>,
    groups: WorkingGroupsService,
    accounts: AccountsService
  ) {
    this.#context = context;
    this.#groups = groups;
    this.#accounts = accounts;
  }

  /** For those who coordinate it. */
  async list(
    person: { id: string },
    groupId: string
  ): Promise<
    { ok: true; coordinators: repository.Coordinator[]; invitations: repository.Invitation[] } | Refusal
  > {
    if (!(await this.#groups.coordinated(person, groupId))) return refuse('forbidden');
    const { db, clock } = this.#context;
    const [coordinators, invitations] = await Promise.all([
      repository.coordinatorsOf(db, groupId),
      repository.invitationsOf(db, groupId, new Date(clock.now()))
    ]);
    return { ok: true, coordinators, invitations };
  }

  /** A link to hand on; it works once. @returns its address */
  async inviteByLink(person: { id: string }, groupId: string): Promise<{ ok: true; url: string } | Refusal> {
    if (!(await this.#groups.coordinated(person, groupId))) return refuse('forbidden');
    const { token, ...invitation } = this.#invitation(groupId);
    await repository.insertInvitation(this.#context.db, invitation);
    return { ok: true, url: this.#url(token) };
  }

  async inviteByMail(
    person: Person,
    groupId: string,
    address: unknown
  ): Promise<{ ok: true; email: string } | FormRefusal<'email'>> {
    const group = await this.#groups.coordinated(person, groupId);
    if (!group) return { ...refuse('forbidden'), field: null };
    const { db, clock, mail } = this.#context;
    if (!mail) return { ...refuse('unavailable'), field: null };
    const email = v.safeParse(emailSchema, address);
    if (!email.success) return { ...refuse('invalid', m.ag_error_email()), field: 'email' };
    const wait = this.#mailed.waitFor(person.id, MAILS_PER_DAY, clock.now());
    if (wait > 0) return { ...refuse('rate_limited', undefined, wait), field: null };
    this.#mailed.add(person.id, clock.now());
    const { token, ...invitation } = this.#invitation(groupId);
    await db.transaction().execute(async (tx) => {
      await repository.insertInvitation(tx, invitation);
      await mail.add(tx, {
        key: repository.invitationMail(invitation.tokenHash),
        personId: null,
        to: email.output,
        ...this.#letter(group, person, token)
      });
    });
    mail.wake();
    return { ok: true, email: email.output };
  }

  /** What was sent already leads nowhere from now on. */
  async takeBack(
    person: { id: string },
    groupId: string,
    tokenHash: unknown
  ): Promise<{ ok: true } | Refusal> {
    if (!(await this.#groups.coordinated(person, groupId))) return refuse('forbidden');
    await repository.deleteInvitation(this.#context.db, groupId, String(tokenHash));
    return { ok: true };
  }

  /** Also oneself. */
  async remove(person: { id: string }, groupId: string, personId: unknown): Promise<{ ok: true } | Refusal> {
    if (!(await this.#groups.coordinated(person, groupId))) return refuse('forbidden');
    if (v.is(v.pipe(v.string(), v.uuid()), personId))
      await repository.removeCoordinator(this.#context.db, groupId, personId);
    return { ok: true };
  }

  async page(token: string): Promise<InvitationPage> {
    const group = await this.#find(token);
    if (!group) return { state: 'gone' };
    return { state: 'open', group: { id: group.id, number: group.number, title: group.title } };
  }

  /** For somebody with an account: makes them a coordinator, and a member of the space where they are none. Works once. */
  async accept(person: Person, token: string): Promise<{ ok: true; groupId: string } | Refusal> {
    const group = await this.#find(token);
    if (!group) return refuse('not_found', m.coord_gone());
    if (person.email === null) return refuse('forbidden', m.coord_needs_account());
    const { db, clock } = this.#context;
    const accepted = await db.transaction().execute(async (tx) => {
      if (!(await repository.deleteInvitation(tx, group.id, hashToken(token)))) return false;
      if ((await memberRoleOf(tx, group.spaceId, person.id)) === null)
        await insertMember(tx, { spaceId: group.spaceId, personId: person.id, role: 'member' });
      await repository.addCoordinator(tx, group.id, person.id, new Date(clock.now()));
      return true;
    });
    return accepted ? { ok: true, groupId: group.id } : refuse('not_found', m.coord_gone());
  }

  /** {@link accept} for somebody without an account: makes one. */
  async register(
    input: { name: string; email: string; password: string },
    token: string
  ): Promise<{ ok: true; groupId: string; session: NewSession } | Refusal> {
    if (!(await this.#find(token))) return refuse('not_found', m.coord_gone());
    const made = await this.#accounts.signUpInvited(input);
    if (!made.ok) return made;
    const accepted = await this.accept(made.person, token);
    return accepted.ok ? { ...accepted, session: made.session } : accepted;
  }

  sweep(): Promise<void> {
    const { db, clock } = this.#context;
    return repository.deleteExpiredInvitations(db, new Date(clock.now()));
  }

  async #find(token: string) {
    if (!/^[\w-]{27}$/.test(token)) return null;
    const { db, clock } = this.#context;
    const id = await repository.findInvitation(db, hashToken(token), new Date(clock.now()));
    return id === null ? null : findWorkingGroup(db, id);
  }

  #invitation(workingGroupId: string) {
    const token = newToken();
    const now = this.#context.clock.now();
    const createdAt = new Date(now);
    return {
      token,
      tokenHash: hashToken(token),
      workingGroupId,
      createdAt,
      expiresAt: new Date(now + INVITED_MS)
    };
  }

  #url(token: string): string {
    return `${this.#context.config.origin}/ags/invited/${token}`;
  }

  #letter({ number, title }: WorkingGroupRow, inviter: Person, token: string) {
    const of = { number, title: title.replace(/\s+/g, ' '), name: inviter.name.replace(/\s+/g, ' ') };
    return {
      subject: m.mail_coordinate_subject(of),
      letter: {
        language: getLocale(),
        greeting: m.mail_greeting(),
        paragraphs: [m.mail_coordinate_text(of)],
        action: {
          label: m.mail_coordinate_action(),
          url: this.#url(token),
          after: [m.mail_coordinate_after()]
        },
        footer: [m.mail_coordinate_not_you(), m.mail_sent_by({ url: this.#context.config.origin })]
      }
    };
  }
}
