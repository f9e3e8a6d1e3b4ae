/**
 * The templates of the house: phases and the order of the day. Contents, in the language of whoever makes the workshop; its
 * facilitators change them as they like.
 */
import type { BoardKind, PhaseName, Sees, VoteSubject } from '$lib/domain/records';
import type { WorkshopTemplate } from '$lib/domain/templates';
import { TIME_ZONE } from '$lib/i18n/dates';
import { m } from '$lib/i18n/paraglide/messages.js';

export interface PhasePlan {
  phase: PhaseName;
  /** Without one it is called as usual. */
  title?: string;
  minutes: number;
  instruction: string;
  sees?: Sees;
  /** Of a phase to vote: on what, where it is not the topics. */
  voteOn?: VoteSubject;
}

/** A point of the order of the day. */
export interface PointPlan {
  title: string;
  body: string;
  minutes: number;
}

export interface TemplatePlan {
  phases: readonly PhasePlan[];
  kinds?: BoardKind[];
  points: readonly PointPlan[];
}

const USUAL: Readonly<Record<PhaseName, () => string>> = {
  collect: m.board_phase_collect,
  cluster: m.board_phase_cluster,
  vote: m.board_phase_vote,
  commit: m.board_phase_commit,
  network: m.board_phase_network
};

const arrive = (minutes: number): PointPlan => ({
  title: m.templates_point_arrive(),
  body: m.templates_point_arrive_text(),
  minutes
});
const next = (minutes: number): PointPlan => ({ title: m.templates_point_next(), body: '', minutes });
/** The phases as points of the day. */
const pointsOf = (phases: readonly PhasePlan[]): PointPlan[] =>
  phases.map(({ phase, title, minutes }) => ({
    title: title ?? USUAL[phase](),
    body: m.ui_minutes({ count: minutes }),
    minutes
  }));

/** After the kick-off of 2021: three inputs, then from notes to working groups. */
function auftakt(): TemplatePlan {
  const phases: PhasePlan[] = [
    { phase: 'collect', minutes: 25, instruction: m.templates_instruction_collect() },
    { phase: 'cluster', minutes: 20, instruction: m.templates_instruction_cluster() },
    { phase: 'vote', minutes: 10, instruction: m.templates_instruction_vote() },
    { phase: 'commit', minutes: 20, instruction: m.templates_instruction_commit() },
    { phase: 'network', minutes: 10, instruction: m.templates_instruction_network() }
  ];
  return {
    phases,
    points: [
      arrive(10),
      { title: m.templates_point_idea(), body: m.templates_point_idea_text(), minutes: 15 },
      { title: m.templates_point_survey(), body: m.templates_point_survey_text(), minutes: 20 },
      { title: m.templates_point_partner(), body: m.templates_point_partner_text(), minutes: 30 },
      ...pointsOf(phases),
      next(10)
    ]
  };
}

function ideas(): TemplatePlan {
  const phases: PhasePlan[] = [
    {
      phase: 'collect',
      title: m.templates_ideas_own(),
      minutes: 8,
      instruction: m.templates_ideas_own_text(),
      sees: 'own'
    },
    {
      phase: 'collect',
      title: m.templates_ideas_more(),
      minutes: 12,
      instruction: m.templates_ideas_more_text(),
      sees: 'all'
    },
    { phase: 'cluster', minutes: 15, instruction: m.templates_instruction_cluster() },
    { phase: 'vote', minutes: 5, instruction: m.templates_instruction_vote() }
  ];
  return { phases, points: [arrive(5), ...pointsOf(phases), next(10)] };
}

function retro(): TemplatePlan {
  const phases: PhasePlan[] = [
    {
      phase: 'collect',
      title: m.templates_retro_good(),
      minutes: 7,
      instruction: m.templates_retro_good_text(),
      sees: 'own'
    },
    {
      phase: 'collect',
      title: m.templates_retro_hard(),
      minutes: 7,
      instruction: m.templates_retro_hard_text(),
      sees: 'own'
    },
    {
      phase: 'cluster',
      title: m.templates_retro_look(),
      minutes: 20,
      instruction: m.templates_retro_look_text()
    },
    {
      phase: 'vote',
      title: m.templates_retro_change(),
      minutes: 5,
      instruction: m.templates_retro_change_text()
    },
    {
      phase: 'commit',
      title: m.templates_retro_plan(),
      minutes: 15,
      instruction: m.templates_retro_plan_text()
    }
  ];
  const kinds: BoardKind[] = [
    { kind: 'info', name: m.templates_retro_kind_good() },
    { kind: 'hurdle', name: m.templates_retro_kind_hard() },
    { kind: 'idea', name: m.templates_retro_kind_idea() }
  ];
  return { phases, kinds, points: [arrive(5), ...pointsOf(phases)] };
}

function vote(): TemplatePlan {
  const phases: PhasePlan[] = [
    {
      phase: 'collect',
      title: m.templates_vote_collect(),
      minutes: 10,
      instruction: m.templates_vote_collect_text()
    },
    {
      phase: 'cluster',
      title: m.templates_vote_merge(),
      minutes: 10,
      instruction: m.templates_vote_merge_text()
    },
    {
      phase: 'vote',
      title: m.templates_vote_decide(),
      minutes: 5,
      instruction: m.templates_vote_decide_text(),
      voteOn: 'notes'
    }
  ];
  return { phases, points: [arrive(5), ...pointsOf(phases), next(5)] };
}

export const TEMPLATES: Readonly<Record<WorkshopTemplate, () => TemplatePlan>> = {
  auftakt,
  ideas,
  retro,
  vote,
  board: () => ({ phases: [], points: [] })
};

/**
 * The points with their times of day.
 * @param startsAt ms since 1970; null, or midnight where only a day was given: then they have none
 */
export function timedPoints(
  points: readonly PointPlan[],
  startsAt: number | null
): { starts: string; title: string; body: string }[] {
  let at = startsAt === null || clock(startsAt) === '00:00' ? null : startsAt;
  return points.map(({ title, body, minutes }) => {
    const starts = at === null ? '' : clock(at);
    if (at !== null) at += minutes * 60_000;
    return { starts, title, body };
  });
}

/** `17:05`, as a field for a time wants it, whatever the language. */
const clock = (at: number): string =>
  new Intl.DateTimeFormat('de-DE', { hour: '2-digit', minute: '2-digit', timeZone: TIME_ZONE }).format(at);
