import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import type { Audience } from '$lib/domain/records';
import { emptyCard } from '$lib/domain/cards/circles';
import type { Person } from '$lib/server/auth/sessions';
import { HTML, PDF, pngOfSize } from '../../../../tests/support/files';
import { testServices } from '../../../../tests/support/services';

const dataDir = await mkdtemp(joinPath(tmpdir(), 'auftakt-photos-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));
const { db, services, space, clock, person, account } = await testServices({
  AUFTAKT_DATA: dataDir,
  AUFTAKT_UPLOAD_MB: '2'
});
const { files, cards } = services;
const room = space.directoryRoom;

const upload = (who: Person | null, bytes: Uint8Array<ArrayBuffer>, name = 'foto.jpg') =>
  files.upload(room, who, {
    name,
    declared: bytes.length,
    body: new Blob([bytes]).stream()
  });
async function uploaded(who: Person, bytes = photo): Promise<string> {
  const answer = await upload(who, bytes);
  if (!answer.ok || answer.attachment.type !== 'image') throw new Error('no photo');
  return answer.attachment.fileId;
}
async function bytesOf(who: Person | null, fileId: string, part: 'whole' | 'small' = 'whole') {
  const found = await files.read(room, who, fileId, part);
  if (!found.ok) return null;
  const parts: Uint8Array[] = [];
  for await (const piece of found.content()) parts.push(piece);
  return Buffer.concat(parts);
}
const save = (who: Person, photo: string | null, circle: Audience) =>
  cards.save(space, who, {
    card: { ...emptyCard(), name: who.name, region: 'Saalekreis', photo },
    audience: 'public',
    audiences: { photo: circle },
    consent: 'ja'
  });

const photo = new Uint8Array(
  await sharp({ create: { width: 1800, height: 1200, channels: 3, background: '#a53' } })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Copyright: 'Lotte' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' }
    })
    .toBuffer()
);

test('a photo comes out as a square without place and owner, with a copy for lists', async () => {
  const lotte = await account('member', 'Lotte');
  const id = await uploaded(lotte);
  const [whole, small] = [await bytesOf(lotte, id), await bytesOf(lotte, id, 'small')];
  expect(await sharp(whole ?? undefined).metadata()).toMatchObject({
    format: 'webp',
    width: 640,
    height: 640
  });
  expect(await sharp(whole ?? undefined).metadata()).not.toHaveProperty('exif');
  expect(await sharp(small ?? undefined).metadata()).toMatchObject({ width: 256, height: 256 });
});

test('it is given out to exactly those who read the field, and to nobody once it is off the card', async () => {
  const owner = await account('member', 'Frieda');
  const viewers = {
    visitor: null,
    stranger: await person(),
    member: await account('member'),
    facilitator: await account('facilitator')
  };
  const id = await uploaded(owner);
  const seenBy = async () => {
    const seen: string[] = [];
    for (const [name, who] of Object.entries(viewers)) if (await bytesOf(who, id)) seen.push(name);
    return seen;
  };
  expect(await seenBy(), 'before it is on a card').toEqual([]);
  const expected: Record<Audience, string[]> = {
    private: [],
    participants: ['facilitator'],
    members: ['member', 'facilitator'],
    public: ['visitor', 'stranger', 'member', 'facilitator']
  };
  for (const circle of ['private', 'participants', 'members', 'public'] as const) {
    expect((await save(owner, id, circle)).ok).toBe(true);
    expect([circle, await seenBy()]).toEqual([circle, expected[circle]]);
  }
  await save(owner, null, 'public');
  expect(await seenBy()).toEqual([]);
});

test("nobody puts another's photo on a card, nor a file of a board", async () => {
  const [lotte, otto] = [await account('member', 'Lotte'), await account('member', 'Otto')];
  const id = await uploaded(lotte);
  for (const wrong of [id, randomUUID()]) {
    expect(await save(otto, wrong, 'public')).toMatchObject({ ok: false, errors: { photo: 'invalid' } });
  }
  expect(await cards.mine(space, otto)).toBeNull();
});

test.each([
  ['a visitor', null, photo, 'unauthenticated'],
  ['somebody who may have no card', 'stranger', photo, 'forbidden'],
  ['a renamed program', 'member', new Uint8Array(Buffer.from('MZ\x90\0 this is a program')), 'invalid'],
  ['a web page', 'member', new Uint8Array(HTML), 'invalid'],
  ['a document', 'member', new Uint8Array(PDF), 'invalid'],
  ['more pixels than any camera makes', 'member', new Uint8Array(pngOfSize(30_000, 30_000)), 'too_long']
] as const)('%s is refused', async (_what, standing, bytes, code) => {
  const who = standing === null ? null : standing === 'member' ? await account('member') : await person();
  expect(await upload(who, new Uint8Array(bytes), 'foto.jpg')).toMatchObject({ ok: false, code });
});

test('a photo stays while its card holds it, and goes a day after', async () => {
  const lotte = await account('member', 'Lotte');
  const id = await uploaded(lotte);
  await save(lotte, id, 'public');
  clock.advance(3 * 24 * 3_600_000);
  await files.sweep();
  expect(await bytesOf(lotte, id)).not.toBeNull();
  await cards.remove(space, lotte);
  await files.sweep();
  clock.advance(2 * 24 * 3_600_000);
  await files.sweep();
  expect(await db.selectFrom('file').where('id', '=', id).selectAll().execute()).toEqual([]);
  expect(await bytesOf(lotte, id)).toBeNull();
});
