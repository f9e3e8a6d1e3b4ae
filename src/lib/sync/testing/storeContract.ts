/** What every RoomStore must do. Runs on memory in store.test.ts and on PostgreSQL in the server's pg test. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../domain/commands.ts';
import { keyOf, type NoteRecord, type StoredRecord } from '../../domain/records.ts';
import type { RoomStore, StoredChange, StoredStep } from '../ports.ts';

export interface StoreUnderTest {
  store: RoomStore;
  /** A new board room without any records and clock 0; its id. */
  newRoom: () => Promise<string>;
  close: () => Promise<void>;
}

const uuid = (): string => crypto.randomUUID();
const AT = Date.UTC(2026, 10, 23, 10, 0, 0, 123);
const base = { seq: 0, removedAt: null };

function change(
  seq: number,
  steps: (StoredRecord | StoredStep)[],
  given: Partial<StoredChange> = {}
): StoredChange {
  const command: Command = { id: uuid(), type: 'timer.stop' };
  return {
    seq,
    at: AT + seq,
    actorId: null,
    command,
    ...given,
    steps: steps.map((step) => {
      const { before, after } = 'after' in step ? step : { before: null, after: step };
      return { before, after: { ...after, seq } };
    })
  };
}

const [LOTTE, GONE] = [uuid(), uuid()] as const;

const board = (id: string): StoredRecord => ({
  ...base,
  type: 'board',
  id,
  title: 'Auftakt',
  question: 'Was zuerst?',
  phaseId: null,
  timerEndsAt: AT,
  timerLeftMs: 90_500,
  stage: 'topics',
  stageNames: true,
  leadId: uuid(),
  open: true,
  layout: 'columns',
  order: 'chosen',
  reactions: 'heart',
  kinds: [
    { kind: 'question', name: '' },
    { kind: 'idea', name: 'Traum' }
  ],
  anonymous: true,
  approval: true,
  frozen: true,
  may: ['write', 'move'],
  access: 'read',
  membersOnly: true,
  grouping: 'assigned',
  lateToSmallest: false,
  callBackAt: AT + 60_000
});
const group = (id: string, name: string): StoredRecord => ({
  ...base,
  type: 'group',
  id,
  name,
  task: '',
  rank: 'a',
  done: false,
  noteTakerId: LOTTE,
  limit: 8,
  video: 'https://example.org/raum',
  helpAt: AT,
  helperId: LOTTE,
  mergedInto: GONE
});
const note = (id: string, groupId: string, authorId: string, body: string): NoteRecord => ({
  ...base,
  type: 'note',
  id,
  groupId,
  topicId: null,
  stackId: null,
  title: '',
  body,
  kind: 'idea',
  attachments: [{ type: 'link', url: 'https://example.org/ä', title: 'Leitfaden' }],
  status: 'waiting',
  pinnedAt: AT + 2,
  rank: 'aB',
  x: 1.5,
  y: null,
  authorId,
  authorName: 'Lotte Löwenzahn',
  authorOrganisation: 'Dorfladen',
  anonymous: true,
  revealed: true,
  version: 1,
  createdAt: AT,
  editedAt: null
});

