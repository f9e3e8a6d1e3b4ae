import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { ReadableStream as NodeStream } from 'node:stream/web';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import type { Attachment, FileAttachment } from '$lib/domain/records';
import type { Person } from '$lib/server/auth/sessions';
import type { Looker } from '$lib/server/services/rooms';
import { must } from '$lib/util/must';
import { docx, HTML, PDF, pngOfSize, SVG, zipOf } from '../../../../tests/support/files';
import { phaseIn } from '../../../../tests/support/phases';
import { testServices } from '../../../../tests/support/services';

const dataDir = await mkdtemp(joinPath(tmpdir(), 'auftakt-files-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));
const { db, services, space, clock, person, account } = await testServices({
  AUFTAKT_DATA: dataDir,
  AUFTAKT_UPLOAD_MB: '2',
  AUFTAKT_BOARD_MB: '40'
});
const { rooms, workshops, join, files } = services;
const hedda = await account('facilitator');

const made = await workshops.create(hedda, space.id, {
  title: 'Auftakt',
  startsAt: null,
  place: '',
  template: 'auftakt',
  groups: 2,
  question: '',
  sees: 'group'
});
if (!made.ok) throw new Error(made.message);
const board = made.workshop.roomId;

async function guest(name: string, groupIndex: 0 | 1): Promise<Person> {
  const one = await person(name);
  const found = await join.look(made.ok ? made.workshop.code : '', '192.0.2.1');
  const groupId = must(found.ok ? found.groups[groupIndex]?.id : null);
  await join.join({ code: made.ok ? made.workshop.code : '' }, { name, groupId }, one, '192.0.2.1');
  return one;
}
const [lotte, otto] = [await guest('Lotte Löwenzahn', 0), await guest('Otto Obstwiese', 1)];

/** In pieces, as from a network. */
async function* piecesOf(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 50_000)
    yield await Promise.resolve(bytes.subarray(at, at + 50_000));
}
const streamOf = (pieces: AsyncIterable<Uint8Array>) =>
  NodeStream.from(pieces) as unknown as ReadableStream<Uint8Array>;
const upload = (who: Person | null, bytes: Uint8Array, name = 'x', declared: number | null = bytes.length) =>
  files.upload(board, who, { name, declared, body: streamOf(piecesOf(bytes)) });
async function uploaded(who: Person, bytes: Uint8Array, name?: string): Promise<FileAttachment> {
  const answer = await upload(who, bytes, name);
  if (!answer.ok) throw new Error(answer.message);
  return answer.attachment;
}
async function bytesOf(who: Looker, fileId: string, part: 'whole' | 'small' = 'whole') {
  const found = await files.read(board, who, fileId, part);
  if (!found.ok) return found.code;
  const parts: Uint8Array[] = [];
  for await (const piece of found.content()) parts.push(piece);
  return Buffer.concat(parts);
}
const mayFetch = async (who: Looker, fileId: string) => typeof (await bytesOf(who, fileId)) !== 'string';

async function pinned(who: Person, attachments: Attachment[], noteId = randomUUID()) {
  const groupId = (await rooms.placeOf(board, who))?.groupId ?? null;
  const command = { id: randomUUID(), type: 'note.add', noteId, groupId, body: 'mit Bild', attachments };
  return { noteId, answer: await rooms.command(board, who, command) };
}
const hangingOn = async (noteId: string) =>
  (await db.selectFrom('note').where('id', '=', noteId).select('attachments').executeTakeFirst())
    ?.attachments;

const noise = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 20 }
    }
  });
