import { m } from '$lib/i18n/paraglide/messages.js';

/** What became of an invitation, or why there is none. */
export type InvitedState =
  'waiting' | 'known' | 'refused' | 'no_name' | 'bad_email' | 'too_long' | 'bad_web' | 'invalid';

export function invitedWord(state: InvitedState): string {
  switch (state) {
    case 'waiting':
      return m.invite_state_waiting();
    case 'known':
      return m.invite_state_known();
    case 'refused':
      return m.invite_state_refused();
    case 'no_name':
      return m.invite_state_no_name();
    case 'bad_email':
      return m.cards_error_email();
    case 'too_long':
      return m.invite_state_too_long();
    case 'bad_web':
      return m.cards_error_web();
    case 'invalid':
      return m.cards_error_invalid();
  }
}
