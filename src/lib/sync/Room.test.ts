import { describe, expect, it } from 'vitest';
import { GROUP_A, GROUP_B, hedda, ida, lotte, otto, PHASE, visitor } from '../domain/testing/boardFixture.ts';
import { boardOf } from '../domain/board/rights.ts';
import { keyOf, type NoteRecord } from '../domain/records.ts';
import { unpackChanges } from '../protocol/packed.ts';
import { must } from '../util/must.ts';
import { StoreRefusal } from './ports.ts';
import { actorFor, boardRecords, personOf, ROOM, setup, setups } from './testing/boardRoom.ts';
import { FakeSocket } from './testing/FakeLine.ts';
import { command, newId, Stage } from './testing/roomStage.ts';
import { drain } from './testing/TestClock.ts';

const ok = (seq: number) => ({ ok: true, seq });
const refused = (code: string) => ({ ok: false, code, message: code });

describe('opening', () => {
  it('[O1] answers with everything the viewer may see, and who they are', async () => {
    const stage = new Stage();
    const { opened } = await stage.enter(lotte);
    expect(opened).toMatchObject({ full: true, seq: 0, removed: [], now: stage.clock.now() });
    expect(opened.me).toEqual({ id: lotte.id, name: lotte.name, role: 'participant', groupId: GROUP_A });
    expect(opened.records.filter(({ type }) => type === 'phase')).toHaveLength(5);
  });

  it('[O2] answers with what is newer than since, tombstones included', async () => {
    const stage = new Stage();
    const kept = await stage.note(lotte);
    const gone = await stage.note(lotte);
    const { opened } = await stage.enter(otto);
    await stage.do(lotte, { type: 'note.remove', noteId: gone });
    await stage.do(lotte, { type: 'note.edit', noteId: kept, body: 'neu', version: 1 });
    const again = await stage.enter(otto, opened.seq);
    expect(again.opened).toMatchObject({ full: false, seq: 4 });
    expect(again.opened.records.map(keyOf)).toEqual([`note/${kept}`]);
    expect(again.opened.removed).toEqual([{ type: 'note', id: gone, seq: 3 }]);
  });

  it('[O3] answers in full below the floor and beyond the clock', async () => {
    const stage = new Stage();
    await stage.note(lotte);
    await stage.note(lotte);
    stage.store.prune(ROOM);
    stage.rooms = stage.process();
    expect((await stage.enter(otto, 1)).opened.full).toBe(true);
    expect((await stage.enter(otto, 2)).opened.full).toBe(false);
    expect((await stage.enter(otto, 77)).opened).toMatchObject({ full: true, seq: 2 });
  });

  it('[O4] answers in full when the viewer’s own record changed meanwhile', async () => {
    const stage = new Stage('group');
    const noteId = await stage.note(ida, { groupId: GROUP_B });
    await stage.do(hedda, { type: 'participant.assign', participantId: lotte.id, groupId: GROUP_B });
    const { opened } = await stage.enter(lotte, 1);
    expect(opened.full).toBe(true);
    expect(opened.records.find(({ id }) => id === noteId)).toMatchObject({ body: 'Ein Kalender für alle' });
  });

  it('[O5] lets no step fall between answer and subscription, nor come twice', async () => {
    const stage = new Stage();
    await stage.note(lotte);
    const socket = new FakeSocket();
    const writing = Array.from({ length: 20 }, () =>
      stage.do(lotte, { type: 'note.add', noteId: newId(), body: 'x' })
    );
    let from = -1;
    const opening = stage.room.open(
      socket,
      personOf(otto),
      {},
      (answer) => (from = answer.ok ? answer.seq : -1)
    );
    await Promise.all([...writing, opening]);
    const seqs = socket.got('room:change').flatMap((message) => unpackChanges(message).map(({ seq }) => seq));
    expect(seqs).toEqual(Array.from({ length: 21 - from }, (_, i) => from + 1 + i));
  });

  it('[O6] may be repeated: one subscription, one message a step', async () => {
    const stage = new Stage();
    const { socket } = await stage.enter(otto);
    await stage.open(otto, 0, socket);
    await stage.open(otto, 0, socket);
    await stage.note(lotte);
    expect(socket.got('room:change')).toHaveLength(1);
    stage.room.leave(socket);
    await stage.note(lotte);
    expect(socket.got('room:change')).toHaveLength(1);
  });

  it('[O7] answers an unknown room and a closed door alike', async () => {
    const stage = new Stage();
    const closed = await stage.open(visitor);
    const unknown = await stage.open(lotte, undefined, new FakeSocket(), stage.rooms.get(newId()));
    expect(closed.answer).toEqual(refused('forbidden'));
    expect(unknown.answer).toEqual(closed.answer);
    expect(await stage.rooms.get(newId()).command(personOf(lotte), command({ type: 'timer.stop' }))).toEqual(
      refused('forbidden')
    );
  });

  it('[O12] reads what others wrote when the client knows more', async () => {
    const stage = new Stage();
    await stage.enter(otto);
    const other = stage.process();
    await stage.do(lotte, { type: 'note.add', noteId: newId(), body: 'anderswo' }, other.get(ROOM));
    expect((await stage.enter(otto, 1)).opened).toMatchObject({ full: false, seq: 1, records: [] });
  });

  it('[V1] refuses another protocol version', async () => {
    const stage = new Stage();
    const answers: unknown[] = [];
    await stage.room.open(new FakeSocket(), personOf(otto), { version: 999 }, (answer) =>
      answers.push(answer)
    );
    expect(answers).toEqual([refused('version')]);
  });

  it('[F2] does not subscribe when access was taken away while the records were read', async () => {
    const stage = new Stage();
    const socket = new FakeSocket();
    stage.store.fault = () => stage.clock.wait(10);
    const opening = stage.open(otto, undefined, socket);
    await drain();
    stage.rooms.close(otto.id, 'unauthenticated');
    await stage.clock.advance(20);
    expect((await opening).answer).toEqual(refused('unavailable'));
    expect(stage.room.size).toBe(0);
  });

  it('[F5] does not subscribe a socket that is gone', async () => {
    const stage = new Stage();
    const socket = new FakeSocket();
    const opening = stage.open(otto, undefined, socket);
    socket.end();
    await opening;
    expect(stage.room.size).toBe(0);
  });

  it('[L1] reads the room once however many come, and answers `unavailable` while it cannot be read', async () => {
    const stage = new Stage();
    let reads = 0;
    stage.store.fault = () => {
      reads += 1;
      if (reads === 1) throw new Error('away');
    };
    expect((await stage.open(otto)).answer).toEqual(refused('unavailable'));
    await Promise.all([stage.enter(otto), stage.enter(lotte), stage.enter(hedda)]);
    expect(reads).toBe(2);
  });
});

