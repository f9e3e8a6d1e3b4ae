import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { must } from '$lib/util/must';
import { testServices } from '../../../../tests/support/services';

const { db, services, sessions, space, clock, person, account } = await testServices();
const { join, workshops, rooms } = services;
const hedda = await account('owner');

async function workshop(groups = 2) {
  const made = await workshops.create(hedda, space.id, {
    title: 'Auftakt',
    startsAt: null,
    place: '',
    template: 'auftakt',
    groups,
    question: 'Was zuerst?'
  });
  if (!made.ok) throw new Error(made.message);
  return made.workshop;
}

let lastAddress = 0;
const address = () => `198.51.100.${(lastAddress += 1)}`;
const lotte = { name: 'Lotte Löwenzahn', organisation: 'Dorfladen Musterdorf eG' };

/** Some code that nobody has. */
async function wrongCode(): Promise<string> {
  const used = new Set((await db.selectFrom('workshop').select('code').execute()).map((row) => row.code));
  for (let code = 203_000; ; code += 1) if (!used.has(String(code))) return String(code);
}

describe('joining', () => {
  test('takes a stranger in with a code, a session and the smallest group', async () => {
    const { code, roomId, id } = await workshop();
    const one = await join.join({ code }, lotte, null, address());
    const two = await join.join({ code }, { name: 'Otto Obstwiese' }, null, address());
    if (!one.ok || !two.ok) throw new Error('both get in');
    expect(one).toMatchObject({ workshopId: id, room: roomId });
    const valid = await sessions.validate(must(one.session).token);
    expect(valid?.person).toMatchObject({ ...lotte, email: null });
    const groups = await rooms.read(roomId, (view) => [...view.all('participant')].map((p) => p.groupId));
    expect(new Set(groups).size).toBe(2);
  });

  test('keeps only a hash of the session id', async () => {
    const { code } = await workshop();
    const joined = await join.join({ code }, lotte, null, address());
    const { token } = must(joined.ok ? joined.session : null);
    const rows = await db.selectFrom('session').select('id_hash').execute();
    expect(rows.map((row) => row.id_hash)).not.toContain(token);
    expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row.id_hash))).toBe(true);
  });

  test('reads the code as people type it', async () => {
    const { code } = await workshop();
    const typed = ` ${code.slice(0, 3)} ${code.slice(3)} `;
    expect(await join.look(typed, address())).toMatchObject({ ok: true });
  });

  test('is one participant for the same person, whatever the door', async () => {
    const { code, roomId } = await workshop();
    const guest = await person();
    const twice = await Promise.all([1, 2, 3].map(() => join.join({ code }, lotte, guest, address())));
    expect(new Set(twice.map((one) => one.ok && one.participantId)).size).toBe(1);
    expect(twice.every((one) => one.ok && one.session === null)).toBe(true);
    expect(await rooms.read(roomId, (view) => [...view.all('participant')].length)).toBe(1);
  });

  test('a guest who comes back under another name is called so everywhere; an account keeps its name', async () => {
    const { code, roomId } = await workshop();
    const guest = await person('Lotte');
    await join.join({ code }, lotte, guest, address());
    const names = await rooms.read(roomId, (view) => [...view.all('participant')].map((one) => one.name));
    expect(names).toEqual(['Lotte Löwenzahn']);
    const member = await account('member', 'Emil Eisvogel');
    await join.join({ code }, { name: 'Emil' }, member, address());
    const stored = db
      .selectFrom('person')
      .where('id', 'in', [guest.id, member.id])
      .select('name')
      .orderBy('name');
    expect((await stored.execute()).map(({ name }) => name)).toEqual(['Emil Eisvogel', 'Lotte Löwenzahn']);
  });

  test('who is in already is known at the door and in the list, and nobody else is', async () => {
    const { code, id } = await workshop();
    const guest = await person();
    const mine = async () => (await workshops.list(space.id, guest)).find((one) => one.id === id)?.mine;
    expect(await join.look(code, address(), guest)).toMatchObject({ joinedAs: null });
    expect(await mine()).toBe(false);
    await join.join({ code }, lotte, guest, address());
    expect(await join.look(code, address(), guest)).toMatchObject({ joinedAs: lotte.name });
    expect(await join.look(code, address())).toMatchObject({ joinedAs: null });
    expect(await mine()).toBe(true);
    expect((await workshops.list(space.id)).some((one) => one.mine)).toBe(false);
  });

  test('two guests with the same name stay two people', async () => {
    const { code, roomId } = await workshop();
    await join.join({ code }, lotte, null, address());
    await join.join({ code }, lotte, null, address());
    expect(await rooms.read(roomId, (view) => [...view.all('participant')].length)).toBe(2);
  });

  test('lets people choose a group, or none; not one of another workshop', async () => {
    const [mine, other] = [await workshop(), await workshop()];
    const found = await join.look(mine.code, address());
    const groupId = must(found.ok ? found.groups[1]?.id : null);
    const foreign = await join.look(other.code, address());
    const foreignId = must(foreign.ok ? foreign.groups[0]?.id : null);
    const chosen = await join.join({ code: mine.code }, { ...lotte, groupId }, null, address());
    const none = await join.join({ code: mine.code }, { ...lotte, groupId: null }, null, address());
    const groupOf = (id: string) => rooms.read(mine.roomId, (view) => view.get('participant', id)?.groupId);
    expect(await groupOf(chosen.ok ? chosen.participantId : '')).toBe(groupId);
    expect(await groupOf(none.ok ? none.participantId : '')).toBeNull();
    const refused = await join.join({ code: mine.code }, { ...lotte, groupId: foreignId }, null, address());
    expect(refused).toMatchObject({ ok: false, code: 'not_found' });
  });

  test('members come in without a code, facilitators as facilitators, strangers not at all', async () => {
    const { id, roomId } = await workshop();
    const member = await account('member', 'Emil Eisvogel');
    const joined = await join.join({ workshopId: id }, { name: 'Emil Eisvogel' }, member, address());
    expect(joined).toMatchObject({ ok: true, room: roomId });
    const moderator = await join.join({ workshopId: id }, { name: 'Hedda Holunder' }, hedda, address());
    const role = await rooms.read(
      roomId,
      (view) => view.get('participant', moderator.ok ? moderator.participantId : '')?.role
    );
    expect(role).toBe('facilitator');
    const stranger = await join.join({ workshopId: id }, lotte, await person(), address());
    const nowhere = await join.join({ workshopId: randomUUID() }, lotte, await person(), address());
    expect(stranger).toMatchObject({ ok: false, code: 'forbidden' });
    expect(nowhere).toEqual(stranger);
  });
});

