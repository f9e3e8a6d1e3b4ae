import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { ANSWER_WITHIN_MS } from '$lib/domain/answering';
import type { Person } from '$lib/server/auth/sessions';
import { must } from '$lib/util/must';
import { testServices } from '../../../../tests/support/services';
import { INVITED_MS } from './coordination';

const { db, clock, space, account, person, services } = await testServices({
  ORIGIN: 'https://auftakt.example',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org'
});
const { workshops, rooms, workingGroups, mailings, desk, coordination } = services;

let maker: Person;
let id: string;

beforeEach(async () => {
  for (const table of [
    'member',
    'signup',
    'mail',
    'mailing',
    'coordinator',
    'coordinator_invitation'
  ] as const)
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
  const { roomId } = made.workshop;
  await rooms.open(roomId, maker);
  const topicId = randomUUID();
  id = randomUUID();
  for (const command of [
    { type: 'topic.add', topicId, title: 'Dorf' },
    { type: 'topic.promote', topicId, workingGroupId: id }
  ]) {
    const answer = await rooms.command(roomId, maker, { id: randomUUID(), ...command });
    if (!answer.ok) throw new Error(answer.code);
  }
});

const mails = () => db.selectFrom('mail').select(['recipient', 'subject', 'text', 'state']).execute();
const tokenIn = (text: string | null) => must(/\/ags\/invited\/([\w-]{27})/.exec(text ?? '')?.[1]);

/** A coordinator of the AG, invited by link. */
async function coordinator(name: string): Promise<Person> {
  const who = await account(null, name);
  const invited = await coordination.inviteByLink(maker, id);
  if (!invited.ok) throw new Error(invited.code);
  expect(await coordination.accept(who, tokenIn(invited.url))).toEqual({ ok: true, groupId: id });
  return who;
}

/** Somebody in the AG whose address is confirmed. */
async function member(name: string): Promise<Person> {
  const guest = await person(name);
  await db
    .insertInto('contact')
    .values({
      person_id: guest.id,
      space_id: space.id,
      email: `${randomUUID()}@example.org`,
      consent_text: 'Ja',
      consented_at: new Date(),
      confirmed_at: new Date()
    })
    .execute();
  const form = {
    level: 'active',
    name,
    organisation: '',
    email: '',
    consent: false,
    showName: false,
    ticket: ''
  };
  expect(await workingGroups.signUp(guest, id, form, randomUUID())).toMatchObject({ ok: true });
  return guest;
}
const letter = () => ({
  id: randomUUID(),
  subject: 'Treffen',
  body: 'Bald',
  active: true,
  informed: true,
  chosen: null,
  answersToMe: false
});

test('an invitation by mail makes its reader a coordinator and a member, once, and nobody by looking at it', async () => {
  const mara = await account(null, 'Mara Mohn');
  expect(await coordination.inviteByMail(maker, id, ' MARA@example.org ')).toEqual({
    ok: true,
    email: 'mara@example.org'
  });
  const [mail] = await mails();
  expect(mail).toMatchObject({ recipient: 'mara@example.org', subject: expect.stringContaining('Dorf') });
  const token = tokenIn(mail?.text ?? null);
  expect(await coordination.list(maker, id)).toMatchObject({
    coordinators: [],
    invitations: [{ email: 'mara@example.org' }]
  });
  expect(await coordination.page(token)).toMatchObject({ state: 'open', group: { title: 'Dorf' } });
  // A guest has no account to coordinate with; the invitation stays.
  expect(await coordination.accept(await person(), token)).toMatchObject({ code: 'forbidden' });
  const accepted = await Promise.all([
    coordination.accept(mara, token),
    coordination.accept(await account(null, 'Otto'), token)
  ]);
  expect(accepted.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await coordination.page(token)).toEqual({ state: 'gone' });
  expect(await coordination.list(maker, id)).toMatchObject({
    coordinators: [{ name: expect.any(String) }],
    invitations: []
  });
  expect(must(await workingGroups.page(null, id)).coordinators).toHaveLength(1);
});

test('an invitation ends with its time or when it is taken back, with the mail that has not gone out', async () => {
  await coordination.inviteByMail(maker, id, 'mara@example.org');
  const list = await coordination.list(maker, id);
  if (!list.ok) throw new Error(list.code);
  const token = tokenIn((await mails())[0]?.text ?? null);
  expect(await coordination.takeBack(maker, id, must(list.invitations[0]).tokenHash)).toEqual({ ok: true });
  expect(await coordination.page(token)).toEqual({ state: 'gone' });
  expect(await mails()).toEqual([]);
  const link = await coordination.inviteByLink(maker, id);
  if (!link.ok) throw new Error(link.code);
  clock.advance(INVITED_MS);
  expect(await coordination.page(tokenIn(link.url))).toEqual({ state: 'gone' });
  await coordination.sweep();
  expect(await db.selectFrom('coordinator_invitation').selectAll().execute()).toEqual([]);
  for (const address of ['', 'x', 'a@b.c\nBcc: d@e.f', 'a@example.org, b@example.org'])
    expect(await coordination.inviteByMail(maker, id, address)).toMatchObject({ field: 'email' });
});

