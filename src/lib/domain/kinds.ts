import { NOTE_KINDS, type BoardKind, type NoteKind } from './records.ts';

/** What of a board's record it needs. */
interface Board {
  readonly kinds: readonly BoardKind[];
}

const USUAL: readonly BoardKind[] = NOTE_KINDS.map((kind) => ({ kind, name: '' }));

/** The kinds a board offers for new notes, in its order; a board that names none offers all. Never empty. */
export function kindsOf({ kinds }: Board): readonly BoardKind[] {
  return kinds.length > 0 ? kinds : USUAL;
}

/** The board's own word for a kind; '' where it is the usual one, also of a kind that is no longer offered. */
export function kindName({ kinds }: Board, kind: NoteKind): string {
  return kinds.find((one) => one.kind === kind)?.name ?? '';
}

/** `wanted`, where the board offers it; else its first kind. */
export function offeredKind(board: Board, wanted: NoteKind): NoteKind {
  const offered = kindsOf(board);
  return offered.some(({ kind }) => kind === wanted) ? wanted : (offered[0]?.kind ?? wanted);
}
