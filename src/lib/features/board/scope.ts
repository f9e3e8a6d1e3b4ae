import type { GroupRecord, NoteRecord } from '$lib/domain/records';

/** What the wall shows: the notes of one Kleingruppe, or (null) of all, the plenary. */
export type Scope = string | null;

/** One way to look at the board, with the number of notes one would see there. */
export interface ScopeChoice {
  scope: Scope;
  /** Null: the plenary, which every language names for itself. */
  name: string | null;
  count: number;
  own: boolean;
}

/**
 * Participants switch between their own group and the plenary, facilitators between all groups.
 *
 * @param home the group that a note counts for: of a merged one the group it went into
 */
export function scopeChoices(
  groups: readonly GroupRecord[],
  notes: readonly NoteRecord[],
  ownGroupId: string | null,
  moderates: boolean,
  home: (groupId: string | null) => string | null
): ScopeChoice[] {
  const counts = new Map<string, number>();
  for (const note of notes) {
    const groupId = home(note.groupId);
    if (groupId !== null) counts.set(groupId, (counts.get(groupId) ?? 0) + 1);
  }
  const reachable = groups.filter((group) => moderates || group.id === ownGroupId);
  if (reachable.length === 0) return [];
  return [
    ...reachable.map((group) => ({
      scope: group.id,
      name: group.name,
      count: counts.get(group.id) ?? 0,
      own: group.id === ownGroupId
    })),
    { scope: null, name: null, count: notes.length, own: false }
  ];
}

/**
 * The scope to show.
 * @param chosen undefined: nobody chose yet, so it is the own group, or the plenary for those without one
 */
export function scopeToShow(
  chosen: Scope | undefined,
  choices: readonly ScopeChoice[],
  ownGroupId: string | null
): Scope {
  const wanted = chosen === undefined ? ownGroupId : chosen;
  return choices.some((choice) => choice.scope === wanted) ? wanted : null;
}

/** Where a new note goes: to the group on the screen; from the plenary to the own group, so that its origin is known. */
export function groupOfNewNote(scope: Scope, ownGroupId: string | null, moderates: boolean): string | null {
  return scope ?? (moderates ? null : ownGroupId);
}
