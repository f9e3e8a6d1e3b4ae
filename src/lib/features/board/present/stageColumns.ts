/**
 * Deals notes (newest first) to columns, the newest on top. A note keeps its column for as long as none before it goes: so what
 * is new pushes one column down, and a hall full of eyes finds all the others where they were.
 */
export function stageColumns<N>(notes: readonly N[], columns: number): N[][] {
  const dealt: N[][] = Array.from({ length: columns }, () => []);
  notes.forEach((note, at) => dealt[(notes.length - 1 - at) % columns]?.push(note));
  return dealt;
}