/** One of every kind that a board has. */
function everyKind(roomId: string): StoredRecord[] {
  const [groupId, lotte, noteId, topicId, agId] = [uuid(), uuid(), uuid(), uuid(), uuid()] as const;
  const [pollId, scaleId] = [uuid(), uuid()] as const;
  const [optionId, voteId] = [uuid(), uuid()] as const;
  return [
    board(roomId),
    {
      ...base,
      type: 'phase',
      id: uuid(),
      phase: 'collect',
      title: 'Erste Runde',
      position: 0,
      sees: 'group',
      may: ['comment'],
      anonymous: true,
      minutes: 20,
      instruction: 'Schreiben Sie.'
    },
    group(groupId, 'Kleingruppe 1'),
    {
      ...base,
      type: 'participant',
      id: lotte,
      name: 'Lotte Löwenzahn',
      organisation: 'Dorfladen',
      groupId,
      role: 'participant',
      muted: true,
      appointed: true,
      byHand: true,
      joinedAt: AT,
      mergedInto: null
    },
    {
      ...base,
      type: 'message',
      id: uuid(),
      groupId,
      body: 'Noch fünf Minuten.',
      at: AT,
      authorId: lotte,
      authorName: 'Lotte Löwenzahn'
    },
    {
      ...base,
      type: 'topic',
      id: topicId,
      title: 'Dorf “& Land”',
      rank: 'Zz',
      dots: 4,
      locked: true,
      colour: 'rose',
      area: { x: -1.5, y: 2, width: 300, height: 200 },
      workingGroupId: agId
    },
    note(noteId, groupId, lotte, 'Ein Kalender für alle 🌻\n<b>zweite Zeile</b>'),
    { ...note(uuid(), groupId, lotte, 'Noch ein Kalender'), stackId: noteId },
    {
      ...base,
      type: 'comment',
      id: uuid(),
      noteId,
      body: 'Ja!',
      authorId: lotte,
      authorName: 'Lotte Löwenzahn',
      anonymous: true,
      createdAt: AT,
      editedAt: AT + 1
    },
    { ...base, type: 'reaction', id: `${noteId}:${lotte}`, noteId, authorId: lotte },
    {
      ...base,
      type: 'vote',
      id: voteId,
      phaseId: null,
      title: 'Was zuerst?',
      on: 'topics',
      topicId: null,
      perPerson: 4,
      perItem: 2,
      state: 'closed',
      turnout: 1,
      electorate: 3,
      results: [{ id: topicId, count: 2 }],
      createdAt: AT,
      openedAt: AT + 1,
      closedAt: AT + 2,
      revealedAt: AT + 3
    },
    {
      ...base,
      type: 'ballot',
      id: `${voteId}:${lotte}`,
      voteId,
      participantId: lotte,
      dots: [{ itemId: topicId, count: 2 }]
    },
    {
      ...base,
      type: 'workingGroup',
      id: agId,
      number: 1,
      title: 'Kalender',
      purpose: '',
      topicId,
      state: 'paused',
      limit: 12,
      joining: 'approval',
      audience: 'members',
      active: 1,
      informed: 0,
      waiting: 3
    },
    {
      ...base,
      type: 'signup',
      id: `${agId}:${lotte}`,
      workingGroupId: agId,
      participantId: lotte,
      level: 'active',
      state: 'waiting',
      since: AT + 1,
      declinedAt: AT + 2,
      createdAt: AT
    },
    {
      ...base,
      type: 'poll',
      id: pollId,
      question: 'Woran möchten Sie mitarbeiten?',
      kind: 'multiple',
      options: [
        { id: optionId, label: 'Dorf “& Land”' },
        { id: uuid(), label: 'Klima' }
      ],
      scale: null,
      most: 2,
      shows: 'live',
      state: 'open',
      rank: 'Zz',
      answers: 1,
      given: 1,
      sums: [{ key: optionId, count: 1 }],
      hidden: [],
      openedAt: AT,
      closedAt: null
    },
    {
      ...base,
      type: 'poll',
      id: scaleId,
      question: 'Wie zuversichtlich sind Sie?',
      kind: 'scale',
      options: [],
      scale: { steps: 5, low: 'gar nicht', high: 'sehr' },
      most: null,
      shows: 'end',
      state: 'closed',
      rank: 'aB',
      answers: 0,
      given: 0,
      sums: [{ key: 'mut', count: 2, spellings: [{ text: 'Mut', count: 2 }] }],
      hidden: ['wut'],
      openedAt: AT,
      closedAt: AT + 3
    },
    {
      ...base,
      type: 'pollAnswer',
      id: `${pollId}:${lotte}`,
      pollId,
      participantId: lotte,
      values: [optionId]
    }
  ];
}

const sorted = (records: readonly StoredRecord[]): StoredRecord[] =>
  [...records].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

