import { describe, expect, test } from 'vitest';
import type { LinkAccess } from '$lib/domain/records';
import type { Person } from '$lib/server/auth/sessions';
import { newId } from '$lib/util/newId';
import { must } from '$lib/util/must';
import { testServices } from '../../../../tests/support/services';
import type { Connection, ServerEvents } from '$lib/sync/ports';

const { db, services, space, clock, person, account } = await testServices();
const { join, workshops, rooms, sharing } = services;
const hedda = await account('owner');
const emil = await account('member', 'Emil Eisvogel');

let lastAddress = 0;
const address = () => `198.51.100.${(lastAddress += 1)}`;

async function board() {
  const made = await workshops.create(hedda, space.id, {
    title: 'Ideenwand',
    startsAt: null,
    place: '',
    template: 'board',
    groups: 0,
    question: ''
  });
  if (!made.ok) throw new Error(made.message);
  // Facilitators are taken in on first opening.
  await rooms.open(made.workshop.roomId, hedda);
  return made.workshop;
}

async function configure(roomId: string, change: { access?: LinkAccess; membersOnly?: boolean }) {
  const answer = await rooms.command(roomId, hedda, { id: newId(), type: 'board.configure', ...change });
  if (!answer.ok) throw new Error(answer.message);
}

const enter = (code: string, who: Person | null, more: { password?: string } = {}, from = address()) =>
  join.join({ code }, { name: who?.name ?? 'Lotte Löwenzahn', ...more }, who, from);

/** A socket that only remembers what it heard. */
class Ear implements Connection {
  readonly id = newId();
  readonly connected = true;
  readonly heard: string[] = [];
  send<E extends keyof ServerEvents>(event: E, _payload: ServerEvents[E]): void {
    if (event !== 'room:presence') this.heard.push(event);
  }
  overloaded(): boolean {
    return false;
  }
  end(): void {
    this.heard.push('end');
  }
}

async function listen(roomId: string, who: Person): Promise<Ear> {
  const ear = new Ear();
  await rooms.subscribe(ear, who, { room: roomId }, (answer) => ear.heard.push(String(answer.ok)));
  return ear;
}

describe('the link of a board', () => {
  test('opens nothing while it is shut: nobody comes in, and those who are in are out at once', async () => {
    const { code, roomId, id } = await board();
    const [guest, late] = [await person(), await person('Otto Obstwiese')];
    await enter(code, guest);
    const [ear, facilitator] = [await listen(roomId, guest), await listen(roomId, hedda)];
    await configure(roomId, { access: 'none' });
    expect(ear.heard).toEqual(['true', 'room:closed']);
    expect(facilitator.heard.at(-1)).toBe('room:change');
    expect(await rooms.open(roomId, guest)).toMatchObject({ ok: false, code: 'forbidden' });
    const note = { id: newId(), type: 'note.add', noteId: newId(), body: 'Noch schnell' };
    expect(await rooms.command(roomId, guest, note)).toMatchObject({ ok: false, code: 'forbidden' });
    for (const who of [guest, late, emil, null]) {
      expect(await join.look(code, address(), who)).toMatchObject({ ok: false, code: 'closed' });
      expect(await enter(code, who)).toMatchObject({ ok: false, code: 'closed' });
    }
    expect(await workshops.list(space.id, late)).not.toContainEqual(expect.objectContaining({ id }));
    expect(await workshops.list(space.id, guest)).toContainEqual(expect.objectContaining({ id }));
    expect(await enter(code, hedda)).toMatchObject({ ok: true });
    await configure(roomId, { access: 'write' });
    expect(await rooms.open(roomId, guest)).toMatchObject({ ok: true });
  });

  test('may be for members only', async () => {
    const { code, roomId, id } = await board();
    const guest = await person();
    await enter(code, guest);
    const ear = await listen(roomId, guest);
    await configure(roomId, { membersOnly: true });
    expect(ear.heard).toEqual(['true', 'room:closed']);
    expect(await enter(code, guest)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await join.look(code, address(), await account(null))).toMatchObject({ code: 'forbidden' });
    expect(await enter(code, emil)).toMatchObject({ ok: true });
    expect(await rooms.open(roomId, emil)).toMatchObject({ ok: true });
    expect(await workshops.list(space.id, emil)).toContainEqual(expect.objectContaining({ id }));
    expect(await workshops.list(space.id)).not.toContainEqual(expect.objectContaining({ id }));
  });

  test('may open for reading only', async () => {
    const { code, roomId } = await board();
    const guest = await person();
    await configure(roomId, { access: 'read' });
    expect(await enter(code, guest)).toMatchObject({ ok: true });
    const note = { id: newId(), type: 'note.add', noteId: newId(), body: 'Darf ich nicht' };
    expect(await rooms.command(roomId, guest, note)).toMatchObject({ ok: false });
    expect(await rooms.open(roomId, guest)).toMatchObject({ ok: true });
  });
});

