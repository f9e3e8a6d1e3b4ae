/** Mails to the people of an AG: who gets them, and what each of them reads. Pure. */

/** One plain address and nothing else: no second one, no header, no angle bracket can hide in it. */
const PLAIN_ADDRESS = /^[^\s@,;:<>()[\]"\\\p{Cc}\p{Cf}]+@[^\s@,;:<>()[\]"\\\p{Cc}\p{Cf}]+$/u;

export function isPlainAddress(email: string): boolean {
  return PLAIN_ADDRESS.test(email);
}

/** What decides whether somebody who signed up gets a mail. */
export interface Reach {
  /** Null without consent. */
  email: string | null;
  /** When a link sent to the address was followed; null: nobody has. */
  confirmedAt: Date | null;
  /** Since when they want no mails of this AG. */
  mailsOffAt: Date | null;
  /** When a mail server said that nobody is at the address. */
  refusedAt: Date | null;
}
export type Reached<T extends Reach> = T & { email: string };

/** Those meant by a mail and left out, by the reason. */
export interface LeftOut {
  /** Gave no address, or withdrew it. */
  noConsent: number;
  /** Want no mails of this AG. */
  unsubscribed: number;
  /** A mail server refused the address for good. */
  refused: number;
  /** Nobody followed the link that was sent to the address. */
  unconfirmed: number;
  /** The same address stands with somebody else. */
  twice: number;
}
export interface Recipients<T extends Reach> {
  people: Reached<T>[];
  left: LeftOut;
}

/**
 * Who of those meant gets a mail, each address (in any case) once.
 *
 * @param confirmed only addresses that somebody confirmed, which needs a mail server
 */
export function recipientsOf<T extends Reach>(
  meant: readonly T[],
  { confirmed }: { confirmed: boolean }
): Recipients<T> {
  const left: LeftOut = { noConsent: 0, unsubscribed: 0, refused: 0, unconfirmed: 0, twice: 0 };
  const byAddress = new Map<string, Reached<T>>();
  for (const one of meant) {
    const reason = reasonAgainst(one, confirmed) ?? (byAddress.has(addressOf(one)) ? 'twice' : null);
    if (reason) left[reason] += 1;
    else if (one.email !== null) byAddress.set(addressOf(one), { ...one, email: one.email });
  }
  return { people: [...byAddress.values()], left };
}

function reasonAgainst(
  { email, confirmedAt, mailsOffAt, refusedAt }: Reach,
  confirmed: boolean
): Exclude<keyof LeftOut, 'twice'> | null {
  if (email === null || !isPlainAddress(email)) return 'noConsent';
  if (mailsOffAt !== null) return 'unsubscribed';
  if (refusedAt !== null) return 'refused';
  return confirmed && confirmedAt === null ? 'unconfirmed' : null;
}

const addressOf = ({ email }: Reach): string => (email ?? '').toLowerCase();

export const leftOutSum = (left: LeftOut): number =>
  left.noConsent + left.unsubscribed + left.refused + left.unconfirmed + left.twice;

/** Stands for the reader's name, in any case. */
const NAME = /\{name\}/gi;

/** The text as one person reads it, as paragraphs. At least one. */
export function paragraphsFor(text: string, name: string): [first: string, ...more: string[]] {
  const plain = name.replace(/\s+/g, ' ').trim();
  const [first = '', ...more] = text
    .trim()
    .replace(NAME, () => plain)
    .split(/\n[^\S\n]*\n\s*/);
  return [first, ...more];
}
