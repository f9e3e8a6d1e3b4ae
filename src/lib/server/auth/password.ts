import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** Shortest password in UTF-16 code units. Length is what counts (NIST SP 800-63B); there are no rules about symbols. */
export const MIN_PASSWORD = 10;
/** Longest: hashing work must not depend on what a stranger sends. */
export const MAX_PASSWORD = 256;

// OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const derive = promisify(argon2);

async function hashWith(
  password: string,
  salt: Buffer,
  memory: number,
  passes: number,
  lanes: number
): Promise<Buffer> {
  return derive('argon2id', {
    message: password.normalize('NFKC'),
    nonce: salt,
    memory,
    passes,
    parallelism: lanes,
    tagLength: 32
  });
}

/** The password as a PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await hashWith(password, salt, MEMORY_KIB, PASSES, LANES);
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${text(salt)}$${text(hash)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether `password` made `stored`. False for a string that is no such hash. */
export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  const match = PHC.exec(stored);
  if (!match) return false;
  const [memory, passes, lanes] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const salt = Buffer.from(match[4] ?? '', 'base64');
  const expected = Buffer.from(match[5] ?? '', 'base64');
  const actual = await hashWith(password, salt, memory, passes, lanes);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** Takes as long as `verifyPassword`: an unknown e-mail address must not be told from a wrong password by the clock. */
export async function spendTheTimeOfAPassword(password: string): Promise<void> {
  await hashWith(password, randomBytes(16), MEMORY_KIB, PASSES, LANES);
}
