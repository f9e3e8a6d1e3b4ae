import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '$lib/server/auth/sessions';
import { deletePerson } from '$lib/server/repositories/persons';
import { must } from '$lib/util/must';
import { testServices } from '../../../../tests/support/services';
import type { MailForm } from './mailings';

const { db, clock, space, account, person, services, context } = await testServices({
  ORIGIN: 'https://auftakt.example',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org'
});
const { workshops, rooms, workingGroups, signupRequests, mailings } = services;
const DAY = 24 * 3_600_000;

let maker: Person;
let id: string;

async function makeGroup(title = 'Dorf'): Promise<string> {
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
  const workingGroupId = randomUUID();
  for (const command of [
    { type: 'topic.add', topicId, title },
    { type: 'topic.promote', topicId, workingGroupId, title, purpose: '' }
  ]) {
    const answer = await rooms.command(roomId, maker, { id: randomUUID(), ...command });
    if (!answer.ok) throw new Error(answer.code);
  }
  return workingGroupId;
}

beforeEach(async () => {
  maker = await account('owner');
  id = await makeGroup();
  for (const table of ['mail', 'mailing', 'contact', 'signup_request'] as const) {
    await db.deleteFrom(table).execute();
  }
});

/** Somebody in the AG, with a confirmed address unless said otherwise. */
async function member(
  name: string,
  {
    level = 'active',
    email = `${name.toLowerCase()}@example.org`,
    confirmed = true,
    group = id
  }: { level?: 'active' | 'informed'; email?: string | null; confirmed?: boolean; group?: string } = {}
): Promise<Person> {
  const guest = await person(name);
  const form = { level: 'informed', name, organisation: '', email: '', consent: false, showName: false };
  const joined = await workingGroups.signUp(guest, group, { ...form, ticket: '' }, randomUUID());
  if (!joined.ok) throw new Error(joined.message);
  if (email !== null) {
    const values = {
      person_id: guest.id,
      space_id: space.id,
      email,
      consent_text: 'Ja',
      consented_at: new Date()
    };
    await db
      .insertInto('contact')
      .values({ ...values, confirmed_at: confirmed ? new Date() : null })
      .execute();
  }
  if (level === 'active') {
    const active = { ...form, level, ticket: '' };
    const changed = await workingGroups.signUp(guest, group, active, randomUUID());
    if (!changed.ok && email !== null) throw new Error(changed.message);
  }
  return guest;
}

const letter = (more: Partial<MailForm> = {}): MailForm => ({
  id: randomUUID(),
  subject: 'Treffen am 9. März',
  body: 'Guten Tag {Name},\n\nwir treffen uns.\n\nHedda',
  active: true,
  informed: true,
  chosen: null,
  answersToMe: false,
  ...more
});

const mails = () => db.selectFrom('mail').selectAll().orderBy('recipient').execute();
const sent = async (group = id) => {
  const log = await mailings.sent(maker, group);
  if (!log.ok) throw new Error(log.code);
  return log.mailings;
};
const exitOf = (text: string | null) => must(/\/ags\/off\/(\S+)/.exec(text ?? '')?.[1]);

