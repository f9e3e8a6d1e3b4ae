/** What is too much for a line is fetched over HTTP: the server's side and the client's. */
import { describe, expect, it } from 'vitest';
import { boardRules } from '../domain/board/rules.ts';
import type { NoteRecord } from '../domain/records.ts';
import { GROUP_A, hedda, ida, lotte, otto, PHASE } from '../domain/testing/boardFixture.ts';
import type { OpenAnswer, RoomOpened } from '../protocol/rooms.ts';
import { must } from '../util/must.ts';
import { seededRandom } from '../util/random.ts';
import { SyncClient } from './SyncClient.ts';
import { clientActor, personOf, ROOM } from './testing/boardRoom.ts';
import { FakeSocket } from './testing/FakeLine.ts';
import { MemoryOutbox } from './testing/MemoryOutbox.ts';
import { newId, Stage } from './testing/roomStage.ts';
import { ScriptedLine } from './testing/ScriptedLine.ts';
import { drain, TestClock } from './testing/TestClock.ts';

const BIG = 400;

describe('the server', () => {
  async function hall(): Promise<Stage> {
    const stage = new Stage('group');
    await Promise.all(Array.from({ length: BIG + 10 }, () => stage.note(lotte, { groupId: GROUP_A })));
    return stage;
  }
  async function open(stage: Stage, request: { since?: number; fetches?: boolean }) {
    const socket = new FakeSocket();
    let answer: OpenAnswer | undefined;
    await stage.room.open(socket, personOf(ida), request, (given) => (answer = given));
    const opened = must(answer);
    if (!opened.ok) throw new Error(opened.code);
    return { socket, opened };
  }

  it('[O14] sends whoever can fetch away for more than 400 records, and lets them listen from there', async () => {
    const stage = await hall();
    const { socket, opened } = await open(stage, { fetches: true });
    expect(opened).toMatchObject({ fetch: true, full: true, records: [] });
    await stage.note(lotte, { groupId: GROUP_A });
    expect(socket.got('room:change')).toMatchObject([{ from: opened.seq, seq: opened.seq + 1 }]);
    const behind = await open(stage, { fetches: true, since: 1 });
    expect(behind.opened).toMatchObject({ fetch: true, full: true });
    const nearly = await open(stage, { fetches: true, since: opened.seq - 10 });
    expect(nearly.opened).toMatchObject({ full: false });
    expect(nearly.opened.fetch).toBeUndefined();
  });

  it('[O14] gives everything over the line to whoever cannot', async () => {
    const stage = await hall();
    const { opened } = await open(stage, {});
    expect(opened.fetch).toBeUndefined();
    expect(opened.records.length).toBeGreaterThan(BIG);
  });

  it('[R9] shows a whole board anew by one word to those who can fetch, and in full to the others', async () => {
    const stage = await hall();
    const [fetches, takes] = [
      await open(stage, { fetches: true, since: BIG }),
      await open(stage, { since: BIG })
    ];
    stage.fanned.length = 0;
    await stage.do(hedda, { type: 'phase.configure', phaseId: PHASE.collect, sees: 'all' });
    const [hint] = fetches.socket.got('room:change').slice(-1);
    expect(hint).toMatchObject({ changes: [] });
    expect(must(hint).from).toBe(must(hint).seq);
    const [told] = takes.socket.got('room:change').slice(-1);
    expect(told?.changes[0]?.put.length).toBeGreaterThan(BIG);
    // What follows goes over the line again.
    await stage.note(otto, { groupId: GROUP_A });
    expect(fetches.socket.got('room:change').at(-1)?.changes).toHaveLength(1);
  });
});

