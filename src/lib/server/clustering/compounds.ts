import { stemOf } from './words.ts';

/** A known part of a compound, with its place in the key. */
export interface Part {
  stem: string;
  start: number;
  end: number;
}

/** What glues German compounds: Wohnung-s-bau, Straße-n-bahn, Kind-er-garten. Longest first. */
const GLUE = ['en', 'er', 'es', 's', 'n', 'e'];
/** Short words and stems of verbs that begin compounds: "Busfahrt", "Wohnraum", "Heizkosten". Others hide in too many words. */
const BEGINNINGS = new Set(
  'bus rad gas amt wohn heiz fahr lehr lern miet bau spiel sitz park wander schwimm'.split(' ')
);
/** Short words that end them: "Nachtbus", "Lastenrad". */
const ENDS = new Set(['bus', 'rad', 'amt', 'bau']);
/** Endings, not parts: "Patenschaft" has no sheep ("Schaf"), "Leerstehende" no end, and "Wohnung" is no compound. */
const ENDING = /^(?:schaft|ende|heit|keit|ung|erin)/;
/** Below that a word is too short to be worth taking apart. */
const SHORTEST_COMPOUND = 6;
const SHORTEST_UNKNOWN = 4;
/** A key longer than that is no word but an accident. */
const LONGEST_COMPOUND = 60;

/**
 * Takes German compounds apart by the words that are known: those of the notes themselves and the general vocabulary. Only
 * known words become parts; what is left over must be long enough to be a word, or glue.
 */
export class Compounds {
  /** Known key → its stem. */
  readonly #known = new Map<string, string>();
  readonly #stems = new Set<string>();
  readonly #split = new Map<string, readonly Part[]>();

  /** @param vocabulary keys of whole words */
  constructor(vocabulary: Iterable<string>) {
    for (const key of vocabulary) if (key.length >= 4) this.#add(key);
  }

  /** The known parts of `key`, from left to right; none when it is no compound of anything known. */
  partsOf(key: string): readonly Part[] {
    if (key.length < SHORTEST_COMPOUND || key.length > LONGEST_COMPOUND) return [];
    let parts = this.#split.get(key);
    if (!parts) this.#split.set(key, (parts = this.#best(key)));
    return parts;
  }

  #add(key: string): void {
    const stem = stemOf(key, 'de');
    this.#known.set(key, stem);
    if (stem.length >= 4) this.#stems.add(stem);
  }

  /** The cheapest way through the key, where every letter outside a known part costs. */
  #best(key: string): readonly Part[] {
    const whole = stemOf(key, 'de');
    interface Way {
      cost: number;
      parts: readonly Part[];
    }
    const ways: (Way | undefined)[] = [{ cost: 0, parts: [] }];
    const offer = (at: number, cost: number, parts: readonly Part[]) => {
      const there = ways[at];
      if (!there || cost < there.cost) ways[at] = { cost, parts };
    };
    for (let at = 0; at < key.length; at++) {
      const way = ways[at];
      if (!way) continue;
      for (let end = at + 3; end <= key.length; end++) {
        const stem = this.#partAt(key, at, end);
        // The word itself, without its ending, is no part of it.
        if (stem === null || (at === 0 && (end === key.length || stem === whole))) {
          // Something unknown, which must not be a snippet: "Kon" does not make a "Takt" of "Kontakt".
          if (end - at >= SHORTEST_UNKNOWN && !ENDING.test(key.slice(at, end)))
            offer(end, way.cost + (end - at) + 1, way.parts);
          continue;
        }
        const parts = [...way.parts, { stem, start: at, end }];
        offer(end, way.cost + 0.5, parts);
        for (const glue of GLUE) {
          const after = end + glue.length;
          // Glue needs something after it; at the end it is an ending, which the stem takes care of.
          if (after < key.length && key.startsWith(glue, end)) offer(after, way.cost + 0.6, parts);
        }
        // An ending such as "-e" or "-en" on the last part.
        if (key.length - end <= 2) offer(key.length, way.cost + 1, parts);
      }
    }
    return ways[key.length]?.parts ?? [];
  }

  #partAt(key: string, start: number, end: number): string | null {
    const text = key.slice(start, end);
    const last = end === key.length;
    if (start === 0 && BEGINNINGS.has(text)) return this.#known.get(text) ?? stemOf(text, 'de');
    if (start > 0 && ENDING.test(key.slice(start))) return null;
    if (last && ENDS.has(text)) return stemOf(text, 'de');
    if (text.length < (start === 0 || last ? 4 : 5)) return null;
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    // "…verbindungen" where only "Verbindung" is known.
    const stem = last ? stemOf(text, 'de') : '';
    return this.#stems.has(stem) ? stem : null;
  }
}
