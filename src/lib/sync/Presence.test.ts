import { describe, expect, it } from 'vitest';
import { GROUP_A, GROUP_B, hedda, ida, lotte, otto, visitor } from '../domain/testing/boardFixture.ts';
import { keyOf, type StoredRecord } from '../domain/records.ts';
import { must } from '../util/must.ts';
import { actorFor, boardRecords, ROOM, setup, setups } from './testing/boardRoom.ts';
import { newId, Stage } from './testing/roomStage.ts';

/** A board with `count` people in ten groups, of whom the first `present` have a socket. */
async function crowded(stage: Stage, count: number, present = count) {
  const records = boardRecords();
  const [group] = records.filter(({ type }) => type === 'group');
  const [first] = records.filter(({ id }) => id === lotte.id);
  const groups = Array.from({ length: 10 }, () => ({ ...group, id: newId() }) as StoredRecord);
  const crowd = Array.from({ length: count }, (_, n) => {
    const id = newId();
    return { ...first, id, personId: id, groupId: must(groups[n % 10]).id } as StoredRecord;
  });
  stage.store.make(ROOM, 'board', [...records, ...groups, ...crowd]);
  const sockets = [];
  for (const { id } of crowd.slice(0, present)) sockets.push((await stage.enter({ ...lotte, id })).socket);
  return { crowd, sockets };
}

