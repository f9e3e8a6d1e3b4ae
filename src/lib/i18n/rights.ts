import type { ParticipantRight, Sees } from '$lib/domain/records';
import { m } from './paraglide/messages.js';

/** What may be opened to participants, in words; the hint says what else belongs to it. */
export const RIGHT_WORDS: Readonly<Record<ParticipantRight, { label: () => string; hint?: () => string }>> = {
  write: { label: m.board_may_write, hint: m.board_may_write_hint },
  comment: { label: m.board_may_comment },
  react: { label: m.board_may_react },
  move: { label: m.board_may_move, hint: m.board_may_move_hint },
  names: { label: m.board_may_names, hint: m.board_may_names_hint },
  vote: { label: m.board_may_vote, hint: m.board_may_vote_hint },
  signUp: { label: m.board_may_sign_up, hint: m.board_may_sign_up_hint }
};

/** Whose notes participants read. */
export const SEES_WORDS: Readonly<Record<Sees, () => string>> = {
  all: m.board_sees_all,
  group: m.board_sees_group,
  own: m.board_sees_own
};
