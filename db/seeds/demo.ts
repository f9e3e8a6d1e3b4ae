/**
 * The demo: an alliance with a workshop that is collecting right now, a past one whose topics became AG 1 to 3, and
 * twelve business cards. Written once, into an empty database. The tables are written as rooms would write them, with
 * a change log, so that the demo behaves like a workshop that really took place.
 */
import { randomUUID } from 'node:crypto';
import { emptyCard } from '$lib/domain/cards/circles';
import { FIRST_FIELDS, FIRST_REGIONS } from '$lib/domain/cards/lists';
import type { Command } from '$lib/domain/commands';
import type { CardRecord } from '$lib/domain/records';
import { must } from '$lib/util/must';
import { hashPassword } from '$lib/server/auth/password';
import { newToken } from '$lib/server/auth/token';
import type { Db } from '$lib/server/db/database';
import * as persons from '$lib/server/repositories/persons';
import type { RoomContext } from '$lib/server/repositories/records/recordTable';
import { writeChanges } from '$lib/server/repositories/roomStore';
import * as spaces from '$lib/server/repositories/spaces';
import { addLife } from './demoLife';
import { PEOPLE } from './demoPeople';
import { DAY, fresh, MINUTE, Script } from './demoScript';
import { makePastWorkshop, makeRunningWorkshop } from './demoWorkshops';

const CONSENT = 'Ich bin einverstanden, dass diese Angaben für den gewählten Kreis sichtbar sind.';
export const OWNER_EMAIL = 'hedda@example.org';

/** Makes the demo if the database has no space yet. @param now ms since 1970 */
export async function seedDemo(db: Db, now: number): Promise<void> {
  if (await spaces.firstSpace(db)) return;
  await db.transaction().execute(async (tx) => {
    const spaceId = randomUUID();
    const directoryRoom = randomUUID();
    await spaces.insertSpace(tx, {
      id: spaceId,
      name: 'Strukturwandel-Bündnis Mitteldeutsches Revier',
      tagline: 'Gemeinsam handlungsfähiger werden',
      about:
        'Das Strukturwandel-Bündnis bringt Vereine und Initiativen im Mitteldeutschen Revier zusammen, für mehr ' +
        'Partizipation und Nachhaltigkeit, auf Augenhöhe mit Politik, Verwaltung und Wirtschaft.',
      regions: FIRST_REGIONS,
      fields: FIRST_FIELDS,
      directoryRoom
    });
    const people = await makePeople(tx, spaceId);
    await makePastWorkshop(tx, spaceId, people, now - 14 * DAY);
    await addLife(tx, { spaceId, authorId: must(people[0]), now });
    await makeRunningWorkshop(tx, spaceId, people, now);
    await makeCards(tx, { roomId: directoryRoom, spaceId }, people, now - 3 * DAY);
  });
}

/** Ids in the order of PEOPLE. The first holds an account whose password nobody knows: the link signs in. */
async function makePeople(tx: Db, spaceId: string): Promise<string[]> {
  const ids: string[] = [];
  for (const [at, { name, organisation }] of PEOPLE.entries()) {
    const id = randomUUID();
    const account = at === 0 ? { email: OWNER_EMAIL, passwordHash: await hashPassword(newToken()) } : null;
    await persons.insertPerson(tx, {
      id,
      name,
      organisation,
      ...(account ?? { email: null, passwordHash: null })
    });
    ids.push(id);
  }
  await spaces.insertMember(tx, { spaceId, personId: must(ids[0]), role: 'owner' });
  return ids;
}

async function makeCards(tx: Db, room: RoomContext, people: readonly string[], at: number): Promise<void> {
  const script = new Script(0);
  for (const [index, ownerId] of people.entries()) {
    const { mail, ...content } = must(PEOPLE[index]);
    const audience = index % 4 === 3 ? ('participants' as const) : ('public' as const);
    const card = {
      ...emptyCard(),
      ...content,
      email: `${mail}@example.org`,
      web: `https://example.org/${mail}`
    };
    const audiences = { email: 'participants', web: 'public' } as const;
    const updatedAt = at + index * MINUTE;
    const after: CardRecord = {
      type: 'card',
      id: randomUUID(),
      ...fresh,
      ...card,
      ownerId,
      audiences,
      audience,
      updatedAt,
      reached: audience,
      own: {
        consents: [{ audience, text: CONSENT, from: updatedAt, until: null }],
        confirmedAt: updatedAt,
        expiredFrom: null,
        hidden: null,
        linkId: randomUUID()
      }
    };
    const command: Command = {
      id: randomUUID(),
      type: 'card.save',
      cardId: after.id,
      card,
      audience,
      audiences,
      consent: CONSENT
    };
    script.step(updatedAt, ownerId, command, { after });
  }
  await writeChanges(tx, room, script.changes);
}
