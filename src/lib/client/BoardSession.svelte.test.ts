import { flushSync } from 'svelte';
import { describe, expect, it, onTestFinished } from 'vitest';
import { GROUP_A, GROUP_B, hedda, lotte, otto, PHASE } from '$lib/domain/testing/boardFixture';
import type { Actor } from '$lib/domain/rules';
import { timerLeft } from '$lib/domain/board/timer';
import type { Clock } from '$lib/util/clock';
import { Rooms } from '$lib/sync/Rooms';
import { boardRecords, personOf, ROOM, setups } from '$lib/sync/testing/boardRoom';
import { FakeLine } from '$lib/sync/testing/FakeLine';
import { MemoryOutbox } from '$lib/sync/testing/MemoryOutbox';
import { MemoryStore } from '$lib/sync/testing/MemoryStore';
import { TestClock } from '$lib/sync/testing/TestClock';
import { seededRandom } from '$lib/util/random';
import { BoardSession } from './BoardSession.svelte';
import { newId } from '$lib/util/newId';

class Hall {
  readonly clock = new TestClock();
  readonly store = new MemoryStore();
  readonly rooms: Rooms;

  constructor(sees: 'all' | 'group' = 'all') {
    this.store.make(ROOM, 'board', boardRecords(sees));
    this.rooms = new Rooms({ store: this.store, clock: this.clock, setups });
  }

  /** As the page makes it: from the snapshot of its load, not started. */
  async session(actor: Actor, clock: Clock = this.clock) {
    const snapshot = await this.rooms.get(ROOM).snapshot(personOf(actor));
    if (!snapshot.ok) throw new Error(snapshot.code);
    const line = new FakeLine(this.clock, seededRandom(1), personOf(actor));
    const ports = { transport: line, outbox: new MemoryOutbox(), clock };
    const session = new BoardSession({ roomId: ROOM, snapshot, ports });
    const unlisten = this.#browser();
    onTestFinished(() => {
      session.stop();
      unlisten();
    });
    return { session, line, live: () => this.#live(session, line) };
  }

  async #live(session: BoardSession, line: FakeLine): Promise<void> {
    session.start();
    line.connect(this.rooms);
    await this.clock.advance(200);
  }

  /** A window and a document to listen to. */
  #browser(): () => void {
    const before = { window: globalThis.window, document: globalThis.document };
    Object.assign(globalThis, { window: new EventTarget(), document: new EventTarget() });
    return () => Object.assign(globalThis, before);
  }
}

