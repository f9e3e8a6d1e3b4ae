/** The form in which a vote is prepared. */
import { NEW_VOTE } from '$lib/domain/board/votes';
import type { VoteSettings } from '$lib/domain/commands';
import { LIMITS } from '$lib/domain/limits';
import type { VoteRecord } from '$lib/domain/records';

export interface VoteForm {
  title: string;
  /** `topics`, `notes`, or the id of the topic whose notes it is about. */
  subject: string;
  perPerson: number;
  /** Several dots on one thing. */
  several: boolean;
}

export function formOf({ title, on, topicId, perPerson, perItem }: Omit<VoteSettings, 'id'>): VoteForm {
  return {
    title: title ?? NEW_VOTE.title,
    subject: on === 'notes' ? (topicId ?? 'notes') : 'topics',
    perPerson: perPerson ?? NEW_VOTE.perPerson,
    several: perItem !== 1
  };
}

export function settingsOf({ title, subject, perPerson, several }: VoteForm): Required<VoteSettings> {
  return {
    title: title.trim(),
    on: subject === 'topics' ? 'topics' : 'notes',
    topicId: subject === 'topics' || subject === 'notes' ? null : subject,
    perPerson: Math.min(LIMITS.dotsPerPerson, Math.max(1, Math.round(perPerson) || 1)),
    perItem: several ? null : 1
  };
}

/** What of the settings is another now; only what was changed is sent, so that what others change meanwhile stays theirs. */
export function changesOf(vote: VoteRecord, form: VoteForm): VoteSettings {
  const changes: VoteSettings = {};
  const next = settingsOf(form);
  if (next.title !== vote.title) changes.title = next.title;
  if (next.on !== vote.on) changes.on = next.on;
  if (next.topicId !== vote.topicId) changes.topicId = next.topicId;
  if (next.perPerson !== vote.perPerson) changes.perPerson = next.perPerson;
  if ((next.perItem === 1) !== (vote.perItem === 1)) changes.perItem = next.perItem;
  return changes;
}
