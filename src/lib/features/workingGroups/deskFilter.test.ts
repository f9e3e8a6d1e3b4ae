import { expect, test } from 'vitest';
import { filterSignups, type DeskSignup } from './deskFilter';

const signup = (
  name: string,
  level: 'active' | 'informed',
  email: string | null,
  organisation = ''
): DeskSignup => ({
  participantId: name,
  name,
  organisation,
  level,
  showName: false,
  createdAt: new Date(0),
  email,
  consentText: email && 'Ja',
  consentedAt: email === null ? null : new Date(0),
  confirmedAt: null,
  mailsOffAt: null
});
const all = [
  signup('Lotte Löwenzahn', 'active', 'lotte@example.org', 'Dorfladen Musterdorf eG'),
  signup('Otto Obstwiese', 'active', null),
  signup('Ida Immergrün', 'informed', 'ida@example.org'),
  signup('Ida Immergrün', 'active', 'IDA@example.org')
];
const names = (list: DeskSignup[]) => list.map(({ name }) => name);

test('shows the levels that are ticked', () => {
  expect(names(filterSignups(all, { active: false, informed: true, search: '' }))).toEqual(['Ida Immergrün']);
  expect(filterSignups(all, { active: false, informed: false, search: '' })).toEqual([]);
});

test('searches names and organisations, umlauts in any case', () => {
  const filter = { active: true, informed: true };
  expect(names(filterSignups(all, { ...filter, search: ' LÖWEN ' }))).toEqual(['Lotte Löwenzahn']);
  expect(names(filterSignups(all, { ...filter, search: 'dorfladen' }))).toEqual(['Lotte Löwenzahn']);
});
