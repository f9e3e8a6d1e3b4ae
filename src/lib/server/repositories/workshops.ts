import { sql } from 'kysely';
import type { PhaseName } from '$lib/domain/records';
import type { WorkshopTemplate } from '$lib/domain/templates';
import type { Db } from '$lib/server/db/database';
import type { MemberRole, WorkshopTable } from '$lib/server/db/types';
import type { Selectable } from 'kysely';
import { standsFor } from './participants';

export interface Workshop {
  id: string;
  spaceId: string;
  roomId: string;
  title: string;
  /** ms since 1970, or null when no date is set. */
  startsAt: number | null;
  place: string;
  template: WorkshopTemplate;
  /** Six digits; they let people in while the workshop is open. */
  code: string;
  open: boolean;
  /** How many people are expected, or null. */
  expected: number | null;
}
/** What lists show, strangers included: nothing in it lets anybody in. */
export interface WorkshopSummary extends Pick<
  Workshop,
  'id' | 'title' | 'startsAt' | 'place' | 'template' | 'open'
> {
  participants: number;
  notes: number;
  phase: PhaseName | null;
  /** Whether the person who asks takes part. */
  mine: boolean;
}
export function workshopOf(row: Selectable<WorkshopTable>): Workshop {
  return {
    id: row.id,
    spaceId: row.space_id,
    roomId: row.room_id,
    title: row.title,
    startsAt: row.starts_at?.getTime() ?? null,
    place: row.place,
    template: row.template,
    code: row.code,
    open: row.open,
    expected: row.expected
  };
}

/** Never a template: see repositories/templates.ts. */
export async function findWorkshop(
  db: Db,
  by: { id: string } | { roomId: string } | { openCode: string } | { publicId: string }
): Promise<Workshop | null> {
  let query = db.selectFrom('workshop').where('is_template', '=', false).selectAll();
  if ('id' in by) query = query.where('id', '=', by.id);
  else if ('publicId' in by) query = query.where('public_id', '=', by.publicId);
  else if ('roomId' in by) query = query.where('room_id', '=', by.roomId);
  else query = query.where('code', '=', by.openCode).where('open', '=', true);
  const row = await query.executeTakeFirst();
  return row ? workshopOf(row) : null;
}

/** Hash of the board's password; null: the code is enough. Never part of a `Workshop`, which goes to pages. */
export async function passwordHashOf(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('workshop').where('id', '=', id).select('password_hash').executeTakeFirst();
  return row?.password_hash ?? null;
}

/** How a board is shared, beside what its own record says. */
export interface SharingRow {
  passwordHash: string | null;
  publicId: string | null;
  embedHosts: string[];
}

export async function sharingOf(db: Db, id: string): Promise<SharingRow | null> {
  const row = await db
    .selectFrom('workshop')
    .where('id', '=', id)
    .select(['password_hash as passwordHash', 'public_id as publicId', 'embed_hosts as embedHosts'])
    .executeTakeFirst();
  return row ?? null;
}

/** Which of these public links are good now. */
export async function publicIdsAmong(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('workshop')
    .where('public_id', 'in', [...ids])
    .select('public_id')
    .execute();
  return new Set(rows.flatMap((row) => row.public_id ?? []));
}

export async function updateSharing(db: Db, id: string, change: Partial<SharingRow>): Promise<void> {
  const { passwordHash, publicId, embedHosts } = change;
  await db
    .updateTable('workshop')
    .set({
      ...(passwordHash !== undefined && { password_hash: passwordHash }),
      ...(publicId !== undefined && { public_id: publicId }),
      ...(embedHosts !== undefined && { embed_hosts: JSON.stringify(embedHosts) })
    })
    .where('id', '=', id)
    .execute();
}

/** For whom a list is made. */
export interface ListViewer {
  personId?: string | null;
  /** Null: a stranger, who does not hear of boards that are shut or for members only, unless they are in one. */
  member: MemberRole | null;
}

