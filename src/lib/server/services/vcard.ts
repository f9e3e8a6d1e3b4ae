import VCard from 'vcard-creator';
import type { CardRecord } from '$lib/domain/records';

/** One line: what is not TEXT in a vCard is not escaped by the library, so no line break may reach it. */
const line = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** Several lines: the library knows LF and CRLF as line breaks, so every other kind becomes LF. */
const lines = (text: string): string => text.replace(/\r\n?|[\v\f\u0085\p{Zl}\p{Zp}]/gu, '\n').trim();

/** The last word is the family name: right for most names here, and FN always carries the name as written. */
function nameParts(name: string): { familyName: string; givenName: string } {
  const words = line(name).split(' ');
  return { familyName: words.at(-1) ?? '', givenName: words.slice(0, -1).join(' ') };
}

/**
 * A card as vCard 3.0 (RFC 2426, read by every phone), UTF-8 with CRLF. `card` must be what the viewer may see
 * (domain/cards/circles.ts); `url` is its page, `labels` are the words before offer and need in the note.
 */
export function vcardOf(card: CardRecord, url: string, labels: { offer: string; need: string }): string {
  const vcard = new VCard()
    // before addName, which would make its own from the parts
    .addFullName(line(card.name))
    .addName(nameParts(card.name))
    .addUid(`urn:uuid:${card.id}`)
    .addRevision(new Date(card.updatedAt));
  if (card.organisation) vcard.addCompany({ name: line(card.organisation) });
  if (card.role) vcard.addJobtitle(line(card.role));
  if (card.email) vcard.addEmail({ address: line(card.email) });
  if (card.phone) vcard.addPhoneNumber({ number: line(card.phone), type: [] });
  if (card.web) vcard.addUrl({ url: line(card.web) });
  if (card.region) vcard.addAddress({ region: line(card.region), type: [] });
  if (card.fields.length > 0) vcard.addCategories(card.fields.map(line));
  const note = [
    card.offer && `${labels.offer}: ${card.offer}`,
    card.need && `${labels.need}: ${card.need}`,
    card.about,
    url
  ].filter((part) => part !== '');
  vcard.addNote(note.map(lines).join('\n'));
  return vcard.toString();
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
