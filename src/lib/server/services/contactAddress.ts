import { m } from '$lib/i18n/paraglide/messages.js';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import type { Refusal } from '$lib/protocol/rooms';
import { hashToken, newToken } from '$lib/server/auth/token';
import * as repository from '$lib/server/repositories/contactState';
import type { ServiceContext } from './context';
import { refuse } from './refuse';
import { SlidingWindow } from './slidingWindow';
import type { FormRefusal, WorkingGroupsService } from './workingGroups';

const DAY_MS = 24 * 3_600_000;
/** So long the link in the mail confirms. */
const CONFIRM_MS = 7 * DAY_MS;
/** Mails that one address, or one person, can be made to get in a day. */
const MAILS_A_DAY = 5;

/** What somebody with the link in the mail sees. */
export type AddressPage = { state: 'gone' } | { state: 'open' | 'confirmed'; email: string };

/**
 * The one address that a person gives for the coordination of AGs. Where mails can be sent it counts once a link that was sent
 * there was followed and its button pressed: until then no AG writes to it.
 */
export class ContactAddress {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config'>;
  readonly #groups: Pick<WorkingGroupsService, 'saveContact'>;
  readonly #sent = new SlidingWindow(DAY_MS);

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config'>,
    groups: Pick<WorkingGroupsService, 'saveContact'>
  ) {
    this.#context = context;
    this.#groups = groups;
  }

  /** Keeps the address with the text agreed to, and mails its link. Without consent nothing is stored. */
  async save(
    person: { id: string },
    spaceId: string,
    form: { email: unknown; consent: boolean }
  ): Promise<{ ok: true } | FormRefusal<'email' | 'consent'>> {
    const saved = await this.#groups.saveContact(person, spaceId, form);
    // That it may have to wait for its mail is told on the page.
    if (saved.ok) await this.ask(person, spaceId);
    return saved;
  }

  /**
   * Whether mails arrive at the person's address. `plain`: nobody looks, for no mail could ask. Null: there is none.
   */
  async stateOf(
    person: { id: string },
    spaceId: string
  ): Promise<{ state: 'plain' | 'waiting' | 'confirmed' | 'refused'; email: string } | null> {
    const contact = await repository.contactStateOf(this.#context.db, person.id, spaceId);
    if (!contact) return null;
    const { email, refusedAt, confirmedAt } = contact;
    if (refusedAt !== null) return { state: 'refused', email };
    if (confirmedAt !== null) return { state: 'confirmed', email };
    return { state: this.#context.mail ? 'waiting' : 'plain', email };
  }

  /** Mails the link, unless the address is confirmed. Refusal: `rate_limited`. */
  async ask(person: { id: string }, spaceId: string): Promise<{ ok: true } | Refusal> {
    const { db, clock, mail } = this.#context;
    const contact = await repository.contactStateOf(db, person.id, spaceId);
    if (!mail || !contact || contact.confirmedAt !== null) return { ok: true };
    const now = clock.now();
    for (const key of [person.id, contact.email.toLowerCase()]) {
      const wait = this.#sent.waitFor(key, MAILS_A_DAY, now);
      if (wait > 0) return refuse('rate_limited', m.ag_reach_too_many(), wait);
    }
    for (const key of [person.id, contact.email.toLowerCase()]) this.#sent.add(key, now);
    const token = newToken();
    const { origin } = this.#context.config;
    await db.transaction().execute(async (tx) => {
      await repository.expectConfirmation(tx, person.id, spaceId, {
        hash: hashToken(token),
        until: new Date(now + CONFIRM_MS)
      });
      await mail.add(tx, {
        key: `address:${hashToken(token)}`,
        personId: person.id,
        to: contact.email,
        subject: m.mail_address_subject(),
        letter: {
          language: getLocale(),
          greeting: m.mail_greeting(),
          // Nothing in it was written by whoever filled in the form: it may go to a stranger's address.
          paragraphs: [m.mail_address_text()],
          action: {
            label: m.mail_address_action(),
            url: `${origin}/ags/contact/${token}`,
            after: [m.mail_address_after()]
          },
          footer: [m.mail_address_not_you(), m.mail_sent_by({ url: origin })]
        }
      });
    });
    mail.wake();
    return { ok: true };
  }

  /** Looking confirms nothing: programs that look at links in mails press no button. */
  async page(token: string): Promise<AddressPage> {
    const found = await this.#find(token);
    if (!found) return { state: 'gone' };
    return { state: found.confirmedAt === null ? 'open' : 'confirmed', email: found.email };
  }

  /** A second time changes nothing. */
  async confirm(token: string): Promise<{ ok: true } | Refusal> {
    const { db, clock } = this.#context;
    if (!(await this.#find(token))) return refuse('not_found', m.address_gone());
    await repository.confirmContact(db, hashToken(token), new Date(clock.now()));
    return { ok: true };
  }

  #find(token: string): Promise<repository.ContactState | null> {
    if (!/^[\w-]{27}$/.test(token)) return Promise.resolve(null);
    return repository.contactByLink(this.#context.db, hashToken(token), new Date(this.#context.clock.now()));
  }
}
