import { FIELDS } from './fields.ts';
import { wordsOf, type Language } from './words.ts';

interface Entry {
  fields: Set<string>;
  /** German nouns count only where the note has a noun; see `fields.ts`. */
  nounOnly: boolean;
}

const entries: Readonly<Record<Language, Map<string, Entry>>> = { de: new Map(), en: new Map() };
/** Keys of the German words, for taking compounds apart. */
export const FIELD_KEYS = new Set<string>();

for (const [field, texts] of Object.entries(FIELDS)) {
  for (const language of ['de', 'en'] as const) {
    for (const { key, stem, noun } of wordsOf(texts[language], language)) {
      if (language === 'de') FIELD_KEYS.add(key);
      const entry = entries[language].get(stem);
      if (!entry) entries[language].set(stem, { fields: new Set([field]), nounOnly: noun });
      else {
        entry.fields.add(field);
        entry.nounOnly &&= noun;
      }
    }
  }
}

/** Stem of a German word → the word, to show instead of half of a compound: "Pflege" for "Pfleg". */
const spellings = new Map<string, string>();
for (const { de } of Object.values(FIELDS)) {
  for (const { stem, text, noun } of wordsOf(de, 'de')) {
    if (noun && text.length < (spellings.get(stem)?.length ?? Infinity)) spellings.set(stem, text);
  }
}

export const spellingOf = (stem: string): string | undefined => spellings.get(stem);

const NONE: ReadonlySet<string> = new Set();

/** The fields a stem speaks of; mostly none or one. `noun`: whether the note uses it as one, as far as one can see. */
export function fieldsOf(stem: string, language: Language, noun: boolean): ReadonlySet<string> {
  const entry = entries[language].get(stem);
  return entry && (noun || language === 'en' || !entry.nounOnly) ? entry.fields : NONE;
}
