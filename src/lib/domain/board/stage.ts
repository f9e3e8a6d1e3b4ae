/** Who leads; what the projectors show stands in projector.ts. */
import type { BoardRecord, ParticipantRecord } from '../records.ts';
import type { RoomView } from '../rules.ts';
import { allLive, facilitates } from './decision.ts';
import { boardOf } from './rights.ts';

/** Of a board that was just made: the projectors follow the phases, nobody leads yet. */
export const NEW_STAGE: Readonly<Pick<BoardRecord, 'stage' | 'stageNames' | 'leadId'>> = {
  stage: 'auto',
  stageNames: false,
  leadId: null
};

/** The facilitators of the workshop, by name. */
export function facilitatorsOf(view: RoomView): ParticipantRecord[] {
  return allLive(view, 'participant')
    .filter(facilitates)
    .sort((a, b) => a.name.localeCompare(b.name, 'de') || (a.id < b.id ? -1 : 1));
}

/** The facilitator who leads, the only one where there is no other; null where nobody does. */
export function leadOf(view: RoomView): ParticipantRecord | null {
  const leadId = boardOf(view)?.leadId ?? null;
  const facilitators = facilitatorsOf(view);
  const chosen = facilitators.find(({ id }) => id === leadId);
  return chosen ?? (facilitators.length === 1 ? (facilitators[0] ?? null) : null);
}

/** The board with its lead written down, when a facilitator comes in: who led alone until now, or this first one. */
export function ledBy(
  view: RoomView,
  person: Pick<ParticipantRecord, 'id' | 'role' | 'appointed'>
): BoardRecord[] {
  const board = boardOf(view);
  if (!board || !facilitates(person)) return [];
  const leadId = leadOf(view)?.id ?? person.id;
  return leadId === board.leadId ? [] : [{ ...board, leadId }];
}
