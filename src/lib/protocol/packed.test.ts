import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord, Change } from '../domain/records.ts';
import { BoardFixture } from '../domain/testing/boardFixture.ts';
import { packChanges, packRecords, unpackChanges, unpackRecords, type PackedChanges } from './packed.ts';

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

describe('packed changes', () => {
  const note = (seq: number, extra: object = {}): AnyRecord =>
    ({ type: 'note', id: crypto.randomUUID(), seq, body: `Zettel ${seq}`, ...extra }) as unknown as AnyRecord;
  const change = (seq: number, extra: Partial<Change> = {}): Change => ({
    seq,
    at: 1000 + seq,
    by: crypto.randomUUID(),
    put: [note(seq)],
    remove: [],
    ...extra
  });
  const overTheWire = (changes: Change[]) => {
    const packed = JSON.parse(JSON.stringify(packChanges(changes))) as PackedChanges;
    return { unpacked: unpackChanges(packed), rest: packed.changes, tables: packed.packed ?? [] };
  };

  it('come back as they were and in order, those that fit no table between those that do', () => {
    const gone = { type: 'note', id: crypto.randomUUID(), seq: 4 } as const;
    const changes = [
      change(1, { cmd: crypto.randomUUID() }),
      change(2, { cmd: crypto.randomUUID(), by: null }),
      change(3, { put: [], remove: [] }),
      change(4, { put: [], remove: [gone] }),
      change(5, { put: [note(5), note(5)] }),
      // A record may be put anew with a clock of its own.
      change(6, { put: [note(2)] }),
      ...[7, 8, 9, 10, 11].map((seq) => change(seq, { cmd: crypto.randomUUID() })),
      change(12)
    ];
    const { unpacked, rest, tables } = overTheWire(changes);
    expect(unpacked).toEqual(changes);
    expect(tables.map(({ count }) => count)).toEqual([7]);
    expect(rest.map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 12]);
  });

  it('are left alone when they are few', () => {
    const few = [change(1), change(2), change(3)];
    expect(packChanges(few)).toEqual({ changes: few });
  });

  it('take less than half of the bytes', () => {
    const changes = Array.from({ length: 50 }, (_, i) => {
      const by = crypto.randomUUID();
      return change(i, {
        by,
        cmd: crypto.randomUUID(),
        put: [note(i, { authorId: by, removedAt: null, title: '' })]
      });
    });
    const bytes = (value: unknown) => JSON.stringify(value).length;
    expect(bytes(packChanges(changes))).toBeLessThan(bytes({ changes }) / 2);
  });
});
