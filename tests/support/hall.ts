import { rankBetween } from '$lib/domain/rank';
import { NOTE_KINDS, type Sees } from '$lib/domain/records';
import { newId } from '$lib/util/newId';
import { createDatabase } from '$lib/server/db/database';
import { parseConfig } from '$lib/server/config';
import { createLog } from '$lib/server/log';
import { makeServices } from '$lib/server/makeServices';
import { insertPerson } from '$lib/server/repositories/persons';
import { insertMember, insertSpace } from '$lib/server/repositories/spaces';
import type { PersonRef } from '$lib/sync/ports';
import { must } from '$lib/util/must';
import { systemClock } from '$lib/util/clock';
import { sentence } from './sentences';

/** Somebody who sits in the hall: all that a client needs to act as them. */
export interface Seat {
  readonly name: string;
  readonly personId: string;
  readonly participantId: string;
  readonly groupId: string | null;
  /** `auftakt_session=…`, as a request sends it. */
  readonly cookie: string;
}

export interface Hall {
  readonly spaceId: string;
  readonly workshopId: string;
  /** The board's room. */
  readonly room: string;
  readonly code: string;
  readonly groupIds: readonly string[];
  readonly facilitator: Seat;
  readonly seats: readonly Seat[];
}

export interface HallPlan {
  /** Participants beside the facilitator. */
  readonly people: number;
  readonly groups?: number;
  /** Notes on the board, by the participants in turn, with sentences that do not repeat. */
  readonly notes?: number;
  readonly sees?: Sees;
}

/**
 * Makes workshops full of people in a migrated database, past the join form, whose limits for one address are not what
 * is looked at. Call it while no app serves that database, or before the app first reads the rooms.
 */
export async function makeHalls(databaseUrl: string, plans: readonly HallPlan[]): Promise<Hall[]> {
  const db = createDatabase(databaseUrl, { max: 8 });
  const made = makeServices({ config: parseConfig({}), log: createLog('silent'), db, clock: systemClock });
  const { services, sessions, rooms } = made;
  try {
    const known = await services.spaces.current();
    const spaceId = known?.id ?? newId();
    if (!known) {
      await insertSpace(db, {
        id: spaceId,
        name: 'Bündnis Musterrevier',
        tagline: '',
        about: '',
        regions: [],
        fields: [],
        directoryRoom: newId()
      });
    }

    const person = async (name: string, email: string | null) => {
      const id = newId();
      await insertPerson(db, {
        id,
        name,
        organisation: null,
        email,
        passwordHash: email === null ? null : 'none'
      });
      const { token } = await sessions.start(id);
      return { id, name, organisation: null, email, cookie: `auftakt_session=${token}` };
    };

    const halls: Hall[] = [];
    for (const { people, groups = 0, notes = 0, sees = 'all' } of plans) {
      const hedda = await person('Hedda Holunder', `${newId()}@example.org`);
      await insertMember(db, { spaceId, personId: hedda.id, role: 'facilitator' });
      const created = await services.workshops.create(hedda, spaceId, {
        title: 'Auftakt im Musterrevier',
        startsAt: null,
        place: '',
        template: 'auftakt',
        groups,
        question: 'Was braucht unser Ort?',
        sees
      });
      if (!created.ok) throw new Error(`no workshop: ${created.code}`);
      const { workshop } = created;
      const room = workshop.roomId;
      const groupIds = must(
        await rooms.get(room).read((view) => Array.from(view.all('group'), ({ id }) => id)),
        'the new room'
      );

      const sit = async (
        { id, name, cookie }: Awaited<ReturnType<typeof person>>,
        role: 'facilitator' | 'participant',
        groupId: string | null
      ): Promise<Seat> => {
        const taken = await services.rooms.join(room, {
          personId: id,
          name,
          organisation: null,
          role,
          groupId
        });
        if (!taken.ok) throw new Error(`no seat: ${taken.code}`);
        return { name, personId: id, participantId: taken.participantId, groupId, cookie };
      };
      const facilitator = await sit(hedda, 'facilitator', null);
      const seats = await inSlices(people, async (n) =>
        sit(
          await person(`Teilnehmende ${n + 1}`, null),
          'participant',
          groupIds.length === 0 ? null : must(groupIds[n % groupIds.length])
        )
      );

      let rank: string | null = null;
      const ranks = Array.from({ length: notes }, () => (rank = rankBetween(rank, null)));
      await inSlices(notes, async (n) => {
        const author = seats.length === 0 ? facilitator : must(seats[n % seats.length]);
        const ref: PersonRef = {
          personId: author.personId,
          name: author.name,
          organisation: null,
          member: author === facilitator ? 'facilitator' : null
        };
        const answer = await rooms.get(room).command(ref, {
          id: newId(),
          type: 'note.add',
          // As the browser makes them: how well a board compresses depends on it.
          noteId: newId(),
          body: sentence(n),
          kind: must(NOTE_KINDS[n % NOTE_KINDS.length]),
          groupId: author.groupId,
          rank: must(ranks[n])
        });
        if (!answer.ok) throw new Error(`no note: ${answer.code}`);
      });
      halls.push({
        spaceId,
        workshopId: workshop.id,
        room,
        code: workshop.code,
        groupIds,
        facilitator,
        seats
      });
    }
    return halls;
  } finally {
    await rooms.stop();
    await db.destroy();
  }
}

/** Runs `work` for 0 … count-1, a few hundred at a time, so that the room writes them in large transactions. */
async function inSlices<T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let from = 0; from < count; from += 200) {
    const slice = Array.from({ length: Math.min(200, count - from) }, (_, i) => work(from + i));
    done.push(...(await Promise.all(slice)));
  }
  return done;
}
