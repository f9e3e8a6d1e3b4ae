/** What a new workshop's room begins with. The German sentences are contents that its moderation can change. */
import { NEW_GROUP } from '$lib/domain/board/groups';
import { NEW_BOARD, PHASE_MAY } from '$lib/domain/board/rights';
import { NEW_STAGE } from '$lib/domain/board/stage';
import { NO_TIMER } from '$lib/domain/board/timer';
import { rankBetween } from '$lib/domain/rank';
import {
  PHASES,
  type BoardRecord,
  type GroupRecord,
  type PhaseName,
  type PhaseRecord,
  type Sees,
  type StoredRecord
} from '$lib/domain/records';
import type { StoredChange } from '$lib/sync/ports';
import { newId } from '$lib/util/newId';

const INSTRUCTIONS: Record<PhaseName, string> = {
  collect: 'Schreiben Sie auf, was Ihnen wichtig ist: eine Idee pro Notiz.',
  cluster: 'Wir ordnen die Notizen zu Schwerpunkten. Lesen Sie mit, und sagen Sie, was zusammengehört.',
  vote: 'Verteilen Sie Ihre Punkte auf die Schwerpunkte, die Ihnen am wichtigsten sind.',
  commit: 'Aus den Schwerpunkten werden Arbeitsgruppen. Tragen Sie sich ein, wo Sie mitarbeiten möchten.',
  network: 'Legen Sie Ihre Visitenkarte an, und finden Sie die anderen wieder.'
};

export interface BoardPlan {
  roomId: string;
  title: string;
  question: string;
  template: 'auftakt' | 'board';
  groups: number;
  /** Whose notes participants read while collecting. */
  sees: Sees;
  /** ms since 1970 */
  now: number;
}

/** The records of a new board, as the room's first change. */
export function firstChange(plan: BoardPlan): StoredChange {
  const phases =
    plan.template === 'auftakt' ? PHASES.map((phase, position) => phaseOf(plan, phase, position)) : [];
  const groups: GroupRecord[] = [];
  for (let number = 1; number <= plan.groups; number += 1) {
    groups.push({
      type: 'group',
      id: newId(),
      seq: 1,
      removedAt: null,
      name: `Kleingruppe ${number}`,
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
    ...NEW_BOARD
  };
  const records: StoredRecord[] = [board, ...phases, ...groups];
  return {
    seq: 1,
    at: plan.now,
    actorId: null,
    command: { id: newId(), type: 'board.configure', title: plan.title, question: plan.question },
    steps: records.map((after) => ({ before: null, after }))
  };
}

function phaseOf(plan: BoardPlan, phase: PhaseName, position: number): PhaseRecord {
  return {
    type: 'phase',
    id: newId(),
    seq: 1,
    removedAt: null,
    phase,
    title: '',
    position,
    sees: phase === 'collect' ? plan.sees : 'all',
    may: [...PHASE_MAY[phase]],
    anonymous: false,
    minutes: null,
    instruction: INSTRUCTIONS[phase]
  };
}
