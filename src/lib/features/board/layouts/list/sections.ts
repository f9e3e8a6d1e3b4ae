/** One part of a headed list. */
export interface Section<N> {
  /** Of the topic or group; null: the notes that are in none. */
  id: string | null;
  /** Null: the list has one part only, without a heading. */
  title: string | null;
  notes: readonly N[];
}

/**
 * `notes` under their heads, in the order of the heads, and inside in the order given. Heads without notes are left out;
 * notes of a head that is not there (removed a moment ago) count to none.
 *
 * @param heads without any the list stays one
 * @param rest what the notes in none of them are headed by
 */
export function sectionsOf<N>(
  notes: readonly N[],
  heads: readonly { id: string; title: string }[],
  headOf: (note: N) => string | null,
  rest: string
): Section<N>[] {
  if (heads.length === 0) return [{ id: null, title: null, notes }];
  const under = new Map<string | null, N[]>(heads.map(({ id }) => [id, []]));
  const none: N[] = [];
  for (const note of notes) (under.get(headOf(note)) ?? none).push(note);
  return [
    ...heads.map(({ id, title }) => ({ id, title, notes: under.get(id) ?? [] })),
    { id: null, title: rest, notes: none }
  ].filter((section) => section.notes.length > 0);
}
