/** Who gets into an AG, through the room and through its page alike, and who is told what by mail. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SignupLevel, WorkingGroupAudience, WorkingGroupState } from '$lib/domain/records';
import { overwriteGetLocale } from '$lib/i18n/paraglide/runtime.js';
import type { Person } from '$lib/server/auth/sessions';
import { must } from '$lib/util/must';
import { testServices } from '../../../../tests/support/services';
import { newsOf } from './signupNews';

const { db, space, account, person, services } = await testServices({
  ORIGIN: 'https://auftakt.example',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org'
});
const { workshops, rooms, workingGroups, signupRequests, mailings, desk } = services;

let maker: Person;
let roomId: string;
let id: string;

async function promote(title: string): Promise<string> {
  const topicId = randomUUID();
  const workingGroupId = randomUUID();
  for (const command of [
    { type: 'topic.add', topicId, title },
    { type: 'topic.promote', topicId, workingGroupId }
  ]) {
    const answer = await rooms.command(roomId, maker, { id: randomUUID(), ...command });
    if (!answer.ok) throw new Error(answer.code);
  }
  return workingGroupId;
}

beforeEach(async () => {
  overwriteGetLocale(() => 'de');
  for (const table of ['member', 'mail', 'mailing', 'signup_request', 'contact'] as const)
    await db.deleteFrom(table).execute();
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
  ({ roomId } = made.workshop);
  await rooms.open(roomId, maker);
  id = await promote('Dorf');
});

interface Terms {
  state?: WorkingGroupState;
  limit?: number | '';
  joining?: 'open' | 'approval';
  audience?: WorkingGroupAudience;
}
const setTerms = (terms: Terms, by = maker, of = id) =>
  desk.setTerms(by, of, {
    state: terms.state ?? 'open',
    limit: String(terms.limit ?? ''),
    joining: terms.joining ?? 'open',
    audience: terms.audience ?? 'public'
  });

/** A guest with a confirmed address. */
async function reachable(name: string): Promise<Person> {
  const guest = await person(name);
  await db
    .insertInto('contact')
    .values({
      person_id: guest.id,
      space_id: space.id,
      email: `${name.toLowerCase()}@example.org`,
      consent_text: 'Ja',
      consented_at: new Date(),
      confirmed_at: new Date()
    })
    .execute();
  return guest;
}
const form = (name: string, level: SignupLevel = 'active') => ({
  level,
  name,
  organisation: '',
  email: '',
  consent: false,
  showName: true,
  ticket: ''
});
const signUp = (who: Person, level?: SignupLevel, of = id) =>
  workingGroups.signUp(who, of, form(who.name, level), randomUUID());
async function comesIn(name: string): Promise<Person> {
  const guest = await reachable(name);
  const entered = await rooms.join(roomId, {
    personId: guest.id,
    name,
    organisation: null,
    role: 'participant',
    groupId: null
  });
  if (!entered.ok) throw new Error(entered.code);
  return guest;
}
const own = (who: Person) => workingGroups.ownPart(who, id);
const stateOf = async (who: Person) => {
  const { level, state } = await own(who);
  return level === null ? null : state;
};
const counts = async () => {
  const { group } = must(await workingGroups.page(maker, id));
  return { active: group.active, waiting: group.waiting };
};
const mails = () =>
  db.selectFrom('mail').select(['recipient', 'subject', 'text']).orderBy('created_at').execute();
const idOf = async (who: Person) => {
  const found = await workingGroups.desk(maker, id);
  if (!found.ok) throw new Error(found.code);
  return must(found.signups.find(({ name }) => name === who.name)).participantId;
};

