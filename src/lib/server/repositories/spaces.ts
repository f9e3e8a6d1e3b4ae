import type { MemberRole } from '$lib/server/db/types';
import type { Db } from '$lib/server/db/database';
import { standsFor } from './participants';

/** An organisation or alliance on this installation. */
export interface Space {
  id: string;
  name: string;
  tagline: string;
  about: string;
  /** Regions and fields of interest that cards offer for choice. */
  regions: string[];
  fields: string[];
  /** Id of the room of the card directory. */
  directoryRoom: string;
}

/** The first space: this release has one per installation. */
export async function firstSpace(db: Db): Promise<Space | null> {
  const row = await db
    .selectFrom('space')
    .innerJoin('room', (join) =>
      join.onRef('room.space_id', '=', 'space.id').on('room.kind', '=', 'directory')
    )
    .orderBy('space.created_at')
    .orderBy('space.id')
    .select([
      'space.id',
      'space.name',
      'space.tagline',
      'space.about',
      'space.regions',
      'space.fields',
      'room.id as directoryRoom'
    ])
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Makes the space and the room of its directory. */
export async function insertSpace(db: Db, space: Space): Promise<void> {
  await db
    .insertInto('space')
    .values({
      id: space.id,
      name: space.name,
      tagline: space.tagline,
      about: space.about,
      regions: JSON.stringify(space.regions),
      fields: JSON.stringify(space.fields)
    })
    .execute();
  await db
    .insertInto('room')
    .values({ id: space.directoryRoom, kind: 'directory', space_id: space.id })
    .execute();
}

/** What cards offer for choice, in the order as given. */
export async function updateSpaceLists(
  db: Db,
  spaceId: string,
  { regions, fields }: Pick<Space, 'regions' | 'fields'>
): Promise<void> {
  await db
    .updateTable('space')
    .set({ regions: JSON.stringify(regions), fields: JSON.stringify(fields) })
    .where('id', '=', spaceId)
    .execute();
}

export async function insertMember(
  db: Db,
  member: { spaceId: string; personId: string; role: MemberRole }
): Promise<void> {
  await db
    .insertInto('member')
    .values({ space_id: member.spaceId, person_id: member.personId, role: member.role })
    .execute();
}

export async function memberRole(db: Db, spaceId: string, personId: string): Promise<MemberRole | null> {
  const row = await db
    .selectFrom('member')
    .where('space_id', '=', spaceId)
    .where('person_id', '=', personId)
    .select('role')
    .executeTakeFirst();
  return row?.role ?? null;
}

/** What a person is to a space: role as a member, and whether they take or took part in a workshop of it. */
export async function standing(
  db: Db,
  spaceId: string,
  personId: string
): Promise<{ role: MemberRole | null; tookPart: boolean }> {
  const row = await db
    .selectNoFrom((eb) => [
      eb
        .selectFrom('member')
        .where('space_id', '=', spaceId)
        .where('person_id', '=', personId)
        .select('role')
        .as('role'),
      eb
        .exists(
          eb
            .selectFrom('participant')
            .innerJoin('participant as own', (join) => join.on(standsFor('own')))
            .innerJoin('room', 'room.id', 'participant.room_id')
            .where('own.person_id', '=', personId)
            .where('participant.removed_at', 'is', null)
            .where('participant.role', '!=', 'interested')
            .where('room.space_id', '=', spaceId)
            .select('participant.id')
        )
        .as('tookPart')
    ])
    .executeTakeFirstOrThrow();
  return { role: row.role, tookPart: row.tookPart === true || row.tookPart === 1 };
}
