import { describe, expect, it } from 'vitest';
import { boardRules } from '../domain/board/rules.ts';
import { rankAt } from '../domain/rank.ts';
import type { WireCommand } from '../domain/commands.ts';
import type { AnyRecord, Change, NoteRecord } from '../domain/records.ts';
import { GROUP_A, GROUP_B, lotte, otto } from '../domain/testing/boardFixture.ts';
import { aNote } from '../domain/testing/records.ts';
import type { RoomChange, RoomOpened } from '../protocol/rooms.ts';
import { PROTOCOL_VERSION } from '../protocol/version.ts';
import { must } from '../util/must.ts';
import { seededRandom } from '../util/random.ts';
import { RecordMap } from './RecordMap.ts';
import { SyncClient, type RefusedCommand } from './SyncClient.ts';
import { actorFor, boardRecords, clientActor, personOf, ROOM } from './testing/boardRoom.ts';
import { MemoryOutbox } from './testing/MemoryOutbox.ts';
import { command, newId } from './testing/roomStage.ts';
import { ScriptedLine } from './testing/ScriptedLine.ts';
import { drain, TestClock } from './testing/TestClock.ts';

const refusal = (
  code: 'unavailable' | 'rate_limited' | 'not_found' | 'unauthenticated' | 'version' | 'forbidden'
) => ({
  ok: false as const,
  code,
  message: code
});

/** One client against a server that the test plays. */
class Page {
  readonly clock = new TestClock();
  readonly line = new ScriptedLine();
  readonly changed: string[][] = [];
  readonly refused: RefusedCommand[] = [];
  outbox = new MemoryOutbox();
  client = this.make();

  make(): SyncClient {
    return new SyncClient({
      roomId: ROOM,
      rules: boardRules,
      transport: this.line,
      outbox: this.outbox,
      clock: this.clock,
      random: seededRandom(7),
      actorOf: clientActor,
      changed: (keys) => this.changed.push([...keys].sort()),
      status: () => undefined,
      presence: () => undefined,
      refused: (refused) => this.refused.push(refused)
    });
  }

  opened(given: Partial<RoomOpened> = {}): RoomOpened {
    const records = boardRecords().map((record) => ({ ...record, seq: 1 }));
    const actor = must(actorFor(new RecordMap(records), personOf(lotte))).actor;
    const { id, name, role, groupId } = actor;
    return {
      ok: true,
      seq: 1,
      records,
      removed: [],
      full: true,
      me: { id, name, role, groupId },
      now: this.clock.now(),
      ...given
    };
  }

  /** Starts and answers the first opening. */
  async live(): Promise<void> {
    this.client.start();
    await drain();
    await this.next('room:open').answer(this.opened());
  }

  next(event: 'room:open' | 'room:command') {
    return must(
      this.line.asked.find((asked) => asked.event === event),
      `a ${event}`
    );
  }

  commandOf(asked = this.next('room:command')): WireCommand {
    return (asked.payload as { command: WireCommand }).command;
  }

  send(given: Parameters<typeof command>[0]) {
    const whole = command(given);
    const answer = this.client.send(whole);
    return { id: whole.id, answer };
  }

  note(noteId: string): NoteRecord | undefined {
    return this.client.view.get('note', noteId);
  }
}

const noteRecord = (id: string, seq: number, given: Partial<NoteRecord> = {}): NoteRecord =>
  aNote({ id, seq, body: 'vom Server', authorId: otto.id, authorName: otto.name, ...given });
const message = (from: number, put: AnyRecord[], given: Partial<Change> = {}): RoomChange => ({
  room: ROOM,
  from,
  seq: from + 1,
  changes: [{ seq: from + 1, at: 1, by: null, put, remove: [], ...given }]
});

