import { randomUUID } from 'node:crypto';
import readExcelFile from 'read-excel-file/node';
import { beforeEach, expect, test } from 'vitest';
import { ANSWER_WITHIN_MS } from '$lib/domain/answering';
import type { Person } from '$lib/server/auth/sessions';
import { csvOf } from '$lib/server/csv';
import { xlsxOf } from '$lib/server/xlsx';
import { must } from '$lib/util/must';
import { testServices } from '../../../../tests/support/services';
import { DESK_WIDTHS } from './deskTable';

const { db, clock, space, account, person, services } = await testServices({
  ORIGIN: 'https://auftakt.example',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org'
});
const { workshops, rooms, workingGroups, desk } = services;

let maker: Person;
let id: string;

beforeEach(async () => {
  await db.deleteFrom('member').execute();
  await db.deleteFrom('mail').execute();
  await db.deleteFrom('signup').execute();
  maker = await account('owner', 'Hedda Holunder');
  const made = await workshops.create(maker, space.id, {
    title: 'Auftakt',
    startsAt: Date.now(),
    place: '',
    template: 'auftakt',
    groups: 2,
    question: ''
  });
  if (!made.ok) throw new Error(made.code);
  const { roomId } = made.workshop;
  await rooms.open(roomId, maker);
  const topicId = randomUUID();
  id = randomUUID();
  for (const command of [
    { type: 'topic.add', topicId, title: 'Dorf' },
    { type: 'topic.promote', topicId, workingGroupId: id, title: 'Dorf', purpose: '' }
  ]) {
    const answer = await rooms.command(roomId, maker, { id: randomUUID(), ...command });
    if (!answer.ok) throw new Error(answer.code);
  }
});

/** Somebody in the AG with an address they agreed to; their id as a participant. */
async function member(name: string, level: 'active' | 'informed' = 'active') {
  const guest = await person(name);
  await db
    .insertInto('contact')
    .values({
      person_id: guest.id,
      space_id: space.id,
      email: `${randomUUID()}@example.org`,
      consent_text: 'Ich bin einverstanden.',
      consented_at: new Date('2026-03-29T01:30:00Z')
    })
    .execute();
  const form = { level, name, organisation: '', email: '', consent: false, showName: false, ticket: '' };
  const joined = await workingGroups.signUp(guest, id, form, randomUUID());
  if (!joined.ok) throw new Error(joined.message);
  return { guest, participantId: must((await list()).find((row) => row.name === name)).participantId };
}

async function list() {
  const found = await workingGroups.desk(maker, id);
  if (!found.ok) throw new Error(found.code);
  return found.signups;
}
const mails = () =>
  db.selectFrom('mail').select(['recipient', 'subject', 'text']).orderBy('recipient').execute();

test('contact is noted with who and when; the first note stays, and it can be taken back', async () => {
  const { participantId } = await member('Lotte');
  const { participantId: other } = await member('Ida');
  const frida = await account('facilitator', 'Frida');
  expect(await desk.setContacted(frida, id, [participantId, 'x', randomUUID()], true)).toEqual({ ok: true });
  expect(await desk.setContacted(maker, id, [participantId, other], true)).toEqual({ ok: true });
  expect(await list()).toMatchObject([
    { name: 'Ida', contactedBy: 'Hedda Holunder', contactedAt: expect.any(Date) },
    { name: 'Lotte', contactedBy: 'Frida', contactedAt: expect.any(Date) }
  ]);
  await desk.setContacted(maker, id, [participantId], false);
  expect((await list())[1]).toMatchObject({ contactedAt: null, contactedBy: null });
  for (const who of [await account('member'), await person()]) {
    expect(await desk.setContacted(who, id, [participantId], true)).toMatchObject({ code: 'forbidden' });
    expect(await desk.table(who, id)).toMatchObject({ code: 'forbidden' });
  }
});

test('who leaves and comes back waits anew', async () => {
  const { guest, participantId } = await member('Lotte');
  await desk.setContacted(maker, id, [participantId], true);
  await workingGroups.leave(guest, id);
  const form = { level: 'active', name: '', organisation: '', email: '', consent: false, showName: false };
  await workingGroups.signUp(guest, id, { ...form, ticket: '' }, randomUUID());
  expect(await list()).toMatchObject([{ name: 'Lotte', contactedAt: null }]);
});

