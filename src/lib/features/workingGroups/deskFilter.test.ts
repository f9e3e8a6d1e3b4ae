import { expect, test } from 'vitest';
import { countSignups, filterSignups, inState, type DeskSignup } from './deskFilter';

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
  state: 'in',
  since: new Date(0),
  source: 'workshop',
  message: null,
  showName: false,
  createdAt: new Date(0),
  email,
  consentText: email && 'Ja',
  consentedAt: email === null ? null : new Date(0),
  confirmedAt: null,
  mailsOffAt: null,
  refusedAt: null,
  contactedAt: null,
  contactedBy: null
});
const all = [
  signup('Lotte Löwenzahn', 'active', 'lotte@example.org', 'Dorfladen Musterdorf eG'),
  signup('Otto Obstwiese', 'active', null),
  signup('Ida Immergrün', 'informed', 'ida@example.org'),
  signup('Ida Immergrün', 'active', 'IDA@example.org')
];
const names = (list: DeskSignup[]) => list.map(({ name }) => name);

test('shows the levels that are ticked', () => {
  expect(
    names(filterSignups(all, { active: false, informed: true, unanswered: false, states: [], search: '' }))
  ).toEqual(['Ida Immergrün']);
  expect(
    filterSignups(all, { active: false, informed: false, unanswered: false, states: [], search: '' })
  ).toEqual([]);
});

test('searches names and organisations, umlauts in any case', () => {
  const filter = { active: true, informed: true, unanswered: false, states: [] };
  expect(names(filterSignups(all, { ...filter, search: ' LÖWEN ' }))).toEqual(['Lotte Löwenzahn']);
  expect(names(filterSignups(all, { ...filter, search: 'dorfladen' }))).toEqual(['Lotte Löwenzahn']);
});

test('shows only those who wait for an answer: not those contacted, not those who only want to be informed', () => {
  const [lotte, otto] = all;
  const list = [...all.slice(2), { ...lotte, contactedAt: new Date(1) }, otto].filter(
    (one) => one !== undefined
  );
  const found = filterSignups(list as DeskSignup[], {
    active: true,
    informed: true,
    unanswered: true,
    states: [],
    search: ''
  });
  expect(names(found)).toEqual(['Ida Immergrün', 'Otto Obstwiese']);
});

test('shows only those who ask, or wait for a place; who waits for a place waits for no answer', () => {
  const [lotte, otto, ida] = all as [DeskSignup, DeskSignup, DeskSignup];
  const list: DeskSignup[] = [{ ...lotte, state: 'asked' }, { ...otto, state: 'waiting' }, ida];
  const filter = { active: true, informed: true, unanswered: false, search: '' };
  expect(names(filterSignups(list, { ...filter, states: ['asked'] }))).toEqual(['Lotte Löwenzahn']);
  expect(filterSignups(list, { ...filter, states: ['asked', 'waiting'] })).toHaveLength(2);
  expect(names(filterSignups(list, { ...filter, states: [], unanswered: true }))).toEqual([
    'Lotte Löwenzahn'
  ]);
});

test('counts what there is to choose by, and puts who has waited longest first', () => {
  const [lotte, otto, ida] = all as [DeskSignup, DeskSignup, DeskSignup];
  const list: DeskSignup[] = [
    { ...lotte, state: 'waiting', since: new Date(2) },
    { ...otto, state: 'waiting', since: new Date(1) },
    ida
  ];
  expect(countSignups(list)).toEqual({ active: 2, informed: 1, unanswered: 0, asked: 0, waiting: 2 });
  expect(names(inState(list, 'waiting'))).toEqual(['Otto Obstwiese', 'Lotte Löwenzahn']);
  expect(inState(list, 'asked')).toEqual([]);
});
