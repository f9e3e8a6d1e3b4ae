import type { Features, Mention } from './features.ts';
import type { Language } from './words.ts';
import { spellingOf } from './vocabulary.ts';

/** Why notes belong together, in their own words. */
export interface Explanation {
  /** One or two of the shared words: "Bus und Fahrrad". */
  name: string;
  /** The shared words as they are written most often, with the number of notes that have them; most first. */
  words: { word: string; notes: number }[];
  /** For each note, in order, what in its text is shared: as written, to be marked there. */
  marks: string[][];
}

/** More words explain nothing more. */
const MOST_WORDS = 6;
/** A field is what a group is about when at least this part of its notes speaks of it. */
const LEADING_SHARE = 0.4;
/** The second word of a name says something when it is nearly as telling as the first. */
const SECOND_WORD = 0.45;

interface Term {
  stem: string;
  /** Notes of the group that have it. */
  inside: Set<number>;
  /** Spelling → how often. */
  spellings: Map<string, number>;
  /** How surely it is a noun, 0 to 1: the mean of its mentions. */
  noun: number;
  mentions: number;
  /** Some note has it as a word of its own, not in a compound only. */
  whole: boolean;
  leading: boolean;
  score: number;
}

/**
 * Names a group of notes and says which words make it one.
 * @param group indices into `all`
 */
export function explain(all: readonly Features[], group: readonly number[]): Explanation {
  const members = group.flatMap((index) => all[index] ?? []);
  const language = languageOf(members);
  const leading = leadingFields(members);
  const speaks = ({ fields }: Mention) => [...fields].some((field) => leading.has(field));
  const terms = termsOf(members, speaks);
  score(terms, all, members.length);
  const shared = [...terms.values()].filter((term) => term.inside.size > 1 || term.leading);
  shared.sort((a, b) => b.score - a.score || (a.stem < b.stem ? -1 : 1));
  const explains = new Set(shared.map((term) => term.stem));
  const byCount = shared
    .slice(0, MOST_WORDS)
    .map((term) => ({ word: spelled(term, language), notes: term.inside.size }))
    .sort((a, b) => b.notes - a.notes);
  return {
    name: nameOf(shared, language),
    words: byCount,
    marks: members.map((note) => marksIn(note, explains))
  };
}

/** What most of a group speaks of; the most frequent field in any case. */
function leadingFields(members: readonly Features[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { fields } of members)
    for (const field of fields.keys()) counts.set(field, (counts.get(field) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return new Set(
    [...counts]
      .filter(([, count]) => count > 1 && (count === most || count / members.length >= LEADING_SHARE))
      .map(([field]) => field)
  );
}

function termsOf(members: readonly Features[], speaks: (mention: Mention) => boolean): Map<string, Term> {
  const terms = new Map<string, Term>();
  for (const [index, { mentions }] of members.entries()) {
    for (const mention of mentions) {
      let term = terms.get(mention.stem);
      if (!term) {
        term = {
          stem: mention.stem,
          inside: new Set(),
          spellings: new Map(),
          noun: 0,
          mentions: 0,
          whole: false,
          leading: false,
          score: 0
        };
        terms.set(mention.stem, term);
      }
      term.inside.add(index);
      term.noun = (term.noun * term.mentions + mention.noun) / (term.mentions + 1);
      term.mentions++;
      term.whole ||= mention.whole;
      term.leading ||= speaks(mention);
      // A word of its own is the better spelling; the part of a compound may be without its ending.
      term.spellings.set(mention.text, (term.spellings.get(mention.text) ?? 0) + (mention.whole ? 1 : 0.001));
    }
  }
  return terms;
}

/** Telling: in many notes of the group, in few others, a noun, of what the group is about. */
function score(terms: ReadonlyMap<string, Term>, all: readonly Features[], size: number): void {
  const everywhere = new Map<string, number>();
  for (const { mentions } of all) {
    for (const stem of new Set(mentions.map((mention) => mention.stem)))
      everywhere.set(stem, (everywhere.get(stem) ?? 0) + 1);
  }
  for (const term of terms.values()) {
    const inside = term.inside.size;
    const outside = (everywhere.get(term.stem) ?? inside) - inside;
    const rest = Math.max(1, all.length - size);
    const telling = inside / size - outside / rest;
    term.score =
      inside * telling * (0.3 + 0.7 * term.noun) * (term.leading ? 1.6 : 1) * (term.whole ? 1 : 0.7);
  }
}

/** As written most often; of equals the shorter, then the first in the alphabet. */
function spelled({ stem, spellings, noun, whole }: Term, language: Language): string {
  const [best] = [...spellings].sort(([a, n], [b, m]) => m - n || a.length - b.length || (a < b ? -1 : 1));
  const text = (whole ? undefined : spellingOf(stem)) ?? best?.[0] ?? '';
  // In English the capital of a first word is chance; "GP" is not.
  if (language === 'en') return /\p{Lu}.*\p{Lu}/u.test(text) ? text : text.toLowerCase();
  return noun >= 0.5 ? capitalised(text) : text;
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function nameOf(shared: readonly Term[], language: Language): string {
  const [first] = shared;
  if (!first) return '';
  const second = shared.find(
    (term) =>
      term !== first &&
      term.noun >= 0.5 === first.noun >= 0.5 &&
      term.score >= first.score * SECOND_WORD &&
      !term.stem.includes(first.stem) &&
      !first.stem.includes(term.stem) &&
      [...term.inside].some((note) => !first.inside.has(note))
  );
  const one = capitalised(spelled(first, language));
  return second ? `${one} ${language === 'en' ? 'and' : 'und'} ${spelled(second, language)}` : one;
}

const languageOf = (members: readonly Features[]): Language =>
  members.filter(({ language }) => language === 'en').length * 2 > members.length ? 'en' : 'de';

/** What to mark in a note: the word where it counts as a whole, else the parts that do. */
function marksIn({ mentions }: Features, explains: ReadonlySet<string>): string[] {
  const counting = mentions.filter(({ stem }) => explains.has(stem));
  const whole = new Set(counting.filter((mention) => mention.whole).map(({ word }) => word));
  return [
    ...new Set(
      counting.filter((mention) => mention.whole || !whole.has(mention.word)).map(({ text }) => text)
    )
  ];
}
