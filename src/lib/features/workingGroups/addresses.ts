/** Addresses of those who agreed, as mail programs read them. Pure. */
import { isPlainAddress } from '$lib/domain/mailing';

export interface Addressee {
  name: string;
  email: string;
}

/** Characters that would end a line, steer a terminal or turn the reading direction. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** Longest `mailto:` link that all common mail programs open, in characters. */
export const MAILTO_LIMIT = 1800;

/**
 * `"Ida Immergrün" <ida@example.org>`: the name always as a quoted string (RFC 5322), so that a comma, an angle
 * bracket or a quote in it stays part of the name. Empty when the address is none.
 */
export function addressee({ name, email }: Addressee): string {
  if (!isPlainAddress(email)) return '';
  const plain = name.replace(/\s+/gu, ' ').replace(UNPRINTABLE, '').trim();
  if (plain === '') return email;
  return `"${plain.replace(/["\\]/g, (character) => `\\${character}`)}" <${email}>`;
}

/** The people once each (same address in any case is the same), those without a usable address left out. */
export function distinct(people: readonly Addressee[]): Addressee[] {
  const byAddress = new Map<string, Addressee>();
  for (const person of people) {
    const key = person.email.toLowerCase();
    if (isPlainAddress(person.email) && !byAddress.has(key)) byAddress.set(key, person);
  }
  return [...byAddress.values()];
}

/** For the Bcc field of a mail program: one line, comma separated, each address once. */
export function bccLine(people: readonly Addressee[]): string {
  return distinct(people).map(addressee).join(', ');
}

/**
 * `mailto:` links that mail programs take, each with as many people in Bcc as fit; nobody stands in two. The text comes
 * along where it leaves room for addresses, else it has to be copied (`withBody` false).
 */
export function mailtoParts(
  people: readonly Addressee[],
  { subject, body = '' }: { subject: string; body?: string }
): { links: string[]; withBody: boolean } {
  const heads = (text: string) =>
    `&subject=${encodeURIComponent(subject)}${text && `&body=${encodeURIComponent(text.replace(/\r?\n/g, '\r\n'))}`}`;
  const withBody = body !== '' && heads(body).length <= MAILTO_LIMIT / 2;
  const end = heads(withBody ? body : '');
  const links: string[] = [];
  let bcc = '';
  for (const { email } of distinct(people)) {
    const address = encodeURIComponent(email);
    const longer = bcc === '' ? address : `${bcc},${address}`;
    if (bcc !== '' && START.length + longer.length + end.length > MAILTO_LIMIT) {
      links.push(START + bcc + end);
      bcc = address;
    } else bcc = longer;
  }
  if (bcc !== '') links.push(START + bcc + end);
  return { links, withBody };
}
const START = 'mailto:?bcc=';