test('after seven days each coordinator is reminded once, of those only who want to work and nobody answered', async () => {
  const { participantId } = await member('Lotte');
  await member('Otto');
  await member('Udo');
  await member('Ida', 'informed');
  await account('facilitator', 'Frida');
  await account('member', 'Mara');
  await desk.setContacted(maker, id, [participantId], true);
  await desk.remind();
  expect(await mails()).toEqual([]);
  clock.advance(ANSWER_WITHIN_MS);
  await Promise.all([desk.remind(), desk.remind()]);
  const reminders = await mails();
  expect(reminders).toHaveLength(2);
  expect(reminders.map(({ recipient }) => recipient)).toContain(maker.email);
  for (const { subject, text } of reminders) {
    expect(subject).toMatch(/^AG \d+: 2 Personen warten seit einer Woche auf Antwort$/);
    expect(text).toContain(`https://auftakt.example/ags/${id}/desk`);
    expect(text).not.toMatch(/Otto|Udo/);
  }
  clock.advance(ANSWER_WITHIN_MS);
  await desk.remind();
  expect(await mails()).toHaveLength(2);
});

test('sign-ups move to another AG as they are; their people are told, and twice is once', async () => {
  const here = id;
  const { participantId, guest } = await member('Lotte');
  const { participantId: stays } = await member('Otto');
  const { roomId } = await db
    .selectFrom('working_group')
    .where('id', '=', here)
    .select('room_id as roomId')
    .executeTakeFirstOrThrow();
  const topicId = randomUUID();
  const to = randomUUID();
  for (const command of [
    { type: 'topic.add', topicId, title: 'Energie' },
    { type: 'topic.promote', topicId, workingGroupId: to, title: 'Energie', purpose: '' }
  ]) {
    expect(await rooms.command(roomId, maker, { id: randomUUID(), ...command })).toMatchObject({ ok: true });
  }
  const wish = { from: here, to, participantIds: [participantId] };
  expect(await desk.move(maker, wish)).toEqual({ ok: true, moved: 1 });
  expect(await desk.move(maker, wish)).toEqual({ ok: true, moved: 0 });
  expect((await list()).map(({ participantId: one }) => one)).toEqual([stays]);
  expect(await workingGroups.ownPart(guest, to)).toMatchObject({ level: 'active' });
  expect(await workingGroups.ownPart(guest, here)).toMatchObject({ level: null });
  expect((await workingGroups.page(null, to))?.group.active).toBe(1);
  expect((await workingGroups.page(null, here))?.group.active).toBe(1);
  expect(await mails()).toMatchObject([
    { subject: expect.stringMatching(/^Sie sind jetzt bei AG \d+: Energie$/) }
  ]);
  for (const wrong of [here, randomUUID(), 'x', null]) {
    expect(await desk.move(maker, { ...wish, to: wrong })).toMatchObject({ ok: false, code: 'invalid' });
  }
  expect(await desk.move(await account('member'), wish)).toMatchObject({ code: 'forbidden' });
});

test('the list goes along as CSV and as an Excel file: consent with its time, umlauts, and no formula', async () => {
  const evil = '=HYPERLINK("https://evil.example")';
  const { participantId } = await member(evil);
  await member('Jörg Größe', 'informed');
  await desk.setContacted(maker, id, [participantId], true);
  const table = await desk.table(maker, id);
  if (!table.ok) throw new Error(table.code);
  const csv = csvOf(table.rows).split('\r\n');
  expect(csv[0]).toMatch(/^\ufeffName;Organisation;Beteiligung;E-Mail;/);
  // In the hour that summer time leaves out: 01:30 UTC is 03:30 in Berlin.
  expect(csv[1]).toContain(';2026-03-29 03:30;Ich bin einverstanden.;nein;nein;');
  expect(csv[1]).toMatch(/^"'=HYPERLINK/);
  expect(csv[1]).toMatch(/;Hedda Holunder;dabei;Seite der AG;$/);
  expect(csv[2]).toMatch(/^Jörg Größe;;informiert;/);
  const file = await xlsxOf(table.rows, { sheet: table.name, widths: DESK_WIDTHS });
  const [sheet] = await readExcelFile(file);
  expect(sheet?.sheet).toMatch(/^AG \d+ Dorf$/);
  expect(sheet?.data).toMatchObject([{ 0: 'Name' }, { 0: evil }, { 0: 'Jörg Größe', 5: '2026-03-29 03:30' }]);
  expect(DESK_WIDTHS).toHaveLength(must(table.rows[0]).length);
});