describe('places', () => {
  test('of many who take the last place at once, in the room and on the page, one gets it', async () => {
    await setTerms({ limit: 1 });
    const hall = await Promise.all(['Anna', 'Bert', 'Cleo'].map((name) => comesIn(name)));
    const street = await Promise.all(['Dora', 'Emil', 'Fritz'].map((name) => reachable(name)));
    await Promise.all([
      ...hall.map((who) =>
        rooms.command(roomId, who, {
          id: randomUUID(),
          type: 'signup.set',
          workingGroupId: id,
          level: 'active'
        })
      ),
      ...street.map((who) => signUp(who)),
      // The same person from a second device.
      signUp(must(street[0]))
    ]);
    expect(await counts()).toEqual({ active: 1, waiting: 5 });
    const states = await Promise.all([...hall, ...street].map(stateOf));
    expect(states.toSorted()).toEqual(['in', ...Array.from({ length: 5 }, () => 'waiting')]);
    const places = await Promise.all([...hall, ...street].map(async (who) => (await own(who)).place));
    expect(places.filter((place) => place !== null).toSorted()).toEqual([1, 2, 3, 4, 5]);
    // Nobody was told anything that they did not just read.
    expect(await mails()).toEqual([]);
  });

  test('who withdraws lets the first of two who wait move up, who is told once, in the language they signed up in', async () => {
    await setTerms({ limit: 1 });
    const [anna, bert, cleo] = [await reachable('Anna'), await reachable('Bert'), await reachable('Cleo')];
    await signUp(anna);
    overwriteGetLocale(() => 'en');
    await signUp(bert);
    overwriteGetLocale(() => 'de');
    await signUp(cleo);
    expect(await own(cleo)).toMatchObject({ state: 'waiting', place: 2 });
    await Promise.all([workingGroups.leave(anna, id), workingGroups.leave(anna, id)]);
    expect([await stateOf(anna), await stateOf(bert), await stateOf(cleo)]).toEqual([null, 'in', 'waiting']);
    expect(await own(cleo)).toMatchObject({ place: 1 });
    expect(await mails()).toEqual([
      {
        recipient: 'bert@example.org',
        subject: expect.stringMatching(/^You are in: group \d+, Dorf$/),
        text: expect.stringContaining(`https://auftakt.example/ags/${id}`)
      }
    ]);
    expect(await counts()).toEqual({ active: 1, waiting: 1 });
  });

  test('a lower limit sends nobody away; a higher one lets all move up whom it has room for', async () => {
    const people = await Promise.all(['Anna', 'Bert', 'Cleo'].map((name) => reachable(name)));
    for (const who of people) await signUp(who);
    await setTerms({ limit: 2 });
    const [dora, emil] = [await reachable('Dora'), await reachable('Emil')];
    await signUp(dora);
    await signUp(emil);
    expect(await counts()).toEqual({ active: 3, waiting: 2 });
    await setTerms({ limit: 4 });
    expect([await stateOf(dora), await stateOf(emil)]).toEqual(['in', 'waiting']);
    await setTerms({ limit: '' });
    expect(await counts()).toEqual({ active: 5, waiting: 0 });
    expect((await mails()).map(({ recipient }) => recipient)).toEqual([
      'dora@example.org',
      'emil@example.org'
    ]);
    for (const limit of ['0', '-1', '1.5', '9999', 'x'])
      expect(
        await desk.setTerms(maker, id, { state: 'open', limit, joining: 'open', audience: 'public' })
      ).toMatchObject({ code: 'invalid', field: 'limit' });
  });

  test('who has no confirmed address, or wants no mails of the AG, gets none', async () => {
    await setTerms({ limit: 1 });
    const anna = await reachable('Anna');
    const bert = await reachable('Bert');
    const cleo = await reachable('Cleo');
    await db.updateTable('contact').set({ confirmed_at: null }).where('person_id', '=', cleo.id).execute();
    for (const who of [anna, bert, cleo]) await signUp(who);
    await workingGroups.setMails(bert, id, false);
    await setTerms({ limit: '' });
    expect([await stateOf(bert), await stateOf(cleo)]).toEqual(['in', 'in']);
    expect(await mails()).toEqual([]);
  });

  test('what is confirmed by mail when the AG is full waits; when it has ended meanwhile, nothing is kept', async () => {
    await setTerms({ limit: 1 });
    await signUp(await reachable('Anna'));
    const ask = async (name: string) => {
      const given = { ...form(name), email: `${name}@example.org`, consent: true, ticket: randomUUID() };
      expect(await workingGroups.signUp(null, id, given, randomUUID())).toMatchObject({ waiting: true });
      const mail = must((await mails()).findLast(({ recipient }) => recipient === `${name}@example.org`));
      return must(/\/ags\/own\/([\w-]+)/.exec(mail.text ?? '')?.[1]);
    };
    const [bert, cleo] = [await ask('bert'), await ask('cleo')];
    expect(await signupRequests.confirm(bert)).toEqual({ ok: true });
    expect(await signupRequests.page(bert)).toMatchObject({
      state: 'signedUp',
      signup: 'waiting',
      place: 1
    });
    await setTerms({ limit: 1, state: 'closed' });
    expect(await signupRequests.confirm(cleo)).toMatchObject({ ok: false, code: 'closed' });
    expect(
      await db.selectFrom('contact').where('email', '=', 'cleo@example.org').select('email').execute()
    ).toEqual([]);
    // Who waits can still go.
    expect(await signupRequests.withdraw(bert)).toEqual({ ok: true });
    expect(await counts()).toEqual({ active: 1, waiting: 0 });
  });

  test('a pause and an end are said before anything else happens', async () => {
    await setTerms({ state: 'paused' });
    const anna = await reachable('Anna');
    expect(await signUp(anna)).toMatchObject({ code: 'invalid', field: 'level' });
    expect(await signUp(anna, 'informed')).toMatchObject({ ok: true });
    await setTerms({ state: 'closed' });
    const given = { ...form('bert'), email: 'bert@example.org', consent: true };
    expect(await workingGroups.signUp(null, id, given, randomUUID())).toMatchObject({ field: 'level' });
    expect(await mails()).toEqual([]);
    expect(await workingGroups.leave(anna, id)).toEqual({ ok: true });
  });
});

