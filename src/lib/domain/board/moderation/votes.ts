/** What facilitators do with votes. How they are counted: counting.ts. */
import type { CommandOf } from '../../commands.ts';
import { LIMITS } from '../../limits.ts';
import type { VoteRecord } from '../../records.ts';
import type { Actor, Decision, RoomView } from '../../rules.ts';
import { accept, live, refuse } from '../decision.ts';
import { boardOf, rightsOf } from '../rights.ts';
import { counted, opened, withDots } from './counting.ts';
import { ballotsOf, openVote, plannedVote, votesOf, withSettings } from '../votes.ts';

type VoteCommand =
  | CommandOf<'vote.add'>
  | CommandOf<'vote.configure'>
  | CommandOf<'vote.open'>
  | CommandOf<'vote.close'>
  | CommandOf<'vote.reveal'>
  | CommandOf<'vote.reopen'>
  | CommandOf<'vote.remove'>;

/**
 * What only facilitators do with votes. Of two who press the same at once both have what they wanted; whatever a vote is
 * not ready for is a `conflict`.
 */
export function decideVote(view: RoomView, actor: Actor, command: VoteCommand, now: number): Decision {
  if (!rightsOf(view, actor).moderate) return refuse('forbidden');
  if (command.type === 'vote.add') return addVote(view, command, now);
  const vote = live(view, 'vote', command.voteId);
  if (!vote) return refuse('not_found');
  switch (command.type) {
    case 'vote.configure':
      return configureVote(view, vote, command);
    case 'vote.open':
      return vote.state === 'closed' ? refuse('conflict') : open(view, vote, now);
    case 'vote.reopen':
      return vote.state === 'planned' ? refuse('conflict') : open(view, vote, now);
    case 'vote.close':
      if (vote.state === 'planned') return refuse('conflict');
      return accept(vote.state === 'closed' ? vote : counted(view, vote, now));
    case 'vote.reveal':
      if (vote.state !== 'closed') return refuse('conflict');
      if (vote.revealedAt !== null) return accept(vote);
      return accept(...withDots(view, { ...vote, revealedAt: now }));
    case 'vote.remove':
      if (vote.state === 'open') return refuse('conflict');
      return accept(...withDots(view, { ...vote, removedAt: now }));
  }
}

function addVote(view: RoomView, command: CommandOf<'vote.add'>, now: number): Decision {
  const known = view.get('vote', command.voteId);
  if (known && known.removedAt === null) return refuse('conflict');
  if (votesOf(view).length >= LIMITS.votesPerBoard) return refuse('limit');
  // Adding a removed vote again brings it back: that is how removing one is undone.
  if (known) return accept(...withDots(view, { ...known, removedAt: null }));
  const phaseId = command.phaseId ?? null;
  if (phaseId !== null && !live(view, 'phase', phaseId)) return refuse('not_found');
  const vote = withSettings(plannedVote({ id: command.voteId, phaseId, now }), command);
  return topicIsThere(view, vote) ? accept(vote) : refuse('not_found');
}

function configureVote(view: RoomView, vote: VoteRecord, command: CommandOf<'vote.configure'>): Decision {
  const next = withSettings(vote, command);
  const onlyTitle = JSON.stringify(next) === JSON.stringify({ ...vote, title: next.title });
  // Other numbers would make ballots wrong that are already there.
  if (!onlyTitle && (vote.state === 'closed' || ballotsOf(view, vote.id).length > 0))
    return refuse('conflict');
  return topicIsThere(view, next) ? accept(next) : refuse('not_found');
}

const topicIsThere = (view: RoomView, { topicId }: VoteRecord): boolean =>
  topicId === null || live(view, 'topic', topicId) !== undefined;

/** At most one is open: people have one ballot in hand. */
function open(view: RoomView, vote: VoteRecord, now: number): Decision {
  if (vote.state === 'open') return accept(vote);
  if (openVote(view)) return refuse('conflict');
  if (!(boardOf(view)?.open ?? false)) return refuse('closed');
  return accept(...withDots(view, opened(vote, now)));
}
