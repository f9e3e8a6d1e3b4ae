import { m } from './paraglide/messages.js';
import { getLocale } from './paraglide/runtime.js';

/** A language in the language of the request; browsers do not know what sign languages are called. */
export function languageName(code: string): string {
  if (code === 'gsg') return m.cards_language_gsg();
  return new Intl.DisplayNames([getLocale()], { type: 'language' }).of(code) ?? code;
}