const photo = await noise(2400, 1200)
  .jpeg({ quality: 60 })
  .withMetadata({ orientation: 6 })
  .withExifMerge({
    IFD0: { Copyright: 'Lotte' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' }
  })
  .toBuffer();
const dot = await noise(20, 10).png().toBuffer();

describe('images', () => {
  test('come out upright, no larger than needed, without place and owner, with a copy for the wall', async () => {
    const image = await uploaded(lotte, photo, 'IMG_1.jpg');
    expect(image).toMatchObject({ type: 'image', width: 800, height: 1600, alt: '' });
    const large = must(await bytesOf(lotte, image.fileId));
    const small = must(await bytesOf(lotte, image.fileId, 'small'));
    const [seen, seenSmall] = [await sharp(large).metadata(), await sharp(small).metadata()];
    expect(seen).toMatchObject({ format: 'webp', width: 800, height: 1600 });
    expect(seen).not.toHaveProperty('exif');
    expect(seen).not.toHaveProperty('orientation');
    expect(seenSmall).toMatchObject({ format: 'webp', width: 480, height: 960 });
  });

  test('that are small stay as large as they are, and are their own copy for the wall', async () => {
    const image = await uploaded(lotte, dot);
    expect(image).toMatchObject({ type: 'image', width: 20, height: 10 });
    expect(await bytesOf(lotte, image.fileId, 'small')).toEqual(await bytesOf(lotte, image.fileId));
  });

  test.each<[string, Buffer, string, RegExp]>([
    ['of 30,000 x 30,000 px', pngOfSize(30_000, 30_000), 'too_long', /50 Millionen/],
    ['that are broken', pngOfSize(100, 100), 'invalid', /lässt sich nicht lesen/],
    ['cut short', photo.subarray(0, photo.length / 2), 'invalid', /lässt sich nicht lesen/],
    ['as SVG', SVG, 'invalid', /SVG/],
    ['that are a page', HTML, 'invalid', /SVG-Bilder und Webseiten/],
    ['that are a program', Buffer.from('MZ\0\x01'), 'invalid', /dieser Art/],
    ['that are an archive', zipOf({ 'a.png': 'x' }), 'invalid', /ZIP/],
    ['that are nothing', Buffer.alloc(0), 'empty', /leer/]
  ])('%s are refused with a sentence', async (_what, bytes, code, sentence) => {
    expect(await upload(lotte, bytes, 'bild.png')).toMatchObject({
      ok: false,
      code,
      message: expect.stringMatching(sentence) as string
    });
    expect(await readdir(joinPath(dataDir, '.incoming'))).toEqual([]);
  });
});

describe('files', () => {
  test('are what their content says, and are saved, not shown', async () => {
    const file = await uploaded(lotte, PDF, '../Plan\u202e.exe');
    expect(file).toMatchObject({ type: 'file', name: 'Plan.pdf', mime: 'application/pdf', size: PDF.length });
    expect(await bytesOf(lotte, file.fileId)).toEqual(PDF);
    expect(await files.read(board, lotte, file.fileId, 'small')).toMatchObject({ saveAs: 'Plan.pdf' });
    expect(await uploaded(lotte, docx(), 'Brief.pdf')).toMatchObject({ name: 'Brief.docx' });
  });

  test('that are too large are refused before, and while they come', async () => {
    const large = Buffer.alloc(2_000_001, 'x');
    let read = 0;
    async function* counted() {
      for await (const piece of piecesOf(large)) {
        read += piece.length;
        yield piece;
      }
    }
    const said = await files.upload(board, lotte, {
      name: 'a.txt',
      declared: 200_000_000,
      body: streamOf(counted())
    });
    expect([said, read]).toMatchObject([
      { code: 'too_long', message: expect.stringMatching(/2 MB/) as string },
      0
    ]);
    const came = await files.upload(board, lotte, {
      name: 'a.txt',
      declared: null,
      body: streamOf(counted())
    });
    expect(came).toMatchObject({ code: 'too_long' });
    expect(await readdir(joinPath(dataDir, '.incoming'))).toEqual([]);
  });

  test('that break off leave nothing', async () => {
    async function* broken() {
      yield await Promise.resolve(PDF);
      throw new Error('the line broke');
    }
    const answer = await files.upload(board, lotte, {
      name: 'a.pdf',
      declared: null,
      body: streamOf(broken())
    });
    expect(answer).toMatchObject({ ok: false, message: expect.stringMatching(/brach ab/) as string });
    expect(await readdir(joinPath(dataDir, '.incoming'))).toEqual([]);
  });

  test('two hundred at once of one person: some come in, the others hear when to come again', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => upload(otto, dot)));
    const late = answers.filter((answer) => !answer.ok);
    expect(answers.length - late.length).toBeGreaterThan(0);
    expect(late.length).toBeGreaterThan(150);
    for (const answer of late) expect(answer).toMatchObject({ code: 'rate_limited', message: /./ });
    clock.advance(600_000);
  });

  test('fill neither the board nor the share of one person', async () => {
    const two = Buffer.alloc(1_900_000, 'x');
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await upload(otto, two, 'a.txt'));
    expect(answers.at(-1)).toMatchObject({ code: 'limit' });
    expect(await upload(hedda, two, 'a.txt')).toMatchObject({ ok: true });
    await db.deleteFrom('file').where('size', '=', two.length).execute();
  });
});

