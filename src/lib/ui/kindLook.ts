import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import Construction from '@lucide/svelte/icons/construction';
import HandHelping from '@lucide/svelte/icons/hand-helping';
import Info from '@lucide/svelte/icons/info';
import Lightbulb from '@lucide/svelte/icons/lightbulb';
import Megaphone from '@lucide/svelte/icons/megaphone';
import type { LucideIcon } from '@lucide/svelte';
import { m } from '$lib/i18n/paraglide/messages.js';

interface KindLook {
  /** Ending of the global classes `note--…`, `kind--…`, `ktag--…`. */
  tone: 'yellow' | 'green' | 'blue' | 'rose' | 'orange' | 'white';
  icon: LucideIcon;
  /** A function: the language is only known when it is shown. */
  label: () => string;
}

/**
 * Colour, symbol and word of a note's kind: the three always stand together. The keys are the domain's NoteKind; whoever
 * looks one up is told by the compiler when a kind is missing here.
 */
export const KIND_LOOK = {
  idea: { tone: 'yellow', icon: Lightbulb, label: () => m.board_kind_idea() },
  offer: { tone: 'green', icon: HandHelping, label: () => m.board_kind_offer() },
  question: { tone: 'blue', icon: CircleQuestionMark, label: () => m.board_kind_question() },
  hurdle: { tone: 'rose', icon: Construction, label: () => m.board_kind_hurdle() },
  need: { tone: 'orange', icon: Megaphone, label: () => m.board_kind_need() },
  info: { tone: 'white', icon: Info, label: () => m.board_kind_info() }
} as const satisfies Readonly<Record<string, KindLook>>;

/**
 * As people see a kind on a board.
 * @param ownWord the board's own word for it; '' is the usual one
 */
export function kindLook(kind: keyof typeof KIND_LOOK, ownWord: string): KindLook {
  const look = KIND_LOOK[kind];
  return ownWord === '' ? look : { ...look, label: () => ownWord };
}
