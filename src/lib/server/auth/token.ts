import { createHash, randomBytes, randomInt } from 'node:crypto';

/** A fresh secret for an address or a cookie: 160 random bits in URL-safe letters. Only its hash is ever stored. */
export function newToken(): string {
  return randomBytes(20).toString('base64url');
}

/** SHA-256 in hex. Enough for a token: with this many random bits there is nothing to guess, so no salt or slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

/** Six digits for a workshop, none of those that people try first. */
export function newJoinCode(): string {
  for (;;) {
    const code = String(randomInt(100_000, 1_000_000));
    if (!isObviousCode(code)) return code;
  }
}

/** Few different digits (111111, 121212), or a run up or down (123456, 654321). */
export function isObviousCode(code: string): boolean {
  const digits = [...code].map(Number);
  const steps = new Set(digits.slice(1).map((digit, at) => digit - (digits[at] ?? 0)));
  return (
    new Set(digits).size < 3 || (steps.size === 1 && !steps.has(0)) || code.slice(0, 3) === code.slice(3)
  );
}
