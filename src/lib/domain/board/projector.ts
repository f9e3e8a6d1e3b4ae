/** What the projectors show. For facilitators' pages only: a participant's phone does without. */
import { STAGE_VIEWS, type NoteRecord, type StageView } from '../records.ts';
import type { Actor, RoomView } from '../rules.ts';
import { allLive, live } from './decision.ts';
import { mayRead } from './project.ts';
import { boardOf, currentPhase, currentSees } from './rights.ts';

const ANYBODY: Actor = { id: '', name: '', organisation: null, role: 'reader', groupId: null };

/** Of these the notes that everybody in the hall may read now: a facilitator, whose screen the projector shows, sees more. */
export function readByAll(view: RoomView, notes: readonly NoteRecord[]): NoteRecord[] {
  return notes.filter((note) => mayRead(view, ANYBODY, note));
}

/** A view that is really on the screen. */
export type ShownView = Exclude<StageView, 'auto'>;

/** What the projectors show now: what was chosen, or what fits the phase. */
export function shownOnStage(view: RoomView): ShownView {
  const stage = boardOf(view)?.stage ?? 'auto';
  return stage === 'auto' ? fittingView(view) : stage;
}

function fittingView(view: RoomView): ShownView {
  if (showsPoll(view)) return 'poll';
  // Also one that was opened by hand, in whatever phase.
  if (allLive(view, 'vote').some(({ state }) => state === 'open')) return 'vote';
  switch (currentPhase(view)?.phase ?? 'collect') {
    case 'cluster':
      return 'topics';
    case 'vote':
      return 'vote';
    case 'commit':
      return 'workingGroups';
    case 'network':
      return 'cards';
    case 'collect':
      return collecting(view);
  }
}

/** A poll comes before the phase while it is open; once closed its result stays until the facilitators go on with the board. */
function showsPoll(view: RoomView): boolean {
  const since = boardOf(view)?.seq ?? 0;
  return allLive(view, 'poll').some(
    ({ state, seq }) => state === 'open' || (state === 'closed' && seq > since)
  );
}

/** Until the first note people are still coming in; while they write for themselves or in groups, there is nothing to show. */
function collecting(view: RoomView): ShownView {
  const notes = allLive(view, 'note').filter(({ status }) => status === 'shown');
  if (notes.length === 0) return 'access';
  // A note of the plenary can be read by all, and is not what the groups work on.
  const ofGroups = currentSees(view) === 'group';
  const shared = readByAll(view, notes).some(
    ({ groupId }) => !ofGroups || (groupId !== null && live(view, 'group', groupId) !== undefined)
  );
  return shared ? 'notes' : 'task';
}

/** The views there is something to show in, in the order of the day. */
export function stageChoices(view: RoomView): StageView[] {
  const phases = new Set(allLive(view, 'phase').map(({ phase }) => phase));
  const has = (type: 'topic' | 'vote' | 'workingGroup' | 'poll') => allLive(view, type).length > 0;
  const offered: Readonly<Record<StageView, boolean>> = {
    auto: true,
    access: true,
    task: true,
    notes: true,
    topics: phases.has('cluster') || has('topic'),
    vote: phases.has('vote') || has('vote'),
    workingGroups: phases.has('commit') || has('workingGroup'),
    cards: phases.has('network'),
    poll: has('poll'),
    blank: true
  };
  return STAGE_VIEWS.filter((one) => offered[one]);
}