describe('presence', () => {
  it('[P1] shows a person with several sockets once, with the one in which they write', async () => {
    const stage = new Stage();
    const { socket } = await stage.enter(hedda);
    await stage.enter(lotte);
    const second = await stage.enter(lotte);
    stage.room.presence(second.socket, { editing: 'new' });
    await stage.clock.advance(1000);
    expect(socket.got('room:presence').at(-1)).toEqual({
      room: ROOM,
      count: 2,
      groups: { '': 1, [GROUP_A]: 1 },
      people: [
        { id: hedda.id, name: hedda.name, groupId: null, role: 'facilitator' },
        { id: lotte.id, name: lotte.name, groupId: GROUP_A, role: 'participant', editing: 'new' }
      ]
    });
  });

  it('[P2] sends at most four frames a second, and none when nothing changed', async () => {
    const stage = new Stage();
    const { socket } = await stage.enter(hedda);
    const other = await stage.enter(lotte);
    for (let i = 0; i < 100; i += 1) {
      stage.room.presence(other.socket, { editing: i % 2 ? 'new' : null });
      await stage.clock.advance(20);
    }
    expect(socket.got('room:presence').length).toBeLessThanOrEqual(9);
    expect(socket.got('room:presence').length).toBeGreaterThan(3);
    await stage.clock.advance(1000);
    const before = socket.got('room:presence').length;
    for (let i = 0; i < 10; i += 1) {
      stage.room.presence(other.socket, { editing: 'new' });
      await stage.clock.advance(500);
    }
    expect(socket.got('room:presence')).toHaveLength(before);
  });

  it('[P2] sends rarer frames in a full hall, but the first one to whoever has just come', async () => {
    const stage = new Stage();
    const { crowd, sockets } = await crowded(stage, 410, 400);
    await stage.clock.advance(3000);
    const [watcher] = sockets;
    const heard = () => must(watcher).got('room:presence').length;
    const before = heard();
    for (const { id } of crowd.slice(400)) {
      const late = await stage.enter({ ...lotte, id });
      await stage.clock.advance(400);
      expect(late.socket.got('room:presence')).toHaveLength(1);
      await stage.clock.advance(600);
    }
    expect(heard() - before).toBeGreaterThanOrEqual(3);
    expect(heard() - before).toBeLessThanOrEqual(6);
    await stage.clock.advance(2500);
    expect(must(watcher).got('room:presence').at(-1)?.count).toBe(410);
  });

  it('[P2] a look at a thousand people in ten groups takes a few milliseconds', async () => {
    const stage = new Stage();
    const { sockets } = await crowded(stage, 1000);
    await stage.clock.advance(3000);
    const times: number[] = [];
    for (let run = 0; run < 20; run += 1) {
      stage.room.presence(must(sockets[run]), { editing: newId() });
      const begun = performance.now();
      await stage.clock.advance(2000);
      times.push(performance.now() - begun);
    }
    const median = must(times.sort((a, b) => a - b)[10]);
    // Sending to the sockets of this test included; the machine may be busy with other things.
    expect(median).toBeLessThan(40);
  });

  it('[P3] names the first fifty of more, and counts all', async () => {
    const stage = new Stage();
    const [first] = boardRecords().filter(({ type }) => type === 'participant');
    const crowd = Array.from({ length: 60 }, () => ({ ...first, id: newId() }) as StoredRecord);
    stage.store.make(ROOM, 'board', [
      ...boardRecords(),
      ...crowd.map((record) => ({ ...record, personId: record.id }) as StoredRecord)
    ]);
    for (const { id } of crowd) await stage.enter({ ...lotte, id });
    const [asHedda, asOtto] = [await stage.enter(hedda), await stage.enter(otto)];
    await stage.clock.advance(2500);
    const [all, some] = [asHedda, asOtto].map(({ socket }) => socket.got('room:presence').at(-1));
    expect([all?.count, some?.count]).toEqual([62, 62]);
    expect(all?.people).toHaveLength(62);
    expect(some?.people).toHaveLength(50);
  });

  it('[P4] names only those whom the viewer may see', async () => {
    const stage = new Stage();
    for (const actor of [lotte, otto, hedda]) await stage.enter(actor);
    const { socket, opened } = await stage.enter(ida);
    await stage.clock.advance(1000);
    const frame = socket.got('room:presence').at(-1);
    expect(frame?.people.map(({ name }) => name)).toEqual([hedda.name, ida.name]);
    expect(frame).toMatchObject({ count: 4, groups: { [GROUP_A]: 2, [GROUP_B]: 1, '': 1 } });
    expect(opened.records.map(keyOf)).not.toContain(`participant/${lotte.id}`);
  });

  it('[P10] tells facilitators who ask who of all is here, without readers and projectors', async () => {
    const stage = new Stage();
    const { crowd } = await crowded(stage, 80, 70);
    const projector = await stage.enter(hedda);
    stage.room.presence(projector.socket, { stage: true });
    expect(stage.room.here).toEqual(new Set(crowd.slice(0, 70).map(({ id }) => id)));
    await stage.enter(hedda);
    expect(stage.room.here.has(hedda.id)).toBe(true);
  });

  it('[P9] neither counts readers of a public link nor tells them of anybody', async () => {
    const stage = new Stage();
    const reading: typeof actorFor = (view, person) =>
      person.personId === 'reader'
        ? { actor: { id: '', name: '', organisation: null, role: 'reader', groupId: null }, seq: 0 }
        : actorFor(view, person);
    stage.rooms = stage.process({ setups: { ...setups, board: { ...setup, actorFor: reading } } });
    const { socket: hearing } = await stage.enter(hedda);
    const reader = { ...visitor, id: 'reader' };
    const [one, two] = [await stage.enter(reader), await stage.enter(reader)];
    stage.room.presence(one.socket, { editing: 'new' });
    await stage.clock.advance(1000);
    expect(hearing.got('room:presence').at(-1)).toMatchObject({ count: 1, people: [{ id: hedda.id }] });
    for (const { socket } of [one, two]) expect(socket.got('room:presence')).toEqual([]);
  });

  it('[P10] a projector makes nobody present, and shows who is; no participant hides behind one', async () => {
    const stage = new Stage();
    const projector = await stage.enter(hedda);
    stage.room.presence(projector.socket, { stage: true });
    const phone = await stage.enter(hedda);
    const other = await stage.enter(lotte);
    stage.room.presence(other.socket, { stage: true });
    await stage.clock.advance(1000);
    const shown = () => projector.socket.got('room:presence').at(-1);
    expect(shown()).toMatchObject({ count: 2, people: [{ id: hedda.id }, { id: lotte.id }] });
    stage.rooms.leave(phone.socket);
    await stage.clock.advance(1000);
    expect(shown()).toMatchObject({ count: 1, people: [{ id: lotte.id }] });
    stage.rooms.leave(other.socket);
    await stage.clock.advance(1000);
    expect(shown()).toMatchObject({ count: 0, people: [] });
  });

  it('[P1] forgets who left', async () => {
    const stage = new Stage();
    const { socket } = await stage.enter(hedda);
    const other = await stage.enter(lotte);
    await stage.clock.advance(1000);
    stage.rooms.leave(other.socket);
    await stage.clock.advance(1000);
    expect(socket.got('room:presence').map(({ count }) => count)).toEqual([2, 1]);
  });
});