test('words to the coordination come with a sign-up, by mail too, and go with it', async () => {
  const said = async () => {
    const found = await workingGroups.desk(maker, id);
    if (!found.ok) throw new Error(found.code);
    return found.signups.map(({ name, message }) => [name, message]);
  };
  const anna = await reachable('Anna');
  const words = (message: string) => ({ ...form('Anna'), message });
  expect(await workingGroups.signUp(anna, id, words('x'.repeat(501)), randomUUID())).toMatchObject({
    field: 'message'
  });
  await workingGroups.signUp(anna, id, words(' Ich bringe einen Bus mit.\nUnd Kuchen. '), randomUUID());
  expect(await said()).toEqual([['Anna', 'Ich bringe einen Bus mit.\nUnd Kuchen.']]);
  // Changing the sign-up takes nothing back.
  await signUp(anna, 'informed');
  expect(await said()).toEqual([['Anna', 'Ich bringe einen Bus mit.\nUnd Kuchen.']]);
  await workingGroups.leave(anna, id);
  await signUp(anna);
  expect(await said()).toEqual([['Anna', null]]);
  const given = {
    ...form('Bert'),
    email: 'bert@example.org',
    consent: true,
    message: 'Hallo',
    ticket: randomUUID()
  };
  await workingGroups.signUp(null, id, given, randomUUID());
  const token = must(/\/ags\/own\/([\w-]+)/.exec(must((await mails())[0]).text ?? '')?.[1]);
  await signupRequests.confirm(token);
  expect(await said()).toEqual([
    ['Anna', null],
    ['Bert', 'Hallo']
  ]);
});

