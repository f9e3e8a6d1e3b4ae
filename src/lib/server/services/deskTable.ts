import type { SignupState } from '$lib/domain/records';
import { isoDateTime } from '$lib/i18n/dates';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Cell } from '$lib/server/csv';
import type { DeskRow } from '$lib/server/repositories/workingGroups';

/** Of the columns below, in characters. */
export const DESK_WIDTHS = [26, 30, 12, 30, 17, 17, 60, 15, 20, 17, 22, 22, 20, 16, 60] as const;

const STATES: Record<SignupState, () => string> = {
  in: m.desk_state_in,
  waiting: m.desk_state_waiting,
  asked: m.desk_state_asked,
  declined: m.desk_state_declined
};

/** The coordination's list as a table: everything it may see, with the consent in the words that were agreed to. */
export function deskTable(signups: readonly Omit<DeskRow, 'personId'>[]): Cell[][] {
  const head = [
    m.ag_desk_col_name(),
    m.desk_csv_organisation(),
    m.ag_desk_col_level(),
    m.desk_csv_email(),
    m.desk_csv_confirmed_at(),
    m.desk_csv_consent_at(),
    m.ag_desk_consent(),
    m.ag_desk_shown(),
    m.desk_mails_off(),
    m.desk_csv_created_at(),
    m.desk_contacted(),
    m.desk_csv_contacted_by(),
    m.desk_col_state(),
    m.desk_csv_source(),
    m.desk_message()
  ];
  const yes = (on: boolean) => (on ? m.desk_csv_yes() : m.desk_csv_no());
  const at = (date: Date | null) => date && isoDateTime(date.getTime());
  const rows = signups.map((signup): Cell[] => [
    signup.name,
    signup.organisation,
    signup.level === 'active' ? m.ag_count_active() : m.ag_count_informed(),
    signup.email,
    at(signup.confirmedAt),
    at(signup.consentedAt),
    signup.consentText,
    yes(signup.showName),
    yes(signup.mailsOffAt !== null),
    at(signup.createdAt),
    at(signup.contactedAt),
    signup.contactedBy,
    STATES[signup.state](),
    signup.source === 'page' ? m.desk_source_page() : m.desk_source_workshop(),
    signup.message
  ]);
  return [head, ...rows];
}