describe('BoardSession', () => {
  it('shows the snapshot before it is started', async () => {
    const hall = new Hall();
    const { session } = await hall.session(lotte);
    expect(session.connection).toBe('connecting');
    expect(session.board.title).toBe('Auftakt');
    expect(session.phases.map(({ phase }) => phase)).toEqual([
      'collect',
      'cluster',
      'vote',
      'commit',
      'network'
    ]);
    expect(session.phase?.phase).toBe('collect');
    expect(session.groups.map(({ id }) => id)).toEqual([GROUP_A, GROUP_B]);
    expect(session.participants.map(({ name }) => name)).toEqual([hedda.name, lotte.name, otto.name]);
    expect(session.can).toMatchObject({ write: true, moveNotes: false, vote: false });
    expect([session.isFacilitator, session.me.name]).toEqual([false, lotte.name]);
  });

  it('tells its readers once per batch, and only those whom it concerns', async () => {
    const hall = new Hall();
    const { session, live } = await hall.session(lotte);
    await live();
    const seen: string[][] = [];
    let topics = 0;
    const stop = $effect.root(() => {
      $effect(() => void seen.push(session.notes.map(({ body }) => body)));
      $effect(() => void (session.topics.length, (topics += 1)));
    });
    flushSync();
    const noteId = newId();
    await Promise.all(
      ['eins', 'zwei'].map((body) =>
        hall.rooms.get(ROOM).command(personOf(otto), {
          id: newId(),
          type: 'note.add',
          noteId: body === 'eins' ? noteId : newId(),
          body
        })
      )
    );
    await hall.clock.advance(100);
    flushSync();
    expect(seen.map((bodies) => bodies.length)).toEqual([0, 2]);
    expect(topics).toBe(1);
    stop();
  });

  it('shows my note at once, as sending, then as saved', async () => {
    const hall = new Hall();
    const { session, live } = await hall.session(lotte);
    await live();
    const noteId = newId();
    const states: string[] = [];
    const stop = $effect.root(() => {
      $effect(() => void states.push(session.sendStateOf('note', noteId)));
    });
    const answer = session.send({ type: 'note.add', noteId, body: 'meins', groupId: GROUP_A });
    flushSync();
    expect(session.notes.map((note) => [note.body, session.isMine(note)])).toEqual([['meins', true]]);
    await hall.clock.advance(200);
    flushSync();
    expect(await answer).toMatchObject({ ok: true });
    expect(states).toEqual(['sending', 'saved']);
    stop();
  });

  it('shows the same rest of the time on phones whose clocks are an hour off, also of a timer that one of them set', async () => {
    const hall = new Hall();
    const off = (ms: number): Clock => ({
      now: () => hall.clock.now() + ms,
      after: (wait, work) => hall.clock.after(wait, work)
    });
    const fast = await hall.session(hedda, off(3_600_000));
    const slow = await hall.session(lotte, off(-3_600_000));
    await fast.live();
    await slow.live();
    const rest = ({ session }: typeof fast) =>
      Math.round((timerLeft(session.board, session.now()) ?? 0) / 1000);
    const set = fast.session.send({ type: 'timer.start', seconds: 600 });
    // what is shown before the server has answered, too
    expect(rest(fast)).toBe(600);
    await hall.clock.advance(60_000);
    expect(await set).toMatchObject({ ok: true });
    expect([rest(fast), rest(slow)]).toEqual([540, 540]);
  });

  it('knows who else is writing on a note, and not myself', async () => {
    const hall = new Hall();
    const mine = await hall.session(lotte);
    const others = await hall.session(otto);
    await mine.live();
    await others.live();
    const noteId = newId();
    for (const { session } of [mine, others]) session.setPresence({ groupId: GROUP_A, editing: noteId });
    await hall.clock.advance(5000);
    flushSync();
    expect(mine.session.writersAt(noteId).map(({ name }) => name)).toEqual([otto.name]);
    expect(mine.session.writersAt(newId())).toEqual([]);
  });

  it('waits offline, says how many, and sends when the network is back', async () => {
    const hall = new Hall();
    const { session, live } = await hall.session(lotte);
    await live();
    window.dispatchEvent(new Event('offline'));
    expect(session.connection).toBe('offline');
    void session.send({ type: 'note.add', noteId: newId(), body: 'eins' });
    void session.send({ type: 'note.add', noteId: newId(), body: 'zwei' });
    expect(session.waiting).toBe(2);
    expect(hall.store.clock(ROOM)).toBe(0);
    window.dispatchEvent(new Event('online'));
    await hall.clock.advance(500);
    expect([session.connection, session.waiting, hall.store.clock(ROOM)]).toEqual(['live', 0, 2]);
  });

  it('sends reactive proxies as plain data', async () => {
    const hall = new Hall();
    const { session, live } = await hall.session(lotte);
    await live();
    // A vote that a phase makes has the id of the step.
    const voteId = newId();
    await hall.rooms
      .get(ROOM)
      .command(personOf(hedda), { id: voteId, type: 'phase.set', phaseId: PHASE.vote });
    const topicId = newId();
    await hall.rooms
      .get(ROOM)
      .command(personOf(hedda), { id: newId(), type: 'topic.add', topicId, title: 'Dorf' });
    await hall.clock.advance(200);
    const dots = $state([{ itemId: topicId, count: 2 }]);
    const answer = session.send({ type: 'ballot.set', voteId, dots });
    await hall.clock.advance(200);
    expect(await answer).toMatchObject({ ok: true });
    expect(session.ballotOf(voteId)?.dots).toEqual([{ itemId: topicId, count: 2 }]);
  });

  it('gives back what was refused', async () => {
    const hall = new Hall();
    const { session, live } = await hall.session(lotte);
    await live();
    const refused: string[] = [];
    session.onrefused = ({ code, command }) => refused.push(`${code} ${command.type}`);
    // The rules of those who run the workshop are not here: the server says it.
    const answer = session.send({ type: 'phase.set', phaseId: PHASE.vote });
    await hall.clock.advance(200);
    expect(await answer).toMatchObject({ ok: false });
    expect(refused).toEqual(['forbidden phase.set']);
  });

  it('follows me into another group: other notes, other people', async () => {
    const hall = new Hall('group');
    const { session, live } = await hall.session(lotte);
    await live();
    const room = hall.rooms.get(ROOM);
    await room.command(personOf(otto), {
      id: newId(),
      type: 'note.add',
      noteId: newId(),
      body: 'A',
      groupId: GROUP_A
    });
    await hall.clock.advance(200);
    expect([session.notes.length, session.hiddenNotes.length]).toEqual([1, 0]);
    await room.command(personOf(hedda), {
      id: newId(),
      type: 'participant.assign',
      participantId: lotte.id,
      groupId: GROUP_B
    });
    await hall.clock.advance(500);
    expect(session.me.groupId).toBe(GROUP_B);
    expect([session.notes.length, session.hiddenNotes.length]).toEqual([0, 1]);
    expect(session.participants.map(({ name }) => name)).not.toContain(otto.name);
  });

  it('counts reactions and lists comments, removed notes and topics', async () => {
    const hall = new Hall();
    const { session, live } = await hall.session(hedda);
    await live();
    const [one, two, topicId] = [newId(), newId(), newId()] as const;
    void session.send({ type: 'note.add', noteId: one, body: 'eins' });
    void session.send({ type: 'note.add', noteId: two, body: 'zwei' });
    void session.send({ type: 'topic.add', topicId, title: 'Dorf' });
    void session.send({ type: 'note.move', noteId: one, topicId });
    void session.send({ type: 'comment.add', commentId: newId(), noteId: one, body: 'dazu' });
    void session.send({ type: 'reaction.set', noteId: one, on: true });
    void session.send({ type: 'note.remove', noteId: two });
    const look = () => ({
      inTopic: session.notesOf(topicId).map(({ id }) => id),
      store: session.notesOf(null).length,
      comments: session.commentsOf(one).map(({ body }) => body),
      reactions: session.reactionsOf(one),
      removed: session.removedNotes.map(({ id }) => id)
    });
    const expected = {
      inTopic: [one],
      store: 0,
      comments: ['dazu'],
      reactions: { count: 1, mine: true },
      removed: [two]
    };
    expect(look()).toEqual(expected);
    await hall.clock.advance(1000);
    expect(look()).toEqual(expected);
    expect(session.waiting).toBe(0);
  });

  it('shows stacks of what one reads, and counts every original', async () => {
    const hall = new Hall();
    const room = hall.rooms.get(ROOM);
    const [top, under, loose] = [newId(), newId(), newId()];
    for (const noteId of [top, under, loose])
      await room.command(personOf(otto), { id: newId(), type: 'note.add', noteId, body: noteId });
    const stack = { id: newId(), type: 'note.stack', noteId: under, ontoId: top } as const;
    await room.command(personOf(hedda), stack);
    const { session } = await hall.session(lotte);
    expect(session.stacks.tops.map(({ id }) => id).sort()).toEqual([top, loose].sort());
    expect(session.notesUnder(top).map(({ id }) => id)).toEqual([under]);
    expect(session.notesUnder(loose)).toEqual([]);
    expect(session.countOf(session.stacks.tops)).toBe(session.notes.length);
  });

  it('leaves neither timers nor listeners when stopped', async () => {
    const hall = new Hall();
    const { session, live } = await hall.session(lotte);
    await live();
    session.stop();
    window.dispatchEvent(new Event('offline'));
    expect(session.connection).not.toBe('offline');
  });
});
