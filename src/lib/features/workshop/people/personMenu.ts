import Merge from '@lucide/svelte/icons/merge';
import MessageSquareOff from '@lucide/svelte/icons/message-square-off';
import MessageSquareText from '@lucide/svelte/icons/message-square-text';
import NotebookPen from '@lucide/svelte/icons/notebook-pen';
import Pencil from '@lucide/svelte/icons/pencil';
import ShieldMinus from '@lucide/svelte/icons/shield-minus';
import ShieldPlus from '@lucide/svelte/icons/shield-plus';
import Trash from '@lucide/svelte/icons/trash-2';
import UserMinus from '@lucide/svelte/icons/user-minus';
import Users from '@lucide/svelte/icons/users';
import type { ParticipantRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { MenuEntry } from '$lib/ui/menu';
import type { PeopleDesk } from './PeopleDesk.svelte';

/** What is asked about in a dialog. */
export type Asks = 'write' | 'edit' | 'merge' | 'remove' | 'erase';

/** What can be done about a person; the rights behind it: domain/board/moderation/people.ts. */
export function personMenu(
  desk: PeopleDesk,
  person: ParticipantRecord,
  ask: (what: Asks) => void
): MenuEntry[] {
  const { session } = desk;
  const { appointed, muted, byHand, role } = person;
  const touchable = role !== 'facilitator' && !(session.isAppointed && appointed);
  const entries: MenuEntry[] = [];
  if (session.groups.length > 0) entries.push(groupMenu(desk, person));
  if (byHand) entries.push({ label: m.people_write(), icon: NotebookPen, onselect: () => ask('write') });
  if (!session.isAppointed && role !== 'facilitator' && (!byHand || appointed)) {
    entries.push(
      appointed
        ? { label: m.people_dismiss(), icon: ShieldMinus, onselect: () => desk.appoint(person, false) }
        : { label: m.people_appoint(), icon: ShieldPlus, onselect: () => desk.appoint(person, true) }
    );
  }
  if (!touchable) return entries;
  if (!appointed && !byHand) {
    entries.push(
      muted
        ? { label: m.people_unmute(), icon: MessageSquareText, onselect: () => desk.mute(person, false) }
        : { label: m.people_mute(), icon: MessageSquareOff, onselect: () => desk.mute(person, true) }
    );
  }
  return [
    ...entries,
    { label: m.people_edit(), icon: Pencil, onselect: () => ask('edit') },
    { label: m.people_merge(), icon: Merge, onselect: () => ask('merge') },
    { type: 'line' },
    { label: m.people_remove(), icon: UserMinus, danger: true, onselect: () => ask('remove') },
    { label: m.people_erase(), icon: Trash, danger: true, onselect: () => ask('erase') }
  ];
}

function groupMenu(desk: PeopleDesk, person: ParticipantRecord): MenuEntry {
  const into = (id: string | null, label: string): MenuEntry => ({
    label,
    checked: person.groupId === id,
    onselect: () => desk.assign(person, id)
  });
  return {
    type: 'sub',
    label: m.people_group(),
    icon: Users,
    items: [
      ...desk.session.groups.map(({ id, name }) => into(id, name)),
      { type: 'line' },
      into(null, m.workshop_plenary())
    ]
  };
}
