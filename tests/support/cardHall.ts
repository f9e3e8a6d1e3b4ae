import { randomUUID } from 'node:crypto';
import { emptyCard } from '$lib/domain/cards/circles';
import { FIRST_FIELDS, FIRST_REGIONS } from '$lib/domain/cards/lists';
import { AUDIENCES, CARD_COLOURS, type Audience, type CardContent } from '$lib/domain/records';
import { parseConfig } from '$lib/server/config';
import { createDatabase } from '$lib/server/db/database';
import { createLog } from '$lib/server/log';
import { makeServices } from '$lib/server/makeServices';
import { insertPerson } from '$lib/server/repositories/persons';
import { insertMember, insertSpace } from '$lib/server/repositories/spaces';
import { systemClock } from '$lib/util/clock';
import { must } from '$lib/util/must';
import { newId } from '$lib/util/newId';
import { pick, seededRandom } from '$lib/util/random';
import { sentence } from './sentences';

const GIVEN = [
  'Lotte',
  'Otto',
  'Ida',
  'Karl',
  'Frieda',
  'Wilma',
  'Tarek',
  'Jona',
  'Änne',
  'Jürgen',
  'Zoé',
  'Mina'
];
const FAMILY = [
  'Löwenzahn',
  'Obstwiese',
  'Immergrün',
  'Kranich',
  'Feldweg',
  'Weidenbaum',
  'Müller',
  'Straßburg'
];
const GROUPS = [
  'Dorfladen',
  'Kulturscheune',
  'Naturschutzgruppe',
  'Mehrgenerationenhaus',
  'Jugendbeirat',
  'Netzwerk'
];
const PLACES = ['Musterau', 'Beispielhain', 'Musterdorf', 'Beispielstadt', 'Großmuster', 'Niederbeispiel'];
const ROLES = ['Vorstand', 'Koordination', 'Leitung', 'Sprecherin', 'Prüfer für Leichte Sprache', ''];

/** The n-th of some thousand invented cards, always the same. Two of three are public, the rest narrower. */
export function inventedCard(n: number): { card: CardContent; audience: Audience } {
  const random = seededRandom(n * 104_729 + 7);
  const some = <T>(of: readonly T[]) => must(pick(of, random));
  return {
    card: {
      ...emptyCard(),
      name: `${some(GIVEN)} ${some(FAMILY)} ${n + 1}`,
      organisation: `${some(GROUPS)} ${some(PLACES)}`,
      role: some(ROLES),
      region: some(FIRST_REGIONS),
      fields: [...new Set([some(FIRST_FIELDS), some(FIRST_FIELDS)])],
      offer: random() < 0.8 ? sentence(3 * n) : '',
      need: random() < 0.7 ? sentence(3 * n + 1) : '',
      about: random() < 0.3 ? sentence(3 * n + 2) : '',
      colour: some(CARD_COLOURS)
    },
    audience: n % 3 === 0 ? some(AUDIENCES.slice(1)) : 'public'
  };
}

/** Makes a space whose directory has `count` cards, in a migrated database no app serves. */
export async function makeCardHall(databaseUrl: string, count: number): Promise<{ member: string }> {
  const db = createDatabase(databaseUrl, { max: 8 });
  const made = makeServices({ config: parseConfig({}), log: createLog('silent'), db, clock: systemClock });
  try {
    const known = await made.services.spaces.current();
    const space = known ?? {
      id: newId(),
      name: 'Bündnis Musterrevier',
      tagline: '',
      about: '',
      regions: FIRST_REGIONS,
      fields: FIRST_FIELDS,
      directoryRoom: newId()
    };
    if (!known) await insertSpace(db, space);
    const room = made.rooms.get(space.directoryRoom);
    const member = async (name: string) => {
      const id = randomUUID();
      await insertPerson(db, {
        id,
        name,
        organisation: null,
        email: `${id}@example.org`,
        passwordHash: 'none'
      });
      await insertMember(db, { spaceId: space.id, personId: id, role: 'member' });
      return id;
    };
    for (let from = 0; from < count; from += 200) {
      await Promise.all(
        Array.from({ length: Math.min(200, count - from) }, async (_, i) => {
          const { card, audience } = inventedCard(from + i);
          const personId = await member(card.name);
          const answer = await room.command(
            { personId, name: card.name, organisation: null, member: 'member' },
            {
              id: newId(),
              type: 'card.save',
              cardId: newId(),
              card,
              audience,
              audiences: {},
              consent: 'Ich bin einverstanden.'
            }
          );
          if (!answer.ok) throw new Error(`no card: ${answer.code}`);
        })
      );
    }
    const { token } = await made.sessions.start(await member('Hedda Holunder'));
    return { member: `auftakt_session=${token}` };
  } finally {
    await made.rooms.stop();
    await db.destroy();
  }
}