test('who has no account makes one with the invitation, and no second one for the same address', async () => {
  const invite = async () => {
    const link = await coordination.inviteByLink(maker, id);
    if (!link.ok) throw new Error(link.code);
    return tokenIn(link.url);
  };
  const token = await invite();
  const input = { name: 'Mara Mohn', email: `${randomUUID()}@example.org`, password: 'ein langes Kennwort' };
  expect(await coordination.register({ ...input, password: 'kurz' }, token)).toMatchObject({ ok: false });
  expect(await coordination.register(input, token)).toMatchObject({ ok: true, groupId: id });
  expect(must(await workingGroups.page(null, id)).coordinators).toEqual([
    { name: 'Mara Mohn', organisation: null }
  ]);
  const second = await invite();
  expect(await coordination.register(input, second)).toMatchObject({ code: 'conflict' });
  expect(await coordination.page(second)).toMatchObject({ state: 'open' });
  expect(await coordination.register(input, token)).toMatchObject({ code: 'not_found' });
});

test('a coordinator runs the own AG and no other, and deletes none', async () => {
  const mara = await coordinator('Mara Mohn');
  await member('Lotte');
  expect(await workingGroups.desk(mara, id)).toMatchObject({ ok: true, signups: [{ name: 'Lotte' }] });
  expect(await workingGroups.edit(mara, id, { title: 'Dorf & Land', purpose: '' })).toEqual({ ok: true });
  const terms = { state: 'open', limit: '5', joining: 'approval', audience: 'participants' };
  expect(await desk.setTerms(mara, id, terms)).toEqual({ ok: true });
  expect(await workingGroups.page(mara, id)).toMatchObject({
    group: { title: 'Dorf & Land', limit: 5, joining: 'approval' }
  });
  expect(await coordination.inviteByLink(mara, id)).toMatchObject({ ok: true });
  expect(await desk.dissolve(mara, id)).toMatchObject({ code: 'forbidden' });
  expect((await workingGroups.coordinatedList(mara, space.id)).map((group) => group.id)).toEqual([id]);
  const elsewhere = await account('member', 'Nele');
  expect(await workingGroups.desk(elsewhere, id)).toMatchObject({ code: 'forbidden' });
  expect(await coordination.list(elsewhere, id)).toMatchObject({ code: 'forbidden' });
  // Whoever is no member any more coordinates nothing.
  await db.deleteFrom('member').where('person_id', '=', mara.id).execute();
  expect(await workingGroups.desk(mara, id)).toMatchObject({ code: 'forbidden' });
});

test('a coordinator who is removed while mailing: what was sent goes out, what was not is refused', async () => {
  const mara = await coordinator('Mara Mohn');
  await Promise.all(['Lotte', 'Otto', 'Ida'].map((name) => member(name)));
  const first = letter();
  expect(await mailings.send(mara, id, first)).toEqual({ ok: true, recipients: 3 });
  expect(await coordination.remove(maker, id, mara.id)).toEqual({ ok: true });
  expect(await mails()).toHaveLength(3);
  expect(await mailings.send(mara, id, letter())).toMatchObject({ code: 'forbidden' });
  expect(await mailings.preview(mara, id, letter())).toMatchObject({ code: 'forbidden' });
  expect(await mails()).toHaveLength(3);
  // Her name stays with what she sent; it is no door.
  expect(await mailings.sent(maker, id)).toMatchObject({
    mailings: [{ sender: 'Mara Mohn', recipients: 3, waiting: 3 }]
  });
  expect(await mailings.sent(mara, id)).toMatchObject({ code: 'forbidden' });
});

test('who waits for an answer is the coordinators’ to be reminded of; where there are none, the moderation’s', async () => {
  await member('Lotte');
  clock.advance(ANSWER_WITHIN_MS);
  await desk.remind();
  expect((await mails()).map(({ recipient }) => recipient)).toEqual([maker.email]);
  await db.deleteFrom('mail').execute();
  const mara = await coordinator('Mara Mohn');
  await member('Otto');
  clock.advance(ANSWER_WITHIN_MS);
  await desk.remind();
  expect((await mails()).map(({ recipient }) => recipient)).toEqual([mara.email]);
});