describe('a password', () => {
  test('is asked of newcomers, and of nobody who is in', async () => {
    const { code, id } = await board();
    const [guest, other] = [await person(), await person('Otto Obstwiese')];
    await enter(code, guest);
    const set = await sharing.change(hedda, id, { password: ' Kirschgarten ' });
    expect(set).toMatchObject({ ok: true, sharing: { code, hasPassword: true } });
    expect(JSON.stringify(await workshops.byId(id))).not.toMatch(/argon2|Kirschgarten/);
    expect(await join.look(code, address(), guest)).toMatchObject({ asksPassword: false });
    expect(await join.look(code, address(), hedda)).toMatchObject({ asksPassword: false });
    expect(await join.look(code, address(), other)).toMatchObject({ asksPassword: true });
    expect(await enter(code, other)).toMatchObject({ ok: false, code: 'forbidden', field: 'password' });
    const wrong = await enter(code, other, { password: 'Apfelgarten' });
    expect(wrong).toMatchObject({ ok: false, code: 'forbidden', field: 'password' });
    expect(await enter(code, other, { password: 'Kirschgarten' })).toMatchObject({ ok: true });
    await sharing.change(hedda, id, { password: 'Birnengarten' });
    for (const who of [guest, other]) expect(await enter(code, who)).toMatchObject({ ok: true });
    expect(await enter(code, null, { password: 'Kirschgarten' })).toMatchObject({ field: 'password' });
    await sharing.change(hedda, id, { password: null });
    expect(await enter(code, null)).toMatchObject({ ok: true });
  });

  test('cannot be guessed: the address waits, also with the right one; others come in', async () => {
    const { code, id } = await board();
    await sharing.change(hedda, id, { password: 'Kirschgarten' });
    const [attacker, hall] = [address(), address()];
    const people = () => db.selectFrom('person').select('id').execute();
    const before = (await people()).length;
    const tries = Array.from({ length: 35 }, (_, n) =>
      enter(code, null, { password: `guess ${n}` }, attacker)
    );
    const codes = (await Promise.all(tries)).map((answer) => (answer.ok ? 'in' : answer.code));
    expect(codes.filter((one) => one === 'rate_limited')).toHaveLength(5);
    expect(codes).not.toContain('in');
    expect((await people()).length).toBe(before);
    const right = { password: 'Kirschgarten' };
    expect(await enter(code, null, right, hall)).toMatchObject({ ok: true });
    expect(await enter(code, null, right, attacker)).toMatchObject({ ok: false, code: 'rate_limited' });
    clock.advance(16 * 60_000);
    expect(await enter(code, null, right, attacker)).toMatchObject({ ok: true });
  });

  test('holds no hall up: sixty type the right one at the same moment', async () => {
    const { code, id } = await board();
    await sharing.change(hedda, id, { password: 'Kirschgarten' });
    const hall = address();
    const all = Array.from({ length: 60 }, () => enter(code, null, { password: 'Kirschgarten' }, hall));
    expect((await Promise.all(all)).filter(({ ok }) => !ok)).toEqual([]);
  });

  test('is set by facilitators of the space only, and long enough', async () => {
    const { id } = await board();
    for (const who of [emil, await person(), await account(null)]) {
      expect(await sharing.look(who, id)).toMatchObject({ ok: false, code: 'forbidden' });
      const answer = await sharing.change(who, id, { password: 'Kirschgarten' });
      expect(answer).toMatchObject({ ok: false, code: 'forbidden' });
    }
    for (const password of ['kurz', '        ', 'x'.repeat(101)])
      expect((await sharing.change(hedda, id, { password })).ok).toBe(false);
    const stored = await db
      .selectFrom('workshop')
      .where('id', '=', id)
      .select('password_hash')
      .executeTakeFirst();
    expect(must(stored).password_hash).toBeNull();
  });
});

