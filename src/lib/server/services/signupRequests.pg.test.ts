import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '$lib/server/auth/sessions';
import { newToken } from '$lib/server/auth/token';
import { deletePerson } from '$lib/server/repositories/persons';
import { must } from '$lib/util/must';
import { phaseIn } from '../../../../tests/support/phases';
import { testServices } from '../../../../tests/support/services';
import type { SignupForm } from './workingGroups';

const { db, clock, space, account, person, services } = await testServices({
  ORIGIN: 'https://auftakt.example',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org'
});
const { workshops, rooms, workingGroups, signupRequests } = services;
const DAY = 24 * 3_600_000;

let maker: Person;
let id: string;
/** A client's address of its own for each test: they are limited. */
let address: string;

async function makeGroup(title: string): Promise<string> {
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
    { type: 'phase.set', phaseId: await phaseIn(rooms, roomId, 'cluster') },
    { type: 'topic.add', topicId, title },
    { type: 'topic.promote', topicId, workingGroupId, title, purpose: '' }
  ]) {
    const answer = await rooms.command(roomId, maker, { id: randomUUID(), ...command });
    if (!answer.ok) throw new Error(answer.code);
  }
  return workingGroupId;
}

let next = 1;
beforeEach(async () => {
  maker = await account('owner');
  id = await makeGroup('Dorf');
  address = `192.0.2.${next++}`;
  await db.deleteFrom('mail').execute();
  await db.deleteFrom('contact').execute();
  await db.deleteFrom('signup_request').execute();
});

const filled = (more: Partial<SignupForm> = {}): SignupForm => ({
  level: 'active',
  name: 'Mina Muster',
  organisation: '',
  email: 'mina@example.org',
  consent: true,
  showName: false,
  ticket: newToken(),
  ...more
});

const ask = (more: Partial<SignupForm> = {}, who: Person | null = null, group = id) =>
  workingGroups.signUp(who, group, filled(more), address);

const mails = () => db.selectFrom('mail').selectAll().orderBy('created_at').execute();

async function tokens(): Promise<string[]> {
  return (await mails()).map(({ text }) => must(/\/ags\/own\/(\S+)/.exec(text ?? '')?.[1]));
}
const lastToken = async () => must((await tokens()).at(-1));

async function signups(group = id) {
  const desk = await workingGroups.desk(maker, group);
  if (!desk.ok) throw new Error(desk.code);
  return desk.signups;
}

describe('a sign-up with an address', () => {
  test('counts nowhere until it is confirmed; looking at the link is not confirming', async () => {
    expect(await ask()).toEqual({ ok: true, session: null, waiting: true });
    expect(await signups()).toEqual([]);
    const token = await lastToken();
    expect(await signupRequests.page(token)).toMatchObject({ state: 'open', email: 'mina@example.org' });
    expect(await signups()).toEqual([]);
    expect((await workingGroups.page(null, id))?.group.active).toBe(0);

    expect(await signupRequests.confirm(token)).toEqual({ ok: true });
    expect(await signups()).toMatchObject([
      { name: 'Mina Muster', level: 'active', email: 'mina@example.org', confirmedAt: expect.any(Date) }
    ]);
    expect((await workingGroups.page(null, id))?.group.active).toBe(1);
    // Twice changes nothing.
    expect(await signupRequests.confirm(token)).toEqual({ ok: true });
    expect(await signups()).toHaveLength(1);
    expect(await signupRequests.page(token)).toMatchObject({ state: 'signedUp', level: 'active' });
  });

  test('is forgotten after seven days, and the link says so a month later', async () => {
    await ask();
    const token = await lastToken();
    clock.advance(7 * DAY);
    expect(await signupRequests.page(token)).toEqual({ state: 'gone' });
    expect(await signupRequests.confirm(token)).toMatchObject({ ok: false, code: 'not_found' });
    await signupRequests.sweep();
    expect(await db.selectFrom('signup_request').select('email').execute()).toEqual([]);
    expect(await signups()).toEqual([]);
    for (const wrong of ['', '../x', newToken()]) {
      expect(await signupRequests.page(wrong)).toEqual({ state: 'gone' });
    }
  });

  test('five clicks on one form are one mail', async () => {
    const ticket = newToken();
    await Promise.all([1, 2, 3, 4, 5].map(() => ask({ ticket })));
    expect(await mails()).toHaveLength(1);
  });

  test('from two devices, even confirmed at the same moment, is one person', async () => {
    await ask();
    await ask({ name: 'Mina M.' });
    await Promise.all((await tokens()).map((token) => signupRequests.confirm(token)));
    expect(await signups()).toHaveLength(1);
    const other = await makeGroup('Energie');
    await ask({}, null, other);
    await signupRequests.confirm(await lastToken());
    const contacts = await db.selectFrom('contact').select('email').execute();
    expect(contacts).toEqual([{ email: 'mina@example.org' }]);
  });

  test('no answer tells whether an address is known, and nobody gets more than five mails a day by others', async () => {
    await ask();
    await signupRequests.confirm(await lastToken());
    await db.deleteFrom('mail').execute();
    const known = await ask();
    expect(await ask({ email: 'nobody@example.org' })).toEqual(known);
    await db.deleteFrom('mail').execute();
    for (let n = 0; n < 8; n += 1) expect(await ask({ email: 'victim@example.org' })).toEqual(known);
    expect(await mails()).toHaveLength(5);
  });

  test('a thousand from one client are slowed down', async () => {
    let refused = 0;
    for (let n = 0; n < 130; n += 1) {
      const answer = await ask({ email: `m${n}@example.org` });
      if (!answer.ok && answer.code === 'rate_limited') refused += 1;
    }
    expect(refused).toBe(10);
  });

  test('says nothing in its mail that the form could have put there', async () => {
    await ask({ name: 'Kauft bei https://evil.example', organisation: 'evil' });
    const [mail] = await mails();
    expect(mail).toMatchObject({ recipient: 'mina@example.org', subject: expect.stringContaining('Dorf') });
    expect(`${mail?.subject}${mail?.text}${mail?.html}`).not.toContain('evil');
    expect(mail?.text).toContain('https://auftakt.example/ags/own/');
    const kept = await db.selectFrom('signup_request').select('token_hash').execute();
    expect(JSON.stringify(kept)).not.toContain(await lastToken());
  });

  test('of somebody who is in the workshop already stays theirs', async () => {
    const guest = await person('Tarek Testmann');
    await ask({ level: 'informed', email: '', consent: false, name: 'Tarek' }, guest);
    expect(await signups()).toMatchObject([{ email: null }]);
    await ask({ email: 'tarek@example.org' }, guest);
    await signupRequests.confirm(await lastToken());
    expect(await signups()).toMatchObject([{ name: 'Tarek', level: 'active', email: 'tarek@example.org' }]);
  });
});

