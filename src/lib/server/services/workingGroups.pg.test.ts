import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { boardRules } from '$lib/domain/board/rules';
import { directoryRules } from '$lib/domain/cards/rules';
import type { NoteKind } from '$lib/domain/records';
import { refusalText } from '$lib/i18n/refusal';
import { Rooms } from '$lib/sync/Rooms';
import { systemClock } from '$lib/util/clock';
import { must } from '$lib/util/must';
import { Sessions, type Person } from '$lib/server/auth/sessions';
import { newToken } from '$lib/server/auth/token';
import { parseConfig } from '$lib/server/config';
import type { MemberRole } from '$lib/server/db/types';
import { createLog } from '$lib/server/log';
import { Metrics } from '$lib/server/metrics';
import { PgRoomStore } from '$lib/server/repositories/roomStore';
import { insertMember, insertSpace } from '$lib/server/repositories/spaces';
import { boardActors, directoryActor, ParticipantIndex } from '$lib/server/services/actors';
import { Erasure } from '$lib/server/services/erasure';
import { FilesService } from '$lib/server/services/files';
import { RoomsService } from '$lib/server/services/rooms';
import { SignupRequests } from '$lib/server/services/signupRequests';
import { SpacesService } from '$lib/server/services/spaces';
import { WorkshopsService } from '$lib/server/services/workshops';
import { testDatabase } from '../../../../tests/support/database';
import { phaseIn } from '../../../../tests/support/phases';
import { contactConsentText, WorkingGroupsService, type SignupForm } from './workingGroups';

const { db } = await testDatabase();
const participants = new ParticipantIndex();
const rooms = new Rooms({
  store: new PgRoomStore(db),
  clock: systemClock,
  setups: {
    board: { rules: boardRules, actorFor: boardActors(participants) },
    directory: { rules: directoryRules, actorFor: directoryActor }
  },
  refusalText,
  fanout: () => undefined,
  report: ({ error }) => {
    throw error;
  }
});
afterAll(() => rooms.stop());
const log = createLog('silent');
const metrics = new Metrics({ rooms: () => 0, sockets: () => 0 });
const sessions = new Sessions(db);
const roomsService = new RoomsService({ db, rooms, clock: systemClock, participants, metrics, log });
const context = {
  db,
  log,
  clock: systemClock,
  config: parseConfig({}),
  sessions,
  spaces: new SpacesService(db, systemClock),
  rooms: roomsService,
  mail: null
};
const workshops = new WorkshopsService(context);
const service = new WorkingGroupsService(
  context,
  new SignupRequests(context, new Erasure(context, new FilesService(context)))
);
const ADDRESS = '192.0.2.1';

const space = {
  id: randomUUID(),
  name: 'Bündnis',
  tagline: '',
  about: '',
  regions: [],
  fields: [],
  directoryRoom: randomUUID()
};
await insertSpace(db, space);

async function person(name: string, role: MemberRole | null = null): Promise<Person> {
  const id = randomUUID();
  // Members have an account; guests have none.
  const email = role && `${id}@example.org`;
  const someone = { id, name, organisation: null, email };
  await db
    .insertInto('person')
    .values({ id, name, email, password_hash: role && 'none' })
    .execute();
  if (role) await insertMember(db, { spaceId: space.id, personId: someone.id, role });
  return someone;
}

const owner = await person('Hedda Holunder', 'owner');

async function send(roomId: string, who: Person, command: { type: string } & Record<string, unknown>) {
  const answer = await roomsService.command(roomId, who, { id: randomUUID(), ...command });
  if (!answer.ok) throw new Error(`${command.type}: ${answer.code}`);
}

