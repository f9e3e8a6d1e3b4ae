/**
 * Cards as vCards: 3.0 (RFC 2426), which every phone reads, and 4.0 (RFC 6350, RFC 9554). UTF-8 with CRLF, lines of at most 75
 * octets. A card given to these must be what the viewer may see (circles.ts).
 */
import type { CardRecord } from '../records.ts';

export const VCARD_VERSIONS = ['3.0', '4.0'] as const;
export type VcardVersion = (typeof VCARD_VERSIONS)[number];

export interface VcardMore {
  version: VcardVersion;
  /** Full address of the card's page. */
  url: string;
  /** Words before offer and need in the note. */
  labels: { offer: string; need: string };
  /** What the AGs on it are called, as the viewer may know. */
  workingGroups: readonly string[];
}

/** The whole card, to be kept as a contact. */
export function vcardOf(card: CardRecord, { version, url, labels, workingGroups }: VcardMore): string {
  const v4 = version === '4.0';
  const note = [
    card.offer && `${labels.offer}: ${card.offer}`,
    card.need && `${labels.need}: ${card.need}`,
    card.about,
    ...workingGroups,
    url
  ].filter((part) => part !== '');
  return written([
    'BEGIN:VCARD',
    `VERSION:${version}`,
    ...(v4 ? ['KIND:individual'] : []),
    ...identity(card),
    `UID:urn:uuid:${card.id}`,
    `REV:${revision(card.updatedAt, v4)}`,
    ...contact(card),
    ...(card.fields.length > 0
      ? [`CATEGORIES:${card.fields.map((field) => text(line(field))).join(',')}`]
      : []),
    ...(v4 ? card.languages.map((code) => `LANG:${code}`) : []),
    // No phone knows the property of the newer standard in a card of the older one, but all the one that was there first.
    ...card.profiles.map((address) => `${v4 ? 'SOCIALPROFILE' : 'X-SOCIALPROFILE'}:${line(address)}`),
    `NOTE:${text(note.map(lines).join('\n'))}`,
    'END:VCARD'
  ]);
}

/** What fits into a QR code that a camera reads from a badge: who it is and how to reach them, without a network. */
export function shortVcard(card: CardRecord): string {
  return written(['BEGIN:VCARD', 'VERSION:3.0', ...identity(card), ...contact(card), 'END:VCARD']);
}

function identity(card: CardRecord): string[] {
  const name = line(card.name);
  // The last word is the family name: right for most names here, and FN always carries the name as written.
  const cut = name.lastIndexOf(' ');
  return [
    `FN:${text(name)}`,
    `N:${text(name.slice(cut + 1))};${text(name.slice(0, Math.max(0, cut)))};;;`,
    ...given('ORG', card.organisation),
    ...given('TITLE', card.role)
  ];
}

function contact(card: CardRecord): string[] {
  return [
    ...given('EMAIL', card.email),
    ...given('TEL', card.phone),
    // An address is no text: nothing in it is escaped.
    ...(card.web ? [`URL:${line(card.web)}`] : []),
    ...(card.region ? [`ADR:;;;;${text(line(card.region))};;`] : [])
  ];
}

const given = (property: string, value: string): string[] =>
  value === '' ? [] : [`${property}:${text(line(value))}`];

/** Escaped as both versions want it. */
const text = (value: string): string => value.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');

/** One line: no break of any kind may begin a property of its own. */
const line = (value: string): string => value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** Several lines, with one kind of break and no other control characters. */
const lines = (value: string): string =>
  value
    .replace(/\r\n?|[\v\f\u0085\p{Zl}\p{Zp}]/gu, '\n')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .trim();

/** ms since 1970 as the version writes times. */
function revision(at: number, v4: boolean): string {
  const whole = new Date(at).toISOString().replace(/\.\d+/, '');
  return v4 ? whole.replace(/[-:]/g, '') : whole;
}

const OCTETS = 75;

/** Folded where it must be, between characters and never within one. */
function written(properties: readonly string[]): string {
  return properties.map((property) => `${folded(property)}\r\n`).join('');
}

function folded(property: string): string {
  const encoder = new TextEncoder();
  let out = '';
  let length = 0;
  for (const sign of property) {
    const octets = encoder.encode(sign).length;
    if (length + octets > OCTETS) {
      out += '\r\n ';
      length = 1;
    }
    out += sign;
    length += octets;
  }
  return out;
}

/** A file name for the download that every system takes: plain letters, digits and hyphens. */
export function vcardFileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${plain === '' ? 'visitenkarte' : plain}.vcf`;
}
