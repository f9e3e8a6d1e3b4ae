/**
 * Each field, given to each circle, as each viewer meets it in each place: exactly what was chosen, nothing more. Who reads
 * what is written out by hand here, so that a mistake in the rule is not repeated in its test.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { directoryOf } from '$lib/domain/cards/directory';
import { NO_QUERY } from '$lib/domain/cards/query';
import { emptyCard } from '$lib/domain/cards/circles';
import { shortVcard, VCARD_VERSIONS, vcardOf } from '$lib/domain/cards/vcard';
import {
  AUDIENCES,
  CARD_FIELDS,
  type Audience,
  type CardContent,
  type CardField,
  type CardRecord
} from '$lib/domain/records';
import type { Person } from '$lib/server/auth/sessions';
import { must } from '$lib/util/must';
import { contactRows, directoryRows } from './cardTable';
import { contactsVcard } from './contactsVcard';
import { testServices } from '../../../../tests/support/services';

const dataDir = await mkdtemp(joinPath(tmpdir(), 'auftakt-matrix-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));
const { db, services, space, person, account } = await testServices({ AUFTAKT_DATA: dataDir });
const { cards, directory, keptCards, rooms, files } = services;
const room = space.directoryRoom;

type Viewer = 'visitor' | 'participant' | 'member' | 'facilitator' | 'owner';
const READS: Record<Viewer, readonly Audience[]> = {
  visitor: ['public'],
  member: ['public', 'members'],
  participant: ['public', 'members', 'participants'],
  facilitator: ['public', 'members', 'participants'],
  owner: ['public', 'members', 'participants', 'private']
};
const VIEWERS = Object.keys(READS) as Viewer[];
const CIRCLES = ['participants', 'members', 'public', 'private'] as const satisfies readonly Audience[];

interface Case {
  field: CardField;
  circle: Audience;
  owner: Person;
  id: string;
  value: CardContent[CardField];
  /** What can only come from this field of this card, where it is text. */
  mark: string | null;
}
const cases: Case[] = [];
const people = new Map<Viewer, Person | null>();
const before: { seq: number } = { seq: 0 };
let workshop: { id: string; roomId: string };

const as = (viewer: Viewer, { owner }: Case): Person | null =>
  viewer === 'owner' ? owner : (people.get(viewer) ?? null);

async function participant(name: string): Promise<{ who: Person; participantId: string }> {
  const who = await person(name);
  const joined = await rooms.join(workshop.roomId, {
    personId: who.id,
    name,
    organisation: null,
    role: 'participant',
    groupId: null
  });
  if (!joined.ok) throw new Error(joined.code);
  return { who, participantId: joined.participantId };
}

async function workingGroup(title: string, participantId: string): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('working_group')
    .values({ id, room_id: workshop.roomId, space_id: space.id, seq: 0, number: cases.length + 1, title })
    .execute();
  await db
    .insertInto('signup')
    .values({
      working_group_id: id,
      participant_id: participantId,
      room_id: workshop.roomId,
      seq: 0,
      level: 'active',
      since: new Date(),
      created_at: new Date()
    })
    .execute();
  return id;
}

async function photoOf(who: Person): Promise<string> {
  const bytes = new Uint8Array(
    await sharp({ create: { width: 40, height: 40, channels: 3, background: '#a53' } })
      .png()
      .toBuffer()
  );
  const answer = await files.upload(room, who, {
    name: 'x.png',
    declared: bytes.length,
    body: new Blob([bytes]).stream()
  });
  if (!answer.ok || answer.attachment.type !== 'image') throw new Error('no photo');
  return answer.attachment.fileId;
}

async function valueOf(field: CardField, mark: string, who: Person, participantId: string) {
  switch (field) {
    case 'photo':
      return photoOf(who);
    case 'fields':
      return [mark];
    case 'languages':
      return ['hsb' as const];
    case 'profiles':
      return [`https://example.org/${mark}`];
    case 'workingGroups':
      return [await workingGroup(mark, participantId)];
    case 'workshops':
      return [workshop.id];
    case 'email':
      return `${mark}@example.org`;
    case 'web':
      return `https://example.org/${mark}`;
    case 'phone':
      return mark.slice(-30);
    default:
      return mark;
  }
}

