import type { HistoryEntry, HistoryKind, ToldPhase, ToldSetting } from '$lib/domain/board/history/entry';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { HistoryItem } from './items';

/** What a phase is called. */
export type PhaseLabel = (phase: Pick<ToldPhase, 'phase' | 'title'>) => string;

export interface Sentence {
  /** Its subject. */
  who: string;
  /** What follows. */
  did: string;
}

/** "Petra Lenk" and "hat die Notiz „…" in „Mobilität" gelegt". */
export function sentenceOf({ entries }: HistoryItem, phaseLabel: PhaseLabel): Sentence {
  const [entry] = entries;
  const label = entry.label || m.history_no_words();
  const has = entry.mine ? m.history_have() : m.history_has();
  const count = entries.length;
  return {
    who: entry.mine ? m.ui_you() : (entry.who?.name ?? m.history_somebody()),
    did: DID[entry.what]({ has, label, count, entry, oldest: entries.at(-1) ?? entry, phaseLabel })
  };
}

interface Words {
  has: string;
  label: string;
  count: number;
  entry: HistoryEntry;
  /** The first of those that are told together. */
  oldest: HistoryEntry;
  phaseLabel: PhaseLabel;
}

const DID: Record<HistoryKind, (words: Words) => string> = {
  'note.add': m.history_did_note_add,
  'note.edit': m.history_did_note_edit,
  'note.kind': m.history_did_note_kind,
  'note.topic': ({ has, label, count, entry: { to } }) => {
    if (to === null || to === undefined) return m.history_did_note_loose({ has, label, count });
    return to === ''
      ? m.history_did_note_topic_gone({ has, label, count })
      : m.history_did_note_topic({ has, label, count, to });
  },
  'note.group': ({ has, label, count, entry: { to } }) =>
    to
      ? m.history_did_note_group({ has, label, count, to })
      : m.history_did_note_plenary({ has, label, count }),
  'note.remove': m.history_did_note_remove,
  'note.restore': m.history_did_note_restore,
  'note.pin': m.history_did_note_pin,
  'note.unpin': m.history_did_note_unpin,
  'note.approve': m.history_did_note_approve,
  'note.decline': m.history_did_note_decline,
  'note.wait': m.history_did_note_wait,
  'note.stack': (words) =>
    words.entry.to
      ? m.history_did_note_stack({ ...words, to: words.entry.to })
      : m.history_did_note_stack_hidden(words),
  'note.unstack': m.history_did_note_unstack,
  'note.reveal': (words) => m.history_did_note_reveal({ ...words, count: words.entry.count ?? 1 }),
  'note.hide': (words) => m.history_did_note_hide({ ...words, count: words.entry.count ?? 1 }),
  'comment.add': m.history_did_comment_add,
  'comment.edit': m.history_did_comment_edit,
  'comment.remove': m.history_did_comment_remove,
  'comment.restore': m.history_did_comment_restore,
  'topic.add': m.history_did_topic_add,
  'topic.restore': m.history_did_topic_restore,
  'topic.rename': (words) =>
    m.history_did_topic_rename({ ...words, before: words.oldest.before?.title ?? '' }),
  'topic.lock': m.history_did_topic_lock,
  'topic.unlock': m.history_did_topic_unlock,
  'topic.merge': (words) => m.history_did_topic_merge({ ...words, to: words.entry.to ?? '' }),
  'topic.remove': m.history_did_topic_remove,
  'group.add': m.history_did_group_add,
  'group.rename': (words) =>
    m.history_did_group_rename({ ...words, before: words.oldest.before?.title ?? '' }),
  'group.task': m.history_did_group_task,
  'group.done': m.history_did_group_done,
  'group.undone': m.history_did_group_undone,
  'group.deal': m.history_did_group_deal,
  'group.merge': (words) => m.history_did_group_merge({ ...words, to: words.entry.to ?? '' }),
  'group.remove': m.history_did_group_remove,
  'group.restore': m.history_did_group_restore,
  'phase.set': (words) => m.history_did_phase_set(ofPhase(words)),
  'phase.configure': (words) =>
    m.history_did_phase_configure({ ...ofPhase(words), settings: settingsOf(words.entry) }),
  'phase.add': (words) => m.history_did_phase_add(ofPhase(words)),
  'phase.restore': (words) => m.history_did_phase_restore(ofPhase(words)),
  'phase.move': (words) => m.history_did_phase_move(ofPhase(words)),
  'phase.remove': (words) => m.history_did_phase_remove(ofPhase(words)),
  'phase.end': (words) => m.history_did_phase_end(ofPhase(words)),
  'timer.start': ({ has, entry }) => m.history_did_timer_start({ has, count: entry.minutes ?? 1 }),
  'timer.add': ({ has, entry }) => m.history_did_timer_add({ has, count: entry.minutes ?? 1 }),
  'timer.cut': ({ has, entry }) => m.history_did_timer_cut({ has, count: entry.minutes ?? 1 }),
  'timer.pause': m.history_did_timer_pause,
  'timer.resume': m.history_did_timer_resume,
  'timer.stop': m.history_did_timer_stop,
  'lead.take': ({ has, entry: { to } }) =>
    to ? m.history_did_lead_give({ has, name: to }) : m.history_did_lead_take({ has }),
  'callBack.start': m.history_did_call_back,
  'message.send': ({ has, label, entry: { to } }) =>
    to ? m.history_did_message({ has, label, to }) : m.history_did_message_all({ has, label }),
  'board.open': m.history_did_board_open,
  'board.close': m.history_did_board_close,
  'board.configure': ({ has, entry }) => m.history_did_board_configure({ has, settings: settingsOf(entry) }),
  'participant.add': m.history_did_person_add,
  'participant.edit': m.history_did_person_edit,
  'participant.remove': m.history_did_person_remove,
  'participant.restore': m.history_did_person_restore,
  'participant.merge': (words) => m.history_did_person_merge({ ...words, to: words.entry.to ?? '' }),
  'participant.mute': m.history_did_person_mute,
  'participant.unmute': m.history_did_person_unmute,
  'participant.appoint': m.history_did_person_appoint,
  'participant.dismiss': m.history_did_person_dismiss,
  'vote.add': (words) => m.history_did_vote_add(asked(words)),
  'vote.restore': (words) => m.history_did_vote_restore(asked(words)),
  'vote.configure': (words) => m.history_did_vote_configure(asked(words)),
  'vote.open': (words) => m.history_did_vote_open(asked(words)),
  'vote.close': (words) => m.history_did_vote_close(asked(words)),
  'vote.reveal': (words) => m.history_did_vote_reveal(asked(words)),
  'vote.reopen': (words) => m.history_did_vote_reopen(asked(words)),
  'vote.remove': (words) => m.history_did_vote_remove(asked(words)),
  'workingGroup.add': m.history_did_ag_add,
  'workingGroup.edit': m.history_did_ag_edit,
  'workingGroup.settings': m.history_did_ag_settings,
  'workingGroup.remove': m.history_did_ag_remove,
  'poll.add': m.history_did_poll_add,
  'poll.edit': m.history_did_poll_edit,
  'poll.open': m.history_did_poll_open,
  'poll.reopen': m.history_did_poll_reopen,
  'poll.close': m.history_did_poll_close,
  'poll.remove': m.history_did_poll_remove,
  'poll.restore': m.history_did_poll_restore,
  'poll.hide': m.history_did_poll_hide,
  'poll.unhide': m.history_did_poll_unhide
};

const ofPhase = ({ has, entry: { phase, from }, phaseLabel }: Words): { has: string; phase: string } => {
  const told = phase ?? from;
  return { has, phase: told ? phaseLabel(told) : '' };
};

/** A vote without a question of its own asks the usual one. */
const asked = ({ has, entry }: Words): { has: string; label: string } => ({
  has,
  label: entry.label || m.topics_vote_title()
});

const settingsOf = ({ settings = [] }: HistoryEntry): string =>
  settings.map((setting) => SETTINGS[setting]()).join(', ');

const SETTINGS: Record<ToldSetting, () => string> = {
  title: m.board_settings_title,
  question: m.board_settings_question,
  layout: m.history_setting_layout,
  order: m.history_setting_order,
  reactions: m.board_settings_reaction,
  kinds: m.board_settings_kinds,
  anonymous: m.board_settings_anonymous,
  approval: m.board_settings_approval,
  frozen: m.board_settings_frozen,
  may: m.board_settings_rights,
  access: m.history_setting_access,
  membersOnly: m.history_setting_members,
  grouping: m.groups_choose_label,
  lateToSmallest: m.groups_late,
  sees: m.history_setting_sees,
  minutes: m.history_setting_minutes,
  instruction: m.history_setting_instruction
};
