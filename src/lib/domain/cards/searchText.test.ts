import { describe, expect, test } from 'vitest';
import type { Audience, CardRecord } from '../records.ts';
import { emptyCard } from './circles.ts';
import { documentsOf } from './searchText.ts';

const card = (more: Partial<CardRecord>): CardRecord => ({
  type: 'card',
  id: 'bbbbbbbb-0000-4000-8000-000000000001',
  seq: 7,
  removedAt: null,
  ...emptyCard(),
  name: 'Frieda Müller',
  offer: 'Saal',
  need: 'Partner',
  email: 'frieda@example.org',
  phone: '0341 1',
  web: 'https://example.org',
  ownerId: 'aaaaaaaa-0000-4000-8000-000000000001',
  audience: 'public',
  audiences: {},
  updatedAt: 1,
  own: null,
  ...more
});
const circles = (stored: CardRecord) =>
  documentsOf(stored)
    .map(({ circle }) => circle)
    .sort();
const bodyFor = (stored: CardRecord, circle: Audience) =>
  documentsOf(stored).find((document) => document.circle === circle)?.body;

describe('documents', () => {
  test.each([
    ['private', ['private']],
    ['participants', ['participants', 'private']],
    ['members', ['members', 'participants', 'private']],
    ['public', ['members', 'participants', 'private', 'public']]
  ] as const)('a card for %s has texts for %j', (audience, expected) => {
    expect(circles(card({ audience }))).toEqual(expected);
  });

  test('a field stands in the texts of those who may read it and in no other', () => {
    const stored = card({ audiences: { offer: 'members', need: 'private' } });
    expect(bodyFor(stored, 'public')).toBe('Frieda Müller');
    expect(bodyFor(stored, 'members')).toBe('Frieda Müller\nSaal');
    expect(bodyFor(stored, 'participants')).toBe('Frieda Müller\nSaal');
    expect(bodyFor(stored, 'private')).toBe('Frieda Müller\nSaal\nPartner');
  });

  test('addresses stand in none, and a removed card has none', () => {
    const open = card({
      profiles: ['https://example.social/@frieda'],
      audiences: { email: 'public', phone: 'public', web: 'public', profiles: 'public' }
    });
    expect(JSON.stringify(documentsOf(open))).not.toMatch(/example|0341/);
    expect(documentsOf(card({ removedAt: 5 }))).toEqual([]);
  });

  test('a language is found by its name, in German and in English', () => {
    const [first] = documentsOf(card({ languages: ['en', 'hsb'] }));
    expect(first?.body).toMatch(/Englisch[^]*English[^]*Obersorbisch/);
    expect(bodyFor(card({ languages: ['en'], audiences: { languages: 'private' } }), 'public')).not.toContain(
      'Engl'
    );
  });

  test('letters are small and have umlauts in both spellings', () => {
    expect(documentsOf(card({}))[0]?.letters).toContain('frieda muller');
    expect(documentsOf(card({}))[0]?.letters).toContain('frieda mueller');
  });

  test("what nobody owns has no owner's text", () => {
    expect(circles(card({ ownerId: null, audience: 'members' }))).toEqual(['members', 'participants']);
  });
});
