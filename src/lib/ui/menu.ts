import type { LucideIcon } from '@lucide/svelte';

/** One thing to do (or, with `checked`, one thing to switch; with `href`, one place to go). */
export interface MenuAction {
  type?: 'item';
  label: string;
  icon?: LucideIcon;
  /** The single key that does the same, as the person reads it: "M", "Entf". */
  shortcut?: string;
  danger?: boolean;
  disabled?: boolean;
  /** Set: the entry is a check mark and says whether it is on. */
  checked?: boolean;
  href?: string;
  onselect?: () => void;
}
/** A small heading; the entries after it belong to it. */
export interface MenuHeading {
  type: 'heading';
  label: string;
}
export interface MenuLine {
  type: 'line';
}
/** Opens further entries: beside it, on the phone over it. */
export interface MenuSub {
  type: 'sub';
  label: string;
  icon?: LucideIcon;
  disabled?: boolean;
  items: readonly MenuEntry[];
}
export type MenuEntry = MenuAction | MenuHeading | MenuLine | MenuSub;
