/**
 * Languages that a card can name, as codes of ISO 639 (what `Intl.DisplayNames` and a vCard's LANG take): those that many
 * people here speak, the Sorbian ones, German Sign Language. In the order of a German list.
 */
export const LANGUAGES = [
  'de',
  'gsg',
  'en',
  'hsb',
  'dsb',
  'ar',
  'bg',
  'cs',
  'da',
  'es',
  'fa',
  'fr',
  'el',
  'he',
  'hi',
  'hr',
  'it',
  'ja',
  'ku',
  'nl',
  'no',
  'pl',
  'ps',
  'pt',
  'ro',
  'ru',
  'sq',
  'sr',
  'sv',
  'tr',
  'uk',
  'hu',
  'ur',
  'vi',
  'zh'
] as const;
export type Language = (typeof LANGUAGES)[number];
