/** Tables of cards: which column is which field, and what a row becomes. */
import { LIMITS } from '../limits.ts';

/** What a column of a table can be. */
export const IMPORT_FIELDS = [
  'name',
  'organisation',
  'role',
  'region',
  'fields',
  'offer',
  'need',
  'about',
  'email',
  'phone',
  'web'
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];
/** A column's field by its place; null: it is left out. */
export type Mapping = readonly (ImportField | null)[];

/** What a row says, as typed: checked by the server like a form. */
export type ImportRow = Record<Exclude<ImportField, 'fields'>, string> & { fields: string[] };

/** Words in the heads of tables, most telling first; compared without case, umlauts' dots and signs. */
const WORDS: Record<ImportField, readonly string[]> = {
  name: [
    'name',
    'vorundnachname',
    'vollernamen',
    'fullname',
    'displayname',
    'ansprechpartner',
    'person',
    'subject',
    'titel',
    'title'
  ],
  organisation: [
    'organisation',
    'organization',
    'firma',
    'verein',
    'company',
    'einrichtung',
    'institution',
    'initiative'
  ],
  role: ['aufgabe', 'rolle', 'funktion', 'position', 'role', 'jobtitle', 'beruf'],
  region: ['region', 'ort', 'landkreis', 'stadt', 'city', 'wohnort'],
  fields: [
    'themenfelder',
    'themen',
    'thema',
    'fields',
    'topics',
    'interessen',
    'categories',
    'section',
    'schlagworte'
  ],
  offer: ['ichbiete', 'angebot', 'biete', 'offer', 'offers', 'ioffer'],
  need: ['ichsuche', 'gesuch', 'suche', 'bedarf', 'need', 'needs', 'ineed', 'ilookfor'],
  about: ['ubermich', 'uber', 'beschreibung', 'about', 'aboutme', 'description', 'body', 'text', 'notiz'],
  email: ['emailadresse', 'email', 'mail', 'emailaddress', 'mailadresse'],
  phone: ['telefon', 'telefonnummer', 'phone', 'mobil', 'handy', 'tel', 'telephone', 'phonenumber'],
  web: ['webseite', 'website', 'web', 'homepage', 'url', 'internet', 'link']
};

const plain = (head: string): string =>
  head
    .normalize('NFD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]/g, '');

/** Which column is which field, by its head. Each field is given once, to the column whose head says it best. */
export function guessMapping(heads: readonly string[]): Mapping {
  const mapping: (ImportField | null)[] = heads.map(() => null);
  const known = heads.map(plain);
  for (const field of IMPORT_FIELDS) {
    const words = WORDS[field];
    const place =
      words.map((word) => known.indexOf(word)).find((at) => at >= 0 && mapping[at] === null) ?? -1;
    if (place >= 0) mapping[place] = field;
  }
  // `E-Mail (dienstlich)`: a head that begins with a word, where no column is the word itself.
  for (const field of IMPORT_FIELDS) {
    if (mapping.includes(field)) continue;
    const place = known.findIndex(
      (head, at) =>
        mapping[at] === null && WORDS[field].some((word) => word.length > 3 && head.startsWith(word))
    );
    if (place >= 0) mapping[place] = field;
  }
  return mapping;
}

/** One choice of a select changed: a field stands for one column only. */
export function mapColumn(mapping: Mapping, column: number, field: ImportField | null): Mapping {
  return mapping.map((known, at) => (at === column ? field : known === field ? null : known));
}

/** A row as a card's words. An apostrophe before what spreadsheets take for a formula (our own export) is taken off again. */
export function rowOf(cells: readonly string[], mapping: Mapping): ImportRow {
  const cell = (field: ImportField): string => {
    const at = mapping.indexOf(field);
    const text = at < 0 ? '' : (cells[at] ?? '').trim();
    return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
  };
  return {
    name: cell('name'),
    organisation: cell('organisation'),
    role: cell('role'),
    region: cell('region'),
    fields: [
      ...new Set(
        cell('fields')
          .split(/[,;|\n]/)
          .map((field) => field.trim())
          .filter((field) => field !== '')
      )
    ].slice(0, LIMITS.cardFields),
    offer: cell('offer'),
    need: cell('need'),
    about: cell('about'),
    email: cell('email'),
    phone: cell('phone'),
    web: cell('web')
  };
}
