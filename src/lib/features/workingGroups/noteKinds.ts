import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import Construction from '@lucide/svelte/icons/construction';
import HandHelping from '@lucide/svelte/icons/hand-helping';
import Info from '@lucide/svelte/icons/info';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import Megaphone from '@lucide/svelte/icons/megaphone';
import type { LucideIcon } from '@lucide/svelte';
import type { NoteKind } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';

/** Ending of the global class `note--…`, symbol and word of a kind: the three always stand together. */
export const NOTE_KINDS: Readonly<Record<NoteKind, { tone: string; icon: LucideIcon; label: () => string }>> =
  {
    idea: { tone: 'yellow', icon: Lightbulb, label: () => m.board_kind_idea() },
    offer: { tone: 'green', icon: HandHelping, label: () => m.board_kind_offer() },
    question: { tone: 'blue', icon: CircleQuestionMark, label: () => m.board_kind_question() },
    hurdle: { tone: 'rose', icon: Construction, label: () => m.board_kind_hurdle() },
    need: { tone: 'orange', icon: Megaphone, label: () => m.board_kind_need() },
    info: { tone: 'white', icon: Info, label: () => m.board_kind_info() }
  };
