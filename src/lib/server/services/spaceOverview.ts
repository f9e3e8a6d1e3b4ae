import { ANSWER_WITHIN_MS } from '$lib/domain/answering';
import { countsAt, growthOf, type GrowthPoint } from '$lib/domain/growth';
import type { SignupLevel } from '$lib/domain/records';
import type { MemberRole } from '$lib/server/db/types';
import * as repository from '$lib/server/repositories/spaceOverview';
import { workingGroupsOf, type WorkingGroupRow } from '$lib/server/repositories/workingGroups';
import { moderates } from './actors';
import type { ServiceContext } from './context';

/** How an AG stands: `full` is one that is open and has no place left. */
export type Standing = 'open' | 'full' | 'paused' | 'closed';
export type OverviewGroup = Pick<
  WorkingGroupRow,
  'id' | 'number' | 'title' | 'limit' | 'active' | 'informed' | 'waiting'
> &
  repository.GroupDetails & { standing: Standing };

export interface Overview {
  /** By number. */
  groups: OverviewGroup[];
  /** How many worked in them and were informed, at the same times; empty as long as nobody has come. */
  growth: Record<SignupLevel, GrowthPoint[]>;
  none: {
    count: number;
    /** Who they are, for those who run the space; for others null: in which AGs somebody is says what they think. */
    people: repository.InNone[] | null;
  };
}

/** Of people in no AG, so many are named. */
const NAMED = 200;

/** What the members of a space see of all its AGs together. */
export class SpaceOverview {
  readonly #context: Pick<ServiceContext, 'db' | 'clock'>;

  constructor(context: Pick<ServiceContext, 'db' | 'clock'>) {
    this.#context = context;
  }

  /** Of the AGs that this member may see. */
  async look(spaceId: string, member: { id: string; role: MemberRole }): Promise<Overview> {
    const { db, clock } = this.#context;
    const now = clock.now();
    const rows = await workingGroupsOf(db, spaceId, member.id);
    const ids = rows.map(({ id }) => id);
    const [details, stays, none] = await Promise.all([
      repository.detailsOf(db, ids, {
        now: new Date(now),
        unansweredBefore: new Date(now - ANSWER_WITHIN_MS)
      }),
      repository.staysIn(db, ids),
      repository.inNone(db, spaceId, NAMED)
    ]);
    return {
      groups: rows.flatMap((row) => {
        const more = details.get(row.id);
        const { number, title, limit, active, informed, waiting } = row;
        return more
          ? [{ number, title, limit, active, informed, waiting, ...more, standing: standingOf(row) }]
          : [];
      }),
      growth: growthOfBoth(stays, now),
      none: { count: none.count, people: moderates(member.role) ? none.people : null }
    };
  }
}

const standingOf = ({ state, limit, active }: WorkingGroupRow): Standing =>
  state === 'open' && limit !== null && active >= limit ? 'full' : state;

function growthOfBoth(stays: readonly repository.StayIn[], now: number): Overview['growth'] {
  const all = stays.map(({ level, from, to }) => ({
    level,
    from: from.getTime(),
    to: to?.getTime() ?? null
  }));
  const times = growthOf(all, now).map(({ at }) => at);
  const of = (level: SignupLevel) =>
    countsAt(
      all.filter((one) => one.level === level),
      times
    );
  return { active: of('active'), informed: of('informed') };
}
