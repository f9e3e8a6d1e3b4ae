import { expect, test } from 'vitest';
import { NEW_WORKING_GROUP } from '$lib/domain/board/workingGroups';
import { joinLabel, joinNote, ownState, placesLine, tagsOf, type Terms } from './places';

const terms = (given: Partial<Terms> = {}): Terms => ({ ...NEW_WORKING_GROUP, ...given });

test('an ordinary AG says nothing about places', () => {
  expect(placesLine(terms())).toBe('');
  expect(tagsOf(terms())).toEqual([]);
  expect(joinNote(terms())).toBe('');
  expect(joinLabel(terms())).toBe('Aktiv mitarbeiten');
});

test('says how many places are left, and who waits for one', () => {
  expect(placesLine(terms({ limit: 3, active: 2 }))).toBe('noch 1 Platz frei');
  expect(placesLine(terms({ limit: 3, active: 1 }))).toBe('noch 2 Plätze frei');
  expect(placesLine(terms({ limit: 3, active: 3 }))).toBe('alle 3 Plätze besetzt');
  // Lowered below those who are in.
  expect(placesLine(terms({ limit: 3, active: 5, waiting: 2 }))).toBe('alle 3 Plätze besetzt, 2 warten');
});

test('says what becomes of the next one', () => {
  const full = terms({ limit: 1, active: 1 });
  expect([joinLabel(full), tagsOf(full)]).toEqual(['Auf die Warteliste', [{ tone: 'warn', text: 'voll' }]]);
  const asking = terms({ joining: 'approval' });
  expect([joinLabel(asking), tagsOf(asking).map(({ text }) => text)]).toEqual([
    'Mitarbeit anfragen',
    ['auf Anfrage']
  ]);
  expect(joinNote(full)).toMatch(/^Alle Plätze sind besetzt/);
  expect(joinNote(terms({ state: 'paused' }))).toMatch(/macht gerade Pause/);
  expect(joinNote(terms({ state: 'closed', limit: 1, active: 1 }))).toMatch(/abgeschlossen/);
  expect(tagsOf(terms({ state: 'closed', limit: 1, active: 1, audience: 'members' }))).toHaveLength(2);
});

test('says what somebody is', () => {
  expect(ownState('informed', 'in')).toBe('Sie bleiben informiert');
  expect(ownState('active', 'in')).toBe('Sie arbeiten aktiv mit');
  expect(ownState('active', 'waiting')).toBe('Sie stehen auf der Warteliste');
  expect(ownState('active', 'asked')).toBe('Ihre Anfrage ist gestellt');
  expect(ownState('active', 'declined')).toBe('Ihre Anfrage wurde abgelehnt');
});