describe('who may', () => {
  test('upload: those who may write on this board now', async () => {
    expect(await upload(null, dot)).toMatchObject({ code: 'unauthenticated' });
    expect(await upload(await person('Mina Muster'), dot)).toMatchObject({ code: 'forbidden' });
    const into = { name: 'x', declared: null, body: streamOf(piecesOf(dot)) };
    // The directory takes photos from those who may have a card.
    const stranger = await person('Fremd');
    expect(await files.upload(space.directoryRoom, stranger, into)).toMatchObject({ code: 'forbidden' });
    expect(await files.upload(randomUUID(), lotte, into)).toMatchObject({ code: 'forbidden' });
    await rooms.command(board, hedda, {
      id: randomUUID(),
      type: 'phase.set',
      phaseId: await phaseIn(rooms, board, 'vote')
    });
    expect(await upload(lotte, dot)).toMatchObject({ code: 'closed' });
    await rooms.command(board, hedda, {
      id: randomUUID(),
      type: 'phase.set',
      phaseId: await phaseIn(rooms, board, 'collect')
    });
  });

  test('fetch: who may read a note that holds it, and before that who uploaded it', async () => {
    const { fileId } = await uploaded(lotte, dot);
    expect([
      await mayFetch(lotte, fileId),
      await mayFetch(otto, fileId),
      await mayFetch(hedda, fileId)
    ]).toEqual([true, false, false]);
    const { noteId } = await pinned(lotte, [
      await uploaded(lotte, dot),
      { type: 'image', fileId, width: 1, height: 1, alt: '' }
    ]);
    // Otto is in the other group: for him the note is a stub.
    expect([
      await mayFetch(lotte, fileId),
      await mayFetch(otto, fileId),
      await mayFetch(hedda, fileId)
    ]).toEqual([true, false, true]);
    expect(await bytesOf(null, fileId)).toBe('forbidden');
    expect(await bytesOf(await person('Mina Muster'), fileId)).toBe('forbidden');
    expect(await bytesOf(lotte, '../../../../etc/passwd')).toBe('forbidden');
    const shared = await services.sharing.change(hedda, made.ok ? made.workshop.id : '', {
      publicLink: 'renew'
    });
    const publicId = must(shared.ok ? shared.sharing.publicId : null);
    expect(await mayFetch({ publicId }, fileId)).toBe(false);
    await rooms.command(board, hedda, {
      id: randomUUID(),
      type: 'phase.set',
      phaseId: await phaseIn(rooms, board, 'cluster')
    });
    expect([await mayFetch(otto, fileId), await mayFetch({ publicId }, fileId)]).toEqual([true, true]);
    expect(await mayFetch({ publicId: 'a'.repeat(27) }, fileId)).toBe(false);
    await rooms.command(board, hedda, { id: randomUUID(), type: 'note.remove', noteId });
    expect([await mayFetch(otto, fileId), await mayFetch(hedda, fileId)]).toEqual([false, true]);
    await rooms.command(board, hedda, {
      id: randomUUID(),
      type: 'phase.set',
      phaseId: await phaseIn(rooms, board, 'collect')
    });
  });
});

