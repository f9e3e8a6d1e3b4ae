/**
 * The demo: an alliance with a workshop that is collecting right now, a past one whose topics became AG 1 to 3, and
 * twelve business cards. Written once, into an empty database. The tables are written as rooms would write them, with
 * a change log, so that the demo behaves like a workshop that really took place.
 */
import { randomUUID } from 'node:crypto';
import { emptyCard } from '$lib/domain/cards/circles';
import { rankBetween } from '$lib/domain/rank';
import type { Command } from '$lib/domain/commands';
import type {
  BoardRecord,
  CardRecord,
  CommentRecord,
  GroupRecord,
  NoteRecord,
  ParticipantRecord,
  StoredRecord,
  TopicRecord
} from '$lib/domain/records';
import { zonedTime } from '$lib/i18n/dates';
import { must } from '$lib/util/must';
import type { StoredChange, StoredStep } from '$lib/sync/ports';
import { hashPassword } from '$lib/server/auth/password';
import { newToken } from '$lib/server/auth/token';
import { newJoinCode } from '$lib/server/joinCode';
import type { Db } from '$lib/server/db/database';
import * as persons from '$lib/server/repositories/persons';
import { RECORD_TABLES, type RoomContext } from '$lib/server/repositories/recordTables';
import { writeChanges } from '$lib/server/repositories/roomStore';
import * as spaces from '$lib/server/repositories/spaces';
import * as workshops from '$lib/server/repositories/workshops';
import { insertWithBoard } from '$lib/server/services/workshops';
import { AGENDA, NOTES, PAST_NOTES, PAST_SIGNUPS, TOPICS } from './demoNotes';
import { FIELDS, PEOPLE, REGIONS } from './demoPeople';

const QUESTION = 'Was soll unser Bündnis zuerst anpacken?';
const CONSENT = 'Ich bin einverstanden, dass diese Angaben für den gewählten Kreis sichtbar sind.';
const CONTACT_CONSENT = 'Die Koordination dieses Bündnisses darf mir zu den Arbeitsgruppen schreiben.';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
export const OWNER_EMAIL = 'hedda@example.org';

/** Makes the demo if the database has no space yet. @param now ms since 1970 */
export async function seedDemo(db: Db, now: number): Promise<void> {
  if (await spaces.firstSpace(db)) return;
  await db.transaction().execute(async (tx) => {
    const spaceId = randomUUID();
    const directoryRoom = randomUUID();
    await spaces.insertSpace(tx, {
      id: spaceId,
      name: 'Strukturwandel-Bündnis Mitteldeutsches Revier',
      tagline: 'Gemeinsam handlungsfähiger werden',
      about:
        'Das Strukturwandel-Bündnis bringt Vereine und Initiativen im Mitteldeutschen Revier zusammen, für mehr ' +
        'Partizipation und Nachhaltigkeit, auf Augenhöhe mit Politik, Verwaltung und Wirtschaft.',
      regions: REGIONS,
      fields: FIELDS,
      directoryRoom
    });
    const people = await makePeople(tx, spaceId);
    await makePastWorkshop(tx, spaceId, people, now - 14 * DAY);
    await makeRunningWorkshop(tx, spaceId, people, now);
    await makeCards(tx, { roomId: directoryRoom, spaceId }, people, now - 3 * DAY);
  });
}

/** Ids in the order of PEOPLE. The first holds an account whose password nobody knows: the link signs in. */
async function makePeople(tx: Db, spaceId: string): Promise<string[]> {
  const ids: string[] = [];
  for (const [at, { name, organisation }] of PEOPLE.entries()) {
    const id = randomUUID();
    const account = at === 0 ? { email: OWNER_EMAIL, passwordHash: await hashPassword(newToken()) } : null;
    await persons.insertPerson(tx, {
      id,
      name,
      organisation,
      ...(account ?? { email: null, passwordHash: null })
    });
    ids.push(id);
  }
  await spaces.insertMember(tx, { spaceId, personId: must(ids[0]), role: 'owner' });
  return ids;
}

/** Gathers changes of one room, each with the next `seq`. */
class Script {
  readonly changes: StoredChange[] = [];
  #seq: number;

  constructor(seq: number) {
    this.#seq = seq;
  }

  step(
    at: number,
    actorId: string | null,
    command: Command,
    ...steps: { before?: StoredRecord; after: StoredRecord }[]
  ) {
    this.#seq += 1;
    const seq = this.#seq;
    const stored: StoredStep[] = steps.map(({ before, after }) => ({
      before: before ?? null,
      after: { ...after, seq }
    }));
    this.changes.push({ seq, at, actorId, command, steps: stored });
  }
}

/** 17:00 of that day where the alliance lives, whatever the server's zone. */
const fiveOClock = (at: number): number => must(zonedTime(new Date(at).toISOString().slice(0, 10), '17:00'));

const fresh = { seq: 0, removedAt: null };

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
  await workshops.replaceAgenda(
    tx,
    workshop.id,
    AGENDA.map((item) => ({ id: randomUUID(), links: [], ...item }))
  );
  const room: RoomContext = { roomId: workshop.roomId, spaceId };
  const board = must((await RECORD_TABLES.board.load(tx, room.roomId, -1))[0], 'board');
  const phases = await RECORD_TABLES.phase.load(tx, room.roomId, -1);
  const groups = (await RECORD_TABLES.group.load(tx, room.roomId, -1)).sort((a, b) =>
    a.rank < b.rank ? -1 : 1
  );
  return { workshop, room, board, phases, groups };
}

