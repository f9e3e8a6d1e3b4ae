/** The kinds of notes as facilitators choose them: all six, offered or not, in the board's order. */
import { kindsOf } from '$lib/domain/kinds';
import { NOTE_KINDS, type BoardKind, type NoteKind } from '$lib/domain/records';

export interface KindChoice extends BoardKind {
  offered: boolean;
}

export function kindChoices(kinds: readonly BoardKind[]): KindChoice[] {
  const chosen = kindsOf({ kinds });
  const rest = NOTE_KINDS.filter((kind) => !chosen.some((one) => one.kind === kind));
  return [
    ...chosen.map((one) => ({ ...one, offered: true })),
    ...rest.map((kind) => ({ kind, name: '', offered: false }))
  ];
}

/** As the board keeps it; null when nothing would be offered. */
export function kindsToKeep(choices: readonly KindChoice[]): BoardKind[] | null {
  const kinds = choices
    .filter(({ offered }) => offered)
    .map(({ kind, name }) => ({ kind, name: name.trim() }));
  if (kinds.length === 0) return null;
  const usual =
    NOTE_KINDS.length === kinds.length &&
    kinds.every(({ kind, name }, i) => kind === NOTE_KINDS[i] && name === '');
  return usual ? [] : kinds;
}

/** One place up or down. */
export function kindMoved(choices: readonly KindChoice[], kind: NoteKind, by: -1 | 1): KindChoice[] {
  const from = choices.findIndex((one) => one.kind === kind);
  const moved = choices[from];
  const to = from + by;
  if (!moved || to < 0 || to >= choices.length) return [...choices];
  return choices.toSpliced(from, 1).toSpliced(to, 0, moved);
}
