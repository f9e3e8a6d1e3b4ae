import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { down, up } from '../../db/migrations/20261128T1903_votes.ts';
import { RECORD_TABLES } from '../../src/lib/server/repositories/recordTables.ts';
import { testDatabase } from '../support/database.ts';

const { db } = await testDatabase();
/** Migrations know no tables. */
const step = (run: (db: Kysely<unknown>) => Promise<void>) =>
  (db as unknown as Kysely<unknown>).transaction().execute(run);

/** A board of the time when it had one vote, in its own row. */
async function oldBoard(voting: 'none' | 'open' | 'closed', perPerson: number) {
  const ids = { space: randomUUID(), room: randomUUID(), phase: randomUUID() };
  const [lotte, otto, topic] = [randomUUID(), randomUUID(), randomUUID()];
  const dots = voting === 'closed' ? 2 : null;
  const run = (query: ReturnType<typeof sql>) => query.execute(db);
  await run(sql`insert into space (id, name) values (${ids.space}, 'Bündnis')`);
  await run(sql`insert into room (id, kind, space_id, clock) values (${ids.room}, 'board', ${ids.space}, 7)`);
  await run(sql`insert into board (id, room_id, seq, title, votes_per_person, voting)
    values (${ids.room}, ${ids.room}, 6, 'Auftakt', ${perPerson}, ${voting})`);
  await run(sql`insert into phase (id, room_id, seq, phase, position)
    values (${ids.phase}, ${ids.room}, 1, 'vote', 2)`);
  for (const [id, name] of [
    [lotte, 'Lotte'],
    [otto, 'Otto']
  ] as const) {
    await run(sql`insert into participant (id, room_id, seq, name, role)
      values (${id}, ${ids.room}, 2, ${name}, 'participant')`);
  }
  await run(sql`insert into topic (id, room_id, seq, title, rank, dots)
    values (${topic}, ${ids.room}, 3, 'Dorf', 'm', ${dots})`);
  if (voting !== 'none') {
    const given = JSON.stringify([{ topicId: topic, count: 2 }]);
    await run(sql`insert into ballot (participant_id, room_id, seq, dots) values
      (${lotte}, ${ids.room}, 5, ${given}::jsonb), (${otto}, ${ids.room}, 4, '[]')`);
  }
  return { ...ids, lotte, otto, topic };
}

test('the vote of a board becomes the first of its votes, with its ballots and results, and back', async () => {
  await step(down);
  const closed = await oldBoard('closed', 4);
  const open = await oldBoard('open', 3);
  const plain = await oldBoard('none', 3);
  const before = await sql`select participant_id, dots from ballot order by participant_id`.execute(db);
  await step(up);

  const votes = (room: string) => RECORD_TABLES.vote.load(db, room, -1);
  expect(await votes(plain.room)).toEqual([]);
  expect(await votes(open.room)).toMatchObject([
    { id: open.phase, phaseId: open.phase, state: 'open', perPerson: 3, results: null, turnout: null }
  ]);
  const results = [{ id: closed.topic, count: 2 }];
  expect(await votes(closed.room)).toMatchObject([
    {
      id: closed.phase,
      state: 'closed',
      perPerson: 4,
      perItem: null,
      results,
      turnout: 1,
      electorate: 2,
      seq: 8
    }
  ]);
  const ballots = await RECORD_TABLES.ballot.load(db, closed.room, -1);
  const lottes = ballots.find(({ participantId }) => participantId === closed.lotte);
  expect(lottes).toMatchObject({
    id: `${closed.phase}:${closed.lotte}`,
    dots: [{ itemId: closed.topic, count: 2 }],
    removedAt: null
  });
  // Whoever took all dots back has not voted.
  const ottos = ballots.find(({ participantId }) => participantId === closed.otto);
  expect(ottos?.removedAt).not.toBeNull();
  // Who was away reads the board anew: no row of the log says what became of it.
  const rooms = await db
    .selectFrom('room')
    .where('id', '=', closed.room)
    .select(['clock', 'floor'])
    .execute();
  expect(rooms).toEqual([{ clock: 8, floor: 8 }]);

  await step(down);
  const boards = await sql`select id, voting, votes_per_person from board`.execute(db);
  expect(boards.rows).toEqual(
    expect.arrayContaining([
      { id: closed.room, voting: 'closed', votes_per_person: 4 },
      { id: open.room, voting: 'open', votes_per_person: 3 },
      { id: plain.room, voting: 'none', votes_per_person: 3 }
    ])
  );
  const after = await sql`select participant_id, dots from ballot order by participant_id`.execute(db);
  expect(after.rows).toEqual(before.rows);
  await step(up);
});