export function roomStoreContract(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`RoomStore: ${name}`, () => {
    let tested: StoreUnderTest;
    beforeAll(async () => {
      tested = await make();
    });
    afterAll(() => tested.close());
    const write = (roomId: string, ...changes: StoredChange[]) =>
      tested.store.transaction(roomId, (tx) => tx.write(changes));

    it('knows no room that does not exist', async () => {
      const roomId = uuid();
      expect(await tested.store.load(roomId)).toBeNull();
      expect(await tested.store.head(roomId)).toBeNull();
      await expect(tested.store.transaction(roomId, (tx) => Promise.resolve(tx.clock))).rejects.toThrow();
    });

    it('tells the clocks of many rooms at once, and leaves out those that are gone', async () => {
      const [one, two] = [await tested.newRoom(), await tested.newRoom()];
      await write(one, change(1, []), change(2, []));
      expect(await tested.store.heads([one, uuid(), two])).toEqual(
        new Map([
          [one, 2],
          [two, 0]
        ])
      );
      expect(await tested.store.heads([])).toEqual(new Map());
    });

    it('gives an empty room its clock', async () => {
      const roomId = await tested.newRoom();
      expect(await tested.store.load(roomId)).toEqual({ kind: 'board', seq: 0, floor: 0, records: [] });
    });

    it('gives back every kind of record as it was written', async () => {
      const roomId = await tested.newRoom();
      const first = change(1, everyKind(roomId));
      await write(roomId, first);
      const loaded = await tested.store.load(roomId);
      expect(loaded).toMatchObject({ seq: 1, floor: 0, kind: 'board' });
      expect(sorted(loaded?.records ?? [])).toEqual(sorted(first.steps.map(({ after }) => after)));
      expect(await tested.store.head(roomId)).toBe(1);
    });

    it('keeps the last state of a record that several changes wrote, and all of the log', async () => {
      const roomId = await tested.newRoom();
      const id = uuid();
      const actorId = uuid();
      const one = change(1, [group(id, 'eins')], { actorId });
      const two = change(2, [{ before: group(id, 'eins'), after: group(id, 'zwei') }]);
      await write(roomId, one, two);
      const since = await tested.store.transaction(roomId, (tx) => tx.changedSince(0));
      expect(since.records).toEqual([{ ...group(id, 'zwei'), seq: 2 }]);
      expect(since.log).toEqual([
        { seq: 1, at: AT + 1, actorId, commandId: one.command.id },
        { seq: 2, at: AT + 2, actorId: null, commandId: two.command.id }
      ]);
    });

    it('tells what changed since a clock, removed records included', async () => {
      const roomId = await tested.newRoom();
      const [old, gone] = [uuid(), uuid()] as const;
      await write(roomId, change(1, [group(old, 'alt'), group(gone, 'geht')]));
      const removed: StoredRecord = { ...group(gone, 'geht'), removedAt: AT };
      await write(roomId, change(2, [{ before: group(gone, 'geht'), after: removed }]));
      const since = await tested.store.transaction(roomId, (tx) => tx.changedSince(1));
      expect(since.records).toEqual([{ ...removed, seq: 2 }]);
      expect(since.log).toHaveLength(1);
    });

    it('shows a consistent picture that waits for no writer, and writes nothing through it', async () => {
      const roomId = await tested.newRoom();
      const id = uuid();
      const first = change(1, [group(id, 'eins')]);
      await write(roomId, first);
      let seen: unknown;
      await tested.store.transaction(roomId, async (writing) => {
        // The lock is held: whoever only looks must not wait for it.
        await tested.store.snapshot(roomId, async (tx) => {
          seen = { clock: tx.clock, floor: tx.floor, since: await tx.changedSince(0) };
          await expect(tx.write([change(2, [])])).rejects.toThrow();
        });
        await writing.write([change(2, [{ before: group(id, 'eins'), after: group(id, 'zwei') }])]);
      });
      expect(seen).toMatchObject({
        clock: 1,
        floor: 0,
        since: { records: [{ id, name: 'eins', seq: 1 }], log: [{ seq: 1, commandId: first.command.id }] }
      });
      const now = await tested.store.snapshot(roomId, async (tx) => (await tx.changedSince(1)).records);
      expect(now).toMatchObject([{ id, name: 'zwei', seq: 2 }]);
      await expect(tested.store.snapshot(uuid(), (tx) => Promise.resolve(tx.clock))).rejects.toThrow();
    });

    it('remembers which commands were done, by whom, in this room only', async () => {
      const [roomId, other] = [await tested.newRoom(), await tested.newRoom()];
      const actorId = uuid();
      const done = change(1, [], { actorId });
      await write(roomId, done);
      const asked = [done.command.id, uuid()];
      const answers = await tested.store.transaction(roomId, (tx) => tx.answersOf(asked));
      expect(answers).toEqual(new Map([[done.command.id, { seq: 1, actorId }]]));
      expect(await tested.store.transaction(other, (tx) => tx.answersOf(asked))).toEqual(new Map());
    });

    it('refuses the same command twice, and then has written nothing', async () => {
      const roomId = await tested.newRoom();
      const first = change(1, []);
      await write(roomId, first);
      await expect(
        write(roomId, change(2, [group(uuid(), 'x')], { command: first.command }))
      ).rejects.toThrow();
      expect(await tested.store.load(roomId)).toMatchObject({ seq: 1, records: [] });
    });

    it('writes nothing when the work fails', async () => {
      const roomId = await tested.newRoom();
      const failing = tested.store.transaction(roomId, async (tx) => {
        await tx.write([change(1, [group(uuid(), 'x')])]);
        throw new Error('afterwards');
      });
      await expect(failing).rejects.toThrow('afterwards');
      expect(await tested.store.load(roomId)).toMatchObject({ seq: 0, records: [] });
    });

    it('runs the transactions of a room one after another', async () => {
      const roomId = await tested.newRoom();
      const clocks = await Promise.all(
        Array.from({ length: 8 }, () =>
          tested.store.transaction(roomId, async (tx) => {
            await tx.write([change(tx.clock + 1, [])]);
            return tx.clock;
          })
        )
      );
      expect(clocks.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(await tested.store.head(roomId)).toBe(8);
    });
  });
}
