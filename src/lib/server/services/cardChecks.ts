import { ANSWER_WITHIN_MS, ASK_AFTER_MS, confirmationOf, DELETE_AFTER_MS } from '$lib/domain/cards/expiry';
import type { CommandOf, WithoutId } from '$lib/domain/commands';
import type { Audience } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import type { Refusal } from '$lib/protocol/rooms';
import { hashToken, newToken } from '$lib/server/auth/token';
import * as v from 'valibot';
import * as repository from '$lib/server/repositories/cardChecks';
import { cardById } from '$lib/server/repositories/cards';
import { personById } from '$lib/server/repositories/persons';
import { newId } from '$lib/util/newId';
import type { ServiceContext } from './context';
import { refuse } from './refuse';

/** What the page behind the link in the mail shows. */
export interface CardCheck {
  name: string;
  state: 'fresh' | 'due' | 'expired';
  /** The circle that sees the card, or saw it before it ran out. */
  audience: Audience;
  /** When its owner last said that it is right, ms since 1970. */
  confirmedAt: number;
}

/**
 * "Stimmt das noch?": once a year the owner of a card is asked. Whoever does not answer within two months is seen by nobody any
 * more, and a year later the card is deleted. Who has no address is asked on their own page only.
 */
export class CardChecks {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** Looks which cards are due. Called every few minutes, by every process. */
  async sweep(): Promise<void> {
    const { db, clock, rooms } = this.#context;
    const now = clock.now();
    await this.#ask(now);
    for (const { id, roomId } of await repository.unanswered(db, new Date(now - ANSWER_WITHIN_MS)))
      await rooms.cardCommand(roomId, { type: 'card.expire', cardId: id });
    const forgotten = new Date(now - ASK_AFTER_MS - ANSWER_WITHIN_MS - DELETE_AFTER_MS);
    for (const { id, roomId } of await repository.forgotten(db, forgotten))
      await rooms.cardCommand(roomId, { type: 'card.remove', cardId: id });
  }

  /** Null where the link leads nowhere (any more). Looking changes nothing: mail programs follow links too. */
  async page(token: string): Promise<CardCheck | null> {
    const found = await this.#find(token);
    if (!found) return null;
    const { card } = found;
    return {
      name: card.name,
      state: confirmationOf(card, this.#context.clock.now()),
      audience: card.own?.expiredFrom ?? card.audience,
      confirmedAt: card.own?.confirmedAt ?? card.updatedAt
    };
  }

  /** @param consent given anew, where the card ran out */
  async confirm(token: string, consent: string | null): Promise<{ ok: true } | Refusal> {
    return this.#as(token, (cardId) => ({ type: 'card.confirm', cardId, consent }));
  }

  async remove(token: string): Promise<{ ok: true } | Refusal> {
    return this.#as(token, (cardId) => ({ type: 'card.remove', cardId }));
  }

  async #ask(now: number): Promise<void> {
    const { db, mail, config } = this.#context;
    await db.transaction().execute(async (tx) => {
      for (const card of await repository.takeDue(tx, new Date(now - ASK_AFTER_MS), new Date(now))) {
        if (!mail || card.email === null || !v.is(ADDRESS, card.email)) continue;
        const token = newToken();
        await repository.setCheckHash(tx, card.id, hashToken(token));
        await mail.add(tx, {
          key: `card:${card.id}:${now}`,
          personId: card.personId,
          to: card.email,
          subject: m.mail_card_subject(),
          letter: {
            language: getLocale(),
            greeting: m.mail_greeting(),
            paragraphs: [m.mail_card_text({ name: card.name })],
            action: {
              label: m.mail_card_action(),
              url: `${config.origin}/cards/check/${token}`,
              after: [m.mail_card_after()]
            },
            footer: [m.mail_card_why(), m.mail_sent_by({ url: config.origin })]
          }
        });
      }
    });
    mail?.wake();
  }

  async #find(token: string) {
    const { db } = this.#context;
    const found = await repository.findByCheck(db, hashToken(token));
    const card = found && (await cardById(db, found.roomId, found.id));
    return card ? { card, roomId: found.roomId } : null;
  }

  /** Does something as the owner of the card, whom the mail went to. */
  async #as(
    token: string,
    command: (cardId: string) => WithoutId<CommandOf<'card.confirm' | 'card.remove'>>
  ): Promise<{ ok: true } | Refusal> {
    const { db, rooms } = this.#context;
    const found = await this.#find(token);
    const owner = found?.card.ownerId ? await personById(db, found.card.ownerId) : null;
    if (!found || !owner) return refuse('not_found', m.cards_checked_gone());
    const answer = await rooms.command(found.roomId, owner, { ...command(found.card.id), id: newId() });
    return answer.ok ? { ok: true } : answer;
  }
}

const ADDRESS = v.pipe(v.string(), v.maxLength(254), v.email());