describe('a public link', () => {
  async function shared() {
    const made = await board();
    const answer = await sharing.change(hedda, made.id, { publicLink: 'renew' });
    if (!answer.ok) throw new Error(answer.message);
    return { ...made, publicId: must(answer.sharing.publicId) };
  }
  const reads = async (publicId: string) => (await sharing.publicBoard(publicId)) !== null;

  async function listenPublic(roomId: string, publicId: string): Promise<Ear> {
    const ear = new Ear();
    await rooms.subscribe(ear, { publicId }, { room: roomId }, (answer) => ear.heard.push(String(answer.ok)));
    return ear;
  }

  test('shows what is shown to all, without names, comments and reactions', async () => {
    const { code, roomId, publicId } = await shared();
    const guest = await person('Lotte Löwenzahn');
    const joined = await enter(code, guest);
    const participantId = joined.ok ? joined.participantId : '';
    const noteId = newId();
    for (const command of [
      { type: 'note.add', noteId, body: 'Ein Kalender für alle' },
      { type: 'comment.add', noteId, commentId: newId(), body: 'Finde ich auch' },
      { type: 'reaction.set', noteId, on: true }
    ])
      expect(await rooms.command(roomId, guest, { id: newId(), ...command })).toMatchObject({ ok: true });
    await rooms.command(roomId, hedda, { id: newId(), type: 'board.configure', approval: true });
    await rooms.command(roomId, guest, {
      id: newId(),
      type: 'note.add',
      noteId: newId(),
      body: 'Wartet noch'
    });
    const page = JSON.stringify(await sharing.publicBoard(publicId));
    expect(page).toContain('Ein Kalender für alle');
    for (const secret of ['Lotte', participantId, 'Finde ich auch', 'Wartet noch', '"reaction"', code])
      expect([secret, page.includes(secret)]).toEqual([secret, false]);
  });

  test('ends at once for those who have it open, and renewed is another', async () => {
    const { id, roomId, publicId } = await shared();
    const ear = await listenPublic(roomId, publicId);
    const renewed = await sharing.change(hedda, id, { publicLink: 'renew' });
    const next = must(renewed.ok ? renewed.sharing.publicId : null);
    expect(ear.heard).toEqual(['true', 'room:closed']);
    expect([await reads(publicId), await reads(next)]).toEqual([false, true]);
    expect((await listenPublic(roomId, publicId)).heard).toEqual(['false']);
    await sharing.change(hedda, id, { publicLink: 'end' });
    expect(await reads(next)).toBe(false);
  });

  test('that ended in another process ends here with the next look', async () => {
    const { id, roomId, publicId } = await shared();
    const ear = await listenPublic(roomId, publicId);
    await db.updateTable('workshop').set({ public_id: null }).where('id', '=', id).execute();
    await rooms.renewStandings();
    expect(ear.heard).toEqual(['true', 'room:closed']);
  });

  test('opens its own board only, and none that is shut', async () => {
    const [mine, other] = [await shared(), await board()];
    expect((await listenPublic(other.roomId, mine.publicId)).heard).toEqual(['false']);
    for (const wrong of ['', 'x', "' or 1=1 --", 'a'.repeat(27)]) expect(await reads(wrong)).toBe(false);
    const ear = await listenPublic(mine.roomId, mine.publicId);
    await configure(mine.roomId, { membersOnly: true });
    expect(ear.heard).toEqual(['true', 'room:closed']);
    expect(await reads(mine.publicId)).toBe(false);
    await configure(mine.roomId, { membersOnly: false, access: 'none' });
    expect(await reads(mine.publicId)).toBe(false);
    await configure(mine.roomId, { access: 'read' });
    expect(await reads(mine.publicId)).toBe(true);
  });

  test('may be framed by hosts that were named, and by nothing that is none', async () => {
    const { id, publicId } = await shared();
    const embedHosts = ['https://www.example.org/seite', 'www.example.org'];
    expect(await sharing.change(hedda, id, { embedHosts })).toMatchObject({
      sharing: { embedHosts: ['www.example.org'], publicId }
    });
    for (const wrong of [
      ["'self'"],
      ['*'],
      ['example.org; script-src *'],
      Array.from({ length: 21 }, (_, n) => `h${n}.example`)
    ])
      expect((await sharing.change(hedda, id, { embedHosts: wrong })).ok).toBe(false);
    expect(await sharing.publicBoard(publicId)).toMatchObject({ embedHosts: ['www.example.org'] });
  });
});