describe('approval', () => {
  test('who asks is answered by mail; a full AG lets them wait; declined people are on no list of names', async () => {
    await setTerms({ joining: 'approval', limit: 1 });
    const [anna, bert, cleo] = [await reachable('Anna'), await reachable('Bert'), await reachable('Cleo')];
    for (const who of [anna, bert, cleo]) await signUp(who);
    expect(await counts()).toEqual({ active: 0, waiting: 0 });
    const [a, b, c] = [await idOf(anna), await idOf(bert), await idOf(cleo)];
    expect(await desk.decide(maker, id, [a, b], 'approve')).toEqual({ ok: true, decided: 2 });
    expect(await desk.decide(maker, id, [c, randomUUID(), 'x'], 'decline')).toEqual({ ok: true, decided: 1 });
    expect(await desk.decide(maker, id, [a], 'x')).toMatchObject({ code: 'invalid' });
    expect([await stateOf(anna), await stateOf(bert), await stateOf(cleo)]).toEqual([
      'in',
      'waiting',
      'declined'
    ]);
    // Whoever answers hears that somebody asks, once, and not who.
    const [asked, ...more] = (await mails()).filter(({ recipient }) => recipient === maker.email);
    expect(asked?.subject).toMatch(/^AG \d+: Jemand möchte mitarbeiten$/);
    expect(asked?.text).toContain(`https://auftakt.example/ags/${id}/desk`);
    expect(asked?.text).not.toMatch(/Anna|Bert|Cleo/);
    expect(more).toEqual([]);
    const told = (await mails()).filter(({ recipient }) => recipient !== maker.email);
    expect(told.map(({ recipient, subject }) => [recipient, subject?.split(':')[0]])).toEqual([
      ['anna@example.org', 'Zusage'],
      ['bert@example.org', 'Warteliste'],
      ['cleo@example.org', 'Absage']
    ]);
    expect(must(await workingGroups.page(maker, id)).members).toEqual([{ name: 'Anna', organisation: null }]);
    // The coordination may let somebody in beyond the limit.
    await desk.decide(maker, id, [b], 'admit');
    expect(await counts()).toEqual({ active: 2, waiting: 0 });
    for (const who of [await account('member'), anna])
      expect(await desk.decide(who, id, [c], 'approve')).toMatchObject({ code: 'forbidden' });
  });

  test('a mail to all goes to those who are in; who is moved to another AG has not asked there', async () => {
    await setTerms({ joining: 'approval' });
    const [anna, bert] = [await reachable('Anna'), await reachable('Bert')];
    for (const who of [anna, bert]) await signUp(who);
    await desk.decide(maker, id, [await idOf(anna)], 'approve');
    const letter = { id: randomUUID(), subject: 'Treffen', body: 'Bald', active: true, informed: true };
    expect(await mailings.send(maker, id, { ...letter, chosen: null, answersToMe: false })).toEqual({
      ok: true,
      recipients: 1
    });
    const other = await promote('Energie');
    await setTerms({ joining: 'approval' }, maker, other);
    await desk.move(maker, { from: id, to: other, participantIds: [await idOf(anna), await idOf(bert)] });
    for (const who of [anna, bert])
      expect(await workingGroups.ownPart(who, other)).toMatchObject({ level: 'active', state: 'in' });
    await setTerms({ state: 'closed' }, maker, other);
    await signUp(bert);
    expect(await desk.move(maker, { from: id, to: other, participantIds: [await idOf(bert)] })).toMatchObject(
      { code: 'closed' }
    );
  });
});

test('who sees an AG: by its audience, by coordinating, by being in it, and nobody learns that there is another', async () => {
  const [member, guest, inside, signedUp] = [
    await account('member'),
    await reachable('Gast'),
    await comesIn('Drin'),
    await reachable('Paula')
  ];
  await signUp(signedUp, 'informed');
  const looker = { member, guest, inside, signedUp, maker, visitor: null };
  const sees = async () => {
    const found: string[] = [];
    for (const [name, who] of Object.entries(looker)) {
      const visible = (await workingGroups.visible(who, id)) !== null;
      const page = await workingGroups.page(who, id);
      const list = await workingGroups.list(space.id, who);
      expect([page !== null, list.some((group) => group.id === id)], name).toEqual([visible, visible]);
      if (visible) found.push(name);
    }
    return found;
  };
  expect(await sees()).toEqual(['member', 'guest', 'inside', 'signedUp', 'maker', 'visitor']);
  await setTerms({ audience: 'members' });
  expect(await sees()).toEqual(['member', 'inside', 'signedUp', 'maker']);
  await setTerms({ audience: 'participants' });
  expect(await sees()).toEqual(['inside', 'signedUp', 'maker']);
  expect(await signUp(guest)).toMatchObject({ code: 'not_found' });
  expect(await workingGroups.signUp(null, id, form('Fremd'), randomUUID())).toMatchObject({
    code: 'not_found'
  });
  await workingGroups.leave(signedUp, id);
  expect(await sees()).toEqual(['inside', 'maker']);
});

