import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { LogLevel } from './config.ts';

export type Log = Logger;

/**
 * Keys that can carry personal data or secrets. No log line should have them at all; this is the net below.
 */
const PERSONAL = [
  'name',
  'displayName',
  'organisation',
  'email',
  'mail',
  'phone',
  'address',
  'ip',
  'remoteAddress',
  'title',
  'body',
  'text',
  'note',
  'card',
  'code',
  'joinCode',
  'password',
  'passwordHash',
  'token',
  'secret',
  'cookie',
  'authorization',
  'session',
  'sessionId',
  'url',
  'headers'
];

/**
 * Makes the log: one JSON object a line on stdout, without host name, without personal data.
 *
 * Errors become type, message of our own making, code and stack position; PostgreSQL's `detail`, `where` and
 * `parameters` quote the row that failed, so they never reach the log.
 *
 * @param destination for tests; stdout otherwise, written synchronously so that the last line before an exit is there
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError, error: describeError },
      redact: { paths: PERSONAL.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[removed]' }
    },
    destination ?? pino.destination({ dest: 1, sync: true })
  );
}

/** What of an error is safe to log: PostgreSQL's own messages quote the values they choke on, so only their code stays. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const fields: Record<string, unknown> = { kind: error.constructor.name };
  const fromPostgres = 'severity' in error && 'routine' in error;
  if ('code' in error) fields['errorCode'] = error.code;
  if (fromPostgres) {
    for (const key of ['severity', 'schema', 'table', 'column', 'constraint', 'routine'] as const) {
      if (key in error) fields[key] = (error as unknown as Record<string, unknown>)[key];
    }
  } else {
    fields['message'] = error.message;
  }
  const stack = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  if (stack !== undefined) fields['stack'] = stack.slice(0, 12).map((line) => line.trim());
  if (error.cause !== undefined) fields['cause'] = describeError(error.cause);
  return fields;
}
