import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { isPlainAddress } from '$lib/domain/mailing';
import { m } from '$lib/i18n/paraglide/messages.js';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import type { Refusal } from '$lib/protocol/rooms';
import { lineUpTo, nameUpTo, uuid, wordsUpTo } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import { answerersOf } from '$lib/server/repositories/answers';
import * as repository from '$lib/server/repositories/enquiries';
import type { Enquiry } from '$lib/server/repositories/enquiries';
import type { WorkingGroupWithSource } from '$lib/server/repositories/workingGroups';
import type { ServiceContext } from './context';
import { refuseField, refuseForm } from './formRefusal';
import { refuse } from './refuse';
import { addressKey, SlidingWindow } from './slidingWindow';
import type { FormRefusal, WorkingGroupsService } from './workingGroups';

export type { Enquiry } from '$lib/server/repositories/enquiries';

/** A question as its form sends it. */
export interface EnquiryForm {
  /** Made with the page: the same form sent twice is one question. */
  id: unknown;
  name: unknown;
  email: unknown;
  body: unknown;
}
type Refused = FormRefusal<'name' | 'email' | 'body'>;

const WINDOW_MS = 60 * 60_000;
const PER_ADDRESS = 5;
/** However many addresses they come from. */
const PER_GROUP = 30;
/** So long a question waits at the desk before it goes by itself; the form says so. */
export const ENQUIRY_DAYS = 90;
const DAY_MS = 24 * 3_600_000;

/**
 * Questions to the coordination of an AG, whose addresses nobody sees. They lie at the desk until somebody has answered; the mail that
 * tells of one says nothing of whom it is from, so that what was asked stands in one place and goes from there.
 */
export class Enquiries {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config'>;
  readonly #groups: WorkingGroupsService;
  readonly #fromAddress = new SlidingWindow(WINDOW_MS);
  readonly #toGroup = new SlidingWindow(WINDOW_MS);

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config'>,
    groups: WorkingGroupsService
  ) {
    this.#context = context;
    this.#groups = groups;
  }

  /** The AG that somebody may ask, with what they need not type again; null: none for them. */
  async page(person: Person | null, groupId: string): Promise<EnquiryPage | null> {
    const group = await this.#groups.visible(person, groupId);
    if (!group) return null;
    const own = await this.#groups.ownPart(person, groupId);
    return {
      group: { id: group.id, number: group.number, title: group.title },
      name: own.name ?? person?.name ?? '',
      email: own.email ?? person?.email ?? ''
    };
  }

  /** @param address of the client, for the limits only */
  async ask(
    person: Person | null,
    groupId: string,
    form: EnquiryForm,
    address: string
  ): Promise<{ ok: true } | Refused> {
    const { db, clock, mail } = this.#context;
    const group = await this.#groups.visible(person, groupId);
    if (!group) return refuseForm('not_found');
    const read = readForm(form);
    if (!read.ok) return read;
    const now = clock.now();
    const from = addressKey(address);
    const wait = Math.max(
      this.#fromAddress.waitFor(from, PER_ADDRESS, now),
      this.#toGroup.waitFor(groupId, PER_GROUP, now)
    );
    if (wait > 0) return refuseForm('rate_limited', wait);
    if ((await repository.countEnquiries(db, groupId)) >= LIMITS.enquiriesPerGroup) return refuseForm('full');
    const isNew = await db.transaction().execute(async (tx) => {
      const written = await repository.insertEnquiry(tx, {
        ...read.enquiry,
        workingGroupId: groupId,
        personId: person?.id ?? null,
        createdAt: new Date(now)
      });
      if (written) await this.#tell(tx, group, read.enquiry.id);
      return written;
    });
    if (isNew) {
      this.#fromAddress.add(from, now);
      this.#toGroup.add(groupId, now);
      mail?.wake();
    }
    return { ok: true };
  }

  /** What waits at the desk; for the coordination only. */
  async list(person: { id: string }, groupId: string): Promise<{ ok: true; enquiries: Enquiry[] } | Refusal> {
    if (!(await this.#groups.coordinated(person, groupId))) return refuse('forbidden');
    return { ok: true, enquiries: await repository.enquiriesOf(this.#context.db, groupId) };
  }

  /** How many wait; for the coordination only, nothing for others. */
  async count(person: { id: string }, groupId: string): Promise<number> {
    if (!(await this.#groups.coordinated(person, groupId))) return 0;
    return repository.countEnquiries(this.#context.db, groupId);
  }

  /** It is answered: it goes, with name and address. Coordination only. */
  async remove(person: { id: string }, groupId: string, id: unknown): Promise<{ ok: true } | Refusal> {
    if (!(await this.#groups.coordinated(person, groupId))) return refuse('forbidden');
    if (v.is(uuid, id)) await repository.deleteEnquiry(this.#context.db, groupId, id);
    return { ok: true };
  }

  /** Deletes what has waited too long. */
  sweep(): Promise<void> {
    const { db, clock } = this.#context;
    return repository.deleteEnquiriesBefore(db, new Date(clock.now() - ENQUIRY_DAYS * DAY_MS));
  }

  async #tell(tx: ServiceContext['db'], group: WorkingGroupWithSource, id: string): Promise<void> {
    const { mail, config } = this.#context;
    if (!mail) return;
    const { number } = group;
    const title = group.title.replace(/\s+/g, ' ');
    const coordinators = await answerersOf(tx, group.id);
    await mail.addAll(
      tx,
      coordinators.map(({ id: personId, email }) => ({
        key: `enquiry:${id}:${personId}`,
        personId,
        to: email,
        subject: m.enquiry_mail_subject({ number }),
        letter: {
          language: getLocale(),
          greeting: m.mail_greeting(),
          paragraphs: [m.enquiry_mail_text({ number, title })],
          action: {
            label: m.enquiry_mail_action(),
            url: `${config.origin}/ags/${group.id}/desk/enquiries`,
            after: []
          },
          footer: [m.mail_waiting_why(), m.mail_sent_by({ url: config.origin })]
        }
      }))
    );
  }
}

export interface EnquiryPage {
  group: { id: string; number: number; title: string };
  /** Empty: not known. */
  name: string;
  email: string;
}

const emailSchema = v.pipe(
  lineUpTo(LIMITS.email),
  v.email(),
  v.check((email) => isPlainAddress(email), 'invalid')
);

function readForm(form: EnquiryForm): { ok: true; enquiry: Omit<Enquiry, 'createdAt'> } | Refused {
  const id = v.safeParse(uuid, form.id);
  if (!id.success) return refuseForm('invalid');
  const name = v.safeParse(nameUpTo(LIMITS.name), form.name);
  if (!name.success) return refuseField('name', m.ag_error_name());
  const email = v.safeParse(emailSchema, form.email);
  if (!email.success) return refuseField('email', m.ag_error_email());
  const body = v.safeParse(wordsUpTo(LIMITS.enquiryBody), form.body);
  if (!body.success) return refuseField('body', m.enquiry_error_body({ most: LIMITS.enquiryBody }));
  return {
    ok: true,
    enquiry: { id: id.output, name: name.output, email: email.output, body: body.output }
  };
}
