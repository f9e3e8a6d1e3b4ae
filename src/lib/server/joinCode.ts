import { randomInt } from 'node:crypto';

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
