import type { CommandOf } from '../../commands.ts';
import { LIMITS } from '../../limits.ts';
import { byRank, rankBetween } from '../../rank.ts';
import type { StoredRecord, TopicRecord } from '../../records.ts';
import type { Actor, Decision, RoomView } from '../../rules.ts';
import { accept, allLive, live, refuse } from '../decision.ts';
import { rightsOf } from '../rights.ts';
import { votesAfterMerge } from './counting.ts';
import { foundWorkingGroup } from './workingGroups.ts';

type TopicCommand =
  | CommandOf<'topic.add'>
  | CommandOf<'topic.edit'>
  | CommandOf<'topic.move'>
  | CommandOf<'topic.merge'>
  | CommandOf<'topic.remove'>
  | CommandOf<'topic.promote'>;

export function decideTopic(view: RoomView, actor: Actor, command: TopicCommand, now: number): Decision {
  const rights = rightsOf(view, actor);
  if (!rights.moveNotes) return refuse(rights.moderate ? 'closed' : 'forbidden');
  if (command.type === 'topic.add') return addTopic(view, command);
  const topic = live(view, 'topic', command.topicId);
  if (!topic) return refuse('not_found');
  if (topic.locked && !rights.moderate) return refuse('closed');
  switch (command.type) {
    case 'topic.edit':
      if (command.locked !== undefined && !rights.moderate) return refuse('forbidden');
      return accept({
        ...topic,
        title: command.title ?? topic.title,
        locked: command.locked ?? topic.locked,
        colour: command.colour === undefined ? topic.colour : command.colour,
        area: command.area === undefined ? topic.area : command.area
      });
    case 'topic.move':
      return accept({ ...topic, rank: command.rank });
    case 'topic.remove':
      // An AG came from it: removing the topic would cut the chain from note to AG.
      if (topic.workingGroupId !== null) return refuse('conflict');
      return accept({ ...topic, removedAt: now }, ...notesTo(view, topic.id, null));
    case 'topic.merge': {
      const into = live(view, 'topic', command.intoId);
      if (!into) return refuse('not_found');
      if (into.locked && !rights.moderate) return refuse('closed');
      if (into.id === topic.id || topic.workingGroupId !== null) return refuse('conflict');
      const dots = topic.dots === null && into.dots === null ? null : (topic.dots ?? 0) + (into.dots ?? 0);
      return accept(
        { ...topic, removedAt: now },
        { ...into, dots },
        ...notesTo(view, topic.id, into.id),
        ...votesAfterMerge(view, topic.id, into.id)
      );
    }
    case 'topic.promote':
      return rights.moderate ? promote(view, topic, command) : refuse('forbidden');
  }
}

function addTopic(view: RoomView, command: CommandOf<'topic.add'>): Decision {
  const known = view.get('topic', command.topicId);
  // Adding a removed topic again brings it back: that is how removing one is undone.
  if (known && known.removedAt === null) return refuse('conflict');
  const topics = allLive(view, 'topic').sort(byRank);
  if (topics.length >= LIMITS.topicsPerBoard) return refuse('limit');
  return accept({
    type: 'topic',
    id: command.topicId,
    seq: 0,
    removedAt: null,
    title: command.title,
    rank: command.rank ?? rankBetween(topics.at(-1)?.rank ?? null, null),
    dots: known?.dots ?? null,
    locked: known?.locked ?? false,
    colour: known?.colour ?? null,
    area: known?.area ?? null,
    workingGroupId: null
  });
}

function notesTo(view: RoomView, from: string, to: string | null): StoredRecord[] {
  return allLive(view, 'note')
    .filter((note) => note.topicId === from)
    .map((note) => ({ ...note, topicId: to }));
}

function promote(view: RoomView, topic: TopicRecord, command: CommandOf<'topic.promote'>): Decision {
  if (topic.workingGroupId !== null) return refuse('conflict');
  const { workingGroupId: id, title = topic.title, purpose = '' } = command;
  return foundWorkingGroup(view, { id, title, purpose, topicId: topic.id });
}
