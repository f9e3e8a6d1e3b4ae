import { m } from '$lib/i18n/paraglide/messages.js';

/** Keys that are pressed together, each as it stands on the keyboard. */
type Chord = readonly string[];

export interface Shortcut {
  /** Any one of these. */
  chords: readonly Chord[];
  label: string;
}
export interface ShortcutGroup {
  title: string;
  shortcuts: readonly Shortcut[];
}

/** All keys that do something on a board. Each of them also has a button or an entry in a menu. */
export function shortcutGroups(): ShortcutGroup[] {
  const ctrl = m.board_key_ctrl();
  const shift = m.board_key_shift();
  const one = (label: string, ...chords: Chord[]): Shortcut => ({ chords, label });
  return [
    {
      title: m.board_keys_writing(),
      shortcuts: [
        one(m.board_keys_pin(), [ctrl, 'Enter']),
        one(m.board_keys_bold(), [ctrl, 'B']),
        one(m.board_keys_italic(), [ctrl, 'I']),
        one(m.board_keys_link(), [ctrl, 'K'])
      ]
    },
    {
      title: m.board_keys_note(),
      shortcuts: [
        one(m.board_keys_arrows(), ['←'], ['→'], ['↑'], ['↓']),
        one(m.board_keys_ends(), [m.board_key_home()], [m.board_key_end()]),
        one(m.board_menu_open(), ['Enter']),
        one(m.board_keys_menu(), ['.'], [shift, 'F10']),
        one(m.ui_edit(), ['E']),
        one(m.board_menu_move(), ['M']),
        one(m.board_keys_top(), ['P']),
        one(m.board_remove(), [m.board_key_delete()])
      ]
    },
    {
      title: m.board_keys_sorting(),
      shortcuts: [
        one(m.board_keys_menu(), ['Enter'], ['.']),
        one(m.board_keys_select(), [m.board_key_space()]),
        one(m.board_keys_select_more(), [shift, '↑'], [shift, '↓']),
        one(m.topics_stack(), ['S']),
        one(m.board_keys_unselect(), ['Esc']),
        one(m.board_keys_place(), [ctrl, '←'], ['Alt', '←'])
      ]
    },
    {
      title: m.board_keys_canvas(),
      shortcuts: [
        one(m.board_keys_push(), ['Alt', '←']),
        one(m.board_keys_push_far(), ['Alt', shift, '←']),
        one(m.board_keys_zoom(), ['+'], ['−'], ['0']),
        one(m.board_keys_lasso(), ['L'])
      ]
    },
    {
      title: m.board_keys_everywhere(),
      shortcuts: [
        one(m.ui_undo(), [ctrl, 'Z']),
        one(m.board_redo(), [ctrl, shift, 'Z'], [ctrl, 'Y']),
        one(m.board_keys_title(), ['?'])
      ]
    }
  ];
}
