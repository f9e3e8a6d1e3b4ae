import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import pg from 'pg';

/** A path from the command line, from where the person stands: npm runs scripts in the project's folder. */
export function givenPath(argument: string): string {
  const { npm_lifecycle_event: byNpm, INIT_CWD: stood } = process.env;
  return resolve(byNpm !== undefined && stood !== undefined ? stood : process.cwd(), argument);
}

/** Auftakt's version, for people. */
export function version(): string {
  const { version: found } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  ) as { version: string };
  return found;
}

/** Aborts when the person (Ctrl-C) or the system ends the program: it then leaves nothing half done behind. */
export function untilStopped(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => stop.abort(new Stopped()));
  }
  return stop.signal;
}

class Stopped extends Error {
  readonly forOperator = true;
  override readonly message = 'Abgebrochen. Es ist nichts davon geblieben.';
}

/** Says what went wrong and lets the program fail. PostgreSQL's own messages quote people's words: only the code is said. */
export function sayFailure(error: unknown): void {
  process.exitCode = 1;
  if (error instanceof pg.DatabaseError) console.error(`Die Datenbank meldet den Fehler ${error.code}.`);
  else console.error(error instanceof Error && 'forOperator' in error ? error.message : error);
}
