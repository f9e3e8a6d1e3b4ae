/**
 * Taking back one's own steps: for a command that is sent, what undoes it. Others go on working meanwhile, so the undoing
 * command is only made when somebody asks for it, from what is there then: where others have changed the same thing
 * since, nothing is taken back, for it would be their step.
 */
import type { CommandOf, Unsent, WithoutId } from '../commands.ts';
import type { NoteRecord, RecordType } from '../records.ts';
import type { RoomView } from '../rules.ts';
import { allLive, live } from './decision.ts';
import { wordKey } from './pollSums.ts';
import { notesUnder, topOf } from './stacks.ts';
import type { Inverse } from './inverse.ts';
import { groupBack } from './takeBackGroups.ts';
import { openVote } from './votes.ts';

export type { Inverse };

type Of<T extends Unsent['type']> = WithoutId<CommandOf<T>>;

/**
 * @param before the room before `command` takes effect
 * @returns in the order of sending; empty for what is no step of one's own: phases, timer and settings concern everybody,
 *   votes, answers and sign-ups are changed where they are shown, and nothing can part again the dots that a merge of topics
 *   after the vote has added up, or what two entries of a person had
 */
export function takeBack(before: RoomView, command: Unsent): Inverse[] {
  switch (command.type) {
    case 'note.add':
    case 'note.restore':
      return [
        (now) => whenLive(now, 'note', command.noteId, { type: 'note.remove', noteId: command.noteId })
      ];
    case 'note.remove':
      return [
        (now) => whenGone(now, 'note', command.noteId, { type: 'note.restore', noteId: command.noteId }),
        ...topBack(before, command.noteId)
      ];
    case 'note.edit':
      return editBack(before, command);
    case 'note.move':
      return moveBack(before, command);
    case 'note.pin':
    case 'note.review':
      return moderateBack(before, command);
    case 'note.stack':
      return stackBack(before, command);
    case 'note.unstack':
      return unstackBack(before, command);
    case 'note.reveal':
      return revealBack(before, command);
    case 'comment.add':
    case 'comment.restore': {
      const { commentId } = command;
      return [(now) => whenLive(now, 'comment', commentId, { type: 'comment.remove', commentId })];
    }
    case 'comment.remove': {
      const { commentId } = command;
      return [(now) => whenGone(now, 'comment', commentId, { type: 'comment.restore', commentId })];
    }
    case 'comment.edit':
      return commentBack(before, command);
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

const whenLive = (now: RoomView, type: RecordType, id: string, command: Unsent): Unsent | null =>
  live(now, type, id) ? command : null;

function whenGone(now: RoomView, type: RecordType, id: string, command: Unsent): Unsent | null {
  const record = now.get(type, id);
  return record && record.removedAt !== null ? command : null;
}

type Given<N extends string> = Partial<Record<N, unknown>>;

/** Of `names` those that `command` sets, as they stand in `record`. */
function asItWas<R extends object, N extends keyof R & string>(
  record: R,
  command: Given<N>,
  names: readonly N[]
): Partial<Pick<R, N>> {
  const was: Partial<Pick<R, N>> = {};
  for (const name of names) if (command[name] !== undefined) was[name] = record[name];
  return was;
}

/** Whether everything that `command` set still stands so. Attachments and areas are compared by their content. */
function stands<N extends string>(record: Given<N>, command: Given<N>, names: readonly N[]): boolean {
  return names.every(
    (name) => command[name] === undefined || JSON.stringify(record[name]) === JSON.stringify(command[name])
  );
}

const NOTE_CONTENT = ['title', 'body', 'kind', 'attachments'] as const;

function editBack(before: RoomView, command: Of<'note.edit'>): Inverse[] {
  const note = live(before, 'note', command.noteId);
  if (!note) return [];
  const was = asItWas(note, command, NOTE_CONTENT);
  return [
    (now) => {
      const there = live(now, 'note', note.id);
      if (!there || !stands(there, command, NOTE_CONTENT)) return null;
      return { type: 'note.edit', noteId: note.id, ...was, version: there.version };
    }
  ];
}

const NOTE_PLACE = ['topicId', 'groupId'] as const;

function moveBack(before: RoomView, command: Of<'note.move'>): Inverse[] {
  const note = live(before, 'note', command.noteId);
  if (!note) return [];
  const stood = (now: RoomView): boolean => {
    const there = live(now, 'note', note.id);
    return there !== undefined && stands(there, command, NOTE_PLACE) && hasHome(now, note);
  };
  const { id, stackId } = note;
  if (stackId === null) return [(now) => (stood(now) ? backTo(now, note) : null)];
  // Into another topic it left its stack.
  return [(now) => (stood(now) ? under(now, id, stackId) : null), (now) => backTo(now, note)];
}

/** The command that puts a note where it was, unless somebody has stacked it or taken it out since. */
function backTo(now: RoomView, note: NoteRecord): Unsent | null {
  const there = live(now, 'note', note.id);
  if (there?.stackId !== note.stackId || !hasHome(now, note)) return null;
  // In a stack it is where its top is.
  return note.stackId === null || there.topicId === note.topicId ? placeOf(note) : null;
}

/** The command that puts a note under another, where both are there and it does not lie there already. */
function under(now: RoomView, noteId: string, ontoId: string): Unsent | null {
  const note = live(now, 'note', noteId);
  const onto = live(now, 'note', ontoId);
  return note && onto && note.stackId !== ontoId ? { type: 'note.stack', noteId, ontoId } : null;
}

function stackBack(before: RoomView, command: Of<'note.stack'>): Inverse[] {
  const note = live(before, 'note', command.noteId);
  const onto = live(before, 'note', command.ontoId);
  if (!note || !onto) return [];
  const { id, stackId } = note;
  const top = topOf(before, onto);
  const out = (now: RoomView): Unsent | null => {
    if (live(now, 'note', id)?.stackId !== top.id) return null;
    return stackId === null ? { type: 'note.unstack', noteId: id } : under(now, id, stackId);
  };
  const home: Inverse = (now) => (live(now, 'note', id)?.topicId === top.topicId ? backTo(now, note) : null);
  // What lay under it went along.
  const others = notesUnder(before, id).map((other): Inverse => {
    return (now) => (live(now, 'note', other.id)?.stackId === top.id ? under(now, other.id, id) : null);
  });
  return [out, home, ...others];
}

function unstackBack(before: RoomView, command: Of<'note.unstack'>): Inverse[] {
  const note = live(before, 'note', command.noteId);
  if (!note) return [];
  const { id, stackId } = note;
  const isLoose = (now: RoomView): boolean => live(now, 'note', id)?.stackId === null;
  if (stackId !== null)
    return [(now) => (isLoose(now) ? under(now, id, stackId) : null), (now) => backTo(now, note)];
  return [(now) => (isLoose(now) ? backTo(now, note) : null), ...topBack(before, id)];
}

/** For a note that was the top of a stack: the one that took its place goes under it again, with all that lies under that. */
function topBack(before: RoomView, topId: string): Inverse[] {
  const [heir] = notesUnder(before, topId);
  if (!heir) return [];
  return [
    (now) => (live(now, 'note', heir.id)?.stackId === null ? under(now, heir.id, topId) : null),
    (now) => backTo(now, heir)
  ];
}

function revealBack(before: RoomView, { noteIds, on }: Of<'note.reveal'>): Inverse[] {
  const changed = noteIds.filter((id) => live(before, 'note', id)?.revealed === !on);
  return [
    (now) => {
      const standing = changed.filter((id) => live(now, 'note', id)?.revealed === on);
      return standing.length === 0 ? null : { type: 'note.reveal', noteIds: standing, on: !on };
    }
  ];
}

/** Into the topic and group it lies in, at its place there. */
function placeOf({ id, topicId, groupId, rank, x, y }: NoteRecord): Of<'note.move'> {
  const onCanvas = x === null || y === null ? {} : { x, y };
  return { type: 'note.move', noteId: id, topicId, groupId, rank, ...onCanvas };
}

/** Its topic and its group are still there. */
const hasHome = (now: RoomView, { topicId, groupId }: NoteRecord): boolean =>
  (topicId === null || live(now, 'topic', topicId) !== undefined) &&
  (groupId === null || live(now, 'group', groupId) !== undefined);

function moderateBack(before: RoomView, command: Of<'note.pin'> | Of<'note.review'>): Inverse[] {
  const note = live(before, 'note', command.noteId);
  if (!note) return [];
  if (command.type === 'note.pin') {
    const on = note.pinnedAt !== null;
    return [
      (now) => {
        const there = live(now, 'note', note.id);
        const undone = !there || (there.pinnedAt !== null) === on;
        return undone ? null : { type: 'note.pin', noteId: note.id, on };
      }
    ];
  }
  return [
    (now) =>
      live(now, 'note', note.id)?.status === command.status
        ? { type: 'note.review', noteId: note.id, status: note.status }
        : null
  ];
}

function commentBack(before: RoomView, command: Of<'comment.edit'>): Inverse[] {
  const comment = live(before, 'comment', command.commentId);
  if (!comment) return [];
  const { id: commentId, body } = comment;
  return [
    (now) =>
      live(now, 'comment', commentId)?.body === command.body
        ? { type: 'comment.edit', commentId, body }
        : null
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
