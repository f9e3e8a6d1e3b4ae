import Lock from '@lucide/svelte/icons/lock';
import LockOpen from '@lucide/svelte/icons/lock-open';
import Pencil from '@lucide/svelte/icons/pencil';
import Trash2 from '@lucide/svelte/icons/trash-2';
import type { TopicRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { colourMenu } from '$lib/ui/colourMenu';
import type { MenuEntry } from '$lib/ui/menu';
import type { BoardController } from '../BoardController.svelte';

/**
 * What can be done with a topic.
 * @param places where its layout can put it
 */
export function topicMenu(
  board: BoardController,
  topic: TopicRecord,
  onrename: () => void,
  places: readonly MenuEntry[]
): MenuEntry[] {
  const lock: MenuEntry = {
    label: topic.locked ? m.board_column_unlock() : m.board_column_lock(),
    icon: topic.locked ? LockOpen : Lock,
    onselect: () => board.step([{ type: 'topic.edit', topicId: topic.id, locked: !topic.locked }])
  };
  const kept = topic.workingGroupId !== null;
  return [
    { label: m.board_column_rename(), icon: Pencil, onselect: onrename },
    colourMenu(topic.colour, (colour) => board.step([{ type: 'topic.edit', topicId: topic.id, colour }])),
    ...places,
    ...(board.session.isFacilitator ? [lock] : []),
    { type: 'line' },
    {
      label: kept ? m.board_column_kept() : m.board_column_remove(),
      icon: Trash2,
      danger: true,
      disabled: kept,
      onselect: () => board.removeTopic(topic)
    }
  ];
}
