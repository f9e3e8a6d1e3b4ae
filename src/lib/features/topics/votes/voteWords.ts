/** What a vote says of itself, in the language of the page. */
import type { VoteRecord } from '$lib/domain/records';
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
