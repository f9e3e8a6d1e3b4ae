import type { StageView } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';

const LABELS: Readonly<Record<StageView, () => string>> = {
  auto: m.stage_view_auto,
  access: m.stage_view_access,
  task: m.stage_view_task,
  notes: m.stage_view_notes,
  topics: m.stage_view_topics,
  vote: m.stage_view_vote,
  workingGroups: m.stage_view_ags,
  cards: m.stage_view_cards,
  poll: m.stage_view_poll,
  blank: m.stage_view_blank
};

/** What a view of the projector is called. */
export const stageLabel = (view: StageView): string => LABELS[view]();
