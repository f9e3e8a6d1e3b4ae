/** What a vote says of itself, in the language of the page. */
import type { TopicRecord, VoteRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { mostOnOne } from './ballot';

type Words = Pick<VoteRecord, 'title' | 'on' | 'perPerson' | 'perItem'>;

/** What is asked. */
export const questionOf = ({ title }: Pick<VoteRecord, 'title'>): string => title || m.topics_vote_title();

/** Over its results. */
export const resultTitleOf = ({ title }: Pick<VoteRecord, 'title'>): string =>
  title || m.topics_result_title();

/** What one has, and how it may be placed. */
export function introOf(vote: Words): string {
  const given = { count: vote.perPerson };
  const single = mostOnOne(vote) === 1;
  if (vote.on === 'topics') return single ? m.topics_vote_intro_one(given) : m.topics_vote_intro(given);
  return single ? m.topics_vote_intro_notes_one(given) : m.topics_vote_intro_notes(given);
}

/** What one will have, while it is not open. */
export function beforeText({ on, perPerson }: Words): string {
  return on === 'topics'
    ? m.topics_vote_before_text({ count: perPerson })
    : m.topics_vote_before_notes({ count: perPerson });
}

/** What dots are placed on. */
export function subjectOf({ on, topicId }: VoteRecord, topics: readonly TopicRecord[]): string {
  if (on === 'topics') return m.votes_on_topics();
  const topic = topics.find(({ id }) => id === topicId);
  return topic ? m.votes_on_notes_of({ title: topic.title }) : m.votes_on_notes();
}

/** Where a vote stands. */
export function stateWords({ state, revealedAt }: VoteRecord): {
  label: string;
  tone: 'plain' | 'ok' | 'warn';
} {
  if (state === 'open') return { label: m.topics_panel_open(), tone: 'ok' };
  if (state === 'planned') return { label: m.topics_panel_before(), tone: 'plain' };
  return revealedAt === null
    ? { label: m.topics_panel_unrevealed(), tone: 'warn' }
    : { label: m.topics_panel_revealed(), tone: 'plain' };
}

/** On the projector, while it is open. */
export function onStage(vote: Words): string {
  const given = { count: vote.perPerson };
  const single = mostOnOne(vote) === 1;
  if (vote.on === 'topics') return single ? m.votes_stage_topics_one(given) : m.votes_stage_topics(given);
  return single ? m.votes_stage_notes_one(given) : m.votes_stage_notes(given);
}
