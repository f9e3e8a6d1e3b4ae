import { expect, test } from 'vitest';
import { aBoard, aNote, aTopic } from '$lib/domain/testing/records';
import { newId } from '$lib/util/newId';
import { pastSession } from './pastBoard';

test('a board of the past is read like any other, and has nothing of the present', () => {
  const [roomId, topicId] = [newId(), newId()];
  const session = pastSession(roomId, {
    ok: true,
    seq: 17,
    at: 1000,
    full: true,
    records: [
      aBoard({ id: roomId, title: 'Damals' }),
      aTopic({ id: topicId, title: 'Mobilität' }),
      aNote({ id: newId(), topicId, body: 'Lastenrad' })
    ],
    removed: [],
    me: { id: newId(), name: 'Hedda', role: 'facilitator', groupId: null },
    now: 2000
  });
  expect(session.board.title).toBe('Damals');
  expect(session.notesOf(topicId).map(({ body }) => body)).toEqual(['Lastenrad']);
  expect(session.presence.count).toBe(0);
});
