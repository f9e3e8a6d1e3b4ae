import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { NEW_WORKING_GROUP } from '$lib/domain/board/workingGroups';
import type { StoredRecord, WorkingGroupRecord } from '$lib/domain/records';
import { aComment, aTopic } from '$lib/domain/testing/records';
import type { StoredChange } from '$lib/sync/ports';
import { roomStoreContract } from '$lib/sync/testing/storeContract';
import { must } from '$lib/util/must';
import { testDatabase } from '../../../../tests/support/database';
import { PgRoomStore } from './roomStore';
import { insertRoom } from './rooms';
import { insertSpace } from './spaces';

const { db } = await testDatabase();
const store = new PgRoomStore(db);

async function newSpace(): Promise<string> {
  const id = randomUUID();
  await insertSpace(db, {
    id,
    name: 'Bündnis',
    tagline: '',
    about: '',
    regions: [],
    fields: [],
    directoryRoom: randomUUID()
  });
  return id;
}
const spaceId = await newSpace();
async function newRoom(space = spaceId): Promise<string> {
  const id = randomUUID();
  await insertRoom(db, { id, kind: 'board', spaceId: space });
  return id;
}

roomStoreContract('PostgreSQL', () => Promise.resolve({ store, newRoom, close: () => Promise.resolve() }));

function change(seq: number, after: StoredRecord[], before: StoredRecord | null = null): StoredChange {
  return {
    seq,
    at: Date.UTC(2026, 10, 23),
    actorId: null,
    command: { id: randomUUID(), type: 'timer.stop' },
    steps: after.map((record) => ({ before, after: { ...record, seq } }))
  };
}

const topic = (id: string): StoredRecord => aTopic({ id });
const group = (id: string): WorkingGroupRecord => ({
  type: 'workingGroup',
  id,
  seq: 0,
  removedAt: null,
  number: 1,
  title: 'Mobilität',
  purpose: '',
  topicId: null,
  ...NEW_WORKING_GROUP
});
const numbersOf = (changes: readonly StoredChange[]) =>
  changes.flatMap(({ steps }) =>
    steps.map(({ after }) => (after.type === 'workingGroup' ? after.number : null))
  );

describe('records of another room', () => {
  test('a new record with the id of one in another room is refused, and nothing is written', async () => {
    const [mine, theirs] = [await newRoom(), await newRoom()];
    const id = randomUUID();
    await store.transaction(theirs, (tx) => tx.write([change(1, [topic(id)])]));
    const changes = [change(1, [topic(randomUUID())]), change(2, [topic(id)])];
    const writing = store.transaction(mine, (tx) => tx.write(changes));
    await expect(writing).rejects.toMatchObject({ name: 'StoreRefusal', code: 'conflict' });
    expect(await store.load(mine)).toMatchObject({ seq: 0, records: [] });
    expect((await store.load(theirs))?.records).toHaveLength(1);
  });
});

describe('what no repetition can write', () => {
  test('is refused as such, so that a room does not try it for ever', async () => {
    const room = await newRoom();
    const orphan = aComment({
      id: randomUUID(),
      noteId: randomUUID(),
      body: 'Zu einer Notiz, die es nicht gibt'
    });
    const writing = store.transaction(room, (tx) => tx.write([change(1, [orphan])]));
    await expect(writing).rejects.toMatchObject({ name: 'StoreRefusal', code: 'conflict' });
  });

  test('a database that is away is another matter', async () => {
    const failing = store.transaction(await newRoom(), () => Promise.reject(new Error('connection lost')));
    await expect(failing).rejects.not.toHaveProperty('name', 'StoreRefusal');
  });
});

describe('numbers of working groups', () => {
  test('run through the space, whatever the boards thought, and the record carries the number written', async () => {
    const space = await newSpace();
    const [one, two] = [await newRoom(space), await newRoom(space)];
    const first = change(1, [group(randomUUID())]);
    const made = group(randomUUID());
    const second = change(1, [made]);
    const signedUp = change(2, [{ ...made, active: 1 }], made);
    await store.transaction(one, (tx) => tx.write([first]));
    await store.transaction(two, (tx) => tx.write([second, signedUp]));
    expect(numbersOf([first, second, signedUp])).toEqual([1, 2, 2]);
    const loaded = must(await store.load(two)).records;
    expect(loaded).toMatchObject([{ type: 'workingGroup', number: 2, active: 1 }]);
  });

  test('two boards at the same moment get different numbers', async () => {
    const space = await newSpace();
    const rooms = await Promise.all(Array.from({ length: 6 }, () => newRoom(space)));
    const changes = rooms.map(() => change(1, [group(randomUUID())]));
    await Promise.all(
      rooms.map((room, at) => store.transaction(room, (tx) => tx.write([must(changes[at])])))
    );
    expect(numbersOf(changes).toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('what is written along', () => {
  test('goes with the transaction: committed with it, and gone with it', async () => {
    const told: string[] = [];
    const along = {
      write: async (tx: typeof db, { roomId }: { roomId: string }) => {
        await tx.updateTable('room').set({ floor: 7 }).where('id', '=', roomId).execute();
        told.push('write');
      },
      committed: () => void told.push('committed')
    };
    const writing = new PgRoomStore(db, undefined, along);
    const [mine, theirs] = [await newRoom(), await newRoom()];
    const id = randomUUID();
    await writing.transaction(theirs, (tx) => tx.write([change(1, [topic(id)])]));
    expect(told).toEqual(['write', 'committed']);
    const refused = writing.transaction(mine, (tx) => tx.write([change(1, [topic(id)])]));
    await expect(refused).rejects.toMatchObject({ name: 'StoreRefusal' });
    expect(told).toEqual(['write', 'committed', 'write']);
    expect((await store.load(theirs))?.floor).toBe(7);
    expect((await store.load(mine))?.floor).toBe(0);
  });
});
