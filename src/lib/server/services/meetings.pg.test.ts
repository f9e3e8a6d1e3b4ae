import { randomUUID } from 'node:crypto';
import ICAL from 'ical.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { LIMITS } from '$lib/domain/limits';
import { comingAndPast, nextMeeting } from '$lib/domain/meetings';
import type { Person } from '$lib/server/auth/sessions';
import { deletePerson } from '$lib/server/repositories/persons';
import { must } from '$lib/util/must';
import { testServices } from '../../../../tests/support/services';
import { makeWorkingGroup, signUp } from '../../../../tests/support/workingGroup';
import type { MeetingForm } from './meetingForm';

const world = await testServices({
  ORIGIN: 'https://auftakt.example',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org'
});
const { db, clock, account, person, services } = world;
const { calendars, meetings, workingGroups } = services;

/** Summer time begins in the night to 25 March 2040. */
const form = (more: Partial<MeetingForm> = {}): MeetingForm => ({
  id: randomUUID(),
  title: 'Zwei erste Vorhaben',
  body: 'Wir sortieren die Notizen.',
  place: '',
  video: 'https://meet.example.org/dorf',
  videoPublic: false,
  date: '2040-03-20',
  from: '18:00',
  to: '19:30',
  zone: 'Europe/Berlin',
  repeat: 'none',
  times: '6',
  tell: false,
  ...more
});

let maker: Person;
let id: string;
beforeEach(async () => {
  maker = await account('owner');
  ({ id } = await makeWorkingGroup(world, maker));
  await db.deleteFrom('mail').execute();
  await db.deleteFrom('contact').execute();
});

const listed = async (who: Person | null = null, group = id) =>
  must(await meetings.page(who, group)).meetings;
async function made(more: Partial<MeetingForm> = {}) {
  const one = form(more);
  expect(await meetings.create(maker, id, one)).toEqual({ ok: true });
  return String(one.id);
}
const events = (text: string) =>
  new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0])
    .getAllSubcomponents('vevent')
    .map((one) => new ICAL.Event(one));
async function subscribed(key: string | null = null) {
  const file = await calendars.calendar(id, key);
  if (!file.ok) throw new Error(file.code);
  return events(file.text);
}

describe('a meeting', () => {
  test('stands on the page and in the calendar, on the clock it was agreed on', async () => {
    const first = await made();
    await made({ date: '2040-07-10', from: '17:00', to: '18:00', zone: 'Europe/Lisbon', title: 'Sommer' });
    const all = await listed();
    expect(all).toMatchObject([
      { title: 'Zwei erste Vorhaben', startsAt: Date.UTC(2040, 2, 20, 17), timeZone: 'Europe/Berlin' },
      { title: 'Sommer', startsAt: Date.UTC(2040, 6, 10, 16), timeZone: 'Europe/Lisbon' }
    ]);
    expect(nextMeeting(all, clock.now())?.id).toBe(first);
    const one = await calendars.download(null, id, first);
    expect(one).toMatchObject({
      ok: true,
      name: expect.stringMatching(/^AG \d+ 2040-03-20\.ics$/) as string
    });
    const starts = (await subscribed()).map(({ startDate }) => startDate.toString());
    expect(starts).toEqual(['2040-03-20T18:00:00', '2040-07-10T17:00:00']);
  });

  test('every week across the change to summer time is at six, and each one has its own life', async () => {
    await made({ repeat: 'weekly', times: '3', tell: true });
    const all = await listed();
    expect(all.map(({ startsAt }) => startsAt)).toEqual([
      Date.UTC(2040, 2, 20, 17),
      Date.UTC(2040, 2, 27, 16),
      Date.UTC(2040, 3, 3, 16)
    ]);
    const second = must(all[1]);
    expect(await meetings.setCancelled(maker, id, second.id, { on: true, tell: false })).toEqual({
      ok: true
    });
    expect((await listed()).map(({ cancelled }) => cancelled)).toEqual([false, true, false]);
  });

  test('in the hour that a night leaves out is refused in words, in the hour that comes twice it is the first', async () => {
    expect(
      await meetings.create(maker, id, form({ date: '2040-03-25', from: '02:30', to: '04:00' }))
    ).toEqual({
      ok: false,
      code: 'invalid',
      field: 'from',
      message: 'Diese Uhrzeit gibt es in der Nacht zum 25. März 2040 nicht: Die Uhren werden vorgestellt.'
    });
    await made({ date: '2040-10-28', from: '02:30', to: '04:00' });
    expect(await listed()).toMatchObject([
      { startsAt: Date.UTC(2040, 9, 28, 0, 30), endsAt: Date.UTC(2040, 9, 28, 3) }
    ]);
  });

  test('may go on past midnight', async () => {
    await made({ from: '22:00', to: '00:30' });
    expect(await listed()).toMatchObject([{ endsAt: Date.UTC(2040, 2, 20, 23, 30) }]);
  });

  test.each<[Partial<MeetingForm>, string]>([
    [{ title: ' ' }, 'title'],
    [{ title: 'x'.repeat(LIMITS.meetingTitle + 1) }, 'title'],
    [{ date: '2040-02-30' }, 'date'],
    [{ date: '2020-03-20' }, 'date'],
    [{ from: '' }, 'from'],
    [{ to: '24:30' }, 'to'],
    [{ to: '18:00' }, 'to'],
    [{ to: '17:30' }, 'to'],
    [{ zone: 'Europe/Nowhere' }, 'zone'],
    [{ zone: 'UTC' }, 'zone'],
    [{ video: 'javascript:alert(1)' }, 'video'],
    [{ repeat: 'weekly', times: '0' }, 'times'],
    [{ repeat: 'weekly', times: '1e3' }, 'times']
  ])('with %j is refused at its field, and none is made', async (wrong, at) => {
    expect(await meetings.create(maker, id, form(wrong))).toMatchObject({ ok: false, field: at });
    expect(await listed()).toEqual([]);
  });

  test('sent twice is one', async () => {
    const twice = form({ repeat: 'fortnightly', times: '2' });
    await meetings.create(maker, id, twice);
    await meetings.create(maker, id, twice);
    expect(await listed()).toHaveLength(2);
  });

  test('that is over is past, not gone, and can no longer be called off', async () => {
    const now = clock.now();
    const day = new Date(now + 24 * 3_600_000).toISOString().slice(0, 10);
    const over = await made({ date: day, from: '12:00', to: '13:00' });
    clock.advance(3 * 24 * 3_600_000);
    expect(comingAndPast(await listed(), clock.now())).toMatchObject({ coming: [], past: [{ id: over }] });
    expect(await meetings.setCancelled(maker, id, over, { on: true, tell: false })).toMatchObject({
      ok: false,
      code: 'closed'
    });
    const minutes = form({ date: day, from: '12:00', to: '13:00', body: 'Protokoll folgt.' });
    expect(await meetings.edit(maker, id, over, minutes)).toEqual({ ok: true });
    expect(await meetings.edit(maker, id, over, { ...minutes, from: '11:00' })).toMatchObject({
      field: 'date'
    });
  });
});