/**
 * Open ones first, then newest first. Removed notes and people do not count; moderation is no participant. Boards of AGs are there
 * for whoever is in them.
 */
export async function listWorkshops(
  db: Db,
  spaceId: string,
  { personId = null, member }: ListViewer
): Promise<WorkshopSummary[]> {
  const rows = await db
    .selectFrom('workshop')
    .leftJoin('board', 'board.room_id', 'workshop.room_id')
    .leftJoin('phase', 'phase.id', 'board.phase_id')
    .where('workshop.space_id', '=', spaceId)
    .where('workshop.is_template', '=', false)
    .selectAll('workshop')
    .select((eb) => [
      'phase.phase',
      'board.access',
      'board.members_only',
      eb
        .selectFrom('participant')
        .whereRef('participant.room_id', '=', 'workshop.room_id')
        .where('participant.removed_at', 'is', null)
        .where('participant.role', '=', 'participant')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .as('participants'),
      eb
        .selectFrom('note')
        .whereRef('note.room_id', '=', 'workshop.room_id')
        .where('note.removed_at', 'is', null)
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .as('notes'),
      // Whoever only signed up for an AG was never in the workshop.
      eb
        .exists(
          eb
            .selectFrom('participant')
            .innerJoin('participant as own', (join) => join.on(standsFor('own')))
            .whereRef('participant.room_id', '=', 'workshop.room_id')
            .where('participant.removed_at', 'is', null)
            .where('participant.role', '!=', 'interested')
            .where('own.person_id', '=', personId)
            .select('participant.id')
        )
        .as('mine'),
      eb
        .exists(
          eb
            .selectFrom('working_group_board')
            .whereRef('working_group_board.workshop_id', '=', 'workshop.id')
            .select('working_group_board.workshop_id')
        )
        .as('ofGroup')
    ])
    .orderBy('workshop.open', 'desc')
    .orderBy(sql`workshop.starts_at desc nulls last`)
    .orderBy('workshop.created_at', 'desc')
    .execute();
  const isHidden = ({ access, members_only, mine, ofGroup }: (typeof rows)[number]) =>
    mine !== true && member !== 'facilitator' && member !== 'owner'
      ? // The way to an AG's own board is its page, which may not be for everybody.
        ofGroup === true || access === 'none' || (members_only === true && member === null)
      : false;
  return rows
    .filter((row) => !isHidden(row))
    .map((row) => ({
      id: row.id,
      title: row.title,
      startsAt: row.starts_at?.getTime() ?? null,
      place: row.place,
      template: row.template,
      open: row.open,
      participants: row.participants ?? 0,
      notes: row.notes ?? 0,
      phase: row.phase,
      mine: row.mine === true
    }));
}

export async function insertWorkshop(
  db: Db,
  workshop: Workshop,
  createdBy: string | null,
  isTemplate = false
): Promise<void> {
  await db
    .insertInto('workshop')
    .values({
      id: workshop.id,
      space_id: workshop.spaceId,
      room_id: workshop.roomId,
      title: workshop.title,
      starts_at: workshop.startsAt === null ? null : new Date(workshop.startsAt),
      place: workshop.place,
      template: workshop.template,
      code: workshop.code,
      open: workshop.open,
      expected: workshop.expected,
      created_by: createdBy,
      is_template: isTemplate
    })
    .execute();
}

/** Workshops of the space that this person takes part in, newest participation first. */
export async function workshopsOfPerson(db: Db, personId: string): Promise<Workshop[]> {
  const rows = await db
    .selectFrom('workshop')
    .innerJoin('participant', 'participant.room_id', 'workshop.room_id')
    .innerJoin('participant as own', (join) => join.on(standsFor('own')))
    .where('own.person_id', '=', personId)
    .where('participant.removed_at', 'is', null)
    .where('participant.role', '!=', 'interested')
    .orderBy('participant.created_at', 'desc')
    .selectAll('workshop')
    .execute();
  return rows.map(workshopOf);
}
