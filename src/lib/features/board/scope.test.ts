import { expect, test } from 'vitest';
import type { GroupRecord } from '$lib/domain/records';
import { aGroup, aNote } from '$lib/domain/testing/records';
import { groupOfNewNote, scopeChoices, scopeToShow } from './scope';

const group = (id: string): GroupRecord => aGroup({ id, name: `Kleingruppe ${id}`, rank: id });
const note = (id: string, groupId: string | null) => aNote({ id, groupId });
const groups = [group('1'), group('2')];
const notes = [note('a', '1'), note('b', '1'), note('c', '2'), note('d', null)];
const inShort = (choices: ReturnType<typeof scopeChoices>) =>
  choices.map((choice) => `${choice.scope ?? 'all'}:${choice.count}${choice.own ? '*' : ''}`);

test('participants see their own group and the plenary', () => {
  expect(inShort(scopeChoices(groups, notes, '2', false, (groupId) => groupId))).toEqual(['2:1*', 'all:4']);
});

test('facilitators see all groups', () => {
  expect(inShort(scopeChoices(groups, notes, null, true, (groupId) => groupId))).toEqual([
    '1:2',
    '2:1',
    'all:4'
  ]);
});

test('without a group there is nothing to switch', () => {
  expect(scopeChoices(groups, notes, null, false, (groupId) => groupId)).toEqual([]);
  expect(scopeChoices([], notes, null, true, (groupId) => groupId)).toEqual([]);
});

test('the own group comes first, a choice counts, and a group that is gone leads to the plenary', () => {
  const mine = scopeChoices(groups, notes, '2', false, (groupId) => groupId);
  expect(scopeToShow(undefined, mine, '2')).toBe('2');
  expect(scopeToShow(null, mine, '2')).toBeNull();
  expect(scopeToShow('gone', mine, '2')).toBeNull();
  expect(
    scopeToShow(
      undefined,
      scopeChoices(groups, notes, null, true, (groupId) => groupId),
      null
    )
  ).toBeNull();
});

test("a note from the plenary still carries its author's group", () => {
  expect(groupOfNewNote('2', '2', false)).toBe('2');
  expect(groupOfNewNote(null, '2', false)).toBe('2');
  expect(groupOfNewNote(null, null, false)).toBeNull();
  expect(groupOfNewNote(null, '2', true)).toBeNull();
  expect(groupOfNewNote('1', '2', true)).toBe('1');
});
