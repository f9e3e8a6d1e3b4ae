import { m } from '$lib/i18n/paraglide/messages.js';

/** How a request looks to whoever decides: always a word, in the tone of a tag. */
export function requestState(state: 'waiting' | 'accepted' | 'declined'): {
  tone: 'accent' | 'ok' | 'plain';
  word: string;
} {
  switch (state) {
    case 'waiting':
      return { tone: 'accent', word: m.requests_state_waiting() };
    case 'accepted':
      return { tone: 'ok', word: m.requests_state_accepted() };
    case 'declined':
      return { tone: 'plain', word: m.requests_state_declined() };
  }
}
