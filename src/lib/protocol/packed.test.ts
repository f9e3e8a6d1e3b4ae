import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../domain/records.ts';
import { BoardFixture } from '../domain/testing/boardFixture.ts';
import { packRecords, unpackRecords } from './packed.ts';

const byKey = (records: readonly AnyRecord[]) =>
  records.map((record) => JSON.stringify(record)).sort((a, b) => (a < b ? -1 : 1));

describe('packed records', () => {
  it('come back as they were, of whatever kind, also over JSON', () => {
    const records = [...new BoardFixture('all').records.values()];
    const packed = JSON.parse(JSON.stringify(packRecords(records))) as ReturnType<typeof packRecords>;
    expect(byKey(unpackRecords(packed))).toEqual(byKey(records));
    expect(packed.length).toBeLessThan(records.length);
  });

  it('come back as they were, whatever stands in them', () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
      fc.string({ unit: 'binary' }),
      fc.uuid(),
      fc.uuid().map((id) => id.toUpperCase()),
      fc.array(fc.string())
    );
    const record = fc.record(
      { type: fc.constantFrom('note', 'topic'), id: fc.uuid(), seq: fc.nat(), a: value, b: value },
      { requiredKeys: ['type', 'id', 'seq'] }
    );
    fc.assert(
      fc.property(fc.array(record), (rows) => {
        const records = rows as unknown as AnyRecord[];
        const packed = JSON.parse(JSON.stringify(packRecords(records))) as ReturnType<typeof packRecords>;
        expect(byKey(unpackRecords(packed))).toEqual(byKey(records));
      }),
      { numRuns: 50 }
    );
  });

  it('keep the order of records of the same kind', () => {
    const notes = [3, 1, 2].map((n) => ({ type: 'topic', id: `t${n}`, seq: n }) as unknown as AnyRecord);
    expect(unpackRecords(packRecords(notes)).map(({ id }) => id)).toEqual(['t3', 't1', 't2']);
  });
});
