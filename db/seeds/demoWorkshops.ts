import { randomUUID } from 'node:crypto';
import { rankBetween } from '$lib/domain/rank';
import type { Command } from '$lib/domain/commands';
import { plannedVote } from '$lib/domain/board/votes';
import { NEW_WORKING_GROUP } from '$lib/domain/board/workingGroups';
import type { BoardRecord, ParticipantRecord, TopicRecord, VoteRecord } from '$lib/domain/records';
import { zonedTime } from '$lib/i18n/dates';
import { must } from '$lib/util/must';
import type { Db } from '$lib/server/db/database';
import { newJoinCode } from '$lib/server/joinCode';
import { replaceAgenda } from '$lib/server/repositories/agenda';
import type { RoomContext } from '$lib/server/repositories/records/recordTable';
import { RECORD_TABLES } from '$lib/server/repositories/recordTables';
import { writeChanges } from '$lib/server/repositories/roomStore';
import { insertWithBoard } from '$lib/server/services/workshops';
import { AGENDA, NOTES, PAST_NOTES, PAST_SIGNUPS, RUNNING_TOPICS, TOPICS } from './demoNotes';
import { PEOPLE } from './demoPeople';
import { addPolls } from './demoPolls';
import {
  addEcho,
  addNote,
  addTopics,
  DAY,
  fresh,
  joinAll,
  MINUTE,
  noteOf,
  Script,
  setGroups
} from './demoScript';

const QUESTION = 'Was soll unser Bündnis zuerst anpacken?';
const CONTACT_CONSENT = 'Die Koordination dieses Bündnisses darf mir zu den Arbeitsgruppen schreiben.';

/** 17:00 of that day where the alliance lives, whatever the server's zone. */
const fiveOClock = (at: number): number => must(zonedTime(new Date(at).toISOString().slice(0, 10), '17:00'));

interface Plan {
  title: string;
  startsAt: number;
  place: string;
  expected: number;
  /** When the board was made. */
  madeAt: number;
}

async function makeBoard(tx: Db, spaceId: string, people: readonly string[], plan: Plan) {
  const { madeAt, ...fields } = plan;
  const workshop = await insertWithBoard(
    tx,
    {
      ...fields,
      spaceId,
      template: 'auftakt',
      code: newJoinCode(),
      question: QUESTION,
      groups: 4,
      // The demo shows everything to everybody; „Kleingruppen arbeiten zuerst für sich" is a choice when making a workshop.
      sees: 'all'
    },
    must(people[0]),
    madeAt
  );
  await replaceAgenda(
    tx,
    workshop.id,
    AGENDA.map((item) => ({ id: randomUUID(), links: [], files: [], ...item }))
  );
  const room: RoomContext = { roomId: workshop.roomId, spaceId };
  const board = must((await RECORD_TABLES.board.load(tx, room.roomId, -1))[0], 'board');
  const phases = await RECORD_TABLES.phase.load(tx, room.roomId, -1);
  const groups = (await RECORD_TABLES.group.load(tx, room.roomId, -1)).sort((a, b) =>
    a.rank < b.rank ? -1 : 1
  );
  return { workshop, room, board, phases, groups };
}

/** The workshop that collects right now, with forty notes. */
export async function makeRunningWorkshop(
  tx: Db,
  spaceId: string,
  people: readonly string[],
  now: number
): Promise<void> {
  const startsAt = fiveOClock(now);
  const { room, board, groups } = await makeBoard(tx, spaceId, people, {
    title: 'Auftakt: Ein Strukturwandel-Bündnis für das Mitteldeutsche Revier',
    startsAt,
    place: 'online',
    expected: 40,
    madeAt: now - DAY
  });
  const script = new Script(1);
  const participants = joinAll(script, people, groups, now - 80 * MINUTE);
  const facilitator = must(participants[0]);
  setGroups(script, groups, participants, now - 70 * MINUTE);
  addPolls(script, participants, now - 60 * MINUTE);
  // The facilitators went on: the projector shows what comes on the board, and the survey no longer.
  const onwards = { id: randomUUID(), type: 'stage.set' as const, view: 'auto' as const };
  script.step(now - 45 * MINUTE, facilitator.id, onwards, { before: board, after: board });
  const topics = addTopics(script, now - 40 * MINUTE, facilitator.id, RUNNING_TOPICS, null);
  let rank: string | null = null;
  for (const [index, input] of NOTES.entries()) {
    rank = rankBetween(rank, null);
    const author = must(participants[input.by]);
    const createdAt = now - 30 * MINUTE + index * 35_000;
    const topicId = input.topic === undefined ? null : must(topics[input.topic]).id;
    // Half of what fits a topic lies there already; the rest is left for whoever tries the demo.
    const place = { groupId: must(groups[input.group]).id, topicId: index % 2 === 0 ? topicId : null, rank };
    const note = noteOf(input, author, place, createdAt);
    script.step(createdAt, author.id, addNote(note), { after: note });
    addEcho(script, note, input, participants);
  }
  await writeChanges(tx, room, script.changes);
}

