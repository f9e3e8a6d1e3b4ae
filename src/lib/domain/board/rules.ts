/** The rules of a board: every command to its decision. Pure; run by the server to decide and by the client to predict. */
import type { Command } from '../commands.ts';
import type { Actor, Decision, RoomRules, RoomView } from '../rules.ts';
import { unreachable } from '../../util/unreachable.ts';
import { refuse } from './decision.ts';
import { assignParticipant, callForHelp, decideGroup, editGroup, placesTold } from './groups.ts';
import { sendMessage } from './messages.ts';
import {
  addComment,
  addNote,
  changeComment,
  editNote,
  moderateNote,
  moveNote,
  removeNote,
  restoreComment,
  restoreNote,
  setReaction
} from './notes.ts';
import { decidePeople } from './people.ts';
import { decidePoll } from './polls.ts';
import { boardAudience, boardOwners, projectBoard } from './project.ts';
import { decidePhase } from './phases.ts';
import { currentAnonymous } from './rights.ts';
import { keepStacks, revealNotes, stackNote, unstackNote } from './stacks.ts';
import { decideStage } from './stage.ts';
import { decideTimer } from './timer.ts';
import { decideTopic } from './topics.ts';
import { decideVote, setBallot } from './voting.ts';
import { editWorkingGroup, setSignup } from './workingGroups.ts';
import { decideModeration, join } from './workshop.ts';

function decide(view: RoomView, actor: Actor, command: Command, now: number): Decision {
  const decision = decideAlone(view, actor, command, now);
  if (!decision.ok) return decision;
  const put = keepStacks(view, decision.put);
  return { ok: true, put: [...put, ...placesTold(view, put)] };
}

/** Without what follows from it for stacks of notes and for the places in groups. */
function decideAlone(view: RoomView, actor: Actor, command: Command, now: number): Decision {
  if (command.type === 'participant.join') return join(view, actor, command, now);
  if (!mayAct(actor, command)) return refuse('forbidden');
  switch (command.type) {
    case 'note.add':
      return addNote(view, actor, command, now);
    case 'note.edit':
      return editNote(view, actor, command, now);
    case 'note.move':
      return moveNote(view, actor, command);
    case 'note.remove':
      return removeNote(view, actor, command, now);
    case 'note.restore':
      return restoreNote(view, actor, command);
    case 'note.pin':
    case 'note.review':
      return moderateNote(view, actor, command, now);
    case 'note.stack':
      return stackNote(view, actor, command);
    case 'note.unstack':
      return unstackNote(view, actor, command);
    case 'note.reveal':
      return revealNotes(view, actor, command);
    case 'comment.add':
      return addComment(view, actor, command, now);
    case 'comment.edit':
    case 'comment.remove':
      return changeComment(view, actor, command, now);
    case 'comment.restore':
      return restoreComment(view, actor, command);
    case 'reaction.set':
      return setReaction(view, actor, command, now);
    case 'topic.add':
    case 'topic.edit':
    case 'topic.move':
    case 'topic.merge':
    case 'topic.remove':
    case 'topic.promote':
      return decideTopic(view, actor, command, now);
    case 'ballot.set':
      return setBallot(view, actor, command, now);
    case 'vote.add':
    case 'vote.configure':
    case 'vote.open':
    case 'vote.close':
    case 'vote.reveal':
    case 'vote.reopen':
    case 'vote.remove':
      return decideVote(view, actor, command, now);
    case 'phase.set':
    case 'phase.configure':
    case 'phase.add':
    case 'phase.move':
    case 'phase.remove':
      return decidePhase(view, actor, command, now);
    case 'timer.start':
    case 'timer.add':
    case 'timer.pause':
    case 'timer.resume':
    case 'timer.stop':
      return decideTimer(view, actor, command, now);
    case 'stage.set':
    case 'lead.take':
      return decideStage(view, actor, command);
    case 'callBack.start':
    case 'callBack.stop':
    case 'board.configure':
      return decideModeration(view, actor, command, now);
    case 'group.add':
    case 'group.remove':
    case 'group.restore':
    case 'group.deal':
    case 'group.merge':
      return decideGroup(view, actor, command, now);
    case 'group.help':
      return callForHelp(view, actor, command, now);
    case 'message.send':
      return sendMessage(view, actor, command, now);
    case 'group.edit':
      return editGroup(view, actor, command);
    case 'participant.assign':
      return assignParticipant(view, actor, command);
    case 'participant.add':
    case 'participant.edit':
    case 'participant.remove':
    case 'participant.restore':
    case 'participant.merge':
    case 'participant.mute':
    case 'participant.appoint':
      return decidePeople(view, actor, command, now);
    case 'workingGroup.edit':
      return editWorkingGroup(view, actor, command);
    case 'signup.set':
      return setSignup(view, actor, command, now);
    case 'poll.add':
    case 'poll.edit':
    case 'poll.move':
    case 'poll.open':
    case 'poll.close':
    case 'poll.remove':
    case 'poll.restore':
    case 'poll.hide':
    case 'poll.answer':
      return decidePoll(view, actor, command, now);
    case 'card.save':
    case 'card.remove':
      // A card lives in the directory, not on a board.
      return refuse('unknown_command');
    default:
      return unreachable(command);
  }
}

/** Whoever is only interested in an AG signs up for it, and nothing else. */
function mayAct(actor: Actor, command: Command): boolean {
  if (actor.role === 'interested') return command.type === 'signup.set';
  return actor.role === 'participant' || actor.role === 'facilitator';
}

export const boardRules: RoomRules = {
  decide,
  project: projectBoard,
  audienceKey: boardAudience,
  ownersOf: boardOwners,
  // A name beside a note that is just being written would be the name under it.
  namesWriters: (view) => !currentAnonymous(view)
};
