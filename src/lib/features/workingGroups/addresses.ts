/** Addresses of those who agreed, as mail programs read them. Pure. */

export interface Addressee {
  name: string;
  email: string;
}

/** Characters that would end a line, steer a terminal or turn the reading direction. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** One plain address and nothing else: no second one, no header, no angle bracket can hide in it. */
const PLAIN_ADDRESS = /^[^\s@,;:<>()[\]"\\\p{Cc}\p{Cf}]+@[^\s@,;:<>()[\]"\\\p{Cc}\p{Cf}]+$/u;

/** Longest `mailto:` link that all common mail programs open, in characters. */
export const MAILTO_LIMIT = 1800;

export function isPlainAddress(email: string): boolean {
  return PLAIN_ADDRESS.test(email);
}

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

/** A `mailto:` link with everybody in Bcc, or null when it would be too long for mail programs or has nobody in it. */
export function mailtoLink(people: readonly Addressee[], subject: string): string | null {
  const bcc = distinct(people).map(({ email }) => encodeURIComponent(email));
  if (bcc.length === 0) return null;
  const link = `mailto:?bcc=${bcc.join(',')}&subject=${encodeURIComponent(subject)}`;
  return link.length <= MAILTO_LIMIT ? link : null;
}
