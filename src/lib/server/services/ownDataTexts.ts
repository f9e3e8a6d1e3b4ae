/** What "Meine Daten" calls the tables, and how it says in words what stands in a row. */
import { longDateTime, plainDate } from '$lib/i18n/dates';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { OwnRow } from '$lib/server/repositories/ownData';

/** In the order of the page. A table that holds something of people and is not here fails ownData.pg.test.ts. */
export const SECTIONS: Record<string, () => string> = {
  person: m.mydata_person,
  member: m.mydata_member,
  contact: m.mydata_contact,
  card: m.mydata_card,
  kept_card: m.mydata_kept_card,
  contact_request: m.mydata_contact_request,
  contact_off: m.mydata_contact_off,
  card_report: m.mydata_card_report,
  card_invitation: m.mydata_card_invitation,
  participant: m.mydata_participant,
  badge: m.mydata_badge,
  signup: m.mydata_signup,
  coordinator: m.mydata_coordinator,
  signup_request: m.mydata_signup_request,
  enquiry: m.mydata_enquiry,
  calendar_key: m.mydata_calendar_key,
  note: m.mydata_note,
  comment: m.mydata_comment,
  message: m.mydata_message,
  reaction: m.mydata_reaction,
  ballot: m.mydata_ballot,
  poll_answer: m.mydata_poll_answer,
  file: m.mydata_file,
  mail: m.mydata_mail,
  session: m.mydata_session,
  access_link: m.mydata_access_link
};

/** Of what lies deeper in a row: what says nothing in words. */
const SILENT = new Set(['audience', 'colour', 'photo', 'workingGroups', 'workshops']);

type Values = Record<string, unknown>;

/** When it came about, ms since 1970; null: nobody noted it. */
export function timeOf(values: Values): number | null {
  for (const column of [
    'created_at',
    'kept_at',
    'since',
    'sent_at',
    'consented_at',
    'updated_at',
    'expires_at'
  ]) {
    const value = values[column];
    const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    if (!Number.isNaN(at)) return at;
  }
  return null;
}

export function textOf({ table, values, words }: Pick<OwnRow, 'table' | 'values' | 'words'>): string {
  switch (table) {
    case 'ballot':
      return m.mydata_dots({ count: sumOf(values['dots']) });
    case 'reaction':
      return m.mydata_reaction_one();
    case 'signup':
      return [
        signupText(values),
        ...(values['show_name'] === true ? [m.mydata_shown_name()] : []),
        ...stringsIn(words)
      ].join(' ');
    case 'member':
      return roleText(values['role']);
    case 'mail':
      return String(values['subject'] ?? m.mydata_mail_emptied());
    case 'card':
      // Without who may read what.
      return stringsIn([words[0], words[2]]).join(' · ');
    case 'kept_card':
      return stringsIn(words).join(' · ') || m.mydata_kept_card_one();
    case 'contact_off':
      return m.requests_switch_off();
    case 'card_report':
      return stringsIn(words).join(' · ') || m.mydata_card_report_one();
    case 'badge':
      return m.mydata_badge_one();
    case 'coordinator':
      return m.mydata_coordinator_one();
    case 'calendar_key':
      return m.mydata_calendar_key_one();
    case 'session':
      return untilText(values, m.mydata_session_until);
    case 'access_link':
      return untilText(values, m.mydata_link_until);
    default:
      return stringsIn(words).join(' · ');
  }
}

function signupText({ level, state }: Values): string {
  if (level !== 'active') return m.ag_joined_informed();
  if (state === 'waiting') return m.ag_joined_waiting();
  if (state === 'asked') return m.ag_joined_asked();
  return state === 'declined' ? m.ag_joined_declined() : m.ag_joined_active();
}

function roleText(role: unknown): string {
  if (role === 'owner') return m.space_account_role_owner();
  return role === 'facilitator' ? m.space_account_role_facilitator() : m.space_account_role_member();
}

function untilText(values: Values, text: (input: { date: string }) => string): string {
  const at = Date.parse(String(values['expires_at']));
  return Number.isNaN(at) ? m.mydata_forever() : text({ date: plainDate(at) });
}

const sumOf = (dots: unknown): number =>
  Array.isArray(dots) ? dots.reduce((sum: number, one: { count?: number }) => sum + (one.count ?? 0), 0) : 0;

/** All words in it, however deep, each once. */
function stringsIn(value: unknown, found: string[] = []): string[] {
  if (typeof value === 'string') {
    if (value !== '' && !found.includes(value) && !TIME.test(value)) found.push(value);
  } else if (Array.isArray(value)) {
    for (const one of value) stringsIn(one, found);
  } else if (value !== null && typeof value === 'object') {
    for (const [key, one] of Object.entries(value)) if (!SILENT.has(key)) stringsIn(one, found);
  }
  return found;
}
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

export const whenText = (at: number): string => longDateTime(at);