describe('changes', () => {
  test('reach calendars: the same entry, newer; nothing changed is nothing newer', async () => {
    const one = await made();
    const look = async () => {
      const [event] = await subscribed();
      const value = (name: string) => String(must(event).component.getFirstPropertyValue(name));
      return {
        uid: value('uid'),
        sequence: value('sequence'),
        status: value('status'),
        starts: value('dtstart')
      };
    };
    expect(await look()).toEqual({
      uid: one,
      sequence: '0',
      status: 'CONFIRMED',
      starts: '2040-03-20T18:00:00'
    });
    await meetings.edit(maker, id, one, form());
    expect(await look()).toMatchObject({ sequence: '0' });
    await meetings.edit(maker, id, one, form({ from: '17:00' }));
    expect(await look()).toMatchObject({ uid: one, sequence: '1', starts: '2040-03-20T17:00:00' });
    await meetings.setCancelled(maker, id, one, { on: true, tell: false });
    expect(await look()).toMatchObject({ uid: one, sequence: '2', status: 'CANCELLED' });
    expect(nextMeeting(await listed(), clock.now())).toBeNull();
    await meetings.setCancelled(maker, id, one, { on: false, tell: false });
    expect(await look()).toMatchObject({ sequence: '3', status: 'CONFIRMED' });
  });

  test('only what was called off is taken from the page', async () => {
    const one = await made();
    expect(await meetings.remove(maker, id, one)).toMatchObject({ ok: false, code: 'closed' });
    await meetings.setCancelled(maker, id, one, { on: true, tell: false });
    expect(await meetings.remove(maker, id, one)).toEqual({ ok: true });
    expect(await listed()).toEqual([]);
  });

  test('are told to those who want mails, once, with the room where there is one', async () => {
    await signUp(world, id, { name: 'Lotte', email: 'lotte@example.org' });
    const one = form({ tell: true });
    await meetings.create(maker, id, one);
    await meetings.create(maker, id, one);
    await meetings.setCancelled(maker, id, String(one.id), { on: true, tell: true });
    const mails = await db.selectFrom('mail').selectAll().orderBy('created_at').execute();
    expect(mails.map(({ recipient, subject }) => [recipient, subject])).toEqual([
      ['lotte@example.org', 'Einladung: Zwei erste Vorhaben, Dienstag, 20. März 2040'],
      ['lotte@example.org', 'Abgesagt: Zwei erste Vorhaben, Dienstag, 20. März 2040']
    ]);
    expect(mails[0]?.text).toContain(
      'Zwei erste Vorhaben\nDienstag, 20. März 2040, 18:00 bis 19:30 Uhr\nhttps://meet.example.org/dorf'
    );
    expect(mails[1]?.text).not.toContain('meet.example.org');
  });
});

