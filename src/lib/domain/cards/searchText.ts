/**
 * What of a card is searched, and by whom. Each circle of readers has a text of its own, made of what `cardForCircle` gives
 * them: a search that looks through the text of one circle cannot know more than the page of that circle shows.
 */
import { AUDIENCES, type Audience, type CardRecord } from '../records.ts';
import { nearWordsOf } from '../near.ts';
import { searchable, searchWords } from '../search.ts';
import { cardForCircle } from './circles.ts';

/** By how much a word counts where it stands. */
const WEIGHTS = { name: 16, who: 6, exchange: 4, rest: 1 };
/** The word begins there, instead of standing inside another one. */
const BEGINNING = 2;
type Part = keyof typeof WEIGHTS;

interface Kept {
  all: string;
  parts: Record<Part, string>;
}

/** Making the texts takes longer than the looking, and a record never changes: a new one comes for it. */
const kept = new WeakMap<CardRecord, Kept>();

function partsOf(card: CardRecord): Record<Part, string[]> {
  return {
    name: [card.name],
    who: [card.organisation, card.role, ...card.fields, ...card.languages.flatMap(languageNames)],
    exchange: [card.offer, card.need, card.region],
    rest: [card.about]
  };
}

const NAMES = ['de', 'en'].map((locale) => new Intl.DisplayNames([locale], { type: 'language' }));

/** What people call a language when they look for somebody who speaks it. */
function languageNames(code: string): string[] {
  return NAMES.map((names) => names.of(code) ?? code);
}

function keptOf(card: CardRecord): Kept {
  const known = kept.get(card);
  if (known) return known;
  const parts = partsOf(card);
  const made: Kept = {
    all: searchable(Object.values(parts).flat()),
    parts: {
      name: searchable(parts.name),
      who: searchable(parts.who),
      exchange: searchable(parts.exchange),
      rest: searchable(parts.rest)
    }
  };
  kept.set(card, made);
  return made;
}

/** The whole card as `searchFor` looks through it. Addresses are not searched: who has one need not look for it. */
export function lettersOf(card: CardRecord): string {
  return keptOf(card).all;
}

/** How well a card that was found fits the words of `query`: more in the name than in the lines about oneself. */
export function relevanceOf(card: CardRecord, query: string): number {
  const { parts } = keptOf(card);
  let sum = 0;
  for (const word of searchWords(query)) {
    let best = 0;
    for (const part of Object.keys(WEIGHTS) as Part[]) {
      for (const spelling of word) best = Math.max(best, WEIGHTS[part] * standing(spelling, parts[part]));
    }
    sum += best;
  }
  return sum;
}

function standing(word: string, text: string): number {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return BEGINNING;
  return text.includes(word) ? 1 : 0;
}

/** A card's text for one circle of readers. */
export interface SearchDocument {
  circle: Audience;
  body: string;
  letters: string;
  /** Those of the letters that are long enough to be misspelled, each once. */
  words: string[];
}

/** Raised with every change of what stands in a document, so that the stored ones are made anew. */
export const DOCUMENT_VERSION = 2;

/** A text for each circle that may see the card, and one of the whole card for its owner. A removed card has none. */
export function documentsOf(card: CardRecord): SearchDocument[] {
  if (card.removedAt !== null) return [];
  const documents: SearchDocument[] = [];
  for (const circle of AUDIENCES) {
    const seen = circle === 'private' ? null : cardForCircle(circle, card);
    if (seen) documents.push(documentOf(circle, seen));
  }
  if (card.ownerId !== null) documents.push(documentOf('private', card));
  return documents;
}

function documentOf(circle: Audience, seen: CardRecord): SearchDocument {
  const text = Object.values(partsOf(seen)).flat();
  const letters = searchable(text);
  return {
    circle,
    body: text.filter((part) => part !== '').join('\n'),
    letters,
    words: nearWordsOf(letters)
  };
}
