import { Compounds } from './compounds.ts';
import { FIELD_KEYS, fieldsOf } from './vocabulary.ts';
import { languageOf, wordsOf, type Language, type Word } from './words.ts';

/** What the clustering reads of a note. */
export interface NoteText {
  title: string;
  body: string;
}

/** A sparse vector of length 1 (or empty): feature → weight. */
export type Vector = ReadonlyMap<string, number>;

/** A stem found in a note, and how the note spells it: the word, or the part of a compound. */
export interface Mention {
  stem: string;
  text: string;
  fields: ReadonlySet<string>;
  /** The stem is the whole word, not a part of it. */
  whole: boolean;
  /** The word it was found in. */
  word: string;
  /** How surely it is a noun, 0 to 1. */
  noun: number;
}

/** A note seen three ways: by its words, by the fields they speak of, and by runs of letters. */
export interface Features {
  language: Language;
  /** The stems of its words: equal for notes that say the same. */
  key: string;
  mentions: readonly Mention[];
  words: Vector;
  fields: Vector;
  letters: Vector;
}

const TITLE_WEIGHT = 2;
/** A part of a compound says less than a word of its own; its last part says what the thing is. */
const HEAD_WEIGHT = 0.8;
const PART_WEIGHT = 0.6;
const RUN = 4;
/** Parts that say what kind of thing it is, not what about: a "Kulturhaus" is no dwelling, a "Sportplatz" no "Parkplatz". */
export const GENERAL_WORDS = wordsOf(
  `Haus Raum Platz Stelle Zentrum Hof Weg Stadt Land Ort Dorf Kreis Amt Mittel Arbeit Kosten Gemeinschaft Angebot Gruppe
  Projekt Bank Kraft Werk Zeit Markt Feld Halle Stand Termin Bereich Region`,
  'de'
);
export const GENERAL = new Set(GENERAL_WORDS.map(({ stem }) => stem));
const GENERAL_WEIGHT = 0.3;
const NO_FIELDS: ReadonlySet<string> = new Set();

interface Counted {
  words: Map<string, number>;
  fields: Map<string, number>;
  letters: Map<string, number>;
}

const add = (counts: Map<string, number>, key: string, by: number) =>
  counts.set(key, (counts.get(key) ?? 0) + by);

/** TF-IDF of every note, and what explains it. All notes of a call are weighed against each other. */
export function featuresOf(notes: readonly NoteText[]): Features[] {
  const languages = languagesOf(notes);
  const read = notes.map((note, index) => {
    const language = languages[index] ?? 'de';
    return {
      language,
      title: wordsOf(note.title, language),
      body: wordsOf(note.body, language)
    };
  });
  const nouns = read
    .filter(({ language }) => language === 'de')
    .flatMap(({ title, body }) => [...title, ...body].filter((word) => word.noun).map((word) => word.key));
  const compounds = new Compounds([...FIELD_KEYS, ...GENERAL_WORDS.map(({ key }) => key), ...nouns]);

  const counted = read.map(({ language, title, body }) => {
    const counts: Counted = { words: new Map(), fields: new Map(), letters: new Map() };
    const mentions: Mention[] = [];
    for (const [words, weight] of [
      [title, TITLE_WEIGHT],
      [body, 1]
    ] as const) {
      for (const word of words) mentions.push(...count(word, weight, language, compounds, counts));
    }
    return { counts, mentions };
  });
  const words = tfIdf(counted.map(({ counts }) => counts.words));
  const letters = tfIdf(counted.map(({ counts }) => counts.letters));
  const fields = discerning(counted.map(({ counts }) => unit(counts.fields)));
  return counted.map(({ mentions }, index) => ({
    language: languages[index] ?? 'de',
    key: [...new Set(mentions.filter(({ whole }) => whole).map(({ stem }) => stem))].sort().join(' '),
    mentions,
    words: words[index] ?? new Map(),
    fields: fields[index] ?? new Map(),
    letters: letters[index] ?? new Map()
  }));
}

