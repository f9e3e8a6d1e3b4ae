import type { RefusalCode } from '$lib/domain/rules';
import { m } from './paraglide/messages.js';

const SENTENCES: Record<RefusalCode, () => string> = {
  unauthenticated: m.error_unauthenticated,
  forbidden: m.error_forbidden,
  removed: m.error_removed_person,
  not_found: m.error_not_found,
  conflict: m.error_conflict,
  closed: m.error_closed,
  invalid: m.error_invalid,
  unknown_command: m.error_unknown_command,
  too_long: m.error_too_long,
  empty: m.error_empty,
  full: m.error_full,
  limit: m.error_limit,
  rate_limited: m.error_rate_limited,
  unavailable: m.error_unavailable,
  version: m.error_version
};

/** The sentence for a person that belongs to a code of the wire, in the current language. */
export function refusalText(code: RefusalCode): string {
  return SENTENCES[code]();
}
