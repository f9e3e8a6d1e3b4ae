/** Dragging of names onto groups. A shortcut: each name has a menu that does the same. */
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import type { Attachment } from 'svelte/attachments';
import type { Arranging } from './Arranging.svelte';

export const personHandle =
  (personId: string): Attachment<HTMLElement> =>
  (element) =>
    draggable({ element, getInitialData: () => ({ personId }) });

/** @param groupId null: the list of those without a group */
export const groupTarget =
  (arranging: Arranging, groupId: string | null): Attachment<HTMLElement> =>
  (element) =>
    dropTargetForElements({
      element,
      canDrop: ({ source }) => typeof source.data.personId === 'string',
      onDragEnter: () => (arranging.over = groupId),
      onDragLeave: () => (arranging.over = undefined),
      onDrop: ({ source }) => {
        arranging.over = undefined;
        const person = arranging.people.find(({ id }) => id === source.data.personId);
        if (person) arranging.move(person, groupId);
      }
    });