describe('the client', () => {
  class Page {
    readonly clock = new TestClock();
    readonly stage = new Stage();
    readonly line = new ScriptedLine();
    /** Answers of the server to fetches that are under way. */
    readonly fetches: ((whole: RoomOpened | null) => Promise<void>)[] = [];
    readonly client: SyncClient;

    constructor() {
      this.line.fetchWhole = () =>
        new Promise((resolve) => {
          this.fetches.push((whole) => {
            resolve(whole);
            return drain();
          });
        });
      this.client = new SyncClient({
        roomId: ROOM,
        rules: boardRules,
        transport: this.line,
        outbox: new MemoryOutbox(),
        clock: this.clock,
        random: seededRandom(3),
        actorOf: clientActor,
        changed: () => undefined,
        status: () => undefined,
        presence: () => undefined,
        refused: () => undefined
      });
    }

    /** Starts, and is told to fetch. */
    async start(): Promise<void> {
      this.client.start();
      await drain();
      const asked = must(this.line.asked.find(({ event }) => event === 'room:open'));
      expect(asked.payload).toMatchObject({ fetches: true });
      await asked.answer({ ...(await this.whole()), records: [], fetch: true });
    }

    async whole(): Promise<RoomOpened> {
      const answer = await this.stage.room.snapshot(personOf(lotte));
      if (!answer.ok) throw new Error(answer.code);
      return answer;
    }

    /** Somebody else pins a note; the message of it. */
    async news() {
      const noteId = await this.stage.note(otto);
      const { records, seq } = await this.whole();
      const record = must(records.find((one): one is NoteRecord => one.id === noteId));
      const change = { seq, at: 1, by: otto.id, put: [record], remove: [] };
      return { noteId, message: { room: ROOM, from: seq - 1, seq, changes: [change] } };
    }
  }

  it('[O14] fetches what is too much, and lays on top what came meanwhile', async () => {
    const page = new Page();
    await page.start();
    expect(page.client.connection).toBe('connecting');
    const whole = await page.whole();
    const { noteId, message } = await page.news();
    page.line.change(message);
    expect(page.client.view.get('note', noteId)).toBeUndefined();
    await must(page.fetches[0])(whole);
    expect(page.client.connection).toBe('live');
    expect(page.client.view.get('note', noteId)).toBeDefined();
    expect(page.client.seq).toBe(message.seq);
  });

  it('[O14] asks anew when what it fetched is older than what it heard', async () => {
    const page = new Page();
    const old = await page.whole();
    await page.news();
    await page.start();
    const { message } = await page.news();
    page.line.change(message);
    // From a process that has not caught up yet.
    await must(page.fetches[0])(old);
    const [again] = page.line.asked;
    expect(again).toMatchObject({ event: 'room:open', payload: { since: old.seq } });
  });

  it('[O14] tries again later when it cannot be fetched, and takes no answer of an older turn', async () => {
    const page = new Page();
    await page.start();
    await must(page.fetches[0])(null);
    expect(page.line.asked).toHaveLength(0);
    await page.clock.advance(2000);
    expect(page.line.asked).toMatchObject([{ event: 'room:open' }]);
    await must(page.line.asked[0]).answer({ ...(await page.whole()), records: [], fetch: true });
    await page.line.disconnect();
    await must(page.fetches[1])(await page.whole());
    expect(page.client.connection).not.toBe('live');
    expect(page.client.seq).toBeNull();
  });

  it('[M4] keeps own words on screen while it fetches, and sends them after', async () => {
    const page = new Page();
    await page.start();
    await must(page.fetches[0])(await page.whole());
    page.line.connect();
    await must(page.line.asked.find(({ event }) => event === 'room:open')).answer({
      ...(await page.whole()),
      records: [],
      fetch: true
    });
    const noteId = newId();
    void page.client.send({ id: newId(), type: 'note.add', noteId, body: 'meins' });
    await drain();
    expect(page.line.asked).toHaveLength(0);
    await must(page.fetches[1])(await page.whole());
    expect(page.client.view.get('note', noteId)?.body).toBe('meins');
    expect(page.line.asked).toMatchObject([{ event: 'room:command' }]);
  });
});