describe('connection', () => {
  it('[C1] is live only after the room was opened on the line that is up', async () => {
    const page = new Page();
    expect(page.client.connection).toBe('connecting');
    await page.live();
    expect(page.client.connection).toBe('live');
    await page.line.disconnect();
    expect(page.client.connection).toBe('reconnecting');
    page.line.connect();
    expect(page.client.connection).toBe('reconnecting');
    await page.next('room:open').answer(page.opened());
    expect(page.client.connection).toBe('live');
  });

  it('[C2] is offline as soon as the browser says so, and commands wait', async () => {
    const page = new Page();
    await page.live();
    page.client.setOnline(false);
    expect(page.client.connection).toBe('offline');
    const noteId = newId();
    page.send({ type: 'note.add', noteId, body: 'x' });
    expect(page.line.asked).toEqual([]);
    expect(page.client.sendStateOf('note', noteId)).toBe('waiting');
    expect(page.client.unanswered).toBe(1);
    page.client.setOnline(true);
    expect(page.line.retries).toBe(1);
    await page.next('room:open').answer(page.opened({ full: false, records: [] }));
    expect(page.commandOf()).toMatchObject({ noteId });
    expect(page.client.sendStateOf('note', noteId)).toBe('sending');
  });

  it('[C3] opens with its clock after a break, then sends in order with the same ids', async () => {
    const page = new Page();
    await page.live();
    const one = page.send({ type: 'note.add', noteId: newId(), body: 'eins' });
    await page.line.disconnect();
    const two = page.send({ type: 'note.add', noteId: newId(), body: 'zwei' });
    page.line.connect();
    expect(page.line.asked.map(({ event }) => event)).toEqual(['room:open']);
    expect(page.next('room:open').payload).toEqual({ room: ROOM, since: 1, version: PROTOCOL_VERSION });
    await page.next('room:open').answer(page.opened({ full: false, records: [] }));
    expect(page.commandOf().id).toBe(one.id);
    await page.next('room:command').answer({ ok: true, seq: 2 });
    expect(page.commandOf().id).toBe(two.id);
  });

  it('[C4] looks at the head every 25 s and when the page is looked at again', async () => {
    const page = new Page();
    await page.live();
    await page.clock.advance(24_000);
    expect(page.line.asked).toEqual([]);
    await page.clock.advance(1_500);
    await page
      .next('room:open')
      .answer(page.opened({ full: false, records: [noteRecord(newId(), 2)], seq: 2 }));
    expect([...page.client.view.all('note')]).toHaveLength(1);
    page.client.look();
    expect(page.next('room:open').payload).toMatchObject({ since: 2 });
  });

  it('[C5] takes a missing answer for a dead line and comes again, later each time', async () => {
    const page = new Page();
    await page.live();
    const waits: number[] = [];
    page.client.look();
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await page.next('room:open').fail();
      expect(page.client.connection).toBe('reconnecting');
      const before = page.clock.now();
      while (page.line.asked.length === 0) await page.clock.advance(50);
      waits.push(page.clock.now() - before);
    }
    expect(must(waits.at(-1))).toBeGreaterThan(must(waits[0]) * 4);
    expect(new Set(waits).size).toBe(waits.length);
  });

  it('[C6] leaves nothing behind when stopped', async () => {
    const page = new Page();
    await page.live();
    page.client.stop();
    expect(page.line.listened).toBe(false);
    expect(page.clock.pending).toBe(0);
    await page.clock.advance(60_000);
    expect(page.line.asked).toEqual([]);
  });

  it('[F3] stops for good when the room is closed to this person', async () => {
    const page = new Page();
    await page.live();
    page.line.closed('forbidden');
    expect([page.client.connection, page.client.refusal]).toEqual(['refused', 'forbidden']);
    const { answer } = page.send({ type: 'note.add', noteId: newId(), body: 'x' });
    expect(await answer).toEqual(refusal('forbidden'));
    expect(page.refused).toHaveLength(1);
  });

  it('[F3] keeps the commands when the session has expired', async () => {
    const page = new Page();
    await page.live();
    const noteId = newId();
    page.send({ type: 'note.add', noteId, body: 'x' });
    await page.next('room:command').answer(refusal('unauthenticated'));
    expect(page.client.connection).toBe('refused');
    page.send({ type: 'note.add', noteId: newId(), body: 'y' });
    expect(page.outbox.entries).toHaveLength(2);
    expect(page.refused).toEqual([]);
    expect(page.note(noteId)?.body).toBe('x');
    expect(page.client.sendStateOf('note', noteId)).toBe('waiting');
  });

  it('[V1] keeps the commands when the server speaks another version', async () => {
    const page = new Page();
    page.client.takeSnapshot(page.opened());
    page.send({ type: 'note.add', noteId: newId(), body: 'x' });
    page.client.start();
    await drain();
    await page.next('room:open').answer(refusal('version'));
    expect(page.client.refusal).toBe('version');
    expect(page.outbox.entries).toHaveLength(1);
  });

  it('[F3] tries again by itself when the room cannot be read just now', async () => {
    const page = new Page();
    page.client.start();
    await drain();
    await page.next('room:open').answer(refusal('unavailable'));
    expect(page.client.connection).toBe('connecting');
    await page.clock.advance(2000);
    await page.next('room:open').answer(page.opened());
    expect(page.client.connection).toBe('live');
  });

  it.each(['unavailable', 'rate_limited'] as const)(
    '[C7] comes back when the server says, after %s',
    async (code) => {
      const page = new Page();
      page.client.start();
      await drain();
      await page.next('room:open').answer({ ...refusal(code), retryAfterMs: 9000 });
      await page.clock.advance(8900);
      expect(page.line.asked).toEqual([]);
      await page.clock.advance(200);
      await page.next('room:open').answer(page.opened());
      expect(page.client.connection).toBe('live');
    }
  );

  it('[C3] tells its presence again on a new line', async () => {
    const page = new Page();
    page.client.setPresence({ editing: 'new' });
    await page.live();
    expect(page.line.presences).toEqual([{ room: ROOM, state: { editing: 'new' } }]);
  });
});

