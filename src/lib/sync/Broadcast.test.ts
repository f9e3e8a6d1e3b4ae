import { describe, expect, it } from 'vitest';
import { hedda, GROUP_B, lotte, otto } from '../domain/testing/boardFixture.ts';
import { unpackChanges } from '../protocol/packed.ts';
import type { RoomChange } from '../protocol/rooms.ts';
import { personOf } from './testing/boardRoom.ts';
import { FakeSocket } from './testing/FakeLine.ts';
import { Stage } from './testing/roomStage.ts';

const HALL = 1000;

/** Otto with a thousand sockets. */
async function fullHall() {
  const stage = new Stage();
  const sockets = Array.from({ length: HALL }, () => new FakeSocket());
  await Promise.all(sockets.map((socket) => stage.room.open(socket, personOf(otto), {}, () => undefined)));
  const [socket = new FakeSocket()] = sockets;
  return { stage, socket, messages: () => socket.got('room:change') };
}
const seqs = (message: RoomChange) => unpackChanges(message).map(({ seq }) => seq);

describe('changes in a full hall', () => {
  it('[R10] are told at once after a pause, and together when they follow each other quickly', async () => {
    const { stage, messages } = await fullHall();
    await stage.note(lotte);
    expect(messages()).toHaveLength(1);
    for (let i = 0; i < 5; i += 1) await stage.note(lotte);
    expect(messages()).toHaveLength(1);
    await stage.clock.advance(100);
    expect(messages()).toHaveLength(2);
    const [first, second] = messages();
    expect(second?.from).toBe(first?.seq);
    expect(second && seqs(second)).toEqual([2, 3, 4, 5, 6]);
    await stage.clock.advance(1000);
    await stage.note(lotte);
    expect(messages()).toHaveLength(3);
  });

  it('[R10] do not keep the answer waiting, nor anybody who has just come', async () => {
    const { stage, messages } = await fullHall();
    await stage.note(lotte);
    const answer = await stage.do(lotte, { type: 'topic.add', topicId: 'nobody may', title: 'x' });
    expect(answer.ok).toBe(false);
    await stage.note(lotte);
    // Their picture has it already; nothing of it may come a second time.
    const { socket: late, opened } = await stage.enter(lotte);
    expect(opened.seq).toBe(2);
    expect(messages()).toHaveLength(2);
    await stage.clock.advance(1000);
    expect(late.got('room:change')).toEqual([]);
  });

  it('[R11] go as tables when many are told together', async () => {
    const { stage, messages } = await fullHall();
    await stage.note(lotte);
    const noteIds: string[] = [];
    for (let i = 0; i < 6; i += 1) noteIds.push(await stage.note(lotte));
    await stage.clock.advance(100);
    const [one, many] = messages();
    expect(one?.packed).toBeUndefined();
    expect(many?.changes).toEqual([]);
    expect(many?.packed).toMatchObject([{ count: 6 }]);
    const put = many && unpackChanges(many).flatMap((change) => change.put);
    const notes = await stage.room.read((view) => noteIds.map((id) => view.get('note', id)));
    expect(put).toEqual(notes);
  });

  it('[R6] [R10] a record that was changed meanwhile is told once, with the last', async () => {
    const { stage, messages } = await fullHall();
    await stage.note(lotte);
    const noteId = await stage.note(lotte);
    await stage.do(lotte, { type: 'note.edit', noteId, body: 'zwei', version: 1 });
    await stage.clock.advance(100);
    const put = messages().flatMap(({ changes }) => changes.flatMap((change) => change.put));
    expect(put.filter(({ id }) => id === noteId)).toMatchObject([{ body: 'zwei' }]);
  });

  it('[S4] [R10] what was waiting does not reach somebody whose group changed meanwhile', async () => {
    const { stage, messages } = await fullHall();
    await stage.note(lotte);
    await stage.note(lotte);
    await stage.do(hedda, { type: 'participant.assign', participantId: otto.id, groupId: GROUP_B });
    await stage.clock.advance(1000);
    // The first note, then the gap, then nothing.
    expect(messages().map(({ changes }) => changes.length)).toEqual([1, 0]);
  });

  it('[L5] [R10] what waits is told before the room stops', async () => {
    const { stage, messages } = await fullHall();
    await stage.note(lotte);
    await stage.note(lotte);
    await stage.rooms.stop();
    expect(messages()).toHaveLength(2);
  });
});
