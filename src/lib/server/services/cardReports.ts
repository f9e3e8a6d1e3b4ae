import * as v from 'valibot';
import { cardForRole } from '$lib/domain/cards/circles';
import { REPORT_REASONS, type ReportKind } from '$lib/domain/cards/reports';
import { LIMITS } from '$lib/domain/limits';
import type { CardRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import type { Refusal } from '$lib/protocol/rooms';
import { textUpTo, uuid, wordsUpTo } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import * as cardRows from '$lib/server/repositories/cards';
import * as repository from '$lib/server/repositories/cardReports';
import { knownAddress } from '$lib/server/repositories/contactRequests';
import { newId } from '$lib/util/newId';
import { moderates } from './actors';
import type { Cards } from './cards';
import type { ServiceContext } from './context';
import { refuse } from './refuse';
import { SlidingWindow, addressKey } from './slidingWindow';
import type { Space } from './spaces';

const DAY_MS = 24 * 3_600_000;
/** Reports of one person, or of one address without a session, in a day. */
const REPORTS_A_DAY = 10;
const KEPT_MS = 180 * DAY_MS;

const reportReason = v.picklist(REPORT_REASONS);
const reportNote = textUpTo(LIMITS.cardLong);
const hideReason = wordsUpTo(LIMITS.cardLong);

/** A card with what was reported about it. `card` null: the moderation may see it no more, or it is gone. */
export interface ReportedCard {
  cardId: string;
  card: CardRecord | null;
  hidden: boolean;
  reports: { id: string; reason: ReportKind; note: string; createdAt: number }[];
}
export interface HiddenCard {
  card: CardRecord;
  reason: string;
  /** ms since 1970 */
  at: number;
}

/** Reports about cards, and hiding them. Who reported is told to nobody, not even to the moderation. */
export class CardReports {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config' | 'rooms' | 'spaces'>;
  readonly #cards: Cards;
  readonly #reported = new SlidingWindow(DAY_MS);

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config' | 'rooms' | 'spaces'>,
    cards: Cards
  ) {
    this.#context = context;
    this.#cards = cards;
  }

  /**
   * Notes what somebody, also a visitor, has against a card that they see. The same once more changes nothing. Refusals:
   * `not_found`, `invalid`, `too_long`, `rate_limited`.
   */
  async report(
    space: Space,
    viewer: Person | null,
    cardId: string,
    form: { reason: unknown; note: unknown },
    address: string
  ): Promise<{ ok: true } | Refusal> {
    if (!(await this.#cards.get(space, viewer, cardId))) return refuse('not_found', m.contacts_error_gone());
    const reason = v.safeParse(reportReason, form.reason);
    if (!reason.success) return refuse('invalid', m.reports_error_reason());
    const note = v.safeParse(reportNote, form.note ?? '');
    if (!note.success) return refuse('too_long', m.requests_error_long({ max: LIMITS.cardLong }));
    const { clock } = this.#context;
    const who = viewer?.id ?? addressKey(address);
    const wait = this.#reported.waitFor(who, REPORTS_A_DAY, clock.now());
    if (wait > 0) return refuse('rate_limited', m.reports_error_many(), wait);
    this.#reported.add(who, clock.now());
    await this.#note(cardId, viewer, reason.output, note.output);
    return { ok: true };
  }

  /** The owner of a hidden card has changed it and asks for another look. Refusal: `not_found`. */
  async askReview(space: Space, person: Person): Promise<{ ok: true } | Refusal> {
    const card = await this.#cards.mine(space, person);
    if (!card?.own?.hidden) return refuse('not_found');
    await this.#note(card.id, person, 'review', '');
    return { ok: true };
  }

  /** How many cards wait for the moderation; 0 for everybody else. */
  async waiting(space: Space, person: Person | null): Promise<number> {
    if (!person || !(await this.#moderates(space, person))) return 0;
    return repository.countReported(this.#context.db, space.directoryRoom);
  }

  /** What waits for the moderation, the longest first, and what is hidden. Refusal: `forbidden`. */
  async desk(
    space: Space,
    person: Person
  ): Promise<{ ok: true; reported: ReportedCard[]; hidden: HiddenCard[] } | Refusal> {
    if (!(await this.#moderates(space, person))) return refuse('forbidden');
    const { db } = this.#context;
    const [reports, hiddenCards] = await Promise.all([
      repository.openReports(db, space.directoryRoom),
      repository.hiddenCards(db, space.directoryRoom)
    ]);
    const hidden = hiddenCards.flatMap((stored) => {
      const { hidden: why = null } = stored.own ?? {};
      const card = cardForRole('facilitator', { ...stored, own: null });
      return card && why ? [{ card, ...why }] : [];
    });
    const ids = [...new Set(reports.map(({ cardId }) => cardId))];
    const shown = await this.#cards.getMany(space, person, ids);
    return {
      ok: true,
      hidden,
      reported: ids.map((cardId) => {
        const behind = hidden.find(({ card }) => card.id === cardId)?.card ?? null;
        return {
          cardId,
          card: shown.get(cardId) ?? behind,
          hidden: behind !== null,
          reports: reports
            .filter((report) => report.cardId === cardId)
            .map(({ id, reason, note, createdAt }) => ({ id, reason, note, createdAt: createdAt.getTime() }))
        };
      })
    };
  }

  /** Hides a card, tells its owner why, and settles what was reported. Refusals: `forbidden`, `not_found`, `empty`, `too_long`. */
  async hide(space: Space, person: Person, cardId: string, reason: unknown): Promise<{ ok: true } | Refusal> {
    const why = v.safeParse(hideReason, reason);
    if (!why.success) {
      return why.issues[0].message === 'too_long'
        ? refuse('too_long', m.requests_error_long({ max: LIMITS.cardLong }))
        : refuse('empty', m.reports_error_why());
    }
    const done = await this.#setHidden(space, person, cardId, why.output);
    if (!done.ok) return done;
    await this.#tellOwner(space, cardId);
    return this.settle(space, person, cardId);
  }

  /** Shows a hidden card again, and settles what was reported. */
  async show(space: Space, person: Person, cardId: string): Promise<{ ok: true } | Refusal> {
    const done = await this.#setHidden(space, person, cardId, null);
    return done.ok ? this.settle(space, person, cardId) : done;
  }

  /** There is nothing to it: the card stays as it is. */
  async settle(space: Space, person: Person, cardId: string): Promise<{ ok: true } | Refusal> {
    if (!(await this.#moderates(space, person))) return refuse('forbidden');
    if (!v.is(uuid, cardId)) return refuse('not_found');
    const { db, clock } = this.#context;
    const by = { by: person.id, at: new Date(clock.now()) };
    await repository.settleReports(db, space.directoryRoom, cardId, by);
    return { ok: true };
  }

  async sweep(): Promise<void> {
    const { db, clock } = this.#context;
    await repository.deleteReportsSettledBefore(db, new Date(clock.now() - KEPT_MS));
  }

  async #note(cardId: string, by: Person | null, reason: ReportKind, note: string): Promise<void> {
    const { db, clock } = this.#context;
    await repository.insertReport(db, {
      id: newId(),
      cardId,
      reporterId: by?.id ?? null,
      reason,
      note,
      createdAt: new Date(clock.now())
    });
  }

  async #moderates(space: Space, person: Person): Promise<boolean> {
    return moderates(await this.#context.spaces.roleOf(space.id, person.id));
  }

  async #setHidden(
    space: Space,
    person: Person,
    cardId: string,
    reason: string | null
  ): Promise<{ ok: true } | Refusal> {
    const command = { id: newId(), type: 'card.hide', cardId, reason };
    const answer = await this.#context.rooms.command(space.directoryRoom, person, command);
    return answer.ok ? { ok: true } : answer;
  }

  async #tellOwner(space: Space, cardId: string): Promise<void> {
    const { db, mail, config } = this.#context;
    const card = mail && (await cardRows.cardById(db, space.directoryRoom, cardId));
    const { ownerId = null, own = null } = card || {};
    if (!mail || ownerId === null || !own?.hidden) return;
    const to = await knownAddress(db, ownerId, space.id);
    if (!to) return;
    await mail.add(db, {
      key: `card-hidden:${cardId}:${own.hidden.at}`,
      personId: ownerId,
      to,
      subject: m.reports_mail_subject(),
      letter: {
        language: getLocale(),
        greeting: m.mail_greeting(),
        paragraphs: [m.reports_mail_text(), m.reports_mail_reason({ reason: own.hidden.reason })],
        action: {
          label: m.reports_mail_action(),
          url: `${config.origin}/cards/mine`,
          after: [m.reports_mail_after()]
        },
        footer: [m.mail_sent_by({ url: config.origin })]
      }
    });
    mail.wake();
  }
}