describe('catching up', () => {
  it('[O8] applies nothing beyond a gap and asks with its clock', async () => {
    const page = new Page();
    await page.live();
    page.line.change(message(5, [noteRecord(newId(), 6)]));
    expect([...page.client.view.all('note')]).toEqual([]);
    expect(page.next('room:open').payload).toMatchObject({ since: 1 });
  });

  it('[O9] holds changes that come before the answer', async () => {
    const page = new Page();
    page.client.start();
    await drain();
    const [one, two] = [newId(), newId()] as const;
    page.line.change(message(2, [noteRecord(two, 3)]));
    page.line.change(message(1, [noteRecord(one, 2)]));
    await page.next('room:open').answer(page.opened());
    expect(page.client.seq).toBe(3);
    expect([page.note(one)?.seq, page.note(two)?.seq]).toEqual([2, 3]);
    expect(page.line.asked).toEqual([]);
  });

  it('[O10] asks for everything when it is somebody else now', async () => {
    const page = new Page();
    await page.live();
    page.client.look();
    const me = { ...page.opened().me, groupId: GROUP_B };
    await page.next('room:open').answer(page.opened({ full: false, records: [], me }));
    expect(page.next('room:open').payload).not.toHaveProperty('since');
    await page.next('room:open').answer(page.opened({ me, seq: 4 }));
    expect([page.client.seq, page.client.connection]).toEqual([4, 'live']);
  });

  it('[O11] takes over a server that was set back', async () => {
    const page = new Page();
    await page.live();
    const noteId = newId();
    page.line.change(message(1, [noteRecord(noteId, 2)]));
    page.client.look();
    await page.next('room:open').answer(page.opened({ seq: 1 }));
    expect([page.client.seq, page.note(noteId)]).toEqual([1, undefined]);
  });

  it('[R1] does not take a full answer that changes have overtaken', async () => {
    const page = new Page();
    await page.live();
    page.client.look();
    const asked = page.next('room:open');
    const noteId = newId();
    page.line.change(message(1, [noteRecord(noteId, 2)]));
    await asked.answer(page.opened({ seq: 1 }));
    expect([page.client.seq, page.note(noteId)?.seq]).toEqual([2, 2]);
    expect(page.next('room:open').payload).toMatchObject({ since: 2 });
  });

  it('[R2] lets a message that is known change nothing', async () => {
    const page = new Page();
    await page.live();
    const noteId = newId();
    page.line.change(message(1, [noteRecord(noteId, 2, { body: 'eins' })]));
    page.line.change(message(2, [noteRecord(noteId, 3, { body: 'zwei' })]));
    const told = page.changed.length;
    page.line.change(message(1, [noteRecord(noteId, 2, { body: 'eins' })]));
    expect(page.note(noteId)?.body).toBe('zwei');
    expect(page.changed).toHaveLength(told);
  });
});

