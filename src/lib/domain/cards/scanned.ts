import { badgeCodeIn } from './badges.ts';

/** What a scanned or typed code stands for. */
export type Scanned =
  | { kind: 'card'; cardId: string }
  /** By the address behind a card's QR code, which its owner can give up. */
  | { kind: 'link'; linkId: string }
  | { kind: 'badge'; code: string }
  /** A contact for a phone's own address book, without the address of a card in it: codes that need no network. */
  | { kind: 'vcard' }
  /** A code of something else, or of another Auftakt. */
  | { kind: 'unknown' };

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const CARD = new RegExp(`^/cards/(${ID})/?$`);
const LINK = new RegExp(`^/c/(${ID})/?$`);
const BADGE = /^\/cards\/badge\/([^/]+)\/?$/;
/** The widest a QR code can be. */
const MAX = 3000;

/**
 * Reads what a QR code holds, or what somebody typed off a badge: the address of a card or of a badge of this Auftakt, a
 * badge's code, or a whole vCard with the card's address in it (codes that work without a network). Only this origin counts:
 * nothing that a stranger prints on a badge leads anywhere else.
 *
 * @param origin of this Auftakt, `https://auftakt.example`
 */
export function readScanned(text: string, origin: string): Scanned {
  const short = text.slice(0, MAX).trim();
  const typed = badgeCodeIn(short);
  if (typed) return { kind: 'badge', code: typed };
  for (const address of short.match(/https?:\/\/[^\s<>"'\\;,]+/g) ?? []) {
    const found = URL.canParse(address) ? readAddress(new URL(address), origin) : null;
    if (found) return found;
  }
  return { kind: /^BEGIN:VCARD/i.test(short) ? 'vcard' : 'unknown' };
}

function readAddress(url: URL, origin: string): Scanned | null {
  if (url.origin !== origin) return null;
  const cardId = CARD.exec(url.pathname)?.[1];
  if (cardId) return { kind: 'card', cardId };
  const linkId = LINK.exec(url.pathname)?.[1];
  if (linkId) return { kind: 'link', linkId };
  const code = badgeCodeIn(BADGE.exec(url.pathname)?.[1] ?? '');
  return code ? { kind: 'badge', code } : null;
}