describe('bad input', () => {
  test.each([
    ['letters', 'abcdef', 'invalid'],
    ['five digits', '12345', 'invalid'],
    ['nothing', '', 'invalid'],
    ['SQL', "1' or '1'='1", 'invalid'],
    ['a novel', '1'.repeat(10_000), 'invalid']
  ])('a code of %s', async (_what, code, expected) => {
    const answer = await join.join({ code }, lotte, null, address());
    expect(answer).toMatchObject({ ok: false, code: expected, message: 'Der Code hat sechs Ziffern.' });
  });

  test.each([
    ['spaces', '   ', 'empty'],
    ['invisible characters', '\u200b\u2060', 'empty'],
    ['81 letters', 'a'.repeat(81), 'too_long'],
    ['10,000 letters', 'a'.repeat(10_000), 'too_long']
  ])('a name of %s', async (_what, name, expected) => {
    const { code } = await workshop();
    const answer = await join.join({ code }, { name }, null, address());
    expect(answer).toMatchObject({ ok: false, code: expected });
    expect(answer.ok ? '' : answer.message).toMatch(/Name/);
  });

  test.each([['🌻'], ['<script>alert(1)</script>'], ['O’Connor-Łukasz'], ['مينا']])(
    'takes %s as a name, as it is',
    async (name) => {
      const { code, roomId } = await workshop();
      const joined = await join.join({ code }, { name }, null, address());
      const id = joined.ok ? joined.participantId : '';
      expect(await rooms.read(roomId, (view) => view.get('participant', id)?.name)).toBe(name);
    }
  );

  test('a code that nobody has, and one whose workshop is over, get the same sentence', async () => {
    const over = await workshop();
    expect(await workshops.setOpen(hedda, over.id, false)).toEqual({ ok: true });
    const ended = await join.look(over.code, address());
    const unknown = await join.look(await wrongCode(), address());
    expect(ended).toMatchObject({ ok: false, code: 'not_found' });
    expect(unknown).toEqual(ended);
  });

  test('a workshop that was opened again can be joined again', async () => {
    const { id, code } = await workshop();
    await workshops.setOpen(hedda, id, false);
    await workshops.setOpen(hedda, id, true);
    expect(await join.look(code, address())).toMatchObject({ ok: true });
  });
});

