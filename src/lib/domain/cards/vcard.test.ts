import ICAL from 'ical.js';
import jsQR from 'jsqr';
import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import type { CardRecord } from '../records.ts';
import { emptyCard } from './circles.ts';
import { shortVcard, VCARD_VERSIONS, vcardFileName, vcardOf, type VcardVersion } from './vcard.ts';

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
    updatedAt: Date.UTC(2026, 10, 23, 17, 5),
    own: null,
    ...content
  };
}

const write = (version: VcardVersion, content: Partial<CardRecord>, workingGroups: string[] = []) =>
  vcardOf(card(content), { version, url: URL, labels: LABELS, workingGroups });

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
const all = (vcf: string, property: string): unknown[] =>
  parsed(vcf)
    .getAllProperties(property)
    .map((one): unknown => one.getFirstValue());

describe.each(VCARD_VERSIONS)('vCard %s', (version) => {
  test('keeps umlauts, commas, semicolons, backslashes and line breaks', () => {
    const vcf = write(
      version,
      {
        name: 'Änne Öl; Weiß, Jr.',
        organisation: 'Dorfladen, Café; Bühne e. V.',
        role: 'Gründerin \\ Sprecherin',
        offer: 'Saal, Bühne;\nTechnik',
        about: 'Größe:\r\n„viel“ \\n',
        fields: ['Klima, Umwelt', 'Kultur'],
        region: 'Halle (Saale)'
      },
      ['AG 3: Dorf, Land']
    );
    expect(read(vcf, 'version')).toBe(version);
    expect(read(vcf, 'fn')).toBe('Änne Öl; Weiß, Jr.');
    expect([read(vcf, 'org')].flat()).toEqual(['Dorfladen, Café; Bühne e. V.']);
    expect(read(vcf, 'title')).toBe('Gründerin \\ Sprecherin');
    expect(read(vcf, 'note')).toBe(
      `Ich biete: Saal, Bühne;\nTechnik\nGröße:\n„viel“ \\n\nAG 3: Dorf, Land\n${URL}`
    );
    expect(parsed(vcf).getFirstProperty('categories')?.getValues()).toEqual(['Klima, Umwelt', 'Kultur']);
    expect(read(vcf, 'adr')).toEqual(['', '', '', '', 'Halle (Saale)', '', '']);
  });

  test('names in other scripts, and phone numbers in any shape', () => {
    const vcf = write(version, { name: 'Nguyễn Thị 山田', phone: '+49 (0) 345 / 12-34 App. 5' });
    expect(read(vcf, 'fn')).toBe('Nguyễn Thị 山田');
    expect(read(vcf, 'n')).toEqual(['山田', 'Nguyễn Thị', '', '', '']);
    expect(read(vcf, 'tel')).toBe('+49 (0) 345 / 12-34 App. 5');
    expect(read(write(version, { name: 'Lotte' }), 'n')).toEqual(['Lotte', '', '', '', '']);
  });

  test('a value cannot start a line of its own', () => {
    const evil = 'x\r\nTEL:+49 666\nEND:VCARD\rBEGIN:VCARD\u2028URL:javascript:1';
    const vcf = write(
      version,
      {
        name: evil,
        organisation: evil,
        role: evil,
        phone: evil,
        email: evil,
        web: evil,
        profiles: [evil],
        region: evil,
        about: evil,
        fields: [evil]
      },
      [evil]
    );
    const unfolded = vcf.replaceAll('\r\n ', '');
    const lines = unfolded.split(/\r\n|[\r\n\u2028]/);
    expect(lines.filter((text) => text.startsWith('BEGIN:'))).toEqual(['BEGIN:VCARD']);
    expect(lines.filter((text) => text.startsWith('END:'))).toEqual(['END:VCARD']);
    expect(lines.filter((text) => /^TEL/.test(text))).toHaveLength(1);
    expect(lines.filter((text) => /^URL/.test(text))).toHaveLength(1);
  });

  test('no line is longer than 75 octets, and long umlauts survive the folding', () => {
    const offer = 'äöü😀'.repeat(150);
    const vcf = write(version, { offer });
    for (const text of vcf.split('\r\n'))
      expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(75);
    expect(read(vcf, 'note')).toContain(offer);
  });

  test('leaves out what is not given', () => {
    const vcf = write(version, {});
    expect(vcf).not.toMatch(/^(ORG|TITLE|EMAIL|TEL|URL|ADR|CATEGORIES|LANG|X?-?SOCIALPROFILE)/m);
    expect(read(vcf, 'n')).toEqual(['Löwenzahn', 'Lotte', '', '', '']);
    expect(read(vcf, 'uid')).toBe('urn:uuid:11111111-1111-4111-8111-111111111111');
  });
});

test('languages and profiles, in the words of each version', () => {
  const content: Partial<CardRecord> = {
    languages: ['de', 'hsb'],
    profiles: ['https://social.example.org/@lotte;x', 'https://example.com/in/lotte']
  };
  expect(all(write('4.0', content), 'lang')).toEqual(['de', 'hsb']);
  expect(all(write('4.0', content), 'socialprofile')).toEqual(content.profiles);
  expect(all(write('3.0', content), 'x-socialprofile')).toEqual(content.profiles);
});

describe('the QR code that holds the vCard', () => {
  /** What a camera reads off the code, as `ui/QrCode.svelte` draws it. */
  function scanned(value: string): string | undefined {
    const scale = 4;
    const { data, size } = encode(value, { ecc: 'M', border: 4 });
    const side = size * scale;
    const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++)
        if (data[Math.floor(y / scale)]?.[Math.floor(x / scale)])
          pixels.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    return jsQR(pixels, side, side)?.data;
  }

  test('is decoded as it was, with umlauts, and read as a contact', () => {
    const vcf = shortVcard(
      card({
        name: 'Änne Weiß-Köhler',
        organisation: 'Dorfladen, Café; Bühne e. V.',
        role: 'Gründerin',
        email: 'aenne@example.org',
        phone: '+49 345 1234',
        web: 'https://example.org/änne',
        region: 'Landkreis Mansfeld-Südharz'
      })
    );
    expect(scanned(vcf)).toBe(vcf);
    expect(read(scanned(vcf) ?? '', 'fn')).toBe('Änne Weiß-Köhler');
    expect(read(scanned(vcf) ?? '', 'email')).toBe('aenne@example.org');
  });

  test('is still readable with the longest of everything', () => {
    const long = (length: number) => 'ä'.repeat(length);
    const vcf = shortVcard(
      card({
        name: long(80),
        organisation: long(120),
        role: long(160),
        email: `${'e'.repeat(200)}@example.org`,
        phone: '1'.repeat(40),
        web: `https://example.org/${'w'.repeat(280)}`,
        region: long(160)
      })
    );
    expect(scanned(vcf)).toBe(vcf);
  });

  test('holds what the card holds and nothing of its owner', () => {
    const vcf = shortVcard(
      card({ ownerId: '22222222-2222-4222-8222-222222222222', about: 'lang', offer: 'Saal' })
    );
    expect(vcf).not.toMatch(/2222|1111|lang|Saal/);
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
