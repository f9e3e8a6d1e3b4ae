import { REPORT_REASONS, type ReportKind, type ReportReason } from '$lib/domain/cards/reports';
import { m } from '$lib/i18n/paraglide/messages.js';

/** Why a card is reported, in words. */
export function reportWord(reason: ReportKind): string {
  switch (reason) {
    case 'wrong':
      return m.reports_reason_wrong();
    case 'unasked':
      return m.reports_reason_unasked();
    case 'offensive':
      return m.reports_reason_offensive();
    case 'advertising':
      return m.reports_reason_advertising();
    case 'other':
      return m.reports_reason_other();
    case 'review':
      return m.reports_reason_review();
  }
}

export const reportChoices = (): { reason: ReportReason; word: string }[] =>
  REPORT_REASONS.map((reason) => ({ reason, word: reportWord(reason) }));
