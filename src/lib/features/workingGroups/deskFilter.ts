/** What the coordination sees of its list. Pure. */
import type { Reach } from '$lib/domain/mailing';
import type { SignupLevel } from '$lib/domain/records';

export interface DeskSignup extends Reach {
  participantId: string;
  name: string;
  organisation: string | null;
  level: SignupLevel;
  showName: boolean;
  createdAt: Date;
  consentText: string | null;
  consentedAt: Date | null;
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
