import type { Db } from '$lib/server/db/database';

export type RequestState = 'waiting' | 'accepted' | 'declined';

/** A request to get in touch. `email` is what whoever asks gave, `answerEmail` what whoever decided gave; '': nothing. */
export interface ContactRequest {
  id: string;
  cardId: string;
  fromId: string;
  fromName: string;
  fromOrganisation: string | null;
  toId: string;
  message: string;
  email: string;
  state: RequestState;
  answer: string;
  answerEmail: string;
  createdAt: Date;
}

const columns = [
  'contact_request.id',
  'card_id as cardId',
  'from_id as fromId',
  'person.name as fromName',
  'person.organisation as fromOrganisation',
  'to_id as toId',
  'message',
  'contact_request.email',
  'state',
  'answer',
  'answer_email as answerEmail',
  'contact_request.created_at as createdAt'
] as const;

const requests = (db: Db) =>
  db
    .selectFrom('contact_request')
    .innerJoin('person', 'person.id', 'contact_request.from_id')
    .select(columns);

/** @returns false: one of the same person for the same card waits already */
export async function insertContactRequest(
  db: Db,
  request: Pick<ContactRequest, 'id' | 'cardId' | 'fromId' | 'toId' | 'message' | 'email' | 'createdAt'> & {
    tokenHash: string;
  }
): Promise<boolean> {
  const result = await db
    .insertInto('contact_request')
    .values({
      id: request.id,
      card_id: request.cardId,
      from_id: request.fromId,
      to_id: request.toId,
      message: request.message,
      email: request.email,
      token_hash: request.tokenHash,
      created_at: request.createdAt
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0n) === 1;
}

/** Whether the person has asked about this card and was not accepted: it waits, or was declined. */
export async function hasAsked(db: Db, fromId: string, cardId: string): Promise<boolean> {
  const row = await db
    .selectFrom('contact_request')
    .where('from_id', '=', fromId)
    .where('card_id', '=', cardId)
    .where('state', '!=', 'accepted')
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function countAskedSince(db: Db, fromId: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('contact_request')
    .where('from_id', '=', fromId)
    .where('created_at', '>', since)
    .select((eb) => eb.fn.countAll<number>().as('asked'))
    .executeTakeFirstOrThrow();
  return Number(row.asked);
}

export async function countReceivedSince(db: Db, toId: string, since: Date): Promise<number> {
  const row = await db
    .selectFrom('contact_request')
    .where('to_id', '=', toId)
    .where('created_at', '>', since)
    .select((eb) => eb.fn.countAll<number>().as('received'))
    .executeTakeFirstOrThrow();
  return Number(row.received);
}

/** How many wait for this person's decision. */
export async function countWaiting(db: Db, toId: string): Promise<number> {
  const row = await db
    .selectFrom('contact_request')
    .where('to_id', '=', toId)
    .where('state', '=', 'waiting')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow();
  return Number(row.waiting);
}

/** What this person was asked, the newest first. */
export function receivedBy(db: Db, toId: string): Promise<ContactRequest[]> {
  return requests(db)
    .where('to_id', '=', toId)
    .orderBy('contact_request.created_at', 'desc')
    .orderBy('contact_request.id')
    .execute();
}

/** What this person has asked, the newest first. */
export function sentBy(db: Db, fromId: string): Promise<ContactRequest[]> {
  return requests(db)
    .where('from_id', '=', fromId)
    .orderBy('contact_request.created_at', 'desc')
    .orderBy('contact_request.id')
    .execute();
}

export async function findContactRequest(
  db: Db,
  which: { id: string; toId: string } | { tokenHash: string }
): Promise<ContactRequest | null> {
  const row = await (
    'tokenHash' in which
      ? requests(db).where('token_hash', '=', which.tokenHash)
      : requests(db).where('contact_request.id', '=', which.id).where('to_id', '=', which.toId)
  ).executeTakeFirst();
  return row ?? null;
}

/** @returns false: it was decided before */
export async function decideContactRequest(
  db: Db,
  id: string,
  { state, answer, answerEmail, at }: { state: RequestState; answer: string; answerEmail: string; at: Date }
): Promise<boolean> {
  const result = await db
    .updateTable('contact_request')
    .set({ state, answer, answer_email: answerEmail, decided_at: state === 'accepted' ? at : null })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Addresses that were given to this person in answer to a request, by card; the newest counts. */
export async function givenAddresses(db: Db, fromId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('contact_request')
    .where('from_id', '=', fromId)
    .where('state', '=', 'accepted')
    .where('answer_email', '!=', '')
    .orderBy('decided_at')
    .select(['card_id', 'answer_email'])
    .execute();
  return new Map(rows.map((row) => [row.card_id, row.answer_email]));
}

export async function deleteContactRequestsBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('contact_request').where('created_at', '<', before).execute();
}

export async function wantsNoRequests(db: Db, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('contact_off')
    .where('person_id', '=', personId)
    .select('person_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** @param since null: requests are welcome again */
export async function setNoRequests(db: Db, personId: string, since: Date | null): Promise<void> {
  if (since === null) {
    await db.deleteFrom('contact_off').where('person_id', '=', personId).execute();
    return;
  }
  await db
    .insertInto('contact_off')
    .values({ person_id: personId, since })
    .onConflict((conflict) => conflict.column('person_id').doNothing())
    .execute();
}

/**
 * Where a person can be written to: the address of their account, or one that they confirmed by following a link sent
 * there. What merely stands on a card may be somebody else's.
 */
export async function knownAddress(db: Db, personId: string, spaceId: string): Promise<string | null> {
  const row = await db
    .selectFrom('person')
    .leftJoin('contact', (join) =>
      join
        .onRef('contact.person_id', '=', 'person.id')
        .on('contact.space_id', '=', spaceId)
        .on('contact.confirmed_at', 'is not', null)
    )
    .where('person.id', '=', personId)
    .select(['person.email', 'contact.email as contactEmail'])
    .executeTakeFirst();
  return row?.email ?? row?.contactEmail ?? null;
}
