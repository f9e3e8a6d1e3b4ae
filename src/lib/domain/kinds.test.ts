import { expect, it } from 'vitest';
import { kindName, kindsOf, offeredKind } from './kinds';
import { NOTE_KINDS } from './records';

const named = {
  kinds: [
    { kind: 'need', name: 'Wunsch' },
    { kind: 'offer', name: '' }
  ]
} as const satisfies { kinds: readonly unknown[] };
const board = { kinds: [...named.kinds] };
const usual = { kinds: [] };

it('offers all kinds, or those the board chose in its order', () => {
  expect(kindsOf(usual).map(({ kind }) => kind)).toEqual(NOTE_KINDS);
  expect(kindsOf(board)).toEqual(named.kinds);
});

it('knows the board’s own words', () => {
  expect(kindName(board, 'need')).toBe('Wunsch');
  expect(kindName(board, 'offer')).toBe('');
  expect(kindName(board, 'info')).toBe('');
  expect(kindName(usual, 'idea')).toBe('');
});

it('a new note has a kind that is offered', () => {
  expect(offeredKind(board, 'offer')).toBe('offer');
  expect(offeredKind(board, 'idea')).toBe('need');
  expect(offeredKind(usual, 'hurdle')).toBe('hurdle');
});
