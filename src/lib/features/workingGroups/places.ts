/** What an AG's state and places are called. */
import { entryTo, placesLeft } from '$lib/domain/board/workingGroups';
import type { SignupLevel, SignupState, WorkingGroupRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';

export type Terms = Pick<
  WorkingGroupRecord,
  'state' | 'limit' | 'joining' | 'audience' | 'active' | 'waiting'
>;

/** „noch 3 Plätze frei“, „alle 12 Plätze besetzt, 2 warten“; '' where there is no limit. */
export function placesLine(group: Terms): string {
  const left = placesLeft(group);
  if (group.limit === null || left === null) return '';
  if (left > 0) return m.places_left({ count: left });
  const taken = m.places_taken({ count: group.limit });
  return group.waiting > 0 ? `${taken}, ${m.places_waiting({ count: group.waiting })}` : taken;
}

export interface StateTag {
  tone: 'plain' | 'warn' | 'accent';
  text: string;
}

/** What is out of the ordinary about an AG; none of an open one that everybody sees. */
export function tagsOf(group: Terms): StateTag[] {
  const tags: StateTag[] = [];
  const entry = entryTo(group);
  if (group.state === 'paused') tags.push({ tone: 'warn', text: m.ag_state_paused() });
  if (group.state === 'closed') tags.push({ tone: 'plain', text: m.ag_state_closed() });
  if (group.state === 'open' && placesLeft(group) === 0) tags.push({ tone: 'warn', text: m.ag_state_full() });
  if (entry === 'asked') tags.push({ tone: 'accent', text: m.ag_state_approval() });
  if (group.audience === 'members') tags.push({ tone: 'plain', text: m.ag_for_members() });
  if (group.audience === 'participants') tags.push({ tone: 'plain', text: m.ag_for_participants() });
  return tags;
}

/** What the button to take an active part says. */
export function joinLabel(group: Terms): string {
  const entry = entryTo(group);
  if (entry === 'asked') return m.ag_join_ask();
  return entry === 'waiting' ? m.ag_join_wait() : m.ag_join_active();
}

/** What somebody must know before they sign up; '' where everything is as usual. */
export function joinNote(group: Terms): string {
  if (group.state === 'closed') return m.ag_note_closed();
  if (group.state === 'paused') return m.ag_note_paused();
  const entry = entryTo(group);
  if (entry === 'asked') return m.ag_note_approval();
  return entry === 'waiting' ? m.ag_note_full() : '';
}

/** What somebody is in an AG. */
export function ownState(level: SignupLevel, state: SignupState): string {
  if (level === 'informed') return m.ag_joined_informed();
  switch (state) {
    case 'in':
      return m.ag_joined_active();
    case 'waiting':
      return m.ag_joined_waiting();
    case 'asked':
      return m.ag_joined_asked();
    case 'declined':
      return m.ag_joined_declined();
  }
}
