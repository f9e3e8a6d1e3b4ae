/** What the coordination sees of its list. Pure. */
import { isUnanswered } from '$lib/domain/answering';
import type { Reach } from '$lib/domain/mailing';
import type { SignupLevel, SignupState } from '$lib/domain/records';

export interface DeskSignup extends Reach {
  participantId: string;
  name: string;
  organisation: string | null;
  level: SignupLevel;
  state: SignupState;
  /** Since when they wait, have asked or are in. */
  since: Date;
  source: 'workshop' | 'page';
  /** To the coordination; null: none. */
  message: string | null;
  showName: boolean;
  createdAt: Date;
  consentText: string | null;
  consentedAt: Date | null;
  /** When the coordination got in touch, and who did. */
  contactedAt: Date | null;
  contactedBy: string | null;
}
export interface DeskFilter {
  active: boolean;
  informed: boolean;
  /** Only those who wait for an answer. */
  unanswered: boolean;
  /** Only those in these states; none: all. */
  states: readonly SignupState[];
  /** Part of a name or an organisation, in any case. */
  search: string;
}

export function filterSignups<T extends DeskSignup>(signups: readonly T[], filter: DeskFilter): T[] {
  const wanted = filter.search.trim().toLocaleLowerCase('de');
  return signups.filter(
    (signup) =>
      (signup.level === 'active' ? filter.active : filter.informed) &&
      (!filter.unanswered || isUnanswered(signup)) &&
      (filter.states.length === 0 || filter.states.includes(signup.state)) &&
      (wanted === '' ||
        `${signup.name}\n${signup.organisation ?? ''}`.toLocaleLowerCase('de').includes(wanted))
  );
}

/** How many of a list there are to choose by. */
export type DeskCounts = Record<'active' | 'informed' | 'unanswered' | 'asked' | 'waiting', number>;

export function countSignups(signups: readonly DeskSignup[]): DeskCounts {
  const count = (test: (signup: DeskSignup) => boolean) => signups.filter(test).length;
  return {
    active: count(({ level }) => level === 'active'),
    informed: count(({ level }) => level === 'informed'),
    unanswered: count(isUnanswered),
    asked: count(({ state }) => state === 'asked'),
    waiting: count(({ state }) => state === 'waiting')
  };
}

/** Those in a state, who has been in it longest first. */
export function inState<T extends DeskSignup>(signups: readonly T[], wanted: SignupState): T[] {
  return signups
    .filter(({ state }) => state === wanted)
    .toSorted((a, b) => a.since.getTime() - b.since.getTime());
}
