import { createHash, randomBytes } from 'node:crypto';

/** A fresh secret for an address or a cookie: 160 random bits in URL-safe letters. Only its hash is ever stored. */
export function newToken(): string {
  return randomBytes(20).toString('base64url');
}

/** SHA-256 in hex. Enough for a token: with this many random bits there is nothing to guess, so no salt or slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}