/** A workshop with one topic of two notes, carried on as an AG. */
async function makeGroup() {
  // somebody new each time: one person's commands are limited per minute
  const maker = await person('Hedda Holunder', 'owner');
  const made = await workshops.create(maker, space.id, {
    title: 'Auftakt',
    startsAt: Date.UTC(2021, 1, 16, 16),
    place: '',
    template: 'auftakt',
    groups: 2,
    question: 'Was ist Ihnen wichtig?'
  });
  if (!made.ok) throw new Error(made.code);
  const { id: workshopId, roomId } = made.workshop;
  await roomsService.open(roomId, maker);
  await send(roomId, maker, { type: 'phase.set', phaseId: await phaseIn(roomsService, roomId, 'cluster') });
  const topicId = randomUUID();
  await send(roomId, maker, { type: 'topic.add', topicId, title: 'Dorf' });
  const note = async (body: string, kind: NoteKind) => {
    const noteId = randomUUID();
    await send(roomId, maker, { type: 'note.add', noteId, body, kind, groupId: null });
    await send(roomId, maker, { type: 'note.move', noteId, topicId });
    return noteId;
  };
  await note('Leere Höfe öffnen', 'idea');
  const gone = await note('Gehört nicht hierher', 'info');
  await note('Bus nach 19 Uhr', 'need');
  await send(roomId, maker, { type: 'note.remove', noteId: gone });
  const declined = await note('Gehört nicht auf die Straße', 'info');
  await send(roomId, maker, { type: 'note.review', noteId: declined, status: 'declined' });
  const id = randomUUID();
  await send(roomId, maker, {
    type: 'topic.promote',
    topicId,
    workingGroupId: id,
    title: 'Nachhaltige Dorfentwicklung',
    purpose: 'Arbeit am Dorf.'
  });
  return { id, roomId, workshopId, maker };
}

/** For refusals, which leave it as it is. */
const refusing = makeGroup();

const filled = (more: Partial<SignupForm> = {}): SignupForm => ({
  level: 'active',
  name: 'Mina Muster',
  organisation: 'Energiegruppe',
  email: 'mina@example.org',
  consent: true,
  showName: false,
  ticket: newToken(),
  ...more
});

async function signUp(id: string, form: SignupForm, who: Person | null = null) {
  const result = await service.signUp(who, id, form, ADDRESS);
  if (!result.ok) throw new Error(`${result.code} ${result.field}`);
  if (!result.session) return { person: must(who), session: null };
  return { person: must(await sessions.validate(result.session.token)).person, session: result.session };
}

async function deskOf(id: string) {
  const desk = await service.desk(owner, id);
  if (!desk.ok) throw new Error(desk.code);
  return desk;
}

