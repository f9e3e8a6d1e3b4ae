/** Who leads, and what the projectors show. */
import type { BoardRecord, ParticipantRecord } from '../records.ts';
import type { RoomView } from '../rules.ts';
import { allLive, facilitates, live } from './decision.ts';
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

/** The facilitator who leads; null where nobody does, or whoever did is no facilitator any more. */
export function leadOf(view: RoomView): ParticipantRecord | null {
  const leadId = boardOf(view)?.leadId ?? null;
  const lead = leadId === null ? undefined : live(view, 'participant', leadId);
  return lead && facilitates(lead) ? lead : null;
}

/** The board with a facilitator who comes in as its lead, where nobody leads; else nothing to put. */
export function ledBy(view: RoomView, { id, role }: Pick<ParticipantRecord, 'id' | 'role'>): BoardRecord[] {
  const board = boardOf(view);
  return board && role === 'facilitator' && leadOf(view) === null ? [{ ...board, leadId: id }] : [];
}