test('a list of AGs tells of each when it meets next', async () => {
  const other = await makeWorkingGroup(world, maker);
  const first = await made({ date: '2040-03-13' });
  await made({ date: '2040-03-27' });
  await meetings.setCancelled(maker, id, first, { on: true, tell: false });
  expect(await meetings.nextOf([id, other.id])).toEqual({
    [id]: { startsAt: Date.UTC(2040, 2, 27, 16), timeZone: 'Europe/Berlin' }
  });
});

test('the next one in words for a mail, for the coordination', async () => {
  expect(await meetings.nextInWords(maker, id)).toBeNull();
  const first = await made({ date: '2040-03-13', place: 'Dorfladen', video: '' });
  await made();
  const words = 'Zwei erste Vorhaben\nDienstag, 13. März 2040, 18:00 bis 19:30 Uhr\nDorfladen';
  expect(await meetings.nextInWords(maker, id)).toBe(words);
  await meetings.setCancelled(maker, id, first, { on: true, tell: false });
  expect(await meetings.nextInWords(maker, id)).toMatch(/20\. März[^]*\nhttps:\/\/meet\.example\.org\/dorf$/);
  expect(await meetings.nextInWords(await signUp(world, id, { name: 'Ida' }), id)).toBeNull();
});

describe('who sees and does what', () => {
  test('the room stays with those inside, on the page and in calendars, unless it is public', async () => {
    const one = await made();
    const inside = await signUp(world, id, { name: 'Ida', level: 'informed' });
    expect(await listed()).toMatchObject([{ video: null, videoHidden: true }]);
    expect(await listed(await person())).toMatchObject([{ video: null }]);
    expect(await listed(inside)).toMatchObject([
      { video: 'https://meet.example.org/dorf', videoHidden: false }
    ]);
    expect(JSON.stringify(await calendars.download(null, id, one))).not.toContain('meet.example.org');
    expect(JSON.stringify(await calendars.calendar(id, null))).not.toContain('meet.example.org');
    await meetings.edit(maker, id, one, form({ videoPublic: true }));
    expect(await listed()).toMatchObject([{ video: 'https://meet.example.org/dorf' }]);
  });

  test('a calendar of one’s own shows the room to calendar programs, and ends with the sign-up or the person', async () => {
    await made();
    const [ida, otto] = [await signUp(world, id, { name: 'Ida' }), await signUp(world, id, { name: 'Otto' })];
    expect(await calendars.address(null, id)).toBe(`https://auftakt.example/ags/${id}/calendar.ics`);
    expect(await calendars.address(ida, id)).toBeNull();
    const keyOf = async (who: Person) => {
      expect(await calendars.makeAddress(who, id)).toEqual({ ok: true });
      return must(new URL(must(await calendars.address(who, id))).searchParams.get('key'));
    };
    const [idas, ottos] = [await keyOf(ida), await keyOf(otto)];
    expect(idas).not.toBe(ottos);
    expect(await keyOf(ida)).toBe(idas);
    expect((await subscribed(idas))[0]?.location).toBe('https://meet.example.org/dorf');

    await workingGroups.leave(ida, id);
    expect(await calendars.calendar(id, idas)).toMatchObject({ ok: false, code: 'not_found' });
    await deletePerson(db, otto.id);
    expect(await calendars.calendar(id, ottos)).toMatchObject({ ok: false, code: 'not_found' });
    const other = await makeWorkingGroup(world, maker);
    expect(await calendars.calendar(other.id, idas)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await calendars.calendar(id, 'x')).toMatchObject({ ok: false, code: 'not_found' });
  });

  test('only the coordination makes, changes, calls off and removes; others do not even learn what there is', async () => {
    const one = await made();
    const inside = await signUp(world, id, { name: 'Ida' });
    const stranger = await account('member');
    for (const who of [inside, stranger]) {
      const no = { ok: false, code: 'forbidden' };
      expect(await meetings.create(who, id, form())).toMatchObject(no);
      for (const meeting of [one, randomUUID()]) {
        expect(await meetings.forForm(who, id, meeting)).toMatchObject(no);
        expect(await meetings.edit(who, id, meeting, form())).toMatchObject(no);
        expect(await meetings.setCancelled(who, id, meeting, { on: true, tell: true })).toMatchObject(no);
        expect(await meetings.remove(who, id, meeting)).toMatchObject(no);
      }
    }
    expect(await calendars.makeAddress(stranger, id)).toMatchObject({ ok: false, code: 'forbidden' });
    // A meeting of another AG is none of this one.
    const other = await makeWorkingGroup(world, maker);
    expect(await meetings.edit(maker, other.id, one, form({ title: 'Fremd' }))).toMatchObject({ ok: false });
    expect(await listed()).toMatchObject([{ title: 'Zwei erste Vorhaben', cancelled: false }]);
  });
});
