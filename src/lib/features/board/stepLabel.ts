import type { Unsent } from '$lib/domain/commands';
import { m } from '$lib/i18n/paraglide/messages.js';

/** What a step was, for "Rückgängig gemacht: …". Commands that are no step (domain/board/takeBack.ts) never come here. */
const LABELS: Partial<Record<Unsent['type'], () => string>> = {
  'participant.add': m.board_step_person_add,
  'participant.edit': m.board_step_person_edit,
  'participant.mute': m.board_step_person_mute,
  'participant.appoint': m.board_step_person_appoint,
  'participant.remove': m.board_step_person_remove,
  'participant.restore': m.board_step_person_restore,
  'note.add': m.board_step_note_add,
  'note.edit': m.board_step_note_edit,
  'note.move': m.board_step_note_move,
  'note.remove': m.board_step_note_remove,
  'note.restore': m.board_step_note_restore,
  'note.pin': m.board_step_note_pin,
  'note.review': m.board_step_note_review,
  'note.stack': m.board_step_note_stack,
  'note.unstack': m.board_step_note_unstack,
  'note.reveal': m.board_step_note_reveal,
  'comment.add': m.board_step_comment_add,
  'comment.edit': m.board_step_comment_edit,
  'comment.remove': m.board_step_comment_remove,
  'comment.restore': m.board_step_comment_restore,
  'topic.add': m.board_step_topic_add,
  'topic.edit': m.board_step_topic_edit,
  'topic.move': m.board_step_topic_move,
  'topic.merge': m.board_step_topic_merge,
  'topic.remove': m.board_step_topic_remove,
  'poll.add': m.board_step_poll_add,
  'poll.edit': m.board_step_poll_edit,
  'poll.move': m.board_step_poll_move,
  'poll.remove': m.board_step_poll_remove,
  'poll.restore': m.board_step_poll_restore,
  'poll.hide': m.board_step_poll_hide,
  'group.add': m.board_step_group_add,
  'group.edit': m.board_step_group_edit,
  'group.deal': m.board_step_group_deal,
  'group.merge': m.board_step_group_merge,
  'group.remove': m.board_step_group_remove,
  'group.restore': m.board_step_group_restore,
  'participant.assign': m.board_step_assign
};

export function stepLabel(type: Unsent['type']): string {
  return (LABELS[type] ?? m.board_step_other)();
}
