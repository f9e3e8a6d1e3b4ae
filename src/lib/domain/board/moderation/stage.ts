import type { CommandOf } from '../../commands.ts';
import type { Actor, Decision, RoomView } from '../../rules.ts';
import { accept, facilitates, live, refuse } from '../decision.ts';
import { boardOf, rightsOf } from '../rights.ts';

/** Leading is a word among the facilitators, not a right: each of them may do everything at any time. */
export function decideStage(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'stage.set'> | CommandOf<'lead.take'>
): Decision {
  if (!rightsOf(view, actor).moderate) return refuse('forbidden');
  const board = boardOf(view);
  if (!board) return refuse('not_found');
  if (command.type === 'stage.set') {
    return accept({
      ...board,
      stage: command.view ?? board.stage,
      stageNames: command.names ?? board.stageNames
    });
  }
  const lead = live(view, 'participant', command.participantId);
  if (!lead || !facilitates(lead)) return refuse('not_found');
  return accept({ ...board, leadId: lead.id });
}