/** What each note is written in; those that do not tell (one word) are taken as most of the others. */
function languagesOf(notes: readonly NoteText[]): Language[] {
  const told = notes.map(({ title, body }) => languageOf(`${title} ${body}`));
  const english = told.filter((language) => language === 'en').length;
  const german = told.filter((language) => language === 'de').length;
  const usual: Language = english > german ? 'en' : 'de';
  return told.map((language) => language ?? usual);
}

/** Adds a word to the counts of its note. Answers what was found in it. */
function count(
  word: Word,
  weight: number,
  language: Language,
  compounds: Compounds,
  counts: Counted
): Mention[] {
  const fields = fieldsOf(word.stem, language, word.noun);
  const noun = word.noun ? (word.unsure ? 0.5 : 1) : 0;
  const mentions: Mention[] = [
    { stem: word.stem, text: word.text, fields, whole: true, word: word.text, noun }
  ];
  add(counts.words, word.stem, weight);
  for (const field of fields) add(counts.fields, field, weight / fields.size);
  if (language === 'de' && word.noun) {
    const parts = compounds.partsOf(word.key);
    // Parts are shown as written where a key keeps the places of the letters.
    const aligned = word.key.length === word.text.length;
    for (const [index, part] of parts.entries()) {
      const last = index === parts.length - 1;
      const general = last && GENERAL.has(part.stem);
      const partWeight = weight * (general ? GENERAL_WEIGHT : last ? HEAD_WEIGHT : PART_WEIGHT);
      const partFields = general ? NO_FIELDS : fieldsOf(part.stem, language, word.noun);
      add(counts.words, part.stem, partWeight);
      // A compound that the vocabulary knows as a whole speaks of that field alone.
      if (fields.size === 0)
        for (const field of partFields) add(counts.fields, field, partWeight / partFields.size);
      const text = aligned ? word.text.slice(part.start, part.end) : word.text;
      mentions.push({
        stem: part.stem,
        text,
        fields: fields.size === 0 ? partFields : fields,
        whole: false,
        word: word.text,
        noun
      });
    }
  }
  const framed = `_${word.key}_`;
  for (let at = 0; at + RUN <= framed.length; at++) add(counts.letters, framed.slice(at, at + RUN), weight);
  return mentions;
}

/** Weighs what many notes have less than what few have, and makes every vector of length 1. */
function tfIdf(documents: readonly ReadonlyMap<string, number>[]): Vector[] {
  const frequency = new Map<string, number>();
  for (const document of documents) for (const term of document.keys()) add(frequency, term, 1);
  return documents.map((document) => {
    const weighed = new Map<string, number>();
    for (const [term, times] of document) {
      const rarity = Math.log(1 + documents.length / (frequency.get(term) ?? 1));
      // A term of one note alone joins nothing; left in, it would only make the others seem smaller.
      if ((frequency.get(term) ?? 0) > 1) weighed.set(term, Math.log1p(times) * rarity);
    }
    return unit(weighed);
  });
}

/** A field up to every third note speaks of counts whole; what all speak of ("mobility" on a board about it) tells little. */
function discerning(vectors: readonly Vector[]): Vector[] {
  const frequency = new Map<string, number>();
  for (const vector of vectors) for (const field of vector.keys()) add(frequency, field, 1);
  const share = (field: string) => (frequency.get(field) ?? 0) / vectors.length;
  const value = (field: string) => Math.min(1, Math.max(0.15, -Math.log(share(field)) / Math.log(3)));
  return vectors.map(
    (vector) => new Map([...vector].map(([field, weight]) => [field, weight * Math.sqrt(value(field))]))
  );
}

function unit(vector: ReadonlyMap<string, number>): Vector {
  const length = Math.hypot(...vector.values());
  return length === 0 ? new Map() : new Map([...vector].map(([key, weight]) => [key, weight / length]));
}
