/** The topics in the order the dots gave them. Pure. */
import type { NoteRecord, NoteStub, TopicRecord } from '$lib/domain/records';

export interface RankedTopic {
  topic: TopicRecord;
  /** From 1; topics with the same number of dots share a place. */
  place: number;
  notes: number;
  /** How many breakout groups its notes come from (notes of the plenary count for none). */
  groups: number;
}

type Counted = Pick<NoteRecord | NoteStub, 'topicId' | 'groupId'>;

/** Most dots first; without dots, and among equals, in the order of the wall. Topics merged away count no more. */
export function rankTopics(topics: readonly TopicRecord[], notes: Iterable<Counted>): RankedTopic[] {
  const byTopic = new Map<string, { notes: number; groups: Set<string> }>();
  for (const note of notes) {
    if (note.topicId === null) continue;
    const counted = byTopic.get(note.topicId) ?? { notes: 0, groups: new Set<string>() };
    counted.notes += 1;
    if (note.groupId !== null) counted.groups.add(note.groupId);
    byTopic.set(note.topicId, counted);
  }
  const sorted = topics
    .filter((topic) => topic.removedAt === null)
    .sort((a, b) => (b.dots ?? 0) - (a.dots ?? 0) || (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return sorted.map((topic, index) => ({
    topic,
    place:
      topic.dots === null
        ? index + 1
        : 1 + sorted.filter((other) => (other.dots ?? 0) > (topic.dots ?? 0)).length,
    notes: byTopic.get(topic.id)?.notes ?? 0,
    groups: byTopic.get(topic.id)?.groups.size ?? 0
  }));
}

/** Up to this many votes one drawn dot is one vote (DESIGN.md, DotBar). */
const ONE_FOR_ONE = 60;

/** How many dots to draw, and how many votes each stands for. */
export function drawnDots(votes: number): { dots: number; each: number } {
  if (votes <= 0) return { dots: 0, each: 1 };
  const each =
    votes <= ONE_FOR_ONE ? 1 : votes <= 2 * ONE_FOR_ONE ? 2 : Math.ceil(votes / (2 * ONE_FOR_ONE)) * 2;
  return { dots: Math.ceil(votes / each), each };
}