test('a deleted AG takes its sign-ups along and tells its people; nothing of it hangs, and what was sent goes out', async () => {
  await setTerms({ limit: 1 });
  const [anna, bert, cleo] = [await reachable('Anna'), await reachable('Bert'), await reachable('Cleo')];
  for (const who of [anna, bert]) await signUp(who);
  await signUp(cleo, 'informed');
  const other = await promote('Energie');
  await signUp(bert, 'informed', other);
  const given = { ...form('dora'), email: 'dora@example.org', consent: true, ticket: randomUUID() };
  await workingGroups.signUp(null, id, given, randomUUID());
  const token = must(/\/ags\/own\/([\w-]+)/.exec(must((await mails())[0]).text ?? '')?.[1]);
  const letter = { id: randomUUID(), subject: 'Treffen', body: 'Bald', active: true, informed: false };
  await mailings.send(maker, id, { ...letter, chosen: null, answersToMe: false });

  expect(await desk.dissolve(await account('member'), id)).toMatchObject({ code: 'forbidden' });
  expect(await desk.dissolve(maker, id)).toEqual({ ok: true });
  expect(await desk.dissolve(maker, id)).toMatchObject({ code: 'forbidden' });

  const sent = await mails();
  expect(sent.filter(({ subject }) => subject === 'Treffen')).toHaveLength(1);
  expect(
    sent.filter(({ subject }) => subject?.includes('gibt es nicht mehr')).map(({ recipient }) => recipient)
  ).toEqual(['anna@example.org', 'bert@example.org', 'cleo@example.org']);
  expect(await workingGroups.page(maker, id)).toBeNull();
  expect(await workingGroups.desk(maker, id)).toMatchObject({ code: 'forbidden' });
  expect(await signupRequests.page(token)).toEqual({ state: 'gone' });
  expect(await signupRequests.confirm(token)).toMatchObject({ code: 'not_found' });
  // Nobody needs an address any more whose person is in no other AG.
  expect(
    (await db.selectFrom('contact').select('email').orderBy('email').execute()).map((row) => row.email)
  ).toEqual(['bert@example.org']);
  const view = await rooms.read(roomId, (records) => ({
    signups: [...records.all('signup')].filter((one) => one.workingGroupId === id && one.removedAt === null),
    topics: [...records.all('topic')].filter(({ workingGroupId }) => workingGroupId === id)
  }));
  expect(view).toEqual({ signups: [], topics: [] });
});

test('news are what others did: nobody is told what they did themselves', () => {
  const base = {
    type: 'signup',
    id: 'ag:1',
    seq: 1,
    removedAt: null,
    workingGroupId: 'ag',
    participantId: '1',
    level: 'active',
    since: 0,
    declinedAt: null,
    createdAt: 0
  } as const;
  const signup = (state: 'in' | 'waiting' | 'asked' | 'declined') => ({ ...base, state });
  expect(newsOf(null, signup('waiting'))).toBeNull();
  expect(newsOf({ ...signup('in'), level: 'informed' }, signup('asked'))).toBeNull();
  expect(newsOf(signup('waiting'), { ...signup('in'), level: 'informed' })).toBeNull();
  expect(newsOf(signup('in'), { ...signup('in'), removedAt: 5 })).toBeNull();
  expect(newsOf(signup('waiting'), signup('in'))).toBe('movedUp');
  expect(newsOf(signup('asked'), signup('in'))).toBe('approved');
  expect(newsOf(signup('declined'), signup('in'))).toBe('approved');
  expect(newsOf(signup('asked'), signup('waiting'))).toBe('approvedWaiting');
  expect(newsOf(signup('in'), signup('declined'))).toBe('declined');
});
