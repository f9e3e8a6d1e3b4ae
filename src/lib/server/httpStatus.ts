import type { RefusalCode } from '$lib/domain/rules';

const STATUS: Record<RefusalCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  removed: 403,
  not_found: 404,
  conflict: 409,
  closed: 409,
  invalid: 400,
  unknown_command: 400,
  too_long: 413,
  empty: 400,
  full: 409,
  limit: 409,
  rate_limited: 429,
  unavailable: 503,
  version: 409
};

/** The HTTP status that says the same as a refusal's code. */
export function statusOf(code: RefusalCode): number {
  return STATUS[code];
}