/** The workshop that is over: its topics became AG 1 to 3. */
export async function makePastWorkshop(
  tx: Db,
  spaceId: string,
  people: readonly string[],
  at: number
): Promise<void> {
  const { room, board, phases, groups } = await makeBoard(tx, spaceId, people, {
    title: 'Vorbereitungstreffen: Schwerpunkte und Arbeitsgruppen',
    startsAt: fiveOClock(at),
    place: 'Kulturscheune Beispielhain',
    expected: 12,
    madeAt: at - 7 * DAY
  });
  const script = new Script(1);
  const participants = joinAll(script, people, groups, at);
  const facilitator = must(participants[0]);
  const topics = addTopics(
    script,
    at + 30 * MINUTE,
    facilitator.id,
    TOPICS.map(({ title }) => title),
    PAST_SIGNUPS.map(({ dots }) => dots)
  );
  let rank: string | null = null;
  for (const [index, input] of PAST_NOTES.entries()) {
    rank = rankBetween(rank, null);
    const place = { groupId: must(groups[input.group]).id, topicId: must(topics[input.topic]).id, rank };
    const author = must(participants[input.by]);
    const note = noteOf(input, author, place, at + 10 * MINUTE + index * MINUTE);
    script.step(note.createdAt, author.id, addNote(note), { after: note });
  }
  for (const [index, topic] of topics.entries())
    promote(script, { topic, index, participants, at: at + 60 * MINUTE });
  const vote: VoteRecord = {
    ...plannedVote({
      id: randomUUID(),
      phaseId: must(phases.find(({ phase }) => phase === 'vote')).id,
      now: at + 40 * MINUTE
    }),
    state: 'closed',
    // Three dots each, and all of them placed.
    turnout: PAST_SIGNUPS.reduce((sum, { dots }) => sum + dots, 0) / 3,
    electorate: participants.length,
    results: topics.map(({ id }, index) => ({ id, count: must(PAST_SIGNUPS[index]).dots })),
    openedAt: at + 40 * MINUTE,
    closedAt: at + 55 * MINUTE,
    revealedAt: at + 55 * MINUTE
  };
  const counts: Command = { id: randomUUID(), type: 'vote.reveal', voteId: vote.id };
  script.step(at + 55 * MINUTE, facilitator.id, counts, { after: vote });
  const network = must(phases.find((phase) => phase.phase === 'network'));
  const closed: BoardRecord = { ...board, phaseId: network.id, open: false };
  const close: Command = { id: randomUUID(), type: 'board.configure', open: false };
  script.step(at + 120 * MINUTE, facilitator.id, close, { before: board, after: closed });
  await writeChanges(tx, room, script.changes);
  await addConsents(tx, spaceId, people, at);
}

/** A topic becomes an AG, and people sign up. */
function promote(
  script: Script,
  {
    topic,
    index,
    participants,
    at
  }: { topic: TopicRecord; index: number; participants: ParticipantRecord[]; at: number }
): void {
  const { active, informed } = must(PAST_SIGNUPS[index]);
  const workingGroup = {
    type: 'workingGroup',
    id: randomUUID(),
    ...fresh,
    number: index + 1,
    title: topic.title,
    purpose: must(TOPICS[index]).purpose,
    topicId: topic.id,
    ...NEW_WORKING_GROUP,
    active: active.length,
    informed: informed.length
  } as const;
  script.step(
    at,
    must(participants[0]).id,
    { id: randomUUID(), type: 'topic.promote', topicId: topic.id, workingGroupId: workingGroup.id },
    { after: { ...workingGroup } },
    { before: topic, after: { ...topic, workingGroupId: workingGroup.id } }
  );
  const wishes = [
    ...active.map((by) => ({ by, level: 'active' as const })),
    ...informed.map((by) => ({ by, level: 'informed' as const }))
  ];
  for (const [nth, { by, level }] of wishes.entries()) {
    const participantId = must(participants[by]).id;
    const createdAt = at + (nth + 1) * MINUTE;
    const after = {
      type: 'signup',
      id: `${workingGroup.id}:${participantId}`,
      ...fresh,
      workingGroupId: workingGroup.id,
      participantId,
      level,
      state: 'in',
      since: createdAt,
      declinedAt: null,
      createdAt
    } as const;
    const command: Command = { id: randomUUID(), type: 'signup.set', workingGroupId: workingGroup.id, level };
    script.step(createdAt, participantId, command, { after });
  }
}

/** What stands beside the records: whose name may be on an AG's page, and the addresses given for its coordination. */
async function addConsents(tx: Db, spaceId: string, people: readonly string[], at: number): Promise<void> {
  const groups = await tx
    .selectFrom('working_group')
    .where('space_id', '=', spaceId)
    .orderBy('number')
    .select('id')
    .execute();
  for (const [index, { named }] of PAST_SIGNUPS.entries()) {
    const ids = tx
      .selectFrom('participant')
      .where(
        'person_id',
        'in',
        named.map((by) => must(people[by]))
      )
      .select('id');
    await tx
      .updateTable('signup')
      .set({ show_name: true })
      .where('working_group_id', '=', must(groups[index]).id)
      .where('participant_id', 'in', ids)
      .execute();
  }
  const withAddress = [1, 2, 4, 5, 6, 7, 8];
  await tx
    .insertInto('contact')
    .values(
      withAddress.map((by) => ({
        person_id: must(people[by]),
        space_id: spaceId,
        email: `${must(PEOPLE[by]).mail}@example.org`,
        consent_text: CONTACT_CONSENT,
        consented_at: new Date(at)
      }))
    )
    .execute();
  // The coordination got in touch with all it could reach.
  await tx
    .updateTable('signup')
    .set({ contacted_at: new Date(at + DAY), contacted_by: must(people[0]) })
    .where('level', '=', 'active')
    .where('participant_id', 'in', (eb) =>
      eb
        .selectFrom('participant')
        .where(
          'person_id',
          'in',
          withAddress.map((by) => must(people[by]))
        )
        .select('id')
    )
    .execute();
}
