/** How each breakout group is doing, for the facilitators' eyes. */
import type { GroupRecord, NoteRecord, ParticipantRecord } from '$lib/domain/records';

export interface GroupStatus {
  group: GroupRecord;
  /** By name. */
  people: ParticipantRecord[];
  /** How many of them are here now. */
  present: number;
  /** Notes from here, and from the groups that were merged into it. */
  notes: number;
  /** When somebody last pinned or changed one (ms since 1970); null: nobody has. */
  lastAt: number | null;
  state: 'help' | 'done' | 'writing' | 'quiet' | 'waiting';
}

export interface Sighting {
  groups: readonly GroupRecord[];
  people: readonly ParticipantRecord[];
  notes: readonly NoteRecord[];
  /** Present people by group id. */
  here: Readonly<Record<string, number>>;
  /** Ids of groups in which somebody writes just now. */
  writing: ReadonlySet<string>;
  /** The group whose people read what was written in another (`homeOf`). */
  home: (groupId: string | null) => string | null;
  /** ms since 1970 */
  now: number;
}

/** Whoever has not pinned anything for so long is quiet. */
export const QUIET_MS = 3 * 60_000;

export function groupStatuses(seen: Sighting): GroupStatus[] {
  const people = Map.groupBy(
    seen.people.filter(({ role }) => role === 'participant'),
    ({ groupId }) => groupId
  );
  const notes = Map.groupBy(seen.notes, ({ groupId }) => seen.home(groupId));
  return seen.groups.map((group) => {
    const theirs = notes.get(group.id) ?? [];
    const lastAt = theirs.reduce<number | null>(
      (last, { createdAt, editedAt }) => Math.max(last ?? 0, editedAt ?? createdAt),
      null
    );
    return {
      group,
      people: people.get(group.id) ?? [],
      present: seen.here[group.id] ?? 0,
      notes: theirs.length,
      lastAt,
      state: stateOf(group, seen, lastAt)
    };
  });
}

function stateOf(
  group: GroupRecord,
  { writing, now }: Sighting,
  lastAt: number | null
): GroupStatus['state'] {
  if (group.helpAt !== null) return 'help';
  if (group.done) return 'done';
  if (writing.has(group.id)) return 'writing';
  if (lastAt === null) return 'waiting';
  return now - lastAt < QUIET_MS ? 'writing' : 'quiet';
}

/** Minutes since a moment, whole and at least one. */
export const minutesSince = (at: number, now: number): number => Math.max(1, Math.floor((now - at) / 60_000));
