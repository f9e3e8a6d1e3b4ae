import Columns3 from '@lucide/svelte/icons/columns-3';
import Frame from '@lucide/svelte/icons/frame';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import List from '@lucide/svelte/icons/list';
import Table2 from '@lucide/svelte/icons/table-2';
import type { LucideIcon } from '@lucide/svelte';
import type { Layout } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';

/** Symbol and word of each layout. */
export const LAYOUT_LOOK: Record<Layout, { icon: LucideIcon; label: () => string }> = {
  wall: { icon: LayoutGrid, label: m.board_layout_wall },
  columns: { icon: Columns3, label: m.board_layout_columns },
  list: { icon: List, label: m.board_layout_list },
  table: { icon: Table2, label: m.board_layout_table },
  canvas: { icon: Frame, label: m.board_layout_canvas }
};
