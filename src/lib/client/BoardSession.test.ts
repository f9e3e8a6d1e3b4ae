import { expect, it } from 'vitest';
import { lotte } from '$lib/domain/testing/boardFixture';
import { boardRecords, ROOM } from '$lib/sync/testing/boardRoom';
import { BoardSession } from './BoardSession.svelte';

it('renders on the server: neither window nor network is touched before start', () => {
  const { id, name, groupId } = lotte;
  const me = { id, name, role: 'participant', groupId } as const;
  const snapshot = {
    ok: true,
    seq: 0,
    records: boardRecords(),
    removed: [],
    full: true,
    me,
    now: 1
  } as const;
  const session = new BoardSession({ roomId: ROOM, snapshot: { ...snapshot, removed: [] } });
  expect(typeof window).toBe('undefined');
  expect([session.board.title, session.phase?.phase, session.groups.length]).toEqual([
    'Auftakt',
    'collect',
    2
  ]);
  expect([session.connection, session.waiting, session.outboxSafe]).toEqual(['connecting', 0, true]);
});