describe('a mail to the AG', () => {
  test('goes to each person alone, by name, and the log says to how many and who was left out', async () => {
    await member('Lotte');
    await member('Ida', { level: 'informed' });
    await member('Otto', { email: null, level: 'informed' });
    await member('Tarek', { confirmed: false });
    expect(await mailings.send(maker, id, letter({ answersToMe: true }))).toEqual({
      ok: true,
      recipients: 2
    });
    const [ida, lotte] = await mails();
    expect([ida?.recipient, lotte?.recipient]).toEqual(['ida@example.org', 'lotte@example.org']);
    expect(ida?.text).toMatch(
      /^Guten Tag Ida,\n\nwir treffen uns\.\n\nHedda\n\n-- \nSie bekommen diese Mail, weil/
    );
    expect(ida?.html).toContain('Guten Tag Ida,');
    expect(`${ida?.text}${ida?.html}`).not.toMatch(/lotte/i);
    const url = `https://auftakt.example/ags/off/${exitOf(must(ida).text)}`;
    expect(ida?.headers).toEqual({
      'List-Unsubscribe': `<${url}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Reply-To': maker.email
    });
    expect(await sent()).toMatchObject([
      {
        subject: 'Treffen am 9. März',
        sender: maker.name,
        recipients: 2,
        leftOut: 2,
        waiting: 2,
        sent: 0,
        failed: 0
      }
    ]);
  });

  test('reaches the levels, or the rows, that were ticked', async () => {
    await member('Lotte');
    await member('Ida', { level: 'informed' });
    await mailings.send(maker, id, letter({ active: false }));
    expect((await mails()).map(({ recipient }) => recipient)).toEqual(['ida@example.org']);
    const desk = await workingGroups.desk(maker, id);
    const lotte = must(desk.ok ? desk.signups.find(({ name }) => name === 'Lotte') : undefined);
    await db.deleteFrom('mail').execute();
    const foreign = randomUUID();
    await mailings.send(maker, id, letter({ chosen: [lotte.participantId, foreign, ''], active: false }));
    expect((await mails()).map(({ recipient }) => recipient)).toEqual(['lotte@example.org']);
    expect(JSON.stringify(desk)).not.toContain('personId');
  });

  test('sent by double click is one mail, also when both arrive at once', async () => {
    await member('Lotte');
    const form = letter();
    const answers = await Promise.all([1, 2, 3, 4].map(() => mailings.send(maker, id, form)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await mails()).toHaveLength(1);
    expect(await sent()).toHaveLength(1);
    // The same id for another AG is somebody's mischief.
    expect(await mailings.send(maker, await makeGroup('Energie'), form)).toMatchObject({ ok: false });
  });

  test('to a thousand is written at once, one mail for each', async () => {
    const { roomId } = await db
      .selectFrom('working_group')
      .where('id', '=', id)
      .select('room_id as roomId')
      .executeTakeFirstOrThrow();
    const people = Array.from({ length: 1000 }, (_, n) => ({ id: randomUUID(), name: `Person ${n}`, n }));
    await db
      .insertInto('person')
      .values(people.map(({ id: one, name }) => ({ id: one, name })))
      .execute();
    const rows = people.map((one) => ({ ...one, participant: randomUUID() }));
    const joined = new Date();
    await db
      .insertInto('participant')
      .values(
        rows.map((one) => ({
          id: one.participant,
          room_id: roomId,
          seq: 1,
          person_id: one.id,
          name: one.name,
          role: 'interested' as const
        }))
      )
      .execute();
    await db
      .insertInto('signup')
      .values(
        rows.map(({ participant }) => ({
          working_group_id: id,
          participant_id: participant,
          room_id: roomId,
          seq: 1,
          level: 'informed' as const,
          since: joined,
          created_at: joined
        }))
      )
      .execute();
    await db
      .insertInto('contact')
      .values(
        rows.map((one) => ({
          person_id: one.id,
          space_id: space.id,
          email: `p${one.n}@example.org`,
          consent_text: 'Ja',
          consented_at: joined,
          confirmed_at: joined
        }))
      )
      .execute();
    expect(await mailings.send(maker, id, letter())).toEqual({ ok: true, recipients: 1000 });
    const all = await mails();
    expect(new Set(all.map(({ recipient }) => recipient)).size).toBe(1000);
    expect(new Set(all.map(({ exit_hash: hash }) => hash)).size).toBe(1000);
  });

  test.each([
    { subject: '' },
    { subject: ' \u200b' },
    { subject: 'x'.repeat(151) },
    { body: '  ' },
    { body: 'x'.repeat(10_001) },
    { id: 'not-a-uuid' },
    { active: false, informed: false }
  ])('%j is refused with a sentence, and nothing is left', async (wrong) => {
    await member('Lotte');
    const answer = await mailings.send(maker, id, letter(wrong));
    expect(answer).toMatchObject({ ok: false, code: 'invalid', message: expect.stringMatching(/\S/) });
    expect([await mails(), await sent()]).toEqual([[], []]);
  });

  test('makes no header of what people wrote', async () => {
    const name = 'Lotte\r\nBcc: all@example.org';
    await member('Lotte');
    await db.updateTable('participant').set({ name }).where('name', '=', 'Lotte').execute();
    await mailings.send(maker, id, letter({ subject: 'Treffen\r\nBcc: all@example.org' }));
    const [mail] = await mails();
    expect(mail?.subject).toBe('Treffen Bcc: all@example.org');
    expect(mail?.text).toContain('Guten Tag Lotte Bcc: all@example.org,\n');
    expect(Object.keys(must(mail).headers)).toEqual(['List-Unsubscribe', 'List-Unsubscribe-Post']);
  });

  test('is for the coordination only, and is shown to it before anything is sent', async () => {
    await member('Lotte');
    for (const who of [await account('member'), await person()]) {
      expect(await mailings.send(who, id, letter())).toMatchObject({ code: 'forbidden' });
      expect(await mailings.preview(who, id, letter())).toMatchObject({ code: 'forbidden' });
      expect(await mailings.trial(who, id, letter())).toMatchObject({ code: 'forbidden' });
      expect(await mailings.sent(who, id)).toMatchObject({ code: 'forbidden' });
      expect(await mailings.askForConfirmation(who, id)).toMatchObject({ code: 'forbidden' });
    }
    expect(await mailings.preview(maker, id, letter())).toMatchObject({
      ok: true,
      preview: { to: 'Lotte', text: expect.stringContaining('Guten Tag Lotte,') }
    });
    expect(await mails()).toEqual([]);
    const form = letter();
    await mailings.trial(maker, id, form);
    await mailings.trial(maker, id, form);
    expect(await mails()).toMatchObject([{ recipient: maker.email, mailing_id: null }]);
  });

  test('goes out, and its log stays, when whoever sent it no longer coordinates or is erased', async () => {
    await member('Lotte');
    const former = await account('facilitator', 'Frida Früher');
    await mailings.send(former, id, letter());
    await db.deleteFrom('member').where('person_id', '=', former.id).execute();
    expect(await mails()).toMatchObject([{ state: 'waiting' }]);
    expect(await sent()).toMatchObject([{ sender: 'Frida Früher', waiting: 1 }]);
    expect(await mailings.sent(former, id)).toMatchObject({ code: 'forbidden' });
    await deletePerson(db, former.id);
    expect(await sent()).toMatchObject([{ sender: null, waiting: 1 }]);
  });

  test('that a server did not take is told with its reason', async () => {
    await member('Udo');
    await member('Ulla');
    await mailings.send(maker, id, letter());
    await db
      .updateTable('mail')
      .set({ state: 'failed', last_error: '550 mailbox unavailable' })
      .where('recipient', '=', 'udo@example.org')
      .execute();
    await db
      .updateTable('mail')
      .set({ last_error: '452 mailbox full' })
      .where('recipient', '=', 'ulla@example.org')
      .execute();
    expect(await sent()).toMatchObject([
      {
        failed: 1,
        waiting: 1,
        undelivered: [
          { name: 'Udo', reason: '550 mailbox unavailable', again: false },
          { name: 'Ulla', reason: '452 mailbox full', again: true }
        ]
      }
    ]);
  });
});

describe('unsubscribing', () => {
  test('by the link in the mail ends this AG’s mails at once, twice as well as once, and can be taken back', async () => {
    const lotte = await member('Lotte');
    await member('Ida');
    await mailings.send(maker, id, letter());
    const exit = exitOf(
      (await mails()).find(({ recipient }) => recipient?.startsWith('lotte'))?.text ?? null
    );
    expect(await mailings.exitPage(exit)).toMatchObject({ state: 'on', group: { title: 'Dorf' } });
    // What already lies in the queue is not sent any more. Only its own.
    await mailings.send(maker, id, letter({ subject: 'Zweite' }));
    await db
      .updateTable('mail')
      .set({ state: 'sent', sent_at: new Date() })
      .where('subject', '!=', 'Zweite')
      .execute();
    expect(await mailings.unsubscribe(exit)).toMatchObject({ state: 'off' });
    expect(await mailings.unsubscribe(exit)).toMatchObject({ state: 'off' });
    expect((await mails()).filter(({ state }) => state === 'waiting')).toMatchObject([
      { recipient: 'ida@example.org' }
    ]);
    await mailings.send(maker, id, letter({ subject: 'Dritte' }));
    expect((await mails()).filter(({ subject }) => subject === 'Dritte')).toHaveLength(1);
    expect((await workingGroups.ownPart(lotte, id)).mailsOff).toBe(true);
    expect((await workingGroups.ownPart(lotte, id)).level).toBe('active');
    expect(await mailings.resume(exit)).toMatchObject({ state: 'on' });
    expect((await workingGroups.ownPart(lotte, id)).mailsOff).toBe(false);
  });

  test('leaves the mails of other AGs alone', async () => {
    const other = await makeGroup('Energie');
    const lotte = await member('Lotte');
    const form = { level: 'informed', name: 'Lotte', organisation: '', email: '', consent: false };
    await workingGroups.signUp(lotte, other, { ...form, showName: false, ticket: '' }, randomUUID());
    await mailings.send(maker, id, letter());
    await mailings.unsubscribe(exitOf(must((await mails())[0]).text));
    expect(await mailings.send(maker, other, letter())).toEqual({ ok: true, recipients: 1 });
    expect(await mailings.send(maker, id, letter())).toMatchObject({ ok: false, field: 'to' });
  });

  test('works weeks later, when the mail itself is forgotten; not for those who left or were erased', async () => {
    const lotte = await member('Lotte');
    await mailings.send(maker, id, letter());
    const exit = exitOf(must((await mails())[0]).text);
    await db.updateTable('mail').set({ state: 'sent', sent_at: new Date() }).execute();
    await must(context.mail).sweep(db, Date.now() + 90 * DAY);
    expect(await mails()).toMatchObject([{ text: null }]);
    expect(await mailings.unsubscribe(exit)).toMatchObject({ state: 'off' });
    // Who leaves and comes back wants to hear of the AG again.
    await workingGroups.leave(lotte, id);
    expect(await mailings.exitPage(exit)).toEqual({ state: 'gone' });
    await deletePerson(db, lotte.id);
    for (const wrong of [exit, '', '../x', 'x'.repeat(27)]) {
      expect(await mailings.unsubscribe(wrong)).toEqual({ state: 'gone' });
    }
  });

  test('is shown by the personal link, and taken back there', async () => {
    const form = {
      level: 'active',
      name: 'Mina',
      organisation: '',
      email: 'mina@example.org',
      consent: true
    };
    await workingGroups.signUp(null, id, { ...form, showName: false, ticket: '' }, randomUUID());
    const token = must(/\/ags\/own\/(\S+)/.exec(must((await mails())[0]).text ?? '')?.[1]);
    await signupRequests.confirm(token);
    await mailings.send(maker, id, letter());
    const mail = must((await mails()).find(({ mailing_id: mailing }) => mailing !== null));
    await mailings.unsubscribe(exitOf(mail.text));
    expect(await signupRequests.page(token)).toMatchObject({ state: 'signedUp', mailsOff: true });
    expect(await signupRequests.setMails(token, true)).toEqual({ ok: true });
    expect(await signupRequests.page(token)).toMatchObject({ mailsOff: false });
    expect(await mailings.send(maker, id, letter())).toEqual({ ok: true, recipients: 1 });
    expect(await signupRequests.setMails(token, false)).toEqual({ ok: true });
    expect((await mails()).filter(({ state, mailing_id: of }) => state === 'waiting' && of)).toEqual([]);
  });
});

test('whose address is unconfirmed is asked once, and then gets the mails', async () => {
  const tarek = await member('Tarek', { confirmed: false });
  await member('Lotte');
  clock.advance(1000);
  await mailings.askForConfirmation(maker, id);
  await mailings.askForConfirmation(maker, id);
  const [asked, ...others] = await mails();
  expect(others).toEqual([]);
  expect(asked?.recipient).toBe('tarek@example.org');
  const token = must(/\/ags\/own\/(\S+)/.exec(must(asked).text ?? '')?.[1]);
  expect(await signupRequests.page(token)).toMatchObject({ state: 'open', standing: true });
  await signupRequests.confirm(token);
  expect(await mailings.send(maker, id, letter())).toEqual({ ok: true, recipients: 2 });
  const desk = await workingGroups.desk(maker, id);
  expect(desk.ok && desk.signups.length).toBe(2);
  expect((await workingGroups.ownPart(tarek, id)).level).toBe('active');
});
