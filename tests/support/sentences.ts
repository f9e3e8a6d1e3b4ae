import { must } from '$lib/util/must';
import { pick, seededRandom } from '$lib/util/random';

const WHO = ['Wir', 'Die Vereine', 'Die Gemeinden', 'Junge Leute', 'Die Schulen', 'Die Betriebe', 'Familien'];
const VERBS = [
  'brauchen',
  'wünschen sich',
  'suchen',
  'planen',
  'könnten',
  'sollten',
  'organisieren',
  'teilen'
];
const WHAT = [
  'einen Dorfladen mit Poststelle',
  'mehr Busverbindungen am Abend',
  'eine offene Werkstatt',
  'Proberäume im alten Bahnhof',
  'ein gemeinsames Lastenrad',
  'verlässliche Fördermittel',
  'eine Leitstelle für Ehrenamt',
  'schnelles Internet bis in die Ortsteile',
  'Obstwiesen als Lernort',
  'barrierefreie Wege zum Rathaus',
  'eine Mitfahrbank an der Landstraße',
  'Sprechstunden der Verwaltung vor Ort'
];
const WHERE = ['in der Ortsmitte', 'am Tagebaurand', 'rund um den See', 'in jedem Quartier', 'am Marktplatz'];
const WHY = [
  'damit niemand abgehängt wird',
  'weil sonst wieder alles an wenigen hängt',
  'und zwar noch in diesem Jahr',
  'auch für die, die kein Auto haben',
  'ohne lange Anträge',
  'gemeinsam mit den Nachbarorten'
];

/** The n-th of some 20,000 plainly invented German notes, always the same: 60 to 140 characters, with a number of its own. */
export function sentence(n: number): string {
  const random = seededRandom(n * 7919 + 17);
  const some = (words: readonly string[]) => must(pick(words, random));
  return `${some(WHO)} ${some(VERBS)} ${some(WHAT)} ${some(WHERE)}, ${some(WHY)} (${n + 1})`;
}