describe('commands', () => {
  it('[M1] are all answered, whatever they are', async () => {
    const stage = new Stage();
    const noteId = newId();
    const answers = await Promise.all([
      stage.do(lotte, { type: 'note.add', noteId, body: 'a' }),
      stage.do(otto, { type: 'note.remove', noteId }),
      stage.do(visitor, { type: 'note.add', noteId: newId(), body: 'b' }),
      stage.do(lotte, { type: 'note.edit', noteId: newId(), body: 'c', version: 1 }),
      stage.room.systemCommand({ ...command({ type: 'timer.stop' }) })
    ]);
    expect(answers).toEqual([ok(1), refused('forbidden'), refused('forbidden'), refused('not_found'), ok(2)]);
    expect(stage.store.log(ROOM)[1]).toMatchObject({ actorId: null });
  });

  it('[M2] are acknowledged after the commit', async () => {
    const stage = new Stage();
    let answered = false;
    let committed = false;
    stage.store.fault = async (where) => {
      if (where !== 'commit') return;
      await stage.clock.wait(100);
      expect(answered).toBe(false);
      committed = true;
    };
    const answer = stage.do(lotte, { type: 'note.add', noteId: newId(), body: 'x' }).then((given) => {
      answered = true;
      expect(committed).toBe(true);
      return given;
    });
    await stage.clock.advance(200);
    expect(await answer).toEqual(ok(1));
  });

  it('[M3] take effect once and get the same answer, also after a restart; another sender gets conflict', async () => {
    const stage = new Stage();
    const add = command({ type: 'note.add', noteId: newId(), body: 'x' });
    const both = await Promise.all([
      stage.room.command(personOf(lotte), add),
      stage.room.command(personOf(lotte), add)
    ]);
    expect(both).toEqual([ok(1), ok(1)]);
    stage.rooms = stage.process();
    expect(await stage.room.command(personOf(lotte), add)).toEqual(ok(1));
    expect(await stage.room.command(personOf(otto), add)).toEqual(refused('conflict'));
    expect(stage.store.clock(ROOM)).toBe(1);
  });

  it('[M5] take the next clock, also those that change nothing; refused ones take none', async () => {
    const stage = new Stage();
    await stage.do(hedda, { type: 'timer.stop' });
    await stage.do(lotte, { type: 'timer.stop' });
    await stage.do(hedda, { type: 'timer.stop' });
    expect(stage.store.log(ROOM).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('[M6] [R7] that come during a transaction share the next, and one message tells of them', async () => {
    const stage = new Stage();
    const { socket } = await stage.enter(otto);
    stage.store.fault = (where) => (where === 'commit' ? stage.clock.wait(50) : undefined);
    const send = () => stage.do(lotte, { type: 'note.add', noteId: newId(), body: 'x' });
    const first = send();
    await drain();
    const rest = [send(), send(), send(), send()];
    await stage.clock.advance(200);
    await Promise.all([first, ...rest]);
    expect(stage.store.transactions).toBe(2);
    const told = socket.got('room:change');
    expect(told.map((message) => [message.from, message.seq, unpackChanges(message).length])).toEqual([
      [0, 1, 1],
      [1, 5, 4]
    ]);
  });

  it('[R6] a record that several steps of a batch wrote is told once, with the last', async () => {
    const stage = new Stage();
    const { socket } = await stage.enter(otto);
    const noteId = newId();
    await Promise.all([
      stage.do(lotte, { type: 'note.add', noteId, body: 'eins' }),
      stage.do(lotte, { type: 'note.edit', noteId, body: 'zwei', version: 1 })
    ]);
    const changes = socket.got('room:change').flatMap(unpackChanges);
    expect(changes.map(({ seq, put }) => [seq, put.length])).toEqual([
      [1, 0],
      [2, 1]
    ]);
    expect(changes[1]?.put[0]).toMatchObject({ body: 'zwei', seq: 2 });
  });

  it('[M7] leave memory as it was when the transaction fails', async () => {
    const stage = new Stage();
    const { socket } = await stage.enter(lotte);
    stage.store.fault = (where) => {
      if (where === 'commit') throw new Error('disk full');
    };
    const noteId = newId();
    expect(await stage.do(lotte, { type: 'note.add', noteId, body: 'x' })).toEqual(refused('unavailable'));
    stage.store.fault = () => undefined;
    expect(await stage.do(lotte, { type: 'note.remove', noteId })).toEqual(refused('not_found'));
    expect(socket.got('room:change')).toEqual([]);
    expect(stage.problems).toHaveLength(1);
  });

  it('[M8] find their clock when only the answer of the commit was lost', async () => {
    const stage = new Stage();
    const { socket } = await stage.enter(otto);
    const add = command({ type: 'note.add', noteId: newId(), body: 'x' });
    stage.store.fault = (where) => {
      if (where === 'committed') throw new Error('connection lost');
    };
    expect(await stage.room.command(personOf(lotte), add)).toEqual(refused('unavailable'));
    stage.store.fault = () => undefined;
    expect(await stage.room.command(personOf(lotte), add)).toEqual(ok(1));
    expect(socket.got('room:change').map(({ seq }) => seq)).toEqual([1]);
  });

  it('[M9] that were refused get the same answer for ten minutes', async () => {
    const stage = new Stage();
    const noteId = newId();
    const remove = command({ type: 'note.remove', noteId });
    const send = () => stage.room.command(personOf(lotte), remove);
    expect(await send()).toEqual(refused('not_found'));
    await stage.do(lotte, { type: 'note.add', noteId, body: 'x' });
    expect(await send()).toEqual(refused('not_found'));
    await stage.clock.advance(11 * 60_000);
    expect(await send()).toEqual(ok(2));
  });

  it('[M10] are decided on what other processes wrote', async () => {
    const stage = new Stage();
    const noteId = await stage.note(lotte);
    const other = stage.process().get(ROOM);
    await stage.do(lotte, { type: 'note.edit', noteId, body: 'anderswo', version: 1 }, other);
    expect(await stage.do(lotte, { type: 'note.edit', noteId, body: 'hier', version: 1 })).toEqual(
      refused('conflict')
    );
    expect(await stage.do(lotte, { type: 'note.edit', noteId, body: 'hier', version: 2 })).toEqual(ok(3));
  });

  it('[M11] are judged by the role of the moment, even within a batch', async () => {
    const stage = new Stage();
    const answers = await Promise.all([
      stage.do(hedda, { type: 'participant.assign', participantId: lotte.id, groupId: GROUP_B }),
      stage.do(lotte, { type: 'note.add', noteId: newId(), body: 'x', groupId: GROUP_A }),
      stage.do(lotte, { type: 'note.add', noteId: newId(), body: 'x', groupId: GROUP_B })
    ]);
    expect(answers).toEqual([ok(1), refused('forbidden'), ok(2)]);
  });

  it('[M12] that can never be written are refused alone', async () => {
    const stage = new Stage();
    await stage.enter(otto);
    const poison = newId();
    const transaction = stage.store.transaction.bind(stage.store);
    stage.store.transaction = (roomId, work) =>
      transaction(roomId, (tx) =>
        work({
          ...tx,
          write: (changes) => {
            const ids = changes.flatMap(({ steps }) => steps.map(({ after }) => after.id));
            if (ids.includes(poison)) throw new StoreRefusal('conflict', 'lives in another room');
            return tx.write(changes);
          }
        })
      );
    const answers = await Promise.all(
      [newId(), poison, newId()].map((noteId) => stage.do(lotte, { type: 'note.add', noteId, body: 'x' }))
    );
    expect(answers).toEqual([ok(1), refused('conflict'), ok(2)]);
  });
});

describe('what is whose', () => {
  it('[S1] [T1] sends stubs and tombstones to those who may not read', async () => {
    const stage = new Stage('group');
    const { socket } = await stage.enter(ida);
    const noteId = await stage.note(lotte, { groupId: GROUP_A });
    await stage.do(lotte, { type: 'note.remove', noteId });
    const [added, removed] = socket.got('room:change').flatMap(({ changes }) => changes);
    expect(Object.keys(must(added?.put[0])).sort()).toEqual([
      'groupId',
      'id',
      'rank',
      'seq',
      'stub',
      'topicId',
      'type'
    ]);
    expect(removed).toMatchObject({ put: [], remove: [{ type: 'note', id: noteId, seq: 2 }] });
    expect(JSON.stringify(socket.sent)).not.toContain('Lotte');
    const mine = await stage.enter(lotte);
    expect(mine.opened.records.find(({ id }) => id === noteId)).toMatchObject({
      removedAt: stage.clock.now()
    });
  });

  it('[S2] encodes once per audience, and once more for owners who see more', async () => {
    const stage = new Stage('own');
    for (const actor of [ida, otto, otto, lotte, hedda]) await stage.enter(actor);
    stage.fanned.length = 0;
    await stage.note(lotte);
    const sizes = stage.fanned.filter(({ event }) => event === 'room:change').map(({ to }) => to);
    // Ida's group; both of Otto's sockets; the author; the facilitator.
    expect(sizes.sort()).toEqual([1, 1, 1, 2]);
  });

  it('[S2] sends what lies open to its authors in the same bytes as to everybody else', async () => {
    const stage = new Stage();
    for (const actor of [lotte, otto, ida]) await stage.enter(actor);
    stage.fanned.length = 0;
    // Three notes in one transaction: all participants see the same, and the three groups of readers are told once each.
    await Promise.all([stage.note(lotte), stage.note(otto), stage.note(ida)]);
    const sizes = stage.fanned.filter(({ event }) => event === 'room:change').map(({ to }) => to);
    expect(sizes.sort()).toEqual([1, 2]);
  });

  it('[S3] tells whose step it was, and its command id, only where all of it lies open', async () => {
    const stage = new Stage('group');
    const [mine, same, other] = [await stage.enter(lotte), await stage.enter(otto), await stage.enter(ida)];
    const add = command({ type: 'note.add', noteId: newId(), body: 'x', groupId: GROUP_A });
    await stage.room.command(personOf(lotte), add);
    const change = ({ socket }: { socket: FakeSocket }) => socket.got('room:change')[0]?.changes[0];
    expect(change(mine)).toMatchObject({ cmd: add.id, by: lotte.id });
    expect(change(same)).toMatchObject({ cmd: add.id, by: lotte.id });
    expect(change(other)).toMatchObject({ by: null });
    expect(change(other)).not.toHaveProperty('cmd');
    const voteId = newId();
    await stage.do(hedda, { type: 'vote.add', voteId, phaseId: PHASE.vote });
    await stage.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    await stage.do(lotte, { type: 'ballot.set', voteId, dots: [] });
    const ballot = same.socket.got('room:change').at(-1)?.changes;
    expect(ballot).toEqual([expect.objectContaining({ by: null, put: [], remove: [] })]);
    expect(ballot?.[0]).not.toHaveProperty('cmd');
  });

  it('[S4] gives a deliberate gap to whoever changed group, then silence until they opened anew', async () => {
    const stage = new Stage('group');
    const { socket, opened } = await stage.enter(lotte);
    const noteId = await stage.note(ida, { groupId: GROUP_B });
    await stage.do(hedda, { type: 'participant.assign', participantId: lotte.id, groupId: GROUP_B });
    await stage.note(ida, { groupId: GROUP_B });
    const messages = socket.got('room:change');
    expect(messages).toHaveLength(2);
    expect(messages[1]?.from).toBeGreaterThan(messages[0]?.seq ?? opened.seq);
    const { answer } = await stage.open(lotte, 1, socket);
    expect(answer).toMatchObject({ ok: true, full: true, me: { groupId: GROUP_B } });
    const notes = answer.ok
      ? answer.records.filter((record): record is NoteRecord => record.type === 'note')
      : [];
    expect(notes.find(({ id }) => id === noteId)?.body).toBe('Ein Kalender für alle');
    await stage.note(ida, { groupId: GROUP_B });
    expect(socket.got('room:change')).toHaveLength(3);
  });

  it('[S2] gives an owner’s own in a full picture that others of the audience asked for first', async () => {
    const stage = new Stage('own');
    const noteId = await stage.note(lotte, { groupId: GROUP_A });
    const of = (records: readonly { id: string }[]) => records.find(({ id }) => id === noteId);
    expect(of((await stage.enter(otto)).opened.records)).toHaveProperty('stub');
    expect(of((await stage.enter(lotte)).opened.records)).toHaveProperty('body');
  });
});

describe('ending', () => {
  it('[F1] says why, and then nothing more', async () => {
    const stage = new Stage();
    const [gone, stays] = [await stage.enter(lotte), await stage.enter(otto)];
    stage.rooms.close(lotte.id, 'unauthenticated');
    await stage.note(hedda);
    expect(gone.socket.sent).toEqual([
      { event: 'room:closed', payload: { room: ROOM, code: 'unauthenticated' } }
    ]);
    expect(stays.socket.got('room:change')).toHaveLength(1);
  });

  it('[F8] ends those whom a change of the board shuts out, and tells them nothing of it', async () => {
    const stage = new Stage();
    const shutting: typeof actorFor = (view, person) =>
      boardOf(view)?.access === 'none' && person.personId !== hedda.id ? null : actorFor(view, person);
    stage.rooms = stage.process({ setups: { ...setups, board: { ...setup, actorFor: shutting } } });
    const [otto1, otto2, hedda1] = [
      await stage.enter(otto),
      await stage.enter(otto),
      await stage.enter(hedda)
    ];
    await stage.do(hedda, { type: 'board.configure', access: 'read' });
    await stage.do(hedda, { type: 'board.configure', access: 'none' });
    await stage.note(hedda);
    for (const { socket } of [otto1, otto2])
      expect(socket.sent.map(({ event }) => event)).toEqual(['room:change', 'room:closed']);
    expect(hedda1.socket.got('room:change')).toHaveLength(3);
    expect((await stage.open(otto)).answer).toEqual(refused('forbidden'));
  });

  it('[F1] happens by itself when the participant is removed from the records', async () => {
    const stage = new Stage();
    const { socket } = await stage.enter(lotte);
    const lottes = boardRecords().find(({ id }) => id === lotte.id);
    await stage.writeElsewhere({
      actorId: null,
      command: command({ type: 'timer.stop' }),
      steps: [{ before: null, after: { ...must(lottes), removedAt: 1 } }]
    });
    await stage.rooms.catchUp(ROOM);
    expect(socket.sent.map(({ event }) => event)).toEqual(['room:closed']);
    expect(await stage.do(lotte, { type: 'timer.stop' })).toEqual(refused('forbidden'));
  });

  it('[S4] renews a person whose membership changed', async () => {
    const stage = new Stage();
    const { socket } = await stage.enter(lotte);
    stage.room.renew(lotte.id, personOf(hedda));
    expect(socket.got('room:change')).toHaveLength(1);
    stage.room.renew(hedda.id, null);
    expect(socket.got('room:closed')).toEqual([{ room: ROOM, code: 'forbidden' }]);
  });

  it('[F4] ends a socket that does not keep up', async () => {
    const stage = new Stage();
    const { socket } = await stage.enter(otto);
    socket.full = true;
    await stage.note(lotte);
    expect(socket.connected).toBe(false);
    expect(stage.room.size).toBe(0);
  });

  it('[L5] finishes the transaction and answers the rest `unavailable`', async () => {
    const stage = new Stage();
    await stage.enter(otto);
    stage.store.fault = (where) => (where === 'commit' ? stage.clock.wait(50) : undefined);
    const add = () => stage.do(lotte, { type: 'note.add', noteId: newId(), body: 'x' });
    const running = add();
    await drain();
    const waiting = add();
    const stopped = stage.rooms.stop();
    expect(await waiting).toEqual(refused('unavailable'));
    await stage.clock.advance(100);
    await stopped;
    expect(await running).toEqual(ok(1));
    expect(await add()).toEqual(refused('unavailable'));
  });
});

describe('a crowded room', () => {
  it('[F6] sends away whom it cannot take on, each for another while, and does the rest', async () => {
    const stage = new Stage();
    stage.store.fault = (where) => (where === 'begin' ? stage.clock.wait(50) : undefined);
    const answers = Array.from({ length: 5300 }, () =>
      stage.room.command(personOf(lotte), command({ type: 'note.remove', noteId: newId() }))
    );
    const late = await Promise.all(answers.slice(-50));
    expect(late.every((answer) => !answer.ok && answer.code === 'rate_limited')).toBe(true);
    const waits = late.map((answer) => (answer.ok ? 0 : (answer.retryAfterMs ?? 0)));
    expect(new Set(waits).size).toBe(50);
    expect(Math.min(...waits)).toBeGreaterThan(0);
    await stage.clock.advance(10_000);
    expect(await answers[0]).toEqual(refused('not_found'));
    expect(await answers[4999]).toEqual(refused('not_found'));
  });
});

describe('the life of a room', () => {
  it('[L2] is over when nobody listened or asked for five minutes', async () => {
    const stage = new Stage();
    const { socket } = await stage.enter(otto);
    await stage.clock.advance(10 * 60_000);
    expect(stage.rooms.counts()).toEqual({ rooms: 1, sockets: 1 });
    stage.rooms.leave(socket);
    await stage.clock.advance(10 * 60_000);
    expect(stage.rooms.counts()).toEqual({ rooms: 0, sockets: 0 });
    expect(stage.clock.pending).toBe(0);
    expect((await stage.enter(otto)).opened.full).toBe(true);
  });

  it('[L3] tells what others wrote within 5 s, without any hint', async () => {
    const stage = new Stage();
    const { socket } = await stage.enter(otto);
    const other = stage.process().get(ROOM);
    await stage.do(lotte, { type: 'note.add', noteId: newId(), body: 'anderswo' }, other);
    await stage.clock.advance(4100);
    const changes = socket.got('room:change').flatMap(({ changes }) => changes);
    expect(changes).toMatchObject([{ seq: 1, by: lotte.id, put: [{ body: 'anderswo' }] }]);
  });

  it('[L4] begins anew after reload, for everybody connected', async () => {
    const stage = new Stage();
    const { socket, opened } = await stage.enter(otto);
    stage.rooms.reload(ROOM);
    const [gap] = socket.got('room:change');
    expect(gap?.from).toBeGreaterThan(opened.seq);
    expect((await stage.open(otto, opened.seq, socket)).answer).toMatchObject({ full: true });
  });

  it('[O3] starts over when the store was set back', async () => {
    const stage = new Stage();
    const back = stage.store.backup(ROOM);
    await stage.note(lotte);
    const { socket } = await stage.enter(otto);
    back();
    expect(await stage.do(lotte, { type: 'note.add', noteId: newId(), body: 'x' })).toEqual(ok(1));
    expect((await stage.open(otto, 1, socket)).answer).toMatchObject({ full: true, seq: 1 });
  });

  it('[L1] lets the server read the records', async () => {
    const stage = new Stage();
    await stage.note(lotte);
    expect(await stage.room.read((view, seq) => [seq, actorFor(view, personOf(otto))?.actor.name])).toEqual([
      1,
      otto.name
    ]);
    expect(await stage.rooms.get(newId()).read(() => 1)).toBeNull();
  });
});
