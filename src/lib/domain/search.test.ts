import { describe, expect, it } from 'vitest';
import { searchable, searchFor } from './search.ts';

const finds = (query: string, ...parts: (string | null)[]) => searchFor(query)?.(searchable(parts));

describe('searching', () => {
  it('wants every word, anywhere and in any order', () => {
    expect(finds('bus abend', 'Mehr Busse', 'auch am Abend')).toBe(true);
    expect(finds('bus nacht', 'Mehr Busse', 'auch am Abend')).toBe(false);
    expect(finds('bus', null, 'ein Bus')).toBe(true);
  });

  it('takes umlauts, accents and ß however they are spelled', () => {
    for (const query of ['Müller', 'Mueller', 'Muller', 'MÜLLER']) expect(finds(query, 'Müller')).toBe(true);
    expect(finds('strasse', 'Straße')).toBe(true);
    expect(finds('café', 'Cafe')).toBe(true);
    expect(finds('u\u0308ber', 'über')).toBe(true);
  });

  it('asks for nothing when there is no word, and takes signs as they are', () => {
    expect(searchFor('  ')).toBeNull();
    expect(finds('100 %', '100 % Ökostrom')).toBe(true);
    expect(finds('.*', 'alles')).toBe(false);
    expect(finds('a'.repeat(10_000), 'a'.repeat(300))).toBe(true);
  });
});