describe('signing up from the public page', () => {
  test('a stranger becomes a guest, is signed up live, and the consent is recorded with its text and time', async () => {
    const { id, roomId } = await makeGroup();
    const before = Date.now();
    const { person: guest, session } = await signUp(id, filled());
    expect(session).not.toBeNull();
    expect(guest).toMatchObject({ name: 'Mina Muster', email: null });
    expect(await service.ownPart(guest, id)).toMatchObject({ level: 'active', email: 'mina@example.org' });
    expect(await roomsService.read(roomId, (view) => view.get('workingGroup', id)?.active)).toBe(1);
    const contact = must(await service.contactOf(guest, space.id));
    expect(contact.consentText).toBe(contactConsentText());
    expect(contact.consentedAt.getTime()).toBeGreaterThanOrEqual(before);
  });

  test('works when the workshop is over', async () => {
    const { id, workshopId } = await makeGroup();
    await workshops.setOpen(owner, workshopId, false);
    await signUp(id, filled());
    expect((await deskOf(id)).signups).toHaveLength(1);
  });

  test('five clicks on one form are one guest and one sign-up', async () => {
    const { id } = await makeGroup();
    const form = filled();
    const results = await Promise.all([1, 2, 3, 4, 5].map(() => signUp(id, form)));
    expect(new Set(results.map((result) => result.person.id)).size).toBe(1);
    const { signups, group } = await deskOf(id);
    expect(signups).toHaveLength(1);
    expect(group.active).toBe(1);
  });

  test("a ticket of another page gives another guest, and nobody's id can be made from outside", async () => {
    const { id } = await makeGroup();
    const first = await signUp(id, filled());
    const second = await signUp(id, filled());
    const forged = await signUp(id, filled({ ticket: first.person.id }));
    expect(new Set([first, second, forged].map((result) => result.person.id)).size).toBe(3);
  });

  test('an address without consent is refused and stored nowhere', async () => {
    const { id } = await makeGroup();
    const before = await db.selectFrom('person').select('id').execute();
    expect(await service.signUp(null, id, filled({ consent: false }), ADDRESS)).toMatchObject({
      ok: false,
      code: 'invalid',
      field: 'consent'
    });
    expect(await db.selectFrom('person').select('id').execute()).toHaveLength(before.length);
    expect((await deskOf(id)).signups).toEqual([]);
  });

  test('without an address one may stay informed, but not work along', async () => {
    const { id } = await makeGroup();
    const none = { email: '', consent: false };
    expect(await service.signUp(null, id, filled(none), ADDRESS)).toMatchObject({ field: 'email' });
    await signUp(id, filled({ ...none, level: 'informed' }));
    expect((await deskOf(id)).signups).toMatchObject([{ level: 'informed', email: null, consentText: null }]);
  });

  test.each([
    [{ level: 'owner' }, 'level'],
    [{ name: ' \u200b ' }, 'name'],
    [{ name: 'x'.repeat(10_000) }, 'name'],
    [{ organisation: 'x'.repeat(121) }, 'organisation'],
    [{ email: 'mina@example.org\r\nBcc: all@example.org' }, 'email'],
    [{ email: 'a@b, c@d' }, 'email'],
    [{ email: { $ne: '' } }, 'email']
  ] as const)('%j is refused at the field %s', async (wrong, field) => {
    const { id } = await refusing;
    expect(await service.signUp(null, id, filled(wrong), ADDRESS)).toMatchObject({ ok: false, field });
  });

  test('an AG that is not there, and an id that is none', async () => {
    expect(await service.signUp(null, randomUUID(), filled(), ADDRESS)).toMatchObject({ code: 'not_found' });
    expect(await service.signUp(null, "' or 1=1", filled(), ADDRESS)).toMatchObject({ code: 'not_found' });
    expect(await service.page(null, '../x')).toBeNull();
  });

  test('changing the level keeps one sign-up; leaving takes it back, and the name off the page for good', async () => {
    const { id, roomId } = await makeGroup();
    const { person: guest } = await signUp(id, filled({ showName: true }));
    expect((await service.page(null, id))?.members).toEqual([
      { name: 'Mina Muster', organisation: 'Energiegruppe' }
    ]);
    await signUp(id, filled({ level: 'informed', showName: true }), guest);
    expect((await deskOf(id)).group).toMatchObject({ active: 0, informed: 1 });
    expect((await service.page(null, id))?.members).toEqual([]);
    await signUp(id, filled({ showName: true }), guest);
    expect(await service.leave(guest, id)).toEqual({ ok: true });
    expect((await deskOf(id)).signups).toEqual([]);
    // again, this time in the workshop, where nobody asks about the name
    await send(roomId, guest, { type: 'signup.set', workingGroupId: id, level: 'active' });
    expect((await service.page(null, id))?.members).toEqual([]);
    expect((await deskOf(id)).signups).toHaveLength(1);
  });

  test('who is in the workshop keeps the name they have there', async () => {
    const { id } = await makeGroup();
    const { person: guest } = await signUp(id, filled());
    await signUp(id, filled({ name: 'Jemand anderes', email: '' }), guest);
    expect((await deskOf(id)).signups.map(({ name }) => name)).toEqual(['Mina Muster']);
  });
});

describe('the address', () => {
  test('only with consent, changed at will, withdrawn at once', async () => {
    const { id } = await makeGroup();
    const { person: guest } = await signUp(id, filled({ level: 'informed', email: '', consent: false }));
    expect(
      await service.saveContact(guest, space.id, { email: 'a@example.org', consent: false })
    ).toMatchObject({
      field: 'consent'
    });
    expect(await service.contactOf(guest, space.id)).toBeNull();
    expect(await service.saveContact(guest, space.id, { email: 'nichts', consent: true })).toMatchObject({
      field: 'email'
    });
    await service.saveContact(guest, space.id, { email: 'A@Example.org', consent: true });
    await service.saveContact(guest, space.id, { email: 'b@example.org', consent: true });
    expect((await deskOf(id)).signups).toMatchObject([{ email: 'b@example.org' }]);
    await service.withdrawContact(guest, space.id);
    expect((await deskOf(id)).signups).toMatchObject([{ email: null, consentText: null, consentedAt: null }]);
  });

  test("is nobody else's to read", async () => {
    const { id } = await makeGroup();
    await signUp(id, filled());
    const other = await person('Tarek Testmann');
    expect(await service.contactOf(other, space.id)).toBeNull();
    expect(await service.contactOf(null, space.id)).toBeNull();
    expect(await service.ownPart(other, id)).toEqual({
      name: null,
      level: null,
      state: 'in',
      place: null,
      showName: false,
      email: null,
      mailsOff: false
    });
  });
});

