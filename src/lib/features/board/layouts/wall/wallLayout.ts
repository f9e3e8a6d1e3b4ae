/**
 * Where the notes of a wall lie. The notes stay one list in the document, newest first: that is the order for
 * reading, for the keyboard and for screen readers. Only their places on the wall are computed here.
 *
 * A note keeps its column for as long as the number of columns stays. So a new note pushes one column down and
 * leaves all others alone; a plain masonry would deal the whole wall anew.
 */
export interface Place {
  column: number;
  /** Distance from the top of the wall, px. */
  top: number;
}

export interface Laid {
  places: ReadonlyMap<string, Place>;
  /** Height of the wall, px. */
  height: number;
}

/** As many columns of at least `least` px as fit into `width`, one at least. */
export function columnCount(width: number, least: number, gap: number): number {
  return Math.max(1, Math.floor((width + gap) / (least + gap)));
}

const NO_HOLES: ReadonlyMap<string, number> = new Map();

/**
 * What must stay free so that nothing in sight moves up when something above it went away. Of each column the first
 * note in sight is held; where it would move down instead, an earlier hole closes as far as there is one.
 *
 * @param before,now the wall before and after
 * @param ids notes of the wall now, newest first
 * @param from top of what is in sight, px from the top of the wall
 */
export function holesAfter(
  holes: ReadonlyMap<string, number>,
  before: Laid,
  now: Laid,
  ids: readonly string[],
  from: number
): ReadonlyMap<string, number> {
  const next = new Map(holes);
  const held = new Set<number>();
  for (const id of ids) {
    const was = before.places.get(id);
    const is = now.places.get(id);
    if (!was || !is || was.column !== is.column || was.top < from || held.has(is.column)) continue;
    held.add(is.column);
    const hole = Math.max(0, (next.get(id) ?? 0) + was.top - is.top);
    if (hole > 0) next.set(id, hole);
    else next.delete(id);
  }
  return next;
}

export class WallLayout {
  #columns = 0;
  #columnOf = new Map<string, number>();

  /**
   * @param ids newest first
   * @param heightOf height of a note in px
   * @param gap px between two notes of a column
   * @param holes px left free above a note, see `holesAfter`
   */
  place(
    ids: readonly string[],
    heightOf: (id: string) => number,
    columns: number,
    gap: number,
    holes: ReadonlyMap<string, number> = NO_HOLES
  ): Laid {
    if (columns !== this.#columns) {
      this.#columns = columns;
      this.#columnOf = new Map();
    }
    const columnOf = this.#choose(ids, heightOf, gap);
    const places = new Map<string, Place>();
    const bottoms = Array.from({ length: columns }, () => 0);
    for (const id of ids) {
      const column = columnOf.get(id) ?? 0;
      const top = (bottoms[column] ?? 0) + (holes.get(id) ?? 0);
      places.set(id, { column, top });
      bottoms[column] = top + heightOf(id) + gap;
    }
    this.#columnOf = columnOf;
    return { places, height: Math.max(0, ...bottoms) - (ids.length > 0 ? gap : 0) };
  }

  /** Known notes stay where they are, every other one goes to the column that is shortest then. */
  #choose(ids: readonly string[], heightOf: (id: string) => number, gap: number): Map<string, number> {
    const total = Array.from({ length: this.#columns }, () => 0);
    const chosen = new Map<string, number>();
    const put = (id: string, column: number) => {
      chosen.set(id, column);
      total[column] = (total[column] ?? 0) + heightOf(id) + gap;
    };
    const strangers: string[] = [];
    for (const id of ids) {
      const known = this.#columnOf.get(id);
      if (known === undefined) strangers.push(id);
      else put(id, known);
    }
    for (const id of strangers) put(id, shortest(total));
    return chosen;
  }
}

function shortest(heights: readonly number[]): number {
  let best = 0;
  heights.forEach((height, column) => {
    if (height < (heights[best] ?? 0)) best = column;
  });
  return best;
}
