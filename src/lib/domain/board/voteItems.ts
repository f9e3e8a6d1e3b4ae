/** What a vote is about, as people read it. */
import { plainText } from '../noteContent.ts';
import { byRank } from '../rank.ts';
import type { Dots, NoteRecord, TopicRecord, VoteRecord } from '../records.ts';
import type { RoomView } from '../rules.ts';
import { itemsOf } from './votes.ts';

export interface VoteItem {
  id: string;
  /** A topic's name; the words of a note, in one line. */
  label: string;
  record: TopicRecord | NoteRecord;
  /** The topic that a note lies in; null: in none. */
  topic: TopicRecord | null;
}

/** Topics by rank; notes as on the wall, those of a topic together, the loose ones at the end. */
export function voteItems(view: RoomView, vote: VoteRecord): VoteItem[] {
  const items = itemsOf(view, vote).map((record): VoteItem => itemOf(view, record));
  if (vote.on === 'topics') return items;
  // Sorting keeps the order by rank within a topic.
  return items.sort((a, b) =>
    a.topic === b.topic ? 0 : a.topic === null ? 1 : b.topic === null ? -1 : byRank(a.topic, b.topic)
  );
}

/** Where a topic or a note is looked up. */
type Look = Pick<RoomView, 'get'>;

function itemOf(view: Look, record: TopicRecord | NoteRecord): VoteItem {
  if (record.type === 'topic') return { id: record.id, label: record.title, record, topic: null };
  const topic = record.topicId === null ? undefined : view.get('topic', record.topicId);
  return { id: record.id, label: oneLine(plainText(record)), record, topic: topic ?? null };
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Those that have all the words in them, in any order. */
export function found(items: readonly VoteItem[], search: string): readonly VoteItem[] {
  const words = search.toLocaleLowerCase('de').split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items.filter((item) => {
    const text = `${item.label} ${item.topic?.title ?? ''}`.toLocaleLowerCase('de');
    return words.every((word) => text.includes(word));
  });
}

export interface ResultRow {
  id: string;
  /** Null: it is gone, or not this viewer's to read. */
  label: string | null;
  /** Dissolved or removed since it was counted. */
  gone: boolean;
  count: number;
  /** Of all dots, 0 to 1. */
  share: number;
  /** From 1; equal numbers of dots share a place. */
  place: number;
  /** The viewer's own dots. */
  own: number;
  record: TopicRecord | NoteRecord | null;
}

/** The results, most dots first; equal ones keep the order of the wall. Empty while there are none to see. */
export function resultRows(view: Look, vote: VoteRecord, own: readonly Dots[]): ResultRow[] {
  const results = [...(vote.results ?? [])].sort((a, b) => b.count - a.count);
  const sum = results.reduce((total, { count }) => total + count, 0);
  return results.map(({ id, count }) => {
    const record = view.get(vote.on === 'topics' ? 'topic' : 'note', id);
    return {
      id,
      label: record ? itemOf(view, record).label : null,
      gone: record?.removedAt !== null,
      count,
      share: sum === 0 ? 0 : count / sum,
      place: results.findIndex((other) => other.count === count) + 1,
      own: own.find(({ itemId }) => itemId === id)?.count ?? 0,
      record: record ?? null
    };
  });
}
