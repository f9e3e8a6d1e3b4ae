/** A piece of a text; `own` pieces are not in the other text. */
export interface Piece {
  text: string;
  own: boolean;
}

/** Two texts cut into what they share and what each has for itself, word by word (longest common subsequence). */
export function wordDiff(a: string, b: string): { a: Piece[]; b: Piece[] } {
  const left = words(a);
  const right = words(b);
  const length = commonLengths(left, right);
  const pieces = { a: [] as Piece[], b: [] as Piece[] };
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const one = left[i];
    const other = right[j];
    if (one !== undefined && one === other) {
      push(pieces.a, one, false);
      push(pieces.b, one, false);
      i++;
      j++;
    } else if (other === undefined || (one !== undefined && at(length, i + 1, j) >= at(length, i, j + 1))) {
      push(pieces.a, one ?? '', true);
      i++;
    } else {
      push(pieces.b, other, true);
      j++;
    }
  }
  return pieces;
}

/** Words with the space before them, so that joining gives the text again. */
function words(text: string): string[] {
  return text.match(/\s*\S+|\s+$/gu) ?? [];
}

/** at(i, j): how many words left[i…] and right[j…] have in common, in order. */
function commonLengths(left: readonly string[], right: readonly string[]): number[][] {
  const table = Array.from({ length: left.length + 1 }, () =>
    Array.from({ length: right.length + 1 }, () => 0)
  );
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      const row = table[i];
      if (row === undefined) continue;
      row[j] =
        left[i] === right[j]
          ? at(table, i + 1, j + 1) + 1
          : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

function at(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

function push(pieces: Piece[], text: string, own: boolean): void {
  const last = pieces.at(-1);
  if (last?.own === own) last.text += text;
  else pieces.push({ text, own });
}
