/** Why somebody thinks that a card should not hang as it does. */
export const REPORT_REASONS = ['wrong', 'unasked', 'offensive', 'advertising', 'other'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];
/** `review`: the owner of a hidden card has changed it and asks for another look. */
export type ReportKind = ReportReason | 'review';
