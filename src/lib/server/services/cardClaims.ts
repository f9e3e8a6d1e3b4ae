/** A guest's card becomes that of an account: only whoever holds a link that signs the guest in may ask for it. */
import { m } from '$lib/i18n/paraglide/messages.js';
import type { CardRecord } from '$lib/domain/records';
import type { Refusal } from '$lib/protocol/rooms';
import type { Person } from '$lib/server/auth/sessions';
import { hashToken } from '$lib/server/auth/token';
import { findAccessLink } from '$lib/server/repositories/accessLinks';
import { cardOfPerson } from '$lib/server/repositories/cards';
import { isGuest } from '$lib/server/repositories/persons';
import type { ServiceContext } from './context';
import { refuse } from './refuse';

type Context = Pick<ServiceContext, 'db' | 'rooms' | 'clock'>;

/** The card of the guest whom this link signs in; `token` also as part of a whole address. */
export async function guestCardBehind(
  { db, clock }: Context,
  room: string,
  link: string
): Promise<CardRecord | null> {
  const token = /(?:\/link\/)?([\w-]{20,})(?:\?|$)/.exec(link.trim())?.[1];
  if (token === undefined) return null;
  const found = await findAccessLink(db, hashToken(token), new Date(clock.now()));
  if (!found || found.personId === null || found.purpose === 'setup') return null;
  return (await isGuest(db, found.personId)) ? cardOfPerson(db, room, found.personId) : null;
}

/** Refusals: `forbidden` (guests), `not_found`, `limit` (has a card already). */
export async function claimCard(
  context: Context,
  room: string,
  account: Person,
  link: string
): Promise<{ ok: true } | Refusal> {
  if (account.email === null) return refuse('forbidden');
  const card = await guestCardBehind(context, room, link);
  if (!card) return refuse('not_found', m.cards_claim_none());
  const answer = await context.rooms.cardCommand(room, {
    type: 'card.claim',
    cardId: card.id,
    personId: account.id
  });
  if (answer.ok) return { ok: true };
  return answer.code === 'limit' ? refuse('limit', m.cards_claim_has_one()) : answer;
}
