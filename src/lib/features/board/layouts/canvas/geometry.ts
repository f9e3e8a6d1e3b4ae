/** Where things lie on the canvas; everything in px at zoom 1. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What the layout needs to know of a note. */
interface Lying {
  id: string;
  topicId: string | null;
  x: number | null;
  y: number | null;
}

export interface LaidCanvas {
  notes: ReadonlyMap<string, Box>;
  /** By topic. An area is as high as its notes need, whatever height was stored. */
  areas: ReadonlyMap<string, Box>;
}

export const NOTE_WIDTH = 212;
const GAP = 18;
/** Between the line of an area and its notes; above them stands the headline. */
const PAD = 24;
const HEAD = 44;
/** Between areas. */
const APART = 64;
const AREAS_A_ROW = 3;
const LEAST_HEIGHT = 220;
/** Wide enough for two notes side by side. */
const AREA_WIDTH = 2 * NOTE_WIDTH + GAP + 2 * PAD;

export const right = (box: Box): number => box.x + box.width;
export const bottom = (box: Box): number => box.y + box.height;

export function centreOf({ x, y, width, height }: Box): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}

export function holds(area: Box, { x, y }: { x: number; y: number }): boolean {
  return x >= area.x && x <= right(area) && y >= area.y && y <= bottom(area);
}

export function overlap(a: Box, b: Box, apart = 0): boolean {
  return (
    a.x < right(b) + apart && b.x < right(a) + apart && a.y < bottom(b) + apart && b.y < bottom(a) + apart
  );
}

/** The smallest box around all; null round nothing. */
export function around(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map(right)) - x,
    height: Math.max(...boxes.map(bottom)) - y
  };
}

type Size = Pick<Box, 'width' | 'height'>;

export const LEAST_ZOOM = 0.1;
/** px of the screen that the tools take, and a margin */
const TOOLS = { left: 72, right: 16, top: 32, bottom: 72 };

/** What the tools leave of a plane of this size, px of the screen. */
export function roomFor({ width, height }: Size): Size {
  return {
    width: Math.max(1, width - TOOLS.left - TOOLS.right),
    height: Math.max(1, height - TOOLS.top - TOOLS.bottom)
  };
}

/**
 * The view that shows all of `box` beside the tools, as large as it can but not larger than it is.
 *
 * @param plane px of the screen
 */
export function viewOf(box: Box, plane: Size): { x: number; y: number; zoom: number } {
  const room = roomFor(plane);
  const fitting = Math.min(room.width / box.width, room.height / box.height, 1);
  const zoom = Math.max(LEAST_ZOOM, fitting);
  return {
    x: TOOLS.left + (room.width - box.width * zoom) / 2 - box.x * zoom,
    y: TOOLS.top + (room.height - box.height * zoom) / 2 - box.y * zoom,
    zoom
  };
}

/** The area that notes with these boxes need round them. */
export function areaRound(boxes: readonly Box[]): Box | null {
  const inner = around(boxes);
  return (
    inner && {
      x: inner.x - PAD,
      y: inner.y - HEAD,
      width: inner.width + 2 * PAD,
      height: inner.height + HEAD + PAD
    }
  );
}

/** Downwards from `box` to where it is clear of `others` (sorted by y). */
function clear(box: Box, others: readonly Box[]): Box {
  let free = box;
  for (const other of others) {
    // a hair less than the gap, so that what stands exactly apart is apart
    if (overlap(free, other, GAP - 1)) free = { ...free, y: bottom(other) + GAP };
  }
  return free;
}

const byTop = (a: Box, b: Box): number => a.y - b.y || a.x - b.x;

/**
 * Free places in columns from `left`, `top` on, each in the shortest. A note that was put somewhere keeps its place in the
 * columns free, so that nobody's notes move up when it is taken out.
 */
function fill(
  notes: readonly Lying[],
  placed: ReadonlyMap<string, Box>,
  heightOf: (id: string) => number,
  { left, top, columns }: { left: number; top: number; columns: number }
): Map<string, Box> {
  const boxes = new Map<string, Box>();
  const others = [...placed.values()].sort(byTop);
  const bottoms = Array.from({ length: columns }, () => top);
  for (const { id } of notes) {
    const column = bottoms.indexOf(Math.min(...bottoms));
    const slot = {
      x: left + column * (NOTE_WIDTH + GAP),
      y: bottoms[column] ?? top,
      width: NOTE_WIDTH,
      height: heightOf(id)
    };
    const box = placed.has(id) ? slot : clear(slot, others);
    if (!placed.has(id)) boxes.set(id, box);
    bottoms[column] = bottom(box) + GAP;
  }
  return boxes;
}

function boxAt({ id, x, y }: Lying, heightOf: (id: string) => number): Box | null {
  return x === null || y === null ? null : { x, y, width: NOTE_WIDTH, height: heightOf(id) };
}

/** The notes of one topic in its area, whose place is known; `placed`: where somebody put them. */
function inArea(
  area: Box,
  notes: readonly Lying[],
  placed: ReadonlyMap<string, Box>,
  heightOf: (id: string) => number
): { area: Box; notes: Map<string, Box> } {
  const columns = Math.max(1, Math.floor((area.width - 2 * PAD + GAP) / (NOTE_WIDTH + GAP)));
  const filled = fill(notes, placed, heightOf, { left: area.x + PAD, top: area.y + HEAD, columns });
  const boxes = new Map([...filled, ...placed]);
  const lowest = Math.max(area.y, ...[...boxes.values()].map(bottom));
  return { area: { ...area, height: Math.max(area.height, lowest + PAD - area.y) }, notes: boxes };
}