describe('commands', () => {
  it('[R3] are seen at once, on top of what others do meanwhile', async () => {
    const page = new Page();
    await page.live();
    const noteId = newId();
    page.send({ type: 'note.add', noteId, body: 'meins', groupId: GROUP_A });
    page.send({ type: 'note.edit', noteId, body: 'besser', version: 1 });
    expect(page.note(noteId)).toMatchObject({ body: 'besser', authorName: lotte.name, version: 2 });
    const theirs = newId();
    page.line.change(message(1, [noteRecord(theirs, 2)]));
    expect(page.note(theirs)?.body).toBe('vom Server');
    expect(page.note(noteId)?.body).toBe('besser');
  });

  it('[M4] go out one at a time', async () => {
    const page = new Page();
    await page.live();
    const ids = ['a', 'b', 'c'].map((body) => page.send({ type: 'note.add', noteId: newId(), body }).id);
    const seen: string[] = [];
    for (let seq = 2; seq <= 4; seq += 1) {
      expect(page.line.asked).toHaveLength(1);
      seen.push(page.commandOf().id);
      await page.next('room:command').answer({ ok: true, seq });
    }
    expect(seen).toEqual(ids);
  });

  const pinAll = (page: Page, bodies: readonly string[]) =>
    bodies.map(
      (body, n) => page.send({ type: 'note.add', noteId: newId(), body, rank: rankAt(1000 + n) }).id
    );
  const onTheLine = (page: Page) => page.line.asked.map((asked) => page.commandOf(asked).id);

  it('[M17] that pin notes with a place of their own go out eight at a time, everything else in its turn', async () => {
    const page = new Page();
    await page.live();
    const notes = pinAll(page, [...'abcdefghij']);
    const other = page.send({ type: 'note.add', noteId: newId(), body: 'ohne Platz' }).id;
    const later = pinAll(page, ['k', 'l']);
    expect(onTheLine(page)).toEqual(notes.slice(0, 8));
    await must(page.line.asked[3]).answer({ ok: true, seq: 2 });
    expect(onTheLine(page)).toEqual([...notes.slice(0, 3), ...notes.slice(4, 9)]);
    // One is refused, the others stand.
    await must(page.line.asked[0]).answer(refusal('not_found'));
    expect(page.refused).toHaveLength(1);
    let seq = 3;
    while (page.line.asked.length > 1) await must(page.line.asked.at(-1)).answer({ ok: true, seq: seq++ });
    expect(onTheLine(page)).not.toContain(other);
    await page.next('room:command').answer({ ok: true, seq: seq++ });
    expect(onTheLine(page)).toEqual([other]);
    await page.next('room:command').answer({ ok: true, seq: seq++ });
    expect(onTheLine(page)).toEqual(later);
  });

  it('[M17] wait together when one is to be tried again, and then go one at a time until answers come', async () => {
    const page = new Page();
    await page.live();
    const [first, second, ...rest] = pinAll(page, [...'abcd']);
    await must(page.line.asked[0]).answer({ ...refusal('rate_limited'), retryAfterMs: 3000 });
    await must(page.line.asked[0]).answer({ ok: true, seq: 2 });
    await must(page.line.asked[0]).answer({ ...refusal('rate_limited'), retryAfterMs: 5000 });
    await must(page.line.asked[0]).fail();
    await page.clock.advance(4900);
    expect(page.line.asked).toEqual([]);
    await page.clock.advance(200);
    expect(onTheLine(page)).toEqual([first]);
    await page.next('room:command').answer({ ok: true, seq: 3 });
    expect(onTheLine(page)).toEqual(rest);
    expect([second, page.refused]).toEqual([second, []]);
  });

  it('[M17] go out once each on a new line, and an old line’s silence delays none of them', async () => {
    const page = new Page();
    await page.live();
    const notes = pinAll(page, [...'abc']);
    await page.line.disconnect();
    page.line.connect();
    await page.next('room:open').answer(page.opened({ full: false, records: [] }));
    expect(onTheLine(page)).toEqual(notes);
  });

  it('[R4] stay applied between answer and change, and no longer wait', async () => {
    const page = new Page();
    await page.live();
    const noteId = newId();
    const { id, answer } = page.send({ type: 'note.add', noteId, body: 'meins' });
    await page.next('room:command').answer({ ok: true, seq: 2 });
    expect(await answer).toEqual({ ok: true, seq: 2 });
    expect(page.note(noteId)?.body).toBe('meins');
    expect(page.client.sendStateOf('note', noteId)).toBe('saved');
    expect([page.client.unanswered, page.outbox.entries.length]).toEqual([0, 0]);
    page.line.change(message(1, [noteRecord(noteId, 2, { body: 'meins', authorId: lotte.id })], { cmd: id }));
    expect(page.note(noteId)).toMatchObject({ body: 'meins', seq: 2 });
  });

  it('[M1] are answered by their change when that comes first', async () => {
    const page = new Page();
    await page.live();
    const noteId = newId();
    const { id, answer } = page.send({ type: 'note.add', noteId, body: 'meins' });
    const next = page.send({ type: 'note.remove', noteId });
    const asked = page.next('room:command');
    page.line.change(message(1, [noteRecord(noteId, 2, { authorId: lotte.id })], { cmd: id, by: lotte.id }));
    expect(await answer).toEqual({ ok: true, seq: 2 });
    await asked.answer({ ok: true, seq: 2 });
    expect(page.line.asked.map((one) => page.commandOf(one).id)).toEqual([next.id]);
  });

  it.each(['unavailable', 'rate_limited'] as const)(
    '[M13] are sent again after %s, not rolled back',
    async (code) => {
      const page = new Page();
      await page.live();
      const noteId = newId();
      const { id } = page.send({ type: 'note.add', noteId, body: 'x' });
      await page.next('room:command').answer({ ...refusal(code), retryAfterMs: 3000 });
      expect(page.note(noteId)?.body).toBe('x');
      await page.clock.advance(2900);
      expect(page.line.asked).toEqual([]);
      await page.clock.advance(200);
      expect(page.commandOf().id).toBe(id);
      expect(page.refused).toEqual([]);
    }
  );

  it('[M13] are sent again when no answer comes', async () => {
    const page = new Page();
    await page.live();
    const { id } = page.send({ type: 'note.add', noteId: newId(), body: 'x' });
    await page.next('room:command').fail();
    await page.clock.advance(2000);
    expect(page.commandOf().id).toBe(id);
  });

  it('[M14] that are refused are rolled back and handed back whole', async () => {
    const page = new Page();
    await page.live();
    const noteId = newId();
    const { answer } = page.send({ type: 'note.add', noteId, body: 'lang getippt' });
    await page.next('room:command').answer(refusal('not_found'));
    expect(await answer).toEqual(refusal('not_found'));
    expect(page.note(noteId)).toBeUndefined();
    expect(page.refused).toMatchObject([{ code: 'not_found', command: { body: 'lang getippt' } }]);
    expect(page.outbox.entries).toEqual([]);
    expect(page.changed.at(-1)).toEqual([`note/${noteId}`]);
  });

  it('[M15] survive a reload and are sent by the next page, before its own', async () => {
    const page = new Page();
    await page.live();
    page.client.setOnline(false);
    const noteId = newId();
    const first = page.send({ type: 'note.add', noteId, body: 'offline' });
    await drain();
    page.client.stop();

    page.client = page.make();
    page.client.takeSnapshot(page.opened());
    const second = page.send({ type: 'note.add', noteId: newId(), body: 'danach' });
    page.client.start();
    await drain();
    expect(page.note(noteId)?.body).toBe('offline');
    expect(page.client.sendStateOf('note', noteId)).toBe('waiting');
    await page.next('room:open').answer(page.opened({ full: false, records: [] }));
    expect(page.commandOf().id).toBe(first.id);
    await page.next('room:command').answer({ ok: true, seq: 2 });
    expect(page.commandOf().id).toBe(second.id);
  });

  it('[M15] of a page that was closed without a line are sent by one that is still open, when the line is back', async () => {
    const page = new Page();
    await page.live();
    await page.line.disconnect();
    page.line.connect();
    await page.next('room:open').answer(page.opened({ full: false, records: [] }));
    // The browser lets go of the closed page only a moment later.
    const left = command({ type: 'note.add', noteId: newId(), body: 'im anderen Tab' });
    page.outbox.entries.push({ command: left, at: 1 });
    await page.clock.advance(3500);
    expect(page.commandOf().id).toBe(left.id);
  });

  it('[M16] that the rules refuse here are never sent', async () => {
    const page = new Page();
    await page.live();
    const { answer } = page.send({ type: 'note.remove', noteId: newId() });
    expect(await answer).toEqual(refusal('not_found'));
    expect(page.line.asked).toEqual([]);
    expect(page.outbox.entries).toEqual([]);
    expect(page.refused).toHaveLength(1);
  });

  it('[R3] whose ground was taken away meanwhile are hidden, still sent, and decided by the server', async () => {
    const page = new Page();
    await page.live();
    const noteId = newId();
    page.line.change(message(1, [noteRecord(noteId, 2, { authorId: lotte.id })]));
    page.send({ type: 'note.edit', noteId, body: 'meine Fassung', version: 1 });
    page.line.change(message(2, [noteRecord(noteId, 3, { authorId: lotte.id, body: 'andere', version: 2 })]));
    expect(page.note(noteId)?.body).toBe('andere');
    await page.next('room:command').answer({ ok: false, code: 'conflict', message: '' });
    expect(page.refused).toMatchObject([{ code: 'conflict', command: { body: 'meine Fassung' } }]);
  });

  it('[R8] tell which records look different, and of no others', async () => {
    const page = new Page();
    await page.live();
    page.changed.length = 0;
    const [mine, theirs] = [newId(), newId()] as const;
    page.send({ type: 'note.add', noteId: mine, body: 'x' });
    expect(page.changed).toEqual([[`note/${mine}`]]);
    await page.next('room:command').answer({ ok: true, seq: 2 });
    page.line.change(message(1, [noteRecord(mine, 2)]));
    page.changed.length = 0;
    page.line.change(message(2, [noteRecord(theirs, 3)]));
    expect(page.changed).toEqual([[`note/${theirs}`]]);
  });

  it('[R3] follow the server’s clock, not the phone’s', async () => {
    const page = new Page();
    page.client.start();
    await drain();
    await page.next('room:open').answer(page.opened({ now: page.clock.now() + 3_600_000 }));
    const noteId = newId();
    page.send({ type: 'note.add', noteId, body: 'x' });
    expect(page.note(noteId)?.createdAt).toBe(page.clock.now() + 3_600_000);
    expect(page.client.me).toMatchObject({ id: lotte.id, groupId: GROUP_A });
    expect(boardRules.decide(page.client.view, lotte, command({ type: 'timer.stop' }), 0).ok).toBe(false);
  });
});
