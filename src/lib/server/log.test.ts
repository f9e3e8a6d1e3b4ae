import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

/** Runs `write` with a log and returns the lines as objects. */
function logged(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLog('info', { write: (line: string) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('createLog', () => {
  it('writes one JSON object a line with a readable level and time', () => {
    const [line] = logged((log) => log.info({ room: 'r1' }, 'opened'));
    expect(line).toMatchObject({ level: 'info', msg: 'opened', room: 'r1' });
    expect(line?.['time']).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(line).not.toHaveProperty('hostname');
  });

  it('removes personal data at any of the usual depths', () => {
    const text = JSON.stringify(
      logged((log) =>
        log.info(
          { name: 'Mira Tannhof', person: { email: 'mira@example.org' }, a: { b: { body: 'Bus' } } },
          'x'
        )
      )
    );
    expect(text).not.toMatch(/Mira|example\.org|Bus/);
    expect(text).toContain('[removed]');
  });

  it('keeps the code of a PostgreSQL error and drops what quotes a row', () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "Mira"'), {
      severity: 'ERROR',
      code: '22P02',
      detail: 'Key (email)=(mira@example.org) already exists.',
      where: 'unnamed portal parameter $1 = "Mira"',
      constraint: 'account_email_key',
      routine: 'string_to_uuid'
    });
    const [line] = logged((log) => log.error({ err: error }, 'failed'));
    expect(line?.['err']).toMatchObject({ errorCode: '22P02', constraint: 'account_email_key' });
    expect(JSON.stringify(line)).not.toMatch(/Mira|mira@/);
  });

  it('writes nothing when silent', () => {
    const lines: string[] = [];
    createLog('silent', { write: (line: string) => void lines.push(line) }).fatal('x');
    expect(lines).toEqual([]);
  });
});
