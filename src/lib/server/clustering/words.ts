import { stemmer as germanStem } from '@orama/stemmers/german';
import { stemmer as englishStem } from '@orama/stemmers/english';
import { stopwords as englishStops } from '@orama/stopwords/english';
import { stopwords as germanStops } from '@orama/stopwords/german';

export type Language = 'de' | 'en';

/** A word of a note, at its place in the text. */
export interface Word {
  /** As written. */
  text: string;
  /** Without case, accents and the ways of writing an umlaut: what is compared. */
  key: string;
  /** The key without its ending. */
  stem: string;
  /** In German written with a capital, or in a note all in small letters; in English any word. */
  noun: boolean;
  /** Its capital, or the want of it, says nothing: the first word, or a note without any capital. */
  unsure: boolean;
}

/** More words than that no note needs to say what it is about. */
const MOST_WORDS = 250;

/** What notes of every topic are made of, beside the stop words: wishing, lacking, needing. */
const FILLERS = `brauchen braucht gebraucht fehlt fehlen fehlend gibt gibts geben sollen sollten müssen müsste müssten darf dürfen
  könnten möchte möchten wünschen wünsche mehr weniger endlich immer nie wieder besser bessere besseren gut gute guter gutes
  schlecht neu neue neuer neues neuen leute mensch menschen sache sachen bitte warum wieso weshalb wer wem wen wann idee ideen
  vorschlag thema problem frage jahr jahre jahren tag tage woche monat monate uhr mal schon wirklich eigentlich dringend gar nix
  geht gehen kommt kommen macht gemacht tun hier ganz einfach vielleicht statt eigene eigenen eigener finden findet sucht suchen
  gesucht lassen bleiben bleibt halten wäre wären hätte hätten erst seit bis viele vielen wenig zuviel überall niemand jemand
  mindestens höchstens zwei drei vier fünf sechs sieben acht neun zehn eins beide beiden gleich groß große kleine klein lange
  beim ans aufs fürs hat haben sei wurde wurden worden unsere unserem unseren dafür davon daran darauf dabei deshalb trotzdem
  bzw usw etc evtl ggf denen deren dessen passiert etwas viele gemeinsam zusammen weiß wissen alt alte alten alter altes
  need needs needed want wants should could would lack lacks missing more less better good bad new please why how idea problem
  question year years day days week month people thing things get gets make makes never always really one two three four five
  nobody nothing somebody every many too also there here keep still just nowhere old whole open`;

const stops = (words: readonly string[], language: Language) =>
  new Set(words.map((word) => fold(word, language)));
const STOPS = {
  de: stops([...germanStops, ...FILLERS.split(/\s+/)], 'de'),
  en: stops([...englishStops, ...FILLERS.split(/\s+/)], 'en')
};
/** Telling the languages apart takes only what one of them has. */
const TELLING = {
  de: new Set(germanStops.filter((word) => !englishStops.includes(word))),
  en: new Set(englishStops.filter((word) => !germanStops.includes(word)))
};

/** "Häuser", "HAEUSER" and "hauser" are one key; in English only case and accents go. */
export function fold(word: string, language: Language): string {
  const plain = word
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
  return language === 'de' ? plain.replace(/([aou])e/g, '$1') : plain;
}

/** The stem of a key. A doubled last letter goes too: "Busse" and "Bus" are one. */
export function stemOf(key: string, language: Language): string {
  const stem = language === 'de' ? germanStem(key) : englishStem(key);
  return stem.length > 3 ? stem.replace(/([bdfgklmnprst])\1$/, '$1') : stem;
}

/** Addresses say nothing; the marks of light Markdown are no letters anyway. */
const withoutAddresses = (text: string) => text.replace(/\b(?:https?:\/\/|www\.)\S+|\S+@\S+/gi, ' ');

function split(text: string): string[] {
  return withoutAddresses(text).match(/\p{L}[\p{L}\p{M}\p{N}]*/gu) ?? [];
}

/** The language most of these words are of; null where they do not tell. */
export function languageOf(text: string): Language | null {
  let german = /[äöüß]/i.test(text) ? 1 : 0;
  let english = 0;
  for (const word of split(text).slice(0, MOST_WORDS)) {
    const lower = word.toLowerCase();
    if (TELLING.de.has(lower)) german++;
    if (TELLING.en.has(lower)) english++;
  }
  return german === english ? null : german > english ? 'de' : 'en';
}

/** The words that carry what a note is about, in their order, repeated as written. */
export function wordsOf(text: string, language: Language): Word[] {
  const words: Word[] = [];
  // The first letter counts for nothing: phones make it a capital.
  const careless = language === 'en' || !/\p{Lu}/u.test(text.slice(1));
  for (const [index, written] of split(text).entries()) {
    const key = fold(written, language);
    if (key.length < 2 || STOPS[language].has(key)) continue;
    words.push({
      text: written,
      key,
      stem: stemOf(key, language),
      noun: careless || /^\p{Lu}/u.test(written),
      unsure: language === 'de' && (careless || index === 0)
    });
    if (words.length === MOST_WORDS) break;
  }
  return words;
}