beforeAll(async () => {
  const hedda = await account('facilitator');
  const made = await services.workshops.create(hedda, space.id, {
    title: 'Werkstatt',
    startsAt: null,
    place: '',
    template: 'auftakt',
    groups: 1,
    question: '',
    sees: 'all'
  });
  if (!made.ok) throw new Error(made.message);
  workshop = made.workshop;
  people.set('visitor', null);
  people.set('member', await account('member'));
  people.set('facilitator', await account('facilitator'));
  people.set('participant', (await participant('Otto Obstwiese')).who);
  const opened = await rooms.open(room, null);
  before.seq = opened.ok ? opened.seq : 0;
  for (const field of CARD_FIELDS) {
    for (const circle of CIRCLES) {
      const { who: owner, participantId } = await participant('Frieda Feldweg');
      const mark = `${field}for${circle}`.toLowerCase();
      const value = await valueOf(field, mark, owner, participantId);
      const saved = await cards.save(space, owner, {
        card: { ...emptyCard(), name: 'Frieda Feldweg', region: 'Saalekreis', [field]: value },
        audience: 'public',
        audiences: {
          ...Object.fromEntries(CARD_FIELDS.map((one) => [one, 'private'])),
          [field]: circle
        },
        consent: 'ja'
      });
      if (!saved.ok) throw new Error(`${field}: ${saved.code} ${JSON.stringify(saved.errors)}`);
      const text = ['photo', 'languages', 'workingGroups', 'workshops'].includes(field) ? null : mark;
      cases.push({
        field,
        circle,
        owner,
        id: saved.cardId,
        value,
        mark: text && text.slice(field === 'phone' ? -30 : 0)
      });
    }
  }
}, 60_000);

const EMPTY = emptyCard();
/** What the viewer must find in the field. */
const expected = (viewer: Viewer, { field, circle, value }: Case) =>
  READS[viewer].includes(circle) ? value : EMPTY[field];
/** One answer for all cases: `[field, circle, what was found]`, so that a failure names its place. */
const told = (one: Case, found: unknown) => [one.field, one.circle, found];

describe.each(VIEWERS)('%s', (viewer) => {
  const mine = (one: Case) => as(viewer, one);

  test('page and API by id', async () => {
    for (const one of cases) {
      const card = await cards.get(space, mine(one), one.id);
      expect(told(one, card?.[one.field])).toEqual(told(one, expected(viewer, one)));
      for (const other of CARD_FIELDS) {
        if (other === one.field || (other === 'region' && viewer === 'owner')) continue;
        expect([one.field, other, card?.[other]]).toEqual([one.field, other, EMPTY[other]]);
      }
    }
  });

  test('list, live records for newcomers and for those who were away: the same, and no mark besides', async () => {
    const lookers = viewer === 'owner' ? cases.slice(0, 6) : [must(cases[0])];
    for (const looker of lookers) {
      const who = mine(looker);
      const whole = await rooms.open(room, who);
      const since = await rooms.open(room, who, before.seq);
      if (!whole.ok || !since.ok) throw new Error('the directory does not open');
      const listed = await cards.list(space, who);
      for (const one of cases) {
        const own = viewer === 'owner' && one !== looker ? 'participant' : viewer;
        const wanted = told(one, expected(own, one));
        for (const records of [whole.records, since.records, listed]) {
          const found = records.find(
            (record): record is CardRecord => record.type === 'card' && record.id === one.id
          );
          expect(told(one, found?.[one.field])).toEqual(wanted);
        }
        if (one.mark !== null) {
          const reads = READS[own].includes(one.circle);
          expect(told(one, JSON.stringify([whole, since, listed]).includes(one.mark))).toEqual(
            told(one, reads)
          );
        }
      }
    }
  });

  test('search, filters and their counts', async () => {
    for (const one of cases) {
      if (one.mark === null) continue;
      const who = mine(one);
      const answer = await directory.search(space, who, one.mark);
      if (!answer.ok) throw new Error(answer.code);
      const reads = READS[viewer].includes(one.circle);
      const hit = !answer.found.near && answer.found.ids.includes(one.id);
      const inSearch = !['email', 'phone', 'web', 'profiles'].includes(one.field);
      expect(told(one, hit)).toEqual(told(one, reads && inSearch));
      const shown = directoryOf(await cards.list(space, who), NO_QUERY);
      if (one.field === 'region' || one.field === 'fields') {
        const options = one.field === 'region' ? shown.regions : shown.fields;
        const wanted = reads ? [{ value: one.mark, count: 1 }] : [];
        expect(
          told(
            one,
            options.filter(({ value }) => value === one.mark)
          )
        ).toEqual(told(one, wanted));
      }
      if (one.field === 'offer' || one.field === 'need') {
        const others = viewer === 'owner' ? 'participant' : viewer;
        const readable = cases.filter(
          ({ field, circle, id }) =>
            field === one.field && READS[id === one.id ? viewer : others].includes(circle)
        );
        expect(told(one, shown.has.find(({ value }) => value === one.field)?.count)).toEqual(
          told(one, readable.length)
        );
      }
    }
  });

  test('vCards of both versions, and the QR codes', async () => {
    const inShort: readonly CardField[] = ['organisation', 'role', 'region', 'email', 'phone', 'web'];
    for (const one of cases) {
      const who = mine(one);
      const card = must((await cards.get(space, who, one.id)) ?? undefined);
      const places = await cards.placesOn(space, who, [card]);
      const reads = READS[viewer].includes(one.circle);
      const mark = one.mark ?? (one.field === 'workingGroups' ? `workinggroupsfor${one.circle}` : null);
      if (mark !== null) {
        for (const version of VCARD_VERSIONS) {
          const vcf = vcardOf(card, {
            version,
            url: '',
            labels: { offer: 'o', need: 'n' },
            workingGroups: places.workingGroups.map(({ title }) => title)
          });
          expect(told(one, vcf.replaceAll('\r\n ', '').includes(mark))).toEqual(told(one, reads));
        }
        expect(told(one, shortVcard(card).replaceAll('\r\n ', '').includes(mark))).toEqual(
          told(one, reads && inShort.includes(one.field))
        );
      }
      const link = must((await cards.mine(space, one.owner))?.own?.linkId ?? undefined);
      expect(told(one, (await cards.byLink(space, who, link))?.[one.field])).toEqual(
        told(one, expected(viewer, one))
      );
    }
  });

  // Visitors keep no contacts, and only the moderation takes the directory along.
  if (viewer !== 'visitor') {
    test('exports: one’s contacts as vCards and as a table, and the directory', async () => {
      for (const one of cases) {
        const who = mine(one);
        if (one.mark === null || who === null) continue;
        await keptCards.keep(space, who, one.id);
        const kept = await keptCards.list(space, who);
        const contacts = kept.filter(({ cardId }) => cardId === one.id);
        const reads = READS[viewer].includes(one.circle);
        // Nobody keeps their own card.
        const wanted = viewer === 'owner' ? false : reads;
        const vcf = contactsVcard(contacts, '', { workingGroups: [] }).replaceAll('\r\n ', '');
        expect(told(one, vcf.includes(one.mark))).toEqual(told(one, wanted));
        expect(told(one, JSON.stringify(contactRows(contacts, '')).includes(one.mark))).toEqual(
          told(one, wanted)
        );
      }
      if (viewer !== 'facilitator') return;
      const who = must(people.get('facilitator') ?? undefined);
      const table = JSON.stringify(directoryRows(await cards.list(space, who), who.id, ''));
      for (const one of cases) {
        if (one.mark === null) continue;
        expect(told(one, table.includes(one.mark))).toEqual(
          told(one, READS.facilitator.includes(one.circle))
        );
      }
    });
  }

  test('the photo itself', async () => {
    for (const one of cases) {
      if (one.field !== 'photo' || typeof one.value !== 'string') continue;
      for (const part of ['whole', 'small'] as const) {
        const found = await files.read(room, mine(one), one.value, part);
        expect(told(one, found.ok)).toEqual(told(one, READS[viewer].includes(one.circle)));
      }
    }
  });
});