describe('on a note', () => {
  test('a file is what the server knows of it, whatever the client says', async () => {
    const file = await uploaded(lotte, PDF, 'Plan.pdf');
    const lie: Attachment = { type: 'image', fileId: file.fileId, width: 9000, height: 1, alt: 'ein Plan' };
    const image = await uploaded(lotte, dot);
    const link: Attachment = { type: 'link', url: 'https://example.org/', title: 'Beispiel' };
    const { noteId } = await pinned(lotte, [
      lie,
      { ...image, width: 7, alt: 'ein Punkt' } as Attachment,
      lie,
      link
    ]);
    const right = [file, { ...image, alt: 'ein Punkt' }, link];
    expect(await hangingOn(noteId)).toEqual(right);
    // What the room keeps and sends is what was written.
    const read = await rooms.read(board, (view) => view.get('note', noteId)?.attachments);
    expect(read).toEqual(right);

    const edit = {
      id: randomUUID(),
      type: 'note.edit',
      noteId,
      version: 1,
      attachments: [{ ...file, size: 1 }]
    };
    expect(await rooms.command(board, lotte, edit)).toMatchObject({ ok: true });
    expect(await hangingOn(noteId)).toEqual([file]);
  });

  test("nobody hangs up somebody else's file, one of another board, or none at all", async () => {
    const theirs = await uploaded(lotte, dot);
    expect((await pinned(otto, [theirs])).answer).toMatchObject({ code: 'not_found' });
    expect((await pinned(lotte, [{ ...theirs, fileId: randomUUID() }])).answer).toMatchObject({
      code: 'not_found'
    });
    const other = await workshops.create(hedda, space.id, {
      title: 'Anderswo',
      startsAt: null,
      place: '',
      template: 'board',
      groups: 0,
      question: ''
    });
    const elsewhere = must(other.ok ? other.workshop.roomId : null);
    await rooms.open(elsewhere, hedda);
    const add = { type: 'note.add', body: 'x', attachments: [theirs] };
    const command = { ...add, id: randomUUID(), noteId: randomUUID() };
    expect(await rooms.command(elsewhere, hedda, command)).toMatchObject({ code: 'not_found' });
  });

  test('others in the same batch lose nothing, and the moderation keeps what hangs there', async () => {
    const image = await uploaded(lotte, dot);
    const [bad, good] = await Promise.all([
      pinned(lotte, [{ ...image, fileId: randomUUID() }]),
      pinned(lotte, [image])
    ]);
    expect([bad.answer.ok, good.answer.ok]).toEqual([false, true]);
    const edit = { type: 'note.edit', noteId: good.noteId, version: 1, body: 'anders', attachments: [image] };
    expect(await rooms.command(board, hedda, { id: randomUUID(), ...edit })).toMatchObject({ ok: true });
  });
});