describe('the public page', () => {
  test('shows the origin without authors, removed or declined notes, hidden names or addresses', async () => {
    const { id, roomId, maker } = await makeGroup();
    await signUp(id, filled({ name: 'Verborgen Versteckt', email: 'geheim@example.org' }));
    await send(roomId, maker, { type: 'board.configure', kinds: [{ kind: 'need', name: 'Wunsch' }] });
    const page = must(await service.page(null, id));
    expect(page.group).toMatchObject({ title: 'Nachhaltige Dorfentwicklung', active: 1, informed: 0 });
    expect(page.origin).toMatchObject({ title: 'Dorf', notes: 2, allNotes: 2, allGroups: 2 });
    expect(page.notes.map(({ body, kind, kindName }) => [body, kind, kindName])).toEqual([
      ['Leere Höfe öffnen', 'idea', ''],
      ['Bus nach 19 Uhr', 'need', 'Wunsch']
    ]);
    expect(JSON.stringify(page)).not.toMatch(/Hedda|Verborgen|geheim|Gehört nicht/);
  });

  test('keeps the notes back while participants may not read all of them either', async () => {
    const { id, roomId, maker } = await makeGroup();
    await send(roomId, maker, {
      type: 'phase.configure',
      phaseId: await phaseIn(roomsService, roomId, 'cluster'),
      sees: 'group'
    });
    const page = must(await service.page(null, id));
    expect(page.notes).toEqual([]);
    expect(page.origin).toMatchObject({ notes: 2 });
  });
});

describe('the desk', () => {
  test.each([
    ['facilitator', true],
    ['owner', true],
    ['member', false],
    [null, false]
  ] as const)('for a %s: %s', async (role, allowed) => {
    const { id } = await makeGroup();
    await signUp(id, filled());
    const someone = await person('Jemand', role);
    const desk = await service.desk(someone, id);
    expect(desk.ok).toBe(allowed);
    if (!allowed) {
      expect(desk).toEqual(await service.desk(someone, randomUUID()));
      expect(await service.edit(someone, id, { title: 'Gekapert', purpose: '' })).toMatchObject({
        code: 'forbidden'
      });
      expect((await service.page(null, id))?.group.title).toBe('Nachhaltige Dorfentwicklung');
    }
  });

  test('a coordinator of another space gets nothing', async () => {
    const { id } = await makeGroup();
    const elsewhere = { ...space, id: randomUUID(), directoryRoom: randomUUID() };
    await insertSpace(db, elsewhere);
    const stranger = await person('Fremd');
    await insertMember(db, { spaceId: elsewhere.id, personId: stranger.id, role: 'owner' });
    expect(await service.desk(stranger, id)).toMatchObject({ ok: false, code: 'forbidden' });
  });

  test('a facilitator who was never in the workshop edits the AG, live', async () => {
    const { id, roomId } = await makeGroup();
    const facilitator = await person('Frieda Feldweg', 'facilitator');
    expect(await service.edit(facilitator, id, { title: ' Dorf\nneu ', purpose: 'Zweck' })).toEqual({
      ok: true
    });
    expect(await roomsService.read(roomId, (view) => view.get('workingGroup', id)?.title)).toBe('Dorf neu');
    expect(await service.edit(facilitator, id, { title: '', purpose: '' })).toMatchObject({ field: 'title' });
    expect(await service.edit(facilitator, id, { title: 'x', purpose: 'x'.repeat(1001) })).toMatchObject({
      field: 'purpose'
    });
  });
});
