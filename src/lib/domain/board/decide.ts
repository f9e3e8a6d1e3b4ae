/**
 * Every command to its decision. Pure; run by the server to decide and by the client to predict. What participants do is here;
 * what those do who run the workshop stands in `moderation/`, which a participant's phone does not load.
 */
import type { Command, CommandOf } from '../commands.ts';
import type { Actor, Decision, RoomView } from '../rules.ts';
import { setBallot } from './ballots.ts';
import { refuse } from './decision.ts';
import { assignParticipant, callForHelp, editGroup, placesTold } from './groups.ts';
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
import { answerPoll } from './polls.ts';
import { keepStacks, revealNotes, stackNote, unstackNote } from './stacks.ts';
import { placesSettled, setSignup } from './workingGroups.ts';

type Participation = Extract<
  Command['type'],
  | `note.${string}`
  | `comment.${string}`
  | 'reaction.set'
  | 'ballot.set'
  | 'poll.answer'
  | 'signup.set'
  | 'group.help'
  | 'group.edit'
  | 'participant.assign'
>;
/** What `moderation/` decides. */
export type ModeratedCommand = CommandOf<Exclude<Command['type'], Participation | `card.${string}`>>;
export type Moderation = (view: RoomView, actor: Actor, command: ModeratedCommand, now: number) => Decision;

/** @param moderation decides what is not the participants' */
export function decide(
  view: RoomView,
  actor: Actor,
  command: Command,
  now: number,
  moderation: Moderation
): Decision {
  const decision = decideAlone(view, actor, command, now, moderation);
  if (!decision.ok) return decision;
  const put = keepStacks(view, placesSettled(view, decision.put, now));
  return { ok: true, put: [...put, ...placesTold(view, put)] };
}

/** Without what follows from it for stacks of notes and for the places in groups and AGs. */
function decideAlone(
  view: RoomView,
  actor: Actor,
  command: Command,
  now: number,
  moderation: Moderation
): Decision {
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
    case 'ballot.set':
      return setBallot(view, actor, command, now);
    case 'poll.answer':
      return answerPoll(view, actor, command, now);
    case 'signup.set':
      return setSignup(view, actor, command, now);
    case 'group.help':
      return callForHelp(view, actor, command, now);
    case 'group.edit':
      return editGroup(view, actor, command);
    case 'participant.assign':
      return assignParticipant(view, actor, command);
    case 'card.save':
    case 'card.confirm':
    case 'card.link':
    case 'card.hide':
    case 'card.remove':
    case 'card.expire':
    case 'card.claim':
      // A card lives in the directory, not on a board.
      return refuse('unknown_command');
    default:
      return moderation(view, actor, command, now);
  }
}

/** Whoever is only interested in an AG signs up for it, and nothing else. */
function mayAct(actor: Actor, command: Command): boolean {
  // Made by the server for whoever comes in.
  if (command.type === 'participant.join') return true;
  if (actor.role === 'interested') return command.type === 'signup.set';
  return actor.role === 'participant' || actor.role === 'facilitator';
}
