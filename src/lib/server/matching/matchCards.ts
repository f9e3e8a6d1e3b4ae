import type { CardMatch } from '$lib/domain/cards/matches';
import type { CardRecord } from '$lib/domain/records';
import { Compounds } from '$lib/server/clustering/compounds';
import { GENERAL, GENERAL_WORDS } from '$lib/server/clustering/features';
import { FIELD_KEYS } from '$lib/server/clustering/vocabulary';
import { fold, languageOf, wordsOf, type Language } from '$lib/server/clustering/words';

type Exchange = Pick<CardRecord, 'id' | 'offer' | 'need'>;

/** What everybody offers or seeks says little about what. */
const VAGUE = new Set(
  wordsOf(
    `Hilfe Unterstützung Erfahrung Erfahrungen Wissen Partner Partnerin Partnerschaft Kontakt Kontakte Austausch Mitstreitende
    Mitstreiter Interesse Interessierte Thema Themen Idee Veranstaltung Veranstaltungen Zusammenarbeit Kooperation Netzwerk
    Person Personen Team Gruppe Projekt Projekte Region Ort Orte Arbeit Zeit help support experience partner contact`,
    'de'
  ).map(({ stem }) => stem)
);
const WEIGHTS = { noun: 1, part: 0.7, other: 0.5, vague: 0.3 };
/** One word of so much weight must be shared: a verb, or "Hilfe", alone is no reason. */
const ENOUGH = 0.7;
/** A word that more cards have than this tells nothing; few cards may share any. */
const COMMON_SHARE = 0.25;
const COMMON_LEAST = 5;
/** Words that explain a match. */
const WORDS_MOST = 3;
/** Who gives and takes fits better than the sum of both. */
const BOTH_WAYS = 1.5;

interface Term {
  text: string;
  weight: number;
}
type Terms = ReadonlyMap<string, Term>;

/**
 * The cards among `others` whose offers meet my needs, or the other way round, by shared words and parts of compounds; the
 * strongest first. All cards must be what I may see of them.
 */
export function matchCards(mine: Exchange, others: readonly Exchange[]): CardMatch[] {
  const keys = [mine.need, mine.offer].flatMap((text) => wordsOf(text, 'de').map(({ key }) => key));
  const compounds = new Compounds([...FIELD_KEYS, ...GENERAL_WORDS.map(({ key }) => key), ...keys]);
  const gives = sharedWith(
    mine.need,
    others.map(({ offer }) => offer),
    compounds
  );
  const takes = sharedWith(
    mine.offer,
    others.map(({ need }) => need),
    compounds
  );
  const matches = others.flatMap(({ id }, index) => {
    const given = gives[index] ?? NOTHING;
    const taken = takes[index] ?? NOTHING;
    if (given.strength + taken.strength === 0) return [];
    const both = given.strength > 0 && taken.strength > 0 ? BOTH_WAYS : 1;
    return [
      {
        id,
        gives: given.words,
        takes: taken.words,
        strength: (given.strength + taken.strength) * both
      }
    ];
  });
  return matches.sort((a, b) => b.strength - a.strength || (a.id < b.id ? -1 : 1));
}

interface Shared {
  words: string[];
  strength: number;
}
const NOTHING: Shared = { words: [], strength: 0 };

/** What each text shares with `wish`, weighed by how few texts share it. */
function sharedWith(wish: string, texts: readonly string[], compounds: Compounds): Shared[] {
  const wanted = termsOf(wish, compounds);
  if (wanted.size === 0) return [];
  const stems = [...wanted.keys()];
  const common = texts.map((text) => {
    const folded = text === '' ? '' : fold(text, 'de');
    // A stem is how its words begin: most texts have none and need not be read.
    if (!stems.some((stem) => folded.includes(stem))) return [];
    return [...termsOf(text, compounds)].flatMap(([stem, term]) => {
      const mine = wanted.get(stem);
      return mine ? [{ stem, text: term.text, weight: Math.min(mine.weight, term.weight) }] : [];
    });
  });
  const frequency = new Map<string, number>();
  for (const { stem } of common.flat()) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const most = Math.max(COMMON_LEAST, COMMON_SHARE * texts.length);
  return common.map((terms) => {
    const telling = terms
      .filter(({ stem }) => (frequency.get(stem) ?? 0) <= most)
      .map(({ stem, text, weight }) => ({
        text,
        weight,
        worth: weight * Math.log(1 + texts.length / (frequency.get(stem) ?? 1))
      }))
      .sort((a, b) => b.worth - a.worth);
    if (!telling.some(({ weight }) => weight >= ENOUGH)) return NOTHING;
    return {
      words: [...new Set(telling.map(({ text }) => text))].slice(0, WORDS_MOST),
      strength: telling.reduce((sum, { worth }) => sum + worth, 0)
    };
  });
}

/** The words of a text and the known parts of its compounds, by stem; of several the one that says most. */
function termsOf(text: string, compounds: Compounds): Terms {
  const language: Language = languageOf(text) ?? 'de';
  const terms = new Map<string, Term>();
  const keep = (stem: string, word: string, weight: number) => {
    const settled = VAGUE.has(stem) ? Math.min(weight, WEIGHTS.vague) : weight;
    if ((terms.get(stem)?.weight ?? 0) < settled) terms.set(stem, { text: word, weight: settled });
  };
  for (const word of wordsOf(text, language)) {
    keep(word.stem, word.text, word.noun ? WEIGHTS.noun : WEIGHTS.other);
    if (language !== 'de' || !word.noun) continue;
    const parts = compounds.partsOf(word.key);
    for (const [index, part] of parts.entries()) {
      const general = index === parts.length - 1 && GENERAL.has(part.stem);
      keep(part.stem, word.text, general ? WEIGHTS.vague : WEIGHTS.part);
    }
  }
  return terms;
}
