import type { Unsent } from '../../commands.ts';
import type { RoomView } from '../../rules.ts';
import { allLive, live } from '../decision.ts';
import { asItWas, hasHome, placeOf, stands, whenGone, whenLive, type Inverse, type Of } from '../inverse.ts';
import { wordKey } from '../pollSums.ts';
import { openVote } from '../votes.ts';
import { groupBack } from './takeBackGroups.ts';

/**
 * What takes back the steps of those who run a workshop, see takeBack.ts.
 *
 * @returns empty for what is no step of one's own: phases, timer and settings concern everybody; and nothing can part again the
 *   dots that a merge of topics after the vote has added up, or what two entries of a person had
 */
export function moderationBack(before: RoomView, command: Unsent): Inverse[] {
  switch (command.type) {
    case 'topic.add':
      return [
        (now) => whenLive(now, 'topic', command.topicId, { type: 'topic.remove', topicId: command.topicId })
      ];
    case 'topic.edit':
    case 'topic.move':
      return topicBack(before, command);
    case 'topic.remove':
      return bringBack(before, command.topicId, null);
    case 'topic.merge':
      // Also in an open vote dots go along with it.
      return openVote(before)?.on === 'topics' || hasDots(before, command.topicId, command.intoId)
        ? []
        : bringBack(before, command.topicId, command.intoId);
    case 'poll.add':
    case 'poll.restore':
      return [
        (now) => whenLive(now, 'poll', command.pollId, { type: 'poll.remove', pollId: command.pollId })
      ];
    case 'poll.remove':
      return [
        (now) => whenGone(now, 'poll', command.pollId, { type: 'poll.restore', pollId: command.pollId })
      ];
    case 'poll.edit':
    case 'poll.move':
      return pollBack(before, command);
    case 'poll.hide': {
      const { pollId, word, on } = command;
      return [
        (now) =>
          live(now, 'poll', pollId)?.hidden.includes(wordKey(word)) === on
            ? { type: 'poll.hide', pollId, word, on: !on }
            : null
      ];
    }
    case 'participant.remove': {
      const { participantId } = command;
      return [
        (now) => whenGone(now, 'participant', participantId, { type: 'participant.restore', participantId })
      ];
    }
    case 'participant.add':
    case 'participant.restore': {
      const { participantId } = command;
      const remove: Unsent = { type: 'participant.remove', participantId, notes: 'keep' };
      return [(now) => whenLive(now, 'participant', participantId, remove)];
    }
    case 'participant.mute':
    case 'participant.appoint':
      return switchBack(before, command);
    case 'participant.edit':
      return renameBack(before, command);
    case 'group.add':
    case 'group.edit':
    case 'group.deal':
    case 'group.merge':
    case 'group.remove':
    case 'group.restore':
    case 'participant.assign':
      return groupBack(before, command);
    case 'vote.add':
      return [
        (now) =>
          live(now, 'vote', command.voteId)?.state === 'planned'
            ? { type: 'vote.remove', voteId: command.voteId }
            : null
      ];
    case 'vote.remove':
      return [
        (now) => (live(now, 'vote', command.voteId) ? null : { type: 'vote.add', voteId: command.voteId })
      ];
    default:
      return [];
  }
}

function switchBack(
  before: RoomView,
  { type, participantId, on }: Of<'participant.mute'> | Of<'participant.appoint'>
): Inverse[] {
  const key = type === 'participant.mute' ? 'muted' : 'appointed';
  const was = live(before, 'participant', participantId)?.[key];
  if (was === undefined || was === on) return [];
  return [
    (now) => (live(now, 'participant', participantId)?.[key] === on ? { type, participantId, on: was } : null)
  ];
}

const CALLED = ['name', 'organisation'] as const;

function renameBack(before: RoomView, command: Of<'participant.edit'>): Inverse[] {
  const person = live(before, 'participant', command.participantId);
  if (!person) return [];
  const was = asItWas(person, command, CALLED);
  return [
    (now) => {
      const there = live(now, 'participant', person.id);
      if (!there || !stands(there, command, CALLED)) return null;
      return { type: 'participant.edit', participantId: person.id, ...was };
    }
  ];
}

const TOPIC_CONTENT = ['title', 'locked', 'colour', 'area', 'rank'] as const;

function topicBack(before: RoomView, command: Of<'topic.edit'> | Of<'topic.move'>): Inverse[] {
  const topic = live(before, 'topic', command.topicId);
  if (!topic) return [];
  const back = { ...asItWas(topic, command, TOPIC_CONTENT), type: command.type, topicId: topic.id } as Unsent;
  return [
    (now) => {
      const there = live(now, 'topic', topic.id);
      return there && stands<(typeof TOPIC_CONTENT)[number]>(there, command, TOPIC_CONTENT) ? back : null;
    }
  ];
}

const POLL_CONTENT = ['kind', 'question', 'options', 'scale', 'most', 'shows', 'rank'] as const;

function pollBack(before: RoomView, command: Of<'poll.edit'> | Of<'poll.move'>): Inverse[] {
  const poll = live(before, 'poll', command.pollId);
  if (!poll) return [];
  const was = asItWas(poll, command, POLL_CONTENT);
  const back = { ...was, type: command.type, pollId: poll.id } as Unsent;
  const movesOnly = Object.keys(was).every((name) => name === 'rank' || name === 'shows');
  return [
    (now) => {
      const there = live(now, 'poll', poll.id);
      if (!there || !stands<(typeof POLL_CONTENT)[number]>(there, command, POLL_CONTENT)) return null;
      // Whoever has answered since answered the poll as it is now.
      return there.answers === poll.answers || movesOnly ? back : null;
    }
  ];
}

const hasDots = (view: RoomView, ...topicIds: string[]): boolean =>
  topicIds.some((topicId) => (live(view, 'topic', topicId)?.dots ?? null) !== null);

/** The topic, and then its notes in their places: those that nobody has put elsewhere since. */
function bringBack(before: RoomView, topicId: string, wentTo: string | null): Inverse[] {
  const topic = live(before, 'topic', topicId);
  if (!topic) return [];
  // What lies under another follows it.
  const notes = allLive(before, 'note').filter((note) => note.topicId === topicId && note.stackId === null);
  // Adding a removed topic again under its id revives it (topics.ts).
  const revive: Unsent = { type: 'topic.add', topicId, title: topic.title, rank: topic.rank };
  return [
    // A removed topic leaves the browsers altogether.
    (now) => (live(now, 'topic', topicId) ? null : revive),
    ...notes.map((note): Inverse => {
      const back = placeOf(note);
      return (now) => {
        const there = live(now, 'note', note.id);
        return there?.topicId === wentTo && hasHome(now, note) ? back : null;
      };
    })
  ];
}
