import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Person } from '$lib/server/auth/sessions';
import { deletePerson } from '$lib/server/repositories/persons';
import { must } from '$lib/util/must';
import { PDF } from '../../../../tests/support/files';
import { testServices } from '../../../../tests/support/services';
import { makeWorkingGroup, signUp } from '../../../../tests/support/workingGroup';
import type { MaterialForm } from './materials';
import type { NewsForm } from './news';

const dataDir = await mkdtemp(join(tmpdir(), 'auftakt-life-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));
const world = await testServices({
  ORIGIN: 'https://auftakt.example',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org',
  AUFTAKT_DATA: dataDir
});
const { db, clock, account, person, services } = world;
const {
  calendars,
  groupLife,
  meetings,
  news,
  tasks,
  materials,
  groupBoards,
  enquiries,
  workingGroups,
  rooms,
  files
} = services;
const DAY = 24 * 3_600_000;
const FORBIDDEN = { ok: false, code: 'forbidden' };

let maker: Person;
let id: string;
let roomId: string;
beforeEach(async () => {
  await db.deleteFrom('member').execute();
  maker = await account('owner');
  ({ id, roomId } = await makeWorkingGroup(world, maker));
  await db.deleteFrom('mail').execute();
  await db.deleteFrom('contact').execute();
});
const mails = () => db.selectFrom('mail').selectAll().orderBy('recipient').execute();

describe('news', () => {
  const post = (more: Partial<NewsForm> = {}): NewsForm => ({
    id: randomUUID(),
    title: 'Wer kennt leere Höfe?',
    body: 'Bitte **melden**.',
    public: true,
    tell: false,
    ...more
  });
  const titles = async (who: Person | null) => must(await news.page(who, id)).posts.map(({ title }) => title);

  test('is for everybody and in the feed, or for those inside and nowhere else', async () => {
    const inside = await signUp(world, id, { name: 'Ida', level: 'informed' });
    expect(await news.publish(maker, id, post())).toEqual({ ok: true });
    clock.advance(1000);
    expect(await news.publish(maker, id, post({ title: 'Unter uns', public: false }))).toEqual({ ok: true });
    expect(await titles(null)).toEqual(['Wer kennt leere Höfe?']);
    expect(await titles(await account('member'))).toEqual(['Wer kennt leere Höfe?']);
    expect(await titles(inside)).toEqual(['Unter uns', 'Wer kennt leere Höfe?']);

    const feed = must(await news.feed(id));
    expect(XMLValidator.validate(feed)).toBe(true);
    const parsed = new XMLParser({ isArray: (name) => name === 'entry' }).parse(feed) as {
      feed: { id: string; entry: { title: string }[] };
    };
    expect(parsed.feed.id).toBe(`https://auftakt.example/ags/${id}/feed.atom`);
    expect(parsed.feed.entry.map(({ title }) => title)).toEqual(['Wer kennt leere Höfe?']);
    expect(feed).not.toMatch(/Hedda|Unter uns/);
  });

  test('goes by mail to those who want it, once, with a way to end that', async () => {
    await signUp(world, id, { name: 'Lotte', email: 'lotte@example.org' });
    const quiet = await signUp(world, id, { name: 'Otto', email: 'otto@example.org' });
    await workingGroups.setMails(quiet, id, false);
    const one = post({ tell: true, public: false });
    await news.publish(maker, id, one);
    await news.publish(maker, id, one);
    await news.edit(maker, id, String(one.id), { ...one, body: 'Anders.' });
    const sent = await mails();
    expect(sent.map(({ recipient, subject }) => [recipient, subject])).toEqual([
      ['lotte@example.org', 'Wer kennt leere Höfe?']
    ]);
    expect(sent[0]?.text).toMatch(/Bitte \*\*melden\*\*\.[^]*\/ags\/off\//);
    expect(must(await news.page(quiet, id)).posts).toMatchObject([
      { body: 'Anders.', editedAt: expect.any(Number) as number }
    ]);
  });

  test('without anybody to be reached it is published all the same; without a headline it is not', async () => {
    expect(await news.publish(maker, id, post({ tell: true }))).toEqual({ ok: true });
    expect(await news.publish(maker, id, post({ title: '  ' }))).toMatchObject({ ok: false, field: 'title' });
    expect(await titles(null)).toEqual(['Wer kennt leere Höfe?']);
  });

  test('is the coordination’s to write, to change and to take away', async () => {
    const one = post();
    await news.publish(maker, id, one);
    const inside = await signUp(world, id, { name: 'Ida' });
    const postId = String(one.id);
    expect(await news.publish(inside, id, post())).toMatchObject(FORBIDDEN);
    expect(await news.edit(inside, id, postId, post())).toMatchObject(FORBIDDEN);
    expect(await news.remove(inside, id, postId)).toMatchObject(FORBIDDEN);
    const other = await makeWorkingGroup(world, maker);
    expect(await news.remove(maker, other.id, postId)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await titles(null)).toHaveLength(1);
    expect(await news.remove(maker, id, postId)).toEqual({ ok: true });
    expect(await titles(null)).toEqual([]);
  });

  test('stays when its author is erased, without them', async () => {
    const author = await account('owner', 'Rieke');
    await news.publish(author, id, post());
    await deletePerson(db, author.id);
    expect(await titles(null)).toHaveLength(1);
    expect(await db.selectFrom('news').select('author_id').execute()).toContainEqual({ author_id: null });
  });
});

describe('tasks', () => {
  const task = (title: string, more: { assignee?: string; due?: string } = {}) => ({
    id: randomUUID(),
    title,
    assignee: '',
    due: '',
    ...more
  });
  const listed = async (who: Person) => must(await tasks.page(who, id)).tasks;

  test('are seen by those inside, and noted, given and ticked by those who work there', async () => {
    const lotte = await signUp(world, id, { name: 'Lotte' });
    const ida = await signUp(world, id, { name: 'Ida', level: 'informed' });
    const form = await tasks.forForm(lotte, id, null);
    const workers = must(form.ok ? form.workers : null);
    expect(workers.map(({ name }) => name)).toEqual(['Lotte']);
    const one = task('Bürgermeister anrufen', { assignee: must(workers[0]).id, due: '2040-03-09' });
    expect(await tasks.add(lotte, id, one)).toEqual({ ok: true });
    expect(await tasks.add(lotte, id, one)).toEqual({ ok: true });
    expect(await tasks.setDone(maker, id, one.id, true)).toEqual({ ok: true });
    expect(await listed(ida)).toMatchObject([
      {
        title: 'Bürgermeister anrufen',
        assignee: { name: 'Lotte' },
        dueOn: '2040-03-09',
        doneAt: expect.any(Number) as number
      }
    ]);
    expect(must(await tasks.page(ida, id)).writes).toBe(false);
    for (const stranger of [null, await person(), await account('member')])
      expect(await tasks.page(stranger, id)).toBeNull();
    expect(await tasks.add(ida, id, task('Nein'))).toMatchObject(FORBIDDEN);
    expect(await tasks.setDone(ida, id, one.id, false)).toMatchObject(FORBIDDEN);
    expect(await tasks.remove(ida, id, one.id)).toMatchObject(FORBIDDEN);
    expect(await tasks.edit(ida, id, one.id, one)).toMatchObject(FORBIDDEN);
  });

  test('go to nobody when the one who had them leaves or is erased', async () => {
    const [lotte, otto] = [
      await signUp(world, id, { name: 'Lotte' }),
      await signUp(world, id, { name: 'Otto' })
    ];
    const form = await tasks.forForm(maker, id, null);
    for (const { id: assignee, name } of must(form.ok ? form.workers : null))
      await tasks.add(maker, id, task(name, { assignee }));
    await workingGroups.leave(lotte, id);
    expect(await listed(maker)).toMatchObject([
      { title: 'Lotte', assignee: null },
      { title: 'Otto', assignee: { name: 'Otto' } }
    ]);
    const own = await db
      .selectFrom('participant')
      .where('room_id', '=', roomId)
      .where('person_id', '=', otto.id)
      .select('id')
      .executeTakeFirstOrThrow();
    expect(await services.erasure.fromRoom(roomId, own.id)).toEqual({ ok: true });
    expect(await listed(maker)).toMatchObject([{ assignee: null }, { assignee: null }]);
  });

  test.each([
    [{ title: ' ' }, 'title'],
    [{ assignee: randomUUID() }, 'assignee'],
    [{ due: '2040-02-30' }, 'due'],
    [{ due: 'morgen' }, 'due']
  ])('with %j are refused at the field', async (wrong, field) => {
    expect(await tasks.add(maker, id, { ...task('Anrufen'), ...wrong })).toMatchObject({ ok: false, field });
    expect(await listed(maker)).toEqual([]);
  });

  test('of another AG are none of this one', async () => {
    const one = task('Anrufen');
    await tasks.add(maker, id, one);
    const other = await makeWorkingGroup(world, maker);
    expect(await tasks.setDone(maker, other.id, one.id, true)).toMatchObject({
      ok: false,
      code: 'not_found'
    });
    await tasks.remove(maker, other.id, one.id);
    expect(await listed(maker)).toMatchObject([{ doneAt: null }]);
  });
});

describe('materials and results', () => {
  const share = (more: Partial<MaterialForm> = {}): MaterialForm => ({
    id: randomUUID(),
    kind: 'material',
    title: 'Protokoll',
    body: '',
    url: '',
    file: '',
    public: false,
    ...more
  });
  async function upload(who: Person = maker) {
    const answer = await materials.upload(who, id, {
      name: 'Protokoll.pdf',
      declared: PDF.length,
      body: new Response(PDF).body as ReadableStream<Uint8Array>
    });
    if (!answer.ok) throw new Error(answer.message);
    return answer.attachment.fileId;
  }
  const read = async (who: Person | null, fileId: string) => {
    const file = await materials.file(who, id, fileId, 'whole');
    return file.ok ? file.saveAs : file.code;
  };

  test('a file is given to those who may see what holds it, and to nobody before', async () => {
    const inside = await signUp(world, id, { name: 'Ida', level: 'informed' });
    const fileId = await upload();
    expect(await read(inside, fileId)).toBe('forbidden');
    const one = share({ file: fileId });
    expect(await materials.add(maker, id, one)).toEqual({ ok: true });
    expect(await read(inside, fileId)).toBe('Protokoll.pdf');
    expect(await read(null, fileId)).toBe('forbidden');
    expect(must(await materials.page(null, id))).toEqual([]);
    await materials.edit(maker, id, String(one.id), { ...one, public: true });
    expect(await read(null, fileId)).toBe('Protokoll.pdf');
    expect(must(await materials.page(null, id))).toMatchObject([
      { title: 'Protokoll', file: { name: 'Protokoll.pdf', size: PDF.length, image: false } }
    ]);
  });

  test('a file stays while something holds it, and goes a day after nothing does', async () => {
    const fileId = await upload();
    const one = share({ file: fileId, public: true });
    await materials.add(maker, id, one);
    clock.advance(3 * DAY);
    await files.sweep();
    expect(await read(null, fileId)).toBe('Protokoll.pdf');
    await materials.remove(maker, id, String(one.id));
    expect(await read(null, fileId)).toBe('forbidden');
    await files.sweep();
    clock.advance(2 * DAY);
    await files.sweep();
    expect(await db.selectFrom('file').where('id', '=', fileId).select('id').execute()).toEqual([]);
  });

  test('only what the coordinator uploaded for this AG can be shared: no note’s file, nobody else’s', async () => {
    const second = await account('owner', 'Rieke');
    const fileId = await upload(second);
    expect(await materials.add(maker, id, share({ file: fileId }))).toMatchObject({
      ok: false,
      field: 'file'
    });
    const other = await makeWorkingGroup(world, second);
    expect(await materials.add(second, other.id, share({ file: fileId }))).toMatchObject({ field: 'file' });
    expect(await materials.add(second, id, share({ file: randomUUID() }))).toMatchObject({ field: 'file' });
    const inside = await signUp(world, id, { name: 'Ida' });
    await expect(upload(inside)).rejects.toThrow();
    expect(
      await materials.upload(null, id, { name: '', declared: 1, body: new ReadableStream() })
    ).toMatchObject(FORBIDDEN);
  });

  test.each<[Partial<MaterialForm>, string]>([
    [{ title: '' }, 'title'],
    [{ url: 'javascript:alert(1)' }, 'url'],
    [{ url: 'https://' }, 'url'],
    [{ file: 'x' }, 'file'],
    [{ file: randomUUID(), url: 'https://example.org' }, 'url']
  ])('with %j are refused at the field', async (wrong, field) => {
    expect(await materials.add(maker, id, share(wrong))).toMatchObject({ ok: false, field });
    expect(must(await materials.page(maker, id))).toEqual([]);
  });

  test('a result is a link, a file or words alone; others than the coordination share nothing', async () => {
    const one = share({ kind: 'result', body: 'Zwölf Höfe.', public: true });
    expect(await materials.add(maker, id, one)).toEqual({ ok: true });
    expect(must(await materials.page(null, id))).toMatchObject([{ kind: 'result', url: null, file: null }]);
    const inside = await signUp(world, id, { name: 'Ida' });
    expect(await materials.add(inside, id, share())).toMatchObject(FORBIDDEN);
    expect(await materials.edit(inside, id, String(one.id), one)).toMatchObject(FORBIDDEN);
    expect(await materials.remove(inside, id, String(one.id))).toMatchObject(FORBIDDEN);
  });
});

describe('the AG’s own board', () => {
  test('is made once, and entered by those who work in the AG under their name there', async () => {
    const lotte = await signUp(world, id, { name: 'Lotte' });
    expect(await groupBoards.page(lotte, id)).toEqual({ exists: false, makes: false });
    expect(await groupBoards.enter(lotte, id)).toMatchObject({ ok: false, code: 'not_found' });
    await Promise.all([groupBoards.make(maker, id), groupBoards.make(maker, id)]);
    expect(
      await db.selectFrom('working_group_board').where('working_group_id', '=', id).selectAll().execute()
    ).toHaveLength(1);
    const entered = await groupBoards.enter(lotte, id);
    expect(entered).toEqual(await groupBoards.enter(lotte, id));
    const workshop = must(await services.workshops.byId(must(entered.ok ? entered.path : null).slice(3)));
    expect(workshop).toMatchObject({ template: 'board', open: true });
    const listedFor = async (who: Person | null) =>
      (await services.workshops.list(world.space.id, who)).some((one) => one.id === workshop.id);
    const seen = [
      await listedFor(lotte),
      await listedFor(maker),
      await listedFor(null),
      await listedFor(await account('member'))
    ];
    expect(seen).toEqual([true, true, false, false]);
    expect(await rooms.placeOf(workshop.roomId, lotte)).toMatchObject({ name: 'Lotte', role: 'participant' });
    // What they write there is theirs.
    const note = {
      id: randomUUID(),
      type: 'note.add',
      noteId: randomUUID(),
      body: 'Weiter',
      kind: 'idea',
      groupId: null
    };
    expect(await rooms.command(workshop.roomId, lotte, note)).toMatchObject({ ok: true });
  });

  test('is shut to all others, and to be made by the coordination only', async () => {
    const ida = await signUp(world, id, { name: 'Ida', level: 'informed' });
    await groupBoards.make(maker, id);
    for (const who of [ida, await person(), await account('member')]) {
      expect(await groupBoards.page(who, id)).toBeNull();
      expect(await groupBoards.enter(who, id)).toMatchObject(FORBIDDEN);
      expect(await groupBoards.make(who, id)).toMatchObject(FORBIDDEN);
    }
  });
});

describe('questions to the coordination', () => {
  const ask = (more: Partial<Record<'name' | 'email' | 'body', string>> = {}) => ({
    id: randomUUID(),
    name: 'Mina Muster',
    email: 'mina@example.org',
    body: 'Wann trifft sich die AG?',
    ...more
  });
  const waiting = async () => {
    const list = await enquiries.list(maker, id);
    if (!list.ok) throw new Error(list.code);
    return list.enquiries;
  };

  test('wait at the desk until they are answered; the mail that tells of them says nothing of whom they are from', async () => {
    const one = ask();
    expect(await enquiries.ask(null, id, one, '192.0.2.1')).toEqual({ ok: true });
    expect(await enquiries.ask(null, id, one, '192.0.2.1')).toEqual({ ok: true });
    expect(await waiting()).toMatchObject([{ name: 'Mina Muster', email: 'mina@example.org' }]);
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ recipient: maker.email, person_id: maker.id, headers: {} });
    expect(mail?.text).toContain(`https://auftakt.example/ags/${id}/desk/enquiries`);
    expect(`${mail?.subject}${mail?.text}${mail?.html}`).not.toMatch(/mina/i);
    expect(await enquiries.count(maker, id)).toBe(1);
    expect(await enquiries.remove(maker, id, one.id)).toEqual({ ok: true });
    expect(await waiting()).toEqual([]);
  });

  test.each([
    [{ email: 'mina@example.org\r\nBcc: all@example.org' }, 'email'],
    [{ email: 'mina@example.org, otto@example.org' }, 'email'],
    [{ email: 'Mina <mina@example.org>' }, 'email'],
    [{ email: '' }, 'email'],
    [{ name: '\r\n' }, 'name'],
    [{ body: '\u200b' }, 'body'],
    [{ body: 'x'.repeat(3001) }, 'body']
  ])('%j is refused at the field, and tells nobody', async (wrong, field) => {
    expect(await enquiries.ask(null, id, ask(wrong), '192.0.2.9')).toMatchObject({ ok: false, field });
    expect(await waiting()).toEqual([]);
    expect(await mails()).toEqual([]);
  });

  test('a line break in a name is a space', async () => {
    await enquiries.ask(null, id, ask({ name: 'Mina\r\nBcc: all@example.org' }), '192.0.2.2');
    expect(await waiting()).toMatchObject([{ name: 'Mina Bcc: all@example.org' }]);
  });

  test('come a few an hour from one address, and so many to one AG', async () => {
    for (let n = 0; n < 5; n += 1)
      expect(await enquiries.ask(null, id, ask(), '192.0.2.3')).toEqual({ ok: true });
    expect(await enquiries.ask(null, id, ask(), '192.0.2.3')).toMatchObject({ code: 'rate_limited' });
    for (let n = 0; n < 25; n += 1)
      expect(await enquiries.ask(null, id, ask(), `198.51.100.${n}`)).toEqual({ ok: true });
    expect(await enquiries.ask(null, id, ask(), '203.0.113.1')).toMatchObject({ code: 'rate_limited' });
    clock.advance(3_600_001);
    expect(await enquiries.ask(null, id, ask(), '192.0.2.3')).toEqual({ ok: true });
  });

  test('are the coordination’s to read; they go with the person, and by themselves in the end', async () => {
    const ida = await signUp(world, id, { name: 'Ida' });
    await enquiries.ask(ida, id, ask(), '192.0.2.4');
    expect(await enquiries.list(ida, id)).toMatchObject(FORBIDDEN);
    expect(await enquiries.remove(ida, id, randomUUID())).toMatchObject(FORBIDDEN);
    expect(await enquiries.count(ida, id)).toBe(0);
    await deletePerson(db, ida.id);
    expect(await waiting()).toEqual([]);
    await enquiries.ask(null, id, ask(), '192.0.2.5');
    clock.advance(89 * DAY);
    await enquiries.sweep();
    expect(await waiting()).toHaveLength(1);
    clock.advance(2 * DAY);
    await enquiries.sweep();
    expect(await waiting()).toEqual([]);
  });
});

describe('an AG that is not for everybody', () => {
  test('shows nothing of its life to those who may not see it, whatever was meant for everybody', async () => {
    const participant = await person('Pia');
    const joined = await rooms.join(roomId, {
      personId: participant.id,
      name: 'Pia',
      organisation: null,
      role: 'participant',
      groupId: null
    });
    expect(joined.ok).toBe(true);
    const answer = await materials.upload(maker, id, {
      name: 'Karte.pdf',
      declared: PDF.length,
      body: new Response(PDF).body as ReadableStream<Uint8Array>
    });
    const file = answer.ok ? answer.attachment.fileId : '';
    await materials.add(maker, id, {
      id: randomUUID(),
      kind: 'result',
      title: 'Karte',
      body: '',
      url: '',
      file,
      public: true
    });
    await news.publish(maker, id, { id: randomUUID(), title: 'Neu', body: '', public: true, tell: false });
    const meeting = randomUUID();
    const where = { place: 'Hof', video: '', videoPublic: false, zone: 'Europe/Berlin' };
    const when = { date: '2040-03-20', from: '18:00', to: '19:00', repeat: 'none', times: '1' };
    await meetings.create(maker, id, {
      id: meeting,
      title: 'Treffen',
      body: '',
      ...where,
      ...when,
      tell: false
    });
    await db.updateTable('working_group').set({ audience: 'participants' }).where('id', '=', id).execute();

    for (const stranger of [null, await person(), await account('member')]) {
      expect(await news.page(stranger, id)).toBeNull();
      expect(await meetings.page(stranger, id)).toBeNull();
      expect(await calendars.address(stranger, id)).toBeNull();
      expect(await materials.page(stranger, id)).toBeNull();
      expect(await materials.file(stranger, id, file, 'whole')).toMatchObject(FORBIDDEN);
      expect(await calendars.download(stranger, id, meeting)).toMatchObject({ ok: false, code: 'not_found' });
      expect(await enquiries.page(stranger, id)).toBeNull();
      const question = { id: randomUUID(), name: 'Mina', email: 'mina@example.org', body: 'Was ist das?' };
      expect(await enquiries.ask(stranger, id, question, '192.0.2.8')).toMatchObject({ code: 'not_found' });
    }
    expect(await news.feed(id)).toBeNull();
    expect(await groupLife.page(null, id)).toBeNull();
    expect(await groupLife.page(participant, id)).toMatchObject({ feed: false, tasks: null, board: null });
    expect(await calendars.calendar(id, null)).toMatchObject({ ok: false, code: 'not_found' });

    // Whoever was in the workshop sees it, and subscribes by an address of their own.
    expect(must(await news.page(participant, id)).posts).toMatchObject([{ title: 'Neu' }]);
    expect(await calendars.address(participant, id)).toBeNull();
    expect(await calendars.makeAddress(participant, id)).toEqual({ ok: true });
    const key = new URL(must(await calendars.address(participant, id))).searchParams.get('key');
    expect(await calendars.calendar(id, key)).toMatchObject({ ok: true });
    await services.erasure.fromRoom(roomId, joined.ok ? joined.participantId : '');
    expect(await calendars.calendar(id, key)).toMatchObject({ ok: false, code: 'not_found' });
  });
});

test('an AG that is deleted takes its life along, for good', async () => {
  await news.publish(maker, id, { id: randomUUID(), title: 'Neu', body: '', public: true, tell: false });
  await tasks.add(maker, id, { id: randomUUID(), title: 'Anrufen', assignee: '', due: '' });
  await groupBoards.make(maker, id);
  const question = { id: randomUUID(), name: 'Mina', email: 'mina@example.org', body: 'Wann?' };
  await enquiries.ask(null, id, question, '192.0.2.77');
  expect(await services.desk.dissolve(maker, id)).toEqual({ ok: true });
  for (const table of ['meeting', 'calendar_key', 'news', 'task', 'material', 'enquiry'] as const) {
    const left = await db
      .selectFrom(table)
      .where('working_group_id', '=', id)
      .select('working_group_id')
      .execute();
    expect([table, left]).toEqual([table, []]);
  }
  expect(await groupLife.page(maker, id)).toBeNull();
  expect(await news.feed(id)).toBeNull();
  expect(await calendars.calendar(id, null)).toMatchObject({ ok: false, code: 'not_found' });
});
