import type { LeftOut } from '$lib/domain/mailing';
import { m } from '$lib/i18n/paraglide/messages.js';

/** „Ausgelassen: 3 unbestätigt, 1 ohne Einwilligung."; '' when nobody is. */
export function leftOutSentence(left: LeftOut): string {
  const reasons = [
    left.noConsent > 0 && m.ag_desk_out_no_contact({ count: left.noConsent }),
    left.unsubscribed > 0 && m.desk_out_unsubscribed({ count: left.unsubscribed }),
    left.refused > 0 && m.desk_out_refused({ count: left.refused }),
    left.unconfirmed > 0 && m.desk_out_unconfirmed({ count: left.unconfirmed }),
    left.twice > 0 && m.ag_desk_out_twice({ count: left.twice })
  ].filter((reason) => reason !== false);
  return reasons.length === 0 ? '' : m.ag_desk_addresses_out({ reasons: reasons.join(', ') });
}
