/** What the coordination sees of its list, and whom it can write to. Pure. */
import type { SignupLevel } from '$lib/domain/records';
import { distinct, isPlainAddress, type Addressee } from './addresses';

export interface DeskSignup {
  participantId: string;
  name: string;
  organisation: string | null;
  level: SignupLevel;
  showName: boolean;
  createdAt: Date;
  /** Null without consent. */
  email: string | null;
  consentText: string | null;
  consentedAt: Date | null;
  /** When a link sent to the address was followed; null: nobody has. */
  confirmedAt: Date | null;
}
export interface DeskFilter {
  active: boolean;
  informed: boolean;
  /** Part of a name or an organisation, in any case. */
  search: string;
}

export function filterSignups<T extends DeskSignup>(signups: readonly T[], filter: DeskFilter): T[] {
  const wanted = filter.search.trim().toLocaleLowerCase('de');
  return signups.filter(
    (signup) =>
      (signup.level === 'active' ? filter.active : filter.informed) &&
      (wanted === '' ||
        `${signup.name}\n${signup.organisation ?? ''}`.toLocaleLowerCase('de').includes(wanted))
  );
}

export interface Reachable {
  people: Addressee[];
  /** Left out: gave no address, or withdrew it. */
  withoutConsent: number;
  /** Left out: the same address stands with somebody else in the list. */
  twice: number;
}

export function reachable(signups: readonly DeskSignup[]): Reachable {
  const given = signups.flatMap(({ name, email }) =>
    email !== null && isPlainAddress(email) ? [{ name, email }] : []
  );
  const people = distinct(given);
  return { people, withoutConsent: signups.length - given.length, twice: given.length - people.length };
}
