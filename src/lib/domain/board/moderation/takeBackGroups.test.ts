import { expect, test } from 'vitest';
import type { Unsent } from '../../commands.ts';
import { must } from '../../../util/must.ts';
import { BoardFixture, GROUP_A, GROUP_B, hedda, id, ida, lotte, otto } from '../../testing/boardFixture.ts';
import { takeBack } from '../../testing/takeBack.ts';

/** Groups and who is in them, without clocks. */
const picture = (board: BoardFixture) => ({
  groups: [...board.all('group')]
    .filter(({ removedAt }) => removedAt === null)
    .map((one) => ({ ...one, seq: 0 })),
  people: [...board.all('participant')].map((one) => [one.name, one.groupId])
});

function undo(board: BoardFixture, command: Unsent, meanwhile: () => void = () => undefined): void {
  const inverses = takeBack(board, command);
  expect(board.do(hedda, command)).toMatchObject({ ok: true });
  meanwhile();
  for (const inverse of inverses) {
    const back = inverse(board);
    if (back) expect(board.do(hedda, back)).toMatchObject({ ok: true });
  }
}

function arranged(): BoardFixture {
  const board = new BoardFixture();
  board.do(hedda, { type: 'group.edit', groupId: GROUP_A, noteTakerId: lotte.id, limit: 2 });
  board.do(hedda, { type: 'group.edit', groupId: GROUP_B, noteTakerId: ida.id, limit: 3 });
  return board;
}

const places = [
  { participantId: lotte.id, groupId: null },
  { participantId: otto.id, groupId: GROUP_B }
];
const cases: [string, Unsent][] = [
  ['a new group', { type: 'group.add', groupId: id(13), name: 'Kleingruppe 3' }],
  [
    'a group renamed, with another limit',
    { type: 'group.edit', groupId: GROUP_A, name: 'Die Ersten', limit: 9 }
  ],
  ['a video room', { type: 'group.edit', groupId: GROUP_A, video: 'https://example.org/' }],
  ['groups merged', { type: 'group.merge', groupId: GROUP_B, intoId: GROUP_A }],
  ['a group dissolved', { type: 'group.remove', groupId: GROUP_A }],
  ['somebody put elsewhere', { type: 'participant.assign', participantId: otto.id, groupId: GROUP_B }]
];
test.each(cases)('taken back, nothing is left of it: %s', (_name, command) => {
  const board = arranged();
  const before = picture(board);
  undo(board, command);
  expect(picture(board)).toEqual(before);
});

test('a deal is taken back as one step', () => {
  const board = arranged();
  const before = picture(board).people;
  const inverses = takeBack(board, { type: 'group.deal', places });
  expect(inverses).toHaveLength(1);
  undo(board, { type: 'group.deal', places });
  expect(picture(board).people).toEqual(before);
});

test('whoever was moved on since stays there, and nobody goes back into a group that is gone', () => {
  const board = arranged();
  undo(board, { type: 'group.deal', places }, () =>
    board.do(hedda, { type: 'participant.assign', participantId: lotte.id, groupId: GROUP_B })
  );
  expect(must(board.get('participant', lotte.id)).groupId).toBe(GROUP_B);
  expect(must(board.get('participant', otto.id)).groupId).toBe(GROUP_A);
  const other = arranged();
  undo(other, { type: 'group.deal', places }, () =>
    other.do(hedda, { type: 'group.remove', groupId: GROUP_A })
  );
  expect(must(other.get('participant', otto.id)).groupId).toBe(GROUP_B);
});

test('a new group that somebody is in stays', () => {
  const board = arranged();
  undo(board, { type: 'group.add', groupId: id(13), name: 'Kleingruppe 3' }, () =>
    board.do(hedda, { type: 'participant.assign', participantId: otto.id, groupId: id(13) })
  );
  expect(board.get('group', id(13))?.removedAt).toBeNull();
});

test('done again, a merge is a merge', () => {
  const board = arranged();
  const merge: Unsent = { type: 'group.merge', groupId: GROUP_B, intoId: GROUP_A };
  board.do(hedda, merge);
  const [again] = takeBack(board, { type: 'group.restore', groupId: GROUP_B });
  board.do(hedda, { type: 'group.restore', groupId: GROUP_B });
  expect(again?.(board)).toEqual(merge);
});
