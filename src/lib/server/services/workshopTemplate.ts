/** What a new workshop's room begins with. */
import { NEW_GROUP } from '$lib/domain/board/groups';
import { NEW_BOARD, PHASE_MAY } from '$lib/domain/board/rights';
import { NEW_STAGE } from '$lib/domain/board/stage';
import { NO_TIMER } from '$lib/domain/board/timer';
import { plannedVote } from '$lib/domain/board/votes';
import { rankBetween } from '$lib/domain/rank';
import type {
  BoardRecord,
  GroupRecord,
  PhaseRecord,
  Sees,
  StoredRecord,
  VoteRecord
} from '$lib/domain/records';
import type { WorkshopTemplate } from '$lib/domain/templates';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { StoredChange } from '$lib/sync/ports';
import { newId } from '$lib/util/newId';
import { TEMPLATES, type PhasePlan } from './templatePlans';

export interface BoardPlan {
  roomId: string;
  title: string;
  question: string;
  template: WorkshopTemplate;
  groups: number;
  /** Whose notes participants read while collecting, where the template leaves it open. */
  sees: Sees;
  /** ms since 1970 */
  now: number;
}

/** The records of a new board, as the room's first change. */
export function firstChange(plan: BoardPlan): StoredChange {
  const template = TEMPLATES[plan.template]();
  const phases = template.phases.map((phase, position) => phaseOf(plan, phase, position));
  const groups: GroupRecord[] = [];
  for (let number = 1; number <= plan.groups; number += 1) {
    groups.push({
      type: 'group',
      id: newId(),
      seq: 1,
      removedAt: null,
      name: m.templates_group({ number }),
      task: '',
      rank: rankBetween(groups.at(-1)?.rank ?? null, null),
      ...NEW_GROUP
    });
  }
  const board: BoardRecord = {
    type: 'board',
    id: plan.roomId,
    seq: 1,
    removedAt: null,
    title: plan.title,
    question: plan.question,
    phaseId: phases[0]?.id ?? null,
    ...NO_TIMER,
    ...NEW_STAGE,
    open: true,
    ...NEW_BOARD,
    kinds: template.kinds ?? []
  };
  // A phase that has none gets its vote when it begins.
  const votes = template.phases.flatMap(({ voteOn }, at): VoteRecord[] => {
    const phaseId = phases[at]?.id ?? null;
    return voteOn ? [{ ...plannedVote({ id: newId(), phaseId, now: plan.now }), seq: 1, on: voteOn }] : [];
  });
  const records: StoredRecord[] = [board, ...phases, ...groups, ...votes];
  return {
    seq: 1,
    at: plan.now,
    actorId: null,
    command: { id: newId(), type: 'board.configure', title: plan.title, question: plan.question },
    steps: records.map((after) => ({ before: null, after }))
  };
}

function phaseOf(plan: BoardPlan, phase: PhasePlan, position: number): PhaseRecord {
  return {
    type: 'phase',
    id: newId(),
    seq: 1,
    removedAt: null,
    phase: phase.phase,
    title: phase.title ?? '',
    position,
    sees: phase.sees ?? (phase.phase === 'collect' ? plan.sees : 'all'),
    may: [...PHASE_MAY[phase.phase]],
    anonymous: false,
    minutes: phase.minutes,
    instruction: phase.instruction
  };
}
