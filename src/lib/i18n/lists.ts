import { getLocale } from './paraglide/runtime.js';

/** "Otto, Ida und Lotte", in the person's language. */
export function listOfNames(names: readonly string[]): string {
  return new Intl.ListFormat(getLocale(), { type: 'conjunction' }).format(names);
}
