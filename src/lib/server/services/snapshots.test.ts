import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { AnyRecord } from '$lib/domain/records';
import { aTopic } from '$lib/domain/testing/records';
import { unpackRecords, type PackedTable } from '$lib/protocol/packed';
import type { RoomPicture } from '$lib/sync/RoomMemory';
import { codingFor, Snapshots, type SnapshotCoding, type SnapshotForm } from './snapshots';

const topic = (n: number): AnyRecord =>
  aTopic({
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    seq: n,
    title: `Schwerpunkt ${n} – “Wege”`,
    rank: `a${n}`
  });
const picture = (shared: AnyRecord[], own: AnyRecord[]): RoomPicture => ({
  shared: { seq: 7, records: shared },
  own,
  seq: 9,
  me: { id: 'p', name: 'Lotte „L“ Löwenzahn', role: 'participant', groupId: null },
  now: 1_790_000_000_000
});

const OPEN: Record<SnapshotCoding, (body: Buffer) => Buffer> = {
  br: (body) => brotliDecompressSync(body),
  gzip: (body) => gunzipSync(body),
  identity: (body) => body
};
const codings = Object.keys(OPEN) as SnapshotCoding[];
const forms: SnapshotForm[] = ['records', 'packed'];
const cases = codings.flatMap((coding) => forms.map((form) => ({ coding, form })));

interface Answer {
  ok: true;
  full: true;
  removed: [];
  records: AnyRecord[];
  packed?: PackedTable[];
  seq: number;
  me: unknown;
  now: number;
}
async function answerOf(snapshots: Snapshots, what: RoomPicture, form: SnapshotForm, coding: SnapshotCoding) {
  const body = OPEN[coding](await snapshots.encode(what, form, coding)).toString();
  const { packed = [], ...answer } = JSON.parse(body) as Answer;
  return { ...answer, records: [...unpackRecords(packed), ...answer.records] };
}

describe.each(cases)('a snapshot as $form, $coding', ({ coding, form }) => {
  test.each([
    ['shared and own', [topic(1), topic(2)], [topic(3)]],
    ['nothing of its own', [topic(1)], []],
    ['nothing shared', [], [topic(3), topic(4)]],
    ['nothing at all', [], []],
    [
      'an own part of more than one brotli block',
      [topic(1)],
      Array.from({ length: 900 }, (_, n) => topic(n + 10))
    ]
  ])('with %s says it whole', async (_case, shared, own) => {
    const what = picture(shared, own);
    expect(await answerOf(new Snapshots(), what, form, coding)).toEqual({
      ok: true,
      full: true,
      removed: [],
      records: [...shared, ...own],
      seq: what.seq,
      me: what.me,
      now: what.now
    });
  });

  test('is compressed once for all who share it, and each gets their own end', async () => {
    const snapshots = new Snapshots();
    const shared = picture(
      Array.from({ length: 300 }, (_, n) => topic(n)),
      []
    ).shared;
    const of = (name: string) => ({
      ...picture([], [topic(999)]),
      shared,
      me: { id: name, name, role: 'participant' as const, groupId: null }
    });
    const first = await answerOf(snapshots, of('Lotte'), form, coding);
    // What the encoding is made from is not read a second time.
    (shared.records as AnyRecord[]).fill(topic(5));
    const second = await answerOf(snapshots, of('Otto'), form, coding);
    expect(second.records.slice(0, 300)).toEqual(first.records.slice(0, 300));
    expect([first.me, second.me]).toMatchObject([{ name: 'Lotte' }, { name: 'Otto' }]);
  });
});

test('the coding follows what the client takes', () => {
  expect(codingFor('gzip, deflate, br, zstd')).toBe('br');
  expect(codingFor('GZIP;q=0.8, deflate')).toBe('gzip');
  expect(codingFor('br;q=0, gzip;q=0.0')).toBe('identity');
  expect(codingFor('br;q=0.5')).toBe('br');
  expect(codingFor(null)).toBe('identity');
});
