import LogOut from '@lucide/svelte/icons/log-out';
import NotebookPen from '@lucide/svelte/icons/notebook-pen';
import Users from '@lucide/svelte/icons/users';
import type { ParticipantRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { MenuEntry } from '$lib/ui/menu';
import { sizeLabel, type Arranging } from './Arranging.svelte';

/** Where somebody may go, and what they may be there. Full groups are named, so that nobody looks for them. */
export function personMenu(arranging: Arranging, person: ParticipantRecord): MenuEntry[] {
  const { session } = arranging;
  const at = arranging.groupOf(person);
  const group = session.groups.find(({ id }) => id === at);
  const takes = group?.noteTakerId === person.id;
  return [
    ...session.groups
      .filter(({ id }) => id !== at)
      .map((other) => ({
        label: m.groups_into({
          name: other.name,
          size: sizeLabel(other, arranging.membersOf(other.id).length)
        }),
        icon: Users,
        disabled: arranging.isFull(other),
        onselect: () => arranging.move(person, other.id)
      })),
    ...(group && !arranging.preview
      ? [
          {
            label: m.groups_takes_notes(),
            icon: NotebookPen,
            checked: takes,
            onselect: () =>
              void session.steps.do([
                { type: 'group.edit', groupId: group.id, noteTakerId: takes ? null : person.id }
              ])
          }
        ]
      : []),
    ...(group
      ? [
          { type: 'line' as const },
          { label: m.groups_take_out(), icon: LogOut, onselect: () => arranging.move(person, null) }
        ]
      : [])
  ];
}
