/**
 * The Auftakt motif: a red upbeat dot, a bar line, then a melody that comes from a name (FNV-1a, then a
 * linear congruence). The same name always sounds the same, nothing is stored. Decoration only.
 * Coordinates are user units of the view boxes named below.
 */
export interface Dot {
  x: number;
  y: number;
  r: number;
}

export const TONES = ['yellow', 'white', 'blue', 'orange', 'green', 'rose'] as const;
export type Tone = (typeof TONES)[number];

interface Staff {
  /** y of the five lines, lowest first. */
  lines: number[];
  bar: { x: number; y1: number; y2: number };
  upbeat: Dot;
}
export interface CardMotif extends Staff {
  notes: Dot[];
}
export interface StaffMotif extends Staff {
  notes: (Dot & { tone: Tone })[];
}

/** Steps on the staff: 0 to 8 are five lines and the four spaces between them. */
const TOP = 8;
const LINES = [0, 2, 4, 6, TOP];
const CARD_STEPS = [-3, -2, -1, 1, 2, 3];
const STAFF_STEPS = [-3, -2, -1, -1, 1, 1, 2, 3];

function seeded(text: string): () => number {
  let hash = 2166136261;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 16777619) >>> 0;
  const next = () => (hash = (Math.imul(hash, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  // The first numbers of close names lie close together; a few rounds part them.
  for (let round = 0; round < 4; round++) next();
  return next;
}

function pick<T>(from: readonly T[], at: number, fallback: T): T {
  return from[Math.floor(at * from.length)] ?? fallback;
}

/** A step that would leave the staff goes the other way. */
function move(step: number, by: number): number {
  return step + by < 0 || step + by > TOP ? step - by : step + by;
}

/** Band of a business card; view box 320 x 76, lines run past the edges. */
export function cardMotif(name: string): CardMotif {
  const random = seeded(name);
  const y = (step: number) => 66 - step * 7;
  const [first, last] = [92, 290];
  let step = 1 + Math.floor(random() * 4);
  const upbeat = { x: 36, y: y(step), r: 7.5 };
  const count = 5 + Math.floor(random() * 3);
  const notes: Dot[] = [];
  for (let at = 0; at < count; at++) {
    step = move(step, pick(CARD_STEPS, random(), 1));
    notes.push({ x: first + (at * (last - first)) / (count - 1), y: y(step), r: 5.5 });
  }
  return { lines: LINES.map(y), bar: { x: 62, y1: y(TOP), y2: y(0) }, upbeat, notes };
}

/** Band of a whole page; view box 1440 x 120. One coloured round card for each of `people`. */
export function staffMotif(title: string, people = 38): StaffMotif {
  const random = seeded(title);
  const y = (step: number) => 104 - step * 11;
  let step = 3;
  let colour = 0;
  const notes: StaffMotif['notes'] = [];
  for (let at = 0; at < people; at++) {
    step = move(step, pick(STAFF_STEPS, random(), 1));
    // never the same colour twice in a row
    colour = (colour + 1 + Math.floor(random() * 4)) % TONES.length;
    notes.push({ x: 190 + at * 52, y: y(step), r: 10.5, tone: TONES[colour] ?? 'yellow' });
  }
  return {
    lines: LINES.map(y),
    bar: { x: 140, y1: y(TOP), y2: y(0) },
    upbeat: { x: 92, y: y(2), r: 12.5 },
    notes
  };
}