describe('guessing', () => {
  test('is stopped per address after 30 wrong codes, and goes on ten minutes later', async () => {
    const { code } = await workshop();
    const from = address();
    const wrong = await wrongCode();
    for (let i = 0; i < 30; i += 1) expect(await join.look(wrong, from)).toMatchObject({ code: 'not_found' });
    const stopped = await join.look(code, from);
    expect(stopped).toMatchObject({ ok: false, code: 'rate_limited' });
    expect(!stopped.ok && must(stopped.retryAfterMs)).toBeGreaterThan(0);
    expect(await join.look(code, address())).toMatchObject({ ok: true });
    clock.advance(10 * 60_000 + 1);
    expect(await join.look(code, from)).toMatchObject({ ok: true });
  });

  test('somebody who guesses in the hall locks nobody out there, and finds nothing by it', async () => {
    const { code } = await workshop();
    const [hall, wrong] = [address(), await wrongCode()];
    expect(await join.look(code, hall)).toMatchObject({ ok: true });
    for (let i = 0; i < 60; i += 1) await join.look(wrong, hall);
    expect(await join.look(wrong, hall)).toMatchObject({ code: 'rate_limited' });
    expect(await join.look(code, hall)).toMatchObject({ ok: true });
    // Going through all codes until one answers differently ends as well.
    for (let i = 0; i < 300; i += 1) await join.look(wrong, hall);
    expect(await join.look(code, hall)).toMatchObject({ code: 'rate_limited' });
    clock.advance(10 * 60_000 + 1);
  });

  test('a burst at the same moment gets no more answers than one after the other', async () => {
    const from = address();
    const wrong = await wrongCode();
    const answers = await Promise.all(Array.from({ length: 100 }, () => join.look(wrong, from)));
    const judged = answers.filter((answer) => !answer.ok && answer.code === 'not_found').length;
    expect(judged).toBeLessThanOrEqual(30);
  });

  test('a hall of sixty behind one address gets in, a few typos included', async () => {
    clock.advance(10 * 60_000 + 1);
    const { code, roomId } = await workshop(4);
    const hall = address();
    const wrong = await wrongCode();
    for (let i = 0; i < 10; i += 1) await join.look(wrong, hall);
    const names = Array.from({ length: 60 }, (_, at) => ({ name: `Person ${at}` }));
    const joined = await Promise.all(names.map((form) => join.join({ code }, form, null, hall)));
    expect(joined.filter((one) => one.ok)).toHaveLength(60);
    const sizes = await rooms.read(roomId, (view) => {
      const counts = new Map<string | null, number>();
      for (const { groupId } of view.all('participant')) counts.set(groupId, (counts.get(groupId) ?? 0) + 1);
      return [...counts.values()];
    });
    expect(sizes).toEqual([15, 15, 15, 15]);
  });

  test('from everywhere at once leaves each address three tries', async () => {
    clock.advance(10 * 60_000 + 1);
    const wrong = await wrongCode();
    for (let i = 0; i < 300; i += 1) await join.look(wrong, `2001:db8:${i.toString(16)}::1`);
    const [{ code }, { code: other }] = [await workshop(), await workshop()];
    const from = address();
    expect(await join.look(code, from)).toMatchObject({ ok: true });
    for (let i = 0; i < 3; i += 1) await join.look(wrong, from);
    expect(await join.look(other, from)).toMatchObject({ ok: false, code: 'rate_limited' });
    // A code that is known there goes on working.
    expect(await join.look(code, from)).toMatchObject({ ok: true });
    clock.advance(10 * 60_000 + 1);
  });
});