test('a card for a narrower circle is nowhere for those outside it: not in a list, not in a count, not behind its code', async () => {
  for (const circle of AUDIENCES) {
    const { who: owner } = await participant('Nora Nebel');
    const saved = await cards.save(space, owner, {
      card: { ...emptyCard(), name: `Nora ${circle}`, region: 'Saalekreis', offer: 'Boot' },
      audience: circle,
      audiences: { offer: 'public', region: 'public' },
      consent: 'ja'
    });
    if (!saved.ok) throw new Error(saved.code);
    const link = must((await cards.mine(space, owner))?.own?.linkId ?? undefined);
    for (const viewer of VIEWERS) {
      const who = viewer === 'owner' ? owner : (people.get(viewer) ?? null);
      const list = await cards.list(space, who);
      const searched = await directory.search(space, who, `nora ${circle}`);
      const reads = READS[viewer].includes(circle);
      const found = {
        get: (await cards.get(space, who, saved.cardId)) !== null,
        link: (await cards.byLink(space, who, link)) !== null,
        list: list.some(({ id }) => id === saved.cardId),
        hit: searched.ok && searched.found.ids.includes(saved.cardId)
      };
      expect([viewer, circle, found]).toEqual([
        viewer,
        circle,
        { get: reads, link: reads, list: reads, hit: reads }
      ]);
    }
  }
});

test('sort order: what others may not read moves no card, and a code given up leads nowhere', async () => {
  const { who: owner } = await participant('Zoe Zettel');
  const save = (phone: string) =>
    cards.save(space, owner, {
      card: { ...emptyCard(), name: 'Zoe Zettel', region: 'Saalekreis', phone },
      audience: 'public',
      audiences: { phone: 'participants' },
      consent: 'ja'
    });
  const first = await save('1');
  if (!first.ok) throw new Error(first.code);
  const at = async (who: Person | null) => (await cards.get(space, who, first.cardId))?.updatedAt;
  const [visitor, member, facilitator] = [
    null,
    people.get('member') ?? null,
    people.get('facilitator') ?? null
  ];
  const [seenBefore, knownBefore] = [await at(visitor), await at(facilitator)];
  await new Promise((resolve) => setTimeout(resolve, 5));
  await save('2');
  expect([await at(visitor), await at(member)]).toEqual([seenBefore, seenBefore]);
  expect(await at(facilitator)).toBeGreaterThan(knownBefore ?? 0);

  const link = must((await cards.mine(space, owner))?.own?.linkId ?? undefined);
  expect(await cards.setLink(space, owner, true)).toEqual({ ok: true });
  expect(await cards.byLink(space, facilitator, link)).toBeNull();
  expect((await cards.mine(space, owner))?.own?.linkId).not.toBe(link);
});