/** Of the notes of a topic, those that were put somewhere inside its area. */
function placedIn(
  area: Box,
  notes: readonly Lying[],
  heightOf: (id: string) => number
): ReadonlyMap<string, Box> {
  // as high as it would be if nothing in it had been put anywhere
  const reach = inArea(area, notes, new Map(), heightOf).area;
  return new Map(
    notes.flatMap((note) => {
      const box = boxAt(note, heightOf);
      return box && holds(reach, centreOf(box)) ? [[note.id, box] as const] : [];
    })
  );
}

/**
 * A place for everything: what somebody put somewhere lies there, all else gets a free place, inside the area of its topic
 * or below all areas. The same notes always give the same canvas.
 *
 * @param notes by rank
 * @param topics by rank
 */
export function layOut(
  notes: readonly Lying[],
  topics: readonly { id: string; area: Box | null }[],
  heightOf: (id: string) => number
): LaidCanvas {
  const of = new Map<string, Lying[]>(topics.map(({ id }) => [id, []]));
  const loose: Lying[] = [];
  for (const note of notes) (of.get(note.topicId ?? '') ?? loose).push(note);

  const areas = new Map<string, Box>();
  const boxes = new Map<string, Box>();
  const put = (id: string, area: Box, placed: ReadonlyMap<string, Box>) => {
    const laid = inArea(area, of.get(id) ?? [], placed, heightOf);
    areas.set(id, laid.area);
    for (const [noteId, box] of laid.notes) boxes.set(noteId, box);
  };
  for (const { id, area } of topics) if (area) put(id, area, placedIn(area, of.get(id) ?? [], heightOf));

  // Topics that have no area yet stand in rows, right of those that have one.
  const stored = [...areas.values()];
  const left = stored.length === 0 ? 0 : Math.max(...stored.map(right)) + APART;
  let top = stored.length === 0 ? 0 : Math.min(...stored.map(({ y }) => y));
  const without = topics.filter(({ area }) => area === null);
  for (let from = 0; from < without.length; from += AREAS_A_ROW) {
    const row = without.slice(from, from + AREAS_A_ROW);
    for (const [n, { id }] of row.entries()) {
      const area = { x: left + n * (AREA_WIDTH + APART), y: top, width: AREA_WIDTH, height: LEAST_HEIGHT };
      put(id, area, placedIn(area, of.get(id) ?? [], heightOf));
    }
    top =
      Math.max(...row.map(({ id }) => bottom(areas.get(id) ?? { x: 0, y: top, width: 0, height: 0 }))) +
      APART;
  }

  const all = [...areas.values()];
  // Who lies in an area without belonging to its topic would be read as belonging to it.
  const placed = new Map(
    loose.flatMap((note) => {
      const box = boxAt(note, heightOf);
      return box && !all.some((area) => holds(area, centreOf(box))) ? [[note.id, box] as const] : [];
    })
  );
  const ground = around(all);
  const columns = Math.max(
    4,
    Math.ceil(Math.sqrt(loose.length)),
    ground ? Math.floor((ground.width + GAP) / (NOTE_WIDTH + GAP)) : 0
  );
  const free = fill(loose, placed, heightOf, {
    left: ground?.x ?? 0,
    top: ground ? bottom(ground) + APART : 0,
    columns
  });
  for (const [id, box] of [...free, ...placed]) boxes.set(id, box);
  return { notes: boxes, areas };
}

/**
 * New places for notes that cover each other: the upper one stays, the other goes down to where it is free.
 *
 * @returns only those that move
 */
export function untangled(notes: ReadonlyMap<string, Box>): Map<string, Box> {
  const moved = new Map<string, Box>();
  const lying: Box[] = [];
  for (const [id, box] of [...notes].sort(([, a], [, b]) => byTop(a, b))) {
    const free = lying.some((other) => overlap(box, other)) ? clear(box, lying.toSorted(byTop)) : box;
    if (free !== box) moved.set(id, free);
    lying.push(free);
  }
  return moved;
}

export type Way = 'up' | 'down' | 'left' | 'right';
export const DELTA: Record<Way, { x: number; y: number }> = {
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 }
};

/** The next note in a direction: near, and rather straight ahead than aside. Null: there is none. */
export function nextOnTheWay(boxes: ReadonlyMap<string, Box>, from: string, way: Way): string | null {
  const start = boxes.get(from);
  if (!start) return null;
  const { x: dx, y: dy } = DELTA[way];
  const here = centreOf(start);
  let best: { id: string; cost: number } | null = null;
  for (const [id, box] of boxes) {
    const there = centreOf(box);
    const ahead = (there.x - here.x) * dx + (there.y - here.y) * dy;
    const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
    if (id === from || ahead <= 0) continue;
    const cost = ahead + 2 * aside;
    if (best === null || cost < best.cost) best = { id, cost };
  }
  return best?.id ?? null;
}

/** What a note is likely to need, before it was drawn. */
export function likelyHeight(note: {
  title: string;
  body: string;
  attachments: readonly { type: string }[];
}): number {
  const lines = [note.title, ...note.body.split('\n')].reduce(
    (sum, line) => sum + Math.ceil(line.length / 17),
    0
  );
  const images = note.attachments.filter(({ type }) => type === 'image').length;
  const rows = note.attachments.length - images;
  return 132 + lines * 25 + (images > 0 ? 200 : 0) + rows * 64;
}