function joinAll(script: Script, people: readonly string[], groups: readonly GroupRecord[], at: number) {
  const groupOf = new Map(NOTES.map((note) => [note.by, note.group]));
  return people.map((personId, index): ParticipantRecord => {
    const { name, organisation } = must(PEOPLE[index]);
    const role = index === 0 ? 'facilitator' : 'participant';
    const groupId = index === 0 ? null : must(groups[groupOf.get(index) ?? index % groups.length]).id;
    const after: ParticipantRecord = {
      type: 'participant',
      id: randomUUID(),
      ...fresh,
      name,
      organisation,
      groupId,
      leftGroupId: null,
      role,
      personId
    };
    const command: Command = {
      id: randomUUID(),
      type: 'participant.join',
      participantId: after.id,
      personId,
      name,
      organisation,
      role,
      groupId
    };
    script.step(at + index * 20_000, null, command, { after });
    return after;
  });
}

function addTopics(script: Script, at: number, by: string, dots: readonly number[] | null): TopicRecord[] {
  let rank: string | null = null;
  return TOPICS.map(({ title }, index): TopicRecord => {
    rank = rankBetween(rank, null);
    const after: TopicRecord = {
      type: 'topic',
      id: randomUUID(),
      ...fresh,
      title,
      rank,
      dots: dots?.[index] ?? null,
      workingGroupId: null
    };
    script.step(
      at + index * MINUTE,
      by,
      { id: randomUUID(), type: 'topic.add', topicId: after.id, title, rank },
      { after }
    );
    return after;
  });
}

function noteOf(
  input: { body: string; kind: NoteRecord['kind'] },
  author: ParticipantRecord,
  place: { groupId: string | null; topicId: string | null; rank: string },
  createdAt: number
): NoteRecord {
  return {
    type: 'note',
    id: randomUUID(),
    ...fresh,
    ...place,
    title: '',
    body: input.body,
    kind: input.kind,
    x: null,
    y: null,
    authorId: author.id,
    authorName: author.name,
    authorOrganisation: author.organisation,
    version: 1,
    createdAt,
    editedAt: null
  };
}

const addNote = ({ id, body, kind, groupId, topicId, rank }: NoteRecord): Command => ({
  id: randomUUID(),
  type: 'note.add',
  noteId: id,
  body,
  kind,
  groupId,
  topicId,
  rank
});

async function makeRunningWorkshop(
  tx: Db,
  spaceId: string,
  people: readonly string[],
  now: number
): Promise<void> {
  const startsAt = fiveOClock(now);
  const { room, groups } = await makeBoard(tx, spaceId, people, {
    title: 'Auftakt: Ein Strukturwandel-Bündnis für das Mitteldeutsche Revier',
    startsAt,
    place: 'online',
    expected: 40,
    madeAt: now - DAY
  });
  const script = new Script(1);
  const participants = joinAll(script, people, groups, now - 80 * MINUTE);
  const facilitator = must(participants[0]);
  const topics = addTopics(script, now - 40 * MINUTE, facilitator.id, null);
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

/** Comments and thumbs of one note. */
function addEcho(
  script: Script,
  note: NoteRecord,
  input: { by: number; thumbs: number; comments?: { by: number; body: string }[] },
  participants: readonly ParticipantRecord[]
): void {
  const others = participants.filter((_, index) => index !== input.by);
  for (const other of others.slice(0, input.thumbs)) {
    const after = {
      type: 'reaction',
      id: `${note.id}:${other.id}`,
      ...fresh,
      noteId: note.id,
      authorId: other.id
    } as const;
    const command: Command = { id: randomUUID(), type: 'reaction.set', noteId: note.id, on: true };
    script.step(note.createdAt + MINUTE, other.id, command, { after });
  }
  for (const [index, { by, body }] of (input.comments ?? []).entries()) {
    const author = must(participants[by]);
    const createdAt = note.createdAt + (index + 2) * MINUTE;
    const after: CommentRecord = {
      type: 'comment',
      id: randomUUID(),
      ...fresh,
      noteId: note.id,
      body,
      authorId: author.id,
      authorName: author.name,
      createdAt,
      editedAt: null
    };
    script.step(
      createdAt,
      author.id,
      { id: randomUUID(), type: 'comment.add', commentId: after.id, noteId: note.id, body },
      { after }
    );
  }
}

async function makePastWorkshop(
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
  const network = must(phases.find((phase) => phase.phase === 'network'));
  const closed: BoardRecord = { ...board, phaseId: network.id, voting: 'closed', open: false };
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
}

async function makeCards(tx: Db, room: RoomContext, people: readonly string[], at: number): Promise<void> {
  const script = new Script(0);
  for (const [index, ownerId] of people.entries()) {
    const { mail, ...content } = must(PEOPLE[index]);
    const audience = index % 4 === 3 ? ('participants' as const) : ('public' as const);
    const card = {
      ...emptyCard(),
      ...content,
      email: `${mail}@example.org`,
      web: `https://example.org/${mail}`
    };
    const audiences = { email: 'participants', web: 'public' } as const;
    const updatedAt = at + index * MINUTE;
    const after: CardRecord = {
      type: 'card',
      id: randomUUID(),
      ...fresh,
      ...card,
      ownerId,
      audiences,
      audience,
      updatedAt,
      reached: audience,
      consent: { text: CONSENT, at: updatedAt }
    };
    const command: Command = {
      id: randomUUID(),
      type: 'card.save',
      cardId: after.id,
      card,
      audience,
      audiences,
      consent: CONSENT
    };
    script.step(updatedAt, ownerId, command, { after });
  }
  await writeChanges(tx, room, script.changes);
}