describe('on the agenda', () => {
  const workshopId = made.workshop.id;
  const point = (...fileIds: string[]) => ({
    title: 'Impuls',
    files: fileIds.map((fileId) => ({ fileId, name: 'Folien' }))
  });

  test('materials are for all in the workshop, and stay while the agenda holds them', async () => {
    const [slides, left] = [await uploaded(hedda, PDF, 'Folien.pdf'), await uploaded(hedda, dot, 'Bild.png')];
    expect(await mayFetch(otto, slides.fileId)).toBe(false);
    const saved = await workshops.saveAgenda(hedda, workshopId, [point(slides.fileId, left.fileId)]);
    expect(saved).toEqual({ ok: true });
    const stranger = await person('Mina Muster');
    const readers = [lotte, otto, hedda, stranger, null];
    const may = await Promise.all(readers.map((who) => mayFetch(who, slides.fileId)));
    expect(may).toEqual([true, true, true, false, false]);
    // Whoever reads the board from outside does not get what belongs to its people.
    const shared = await services.sharing.change(hedda, workshopId, { publicLink: 'renew' });
    const publicId = must(shared.ok ? shared.sharing.publicId : null);
    expect(await mayFetch({ publicId }, slides.fileId)).toBe(false);
    await workshops.saveAgenda(hedda, workshopId, [point(slides.fileId)]);
    expect(await workshops.agenda(workshopId)).toMatchObject([
      { files: [{ fileId: slides.fileId, name: 'Folien', mime: 'application/pdf', size: PDF.length }] }
    ]);
    clock.advance(2 * 24 * 3_600_000);
    await files.sweep();
    await files.sweep();
    expect([await mayFetch(otto, slides.fileId), await mayFetch(otto, left.fileId)]).toEqual([true, false]);
  });

  test('another workshop’s files are not its own to hang up; a copy brings its own along', async () => {
    const slides = await uploaded(hedda, PDF, 'Folien.pdf');
    await workshops.saveAgenda(hedda, workshopId, [point(slides.fileId)]);
    const copied = await workshops.copy(hedda, workshopId, { title: 'Noch einmal', notes: false });
    const copy = must(copied.ok ? copied.workshop : null);
    const [item] = await workshops.agenda(copy.id);
    expect(item?.files).toMatchObject([{ fileId: slides.fileId }]);
    expect(await workshops.saveAgenda(hedda, copy.id, [point(slides.fileId)])).toEqual({ ok: true });
    const other = await uploaded(hedda, PDF, 'Anderes.pdf');
    const stolen = await workshops.saveAgenda(hedda, copy.id, [point(other.fileId)]);
    expect(stolen).toMatchObject({ code: 'not_found' });
    expect(await workshops.saveAgenda(hedda, copy.id, [point(randomUUID())])).toMatchObject({
      code: 'not_found'
    });
    expect(await workshops.saveAgenda(otto, workshopId, [])).toMatchObject({ code: 'forbidden' });
  });
});

describe('clearing away', () => {
  const DAY = 24 * 3_600_000;
  const exists = async (id: string) =>
    (await db.selectFrom('file').where('id', '=', id).select('id').executeTakeFirst()) !== undefined;

  test('what no note has held for a day goes, from disk too; what one holds stays', async () => {
    const [draft, held, dropped] = [
      await uploaded(lotte, photo),
      await uploaded(lotte, dot),
      await uploaded(lotte, dot)
    ];
    const { noteId } = await pinned(lotte, [held, dropped]);
    const removed = await pinned(lotte, [await uploaded(lotte, dot)]);
    await rooms.command(board, lotte, { id: randomUUID(), type: 'note.remove', noteId: removed.noteId });
    clock.advance(DAY + 60_000);
    await rooms.command(board, lotte, {
      id: randomUUID(),
      type: 'note.edit',
      noteId,
      version: 1,
      attachments: [held]
    });
    await files.sweep();
    // Taken off a note a moment ago: an undo still finds it.
    expect([await exists(draft.fileId), await exists(held.fileId), await exists(dropped.fileId)]).toEqual([
      false,
      true,
      true
    ]);
    expect(await bytesOf(lotte, draft.fileId)).toBe('forbidden');
    const onDisk = await readdir(joinPath(dataDir, 'files', draft.fileId.slice(0, 2)));
    expect(onDisk.filter((name) => name.startsWith(draft.fileId))).toEqual([]);
    // A note that was taken away may come back.
    const [inBin] = must(await hangingOn(removed.noteId));
    expect(inBin?.type === 'image' && (await exists(inBin.fileId))).toBe(true);
    clock.advance(DAY + 60_000);
    await files.sweep();
    expect([await exists(held.fileId), await exists(dropped.fileId)]).toEqual([true, false]);
  });
});