describe('the personal link', () => {
  test('changes the sign-up, and only this one', async () => {
    await ask({ showName: true });
    const token = await lastToken();
    expect(await signupRequests.change(token, { level: 'informed', showName: true })).toMatchObject({
      ok: false
    });
    await signupRequests.confirm(token);
    expect((await workingGroups.page(null, id))?.members).toHaveLength(1);
    expect(await signupRequests.change(token, { level: 'informed', showName: true })).toEqual({ ok: true });
    expect(await signups()).toMatchObject([{ level: 'informed', showName: false }]);
    expect(await signupRequests.change(token, { level: 'owner', showName: true })).toMatchObject({
      code: 'invalid'
    });
  });

  test('withdraws with everything: sign-up, address, links; the address stays where another AG needs it', async () => {
    const other = await makeGroup('Energie');
    await ask();
    await ask({}, null, other);
    const [token, second] = await tokens();
    await signupRequests.confirm(must(token));
    await signupRequests.confirm(must(second));
    expect(await signupRequests.withdraw(must(token))).toEqual({ ok: true });
    expect(await signups()).toEqual([]);
    expect(await signupRequests.page(must(token))).toEqual({ state: 'gone' });
    expect(await signups(other)).toMatchObject([{ email: 'mina@example.org' }]);
    expect(await signupRequests.withdraw(must(second))).toEqual({ ok: true });
    expect(await db.selectFrom('contact').selectAll().execute()).toEqual([]);
    expect(await signupRequests.withdraw(must(second))).toMatchObject({ code: 'not_found' });
  });

  test('who withdraws from the last and was nowhere else is erased; who was in the workshop is not', async () => {
    const named = (name: string) => db.selectFrom('person').where('name', '=', name).select('id').execute();
    await ask({ name: 'Nora Nirgends', email: 'nora@example.org' });
    const nora = await lastToken();
    await signupRequests.confirm(nora);
    expect(await named('Nora Nirgends')).toHaveLength(1);
    await signupRequests.withdraw(nora);
    expect(await named('Nora Nirgends')).toEqual([]);
    const left = await db
      .selectFrom('participant')
      .where('name', '=', 'Nora Nirgends')
      .select('id')
      .execute();
    expect(left).toEqual([]);

    const guest = await person('Wanda Weg');
    const { room_id: roomId } = await db
      .selectFrom('working_group')
      .where('id', '=', id)
      .select('room_id')
      .executeTakeFirstOrThrow();
    const { name, organisation } = guest;
    await rooms.join(roomId, { personId: guest.id, name, organisation, role: 'participant', groupId: null });
    await ask({ name: guest.name, email: 'wanda@example.org' }, guest);
    const wanda = await lastToken();
    await signupRequests.confirm(wanda);
    await signupRequests.withdraw(wanda);
    expect(await named('Wanda Weg')).toHaveLength(1);
  });

  test('is erased with its person, and so are the mails', async () => {
    await ask();
    await signupRequests.confirm(await lastToken());
    const { person_id: owner } = must((await mails())[0]);
    await deletePerson(db, must(owner));
    expect(await mails()).toEqual([]);
    expect(
      await db.selectFrom('signup_request').where('working_group_id', '=', id).selectAll().execute()
    ).toEqual([]);
  });

  test('of an AG that is gone says so', async () => {
    await ask();
    const token = await lastToken();
    await db.updateTable('working_group').set({ removed_at: new Date() }).where('id', '=', id).execute();
    expect(await signupRequests.page(token)).toEqual({ state: 'gone' });
    expect(await signupRequests.confirm(token)).toMatchObject({ code: 'not_found' });
  });
});
