import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { emptyCard } from '$lib/domain/cards/circles';
import type { CardRecord } from '$lib/domain/records';
import { vcardFileName, vcardOf } from '$lib/server/services/vcard';

const LABELS = { offer: 'Ich biete', need: 'Ich suche' };
const URL = 'https://auftakt.example.org/cards/1';

function card(content: Partial<CardRecord>): CardRecord {
  return {
    type: 'card',
    id: '11111111-1111-4111-8111-111111111111',
    seq: 1,
    removedAt: null,
    ...emptyCard(),
    name: 'Lotte Löwenzahn',
    ownerId: null,
    audiences: {},
    audience: 'public',
    updatedAt: Date.UTC(2026, 10, 23),
    own: null,
    ...content
  };
}

/** The library's own types say `any` here. */
function parsed(vcf: string): InstanceType<typeof ICAL.Component> {
  const jcard: unknown = ICAL.parse(vcf);
  if (!Array.isArray(jcard)) throw new Error('one card expected');
  return new ICAL.Component(jcard);
}

/** First value of a property as a parser from npm reads it. */
function read(vcf: string, property: string): unknown {
  const value: unknown = parsed(vcf).getFirstPropertyValue(property);
  // ical.js leaves the escaped semicolon of vCard 3.0 (RFC 2426, 4) in single-valued text as it stands.
  return typeof value === 'string' ? value.replaceAll('\\;', ';') : value;
}

describe('vcardOf', () => {
  test('keeps umlauts, commas, semicolons, backslashes and line breaks', () => {
    const vcf = vcardOf(
      card({
        name: 'Änne Öl; Weiß, Jr.',
        organisation: 'Dorfladen, Café; Bühne e. V.',
        role: 'Gründerin \\ Sprecherin',
        offer: 'Saal, Bühne;\nTechnik',
        fields: ['Klima, Umwelt', 'Kultur'],
        region: 'Halle (Saale)'
      }),
      URL,
      LABELS
    );
    expect(read(vcf, 'version')).toBe('3.0');
    expect(read(vcf, 'fn')).toBe('Änne Öl; Weiß, Jr.');
    expect(read(vcf, 'org')).toBe('Dorfladen, Café; Bühne e. V.');
    expect(read(vcf, 'title')).toBe('Gründerin \\ Sprecherin');
    expect(read(vcf, 'note')).toBe(`Ich biete: Saal, Bühne;\nTechnik\n${URL}`);
    expect(parsed(vcf).getFirstProperty('categories')?.getValues()).toEqual(['Klima, Umwelt', 'Kultur']);
    expect(read(vcf, 'adr')).toEqual(['', '', '', '', 'Halle (Saale)', '', '']);
  });

  test('a value cannot start a line of its own', () => {
    const evil = 'x\r\nTEL:+49 666\nEND:VCARD\rBEGIN:VCARD\u2028URL:javascript:1';
    const vcf = vcardOf(
      card({
        name: evil,
        organisation: evil,
        role: evil,
        phone: evil,
        email: evil,
        web: evil,
        region: evil,
        about: evil,
        fields: [evil]
      }),
      URL,
      LABELS
    );
    const unfolded = vcf.replaceAll('\r\n ', '');
    const lines = unfolded.split(/\r\n|\r|\n/);
    expect(lines.filter((text) => text.startsWith('BEGIN:'))).toEqual(['BEGIN:VCARD']);
    expect(lines.filter((text) => text.startsWith('END:'))).toEqual(['END:VCARD']);
    expect(lines.filter((text) => /^TEL/.test(text))).toHaveLength(1);
    expect(lines.filter((text) => /^URL/.test(text))).toHaveLength(1);
  });

  test('no line is longer than 75 octets, and long umlauts survive the folding', () => {
    const offer = 'äöü'.repeat(200);
    const vcf = vcardOf(card({ offer }), URL, LABELS);
    for (const text of vcf.split('\r\n'))
      expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(75);
    expect(read(vcf, 'note')).toContain(offer);
  });

  test('leaves out what is not given', () => {
    const vcf = vcardOf(card({}), URL, LABELS);
    expect(vcf).not.toMatch(/^(ORG|TITLE|EMAIL|TEL|URL|ADR|CATEGORIES)/m);
    expect(read(vcf, 'n')).toEqual(['Löwenzahn', 'Lotte', '', '', '']);
  });
});

test.each([
  ['Lotte Löwenzahn', 'lotte-loewenzahn.vcf'],
  ['../../etc/passwd"\r\n', 'etc-passwd.vcf'],
  ['山田太郎', 'visitenkarte.vcf'],
  ['ß'.repeat(200), `${'s'.repeat(60)}.vcf`]
])('vcardFileName(%j)', (name, file) => {
  expect(vcardFileName(name)).toBe(file);
});
