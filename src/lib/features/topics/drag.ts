/** Dragging of notes and topics. A shortcut: everything it does stands in the menus as well. */
import {
  draggable,
  dropTargetForElements,
  monitorForElements
} from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/utils/set-custom-native-drag-preview';
import type { Attachment } from 'svelte/attachments';
import type { ClusterState } from './ClusterState.svelte';
import { insertionIndex } from '$lib/ui/insertionIndex';

const columnsOf = (element: Element): number =>
  getComputedStyle(element).gridTemplateColumns.split(' ').length;

/** A small dark label under the pointer instead of the picture of one note, when several are dragged. */
function previewOf(text: string) {
  return ({ container }: { container: HTMLElement }) => {
    const label = document.createElement('div');
    label.textContent = text;
    label.style.cssText =
      'padding: .5rem .9rem; border-radius: 12px; font-weight: 700; background: var(--surface-strip); color: var(--on-strip)';
    container.append(label);
  };
}

/** Makes a note draggable; the whole selection goes with it when it is part of it. */
export function noteHandle(
  cluster: ClusterState,
  noteId: string,
  several: (count: number) => string
): Attachment<HTMLElement> {
  return (element) =>
    draggable({
      element,
      canDrag: () => cluster.canMove,
      getInitialData: () => ({ noteId }),
      onGenerateDragPreview: ({ nativeSetDragImage }) => {
        const count = cluster.concerned(noteId).length;
        if (count > 1) setCustomNativeDragPreview({ nativeSetDragImage, render: previewOf(several(count)) });
      }
    });
}

/** The list (with `data-notes` on the element that holds the notes) takes notes. */
export function noteTarget(topicId: string | null): Attachment<HTMLElement> {
  return (element) =>
    dropTargetForElements({
      element,
      canDrop: ({ source }) => typeof source.data.noteId === 'string',
      getData: () => ({ listOf: topicId })
    });
}

/** Makes a topic draggable by its strip. */
export function topicHandle(cluster: ClusterState, topicId: string): Attachment<HTMLElement> {
  return (element) => {
    const dragHandle = element.querySelector('[data-handle]') ?? undefined;
    return draggable({
      element,
      ...(dragHandle ? { dragHandle } : {}),
      canDrag: () => cluster.canMove && cluster.renaming !== topicId,
      getInitialData: () => ({ topicId })
    });
  };
}

/** The canvas takes topics. */
export function topicTarget(): Attachment<HTMLElement> {
  return (element) =>
    dropTargetForElements({
      element,
      canDrop: ({ source }) => typeof source.data.topicId === 'string',
      getData: () => ({ canvas: true })
    });
}

/** Follows every drag on the page and tells the state where things would land. Answers the clean-up. */
export function followDrags(cluster: ClusterState): () => void {
  return monitorForElements({
    onDragStart: ({ source }) => {
      const { noteId, topicId } = source.data;
      if (typeof noteId === 'string') cluster.pickUp(noteId);
      else if (typeof topicId === 'string') cluster.topicDrag = { topicId, drop: null };
    },
    onDrag: ({ location, source }) => {
      const target = location.current.dropTargets[0];
      const point = { x: location.current.input.clientX, y: location.current.input.clientY };
      const place = (holder: Element, items: Iterable<Element>) => {
        const columns = columnsOf(holder);
        return {
          columns,
          index: insertionIndex(
            point,
            Array.from(items, (item) => item.getBoundingClientRect()),
            columns
          )
        };
      };
      if (typeof source.data.noteId === 'string') {
        const holder = target?.element.querySelector('[data-notes]');
        const topicId = target?.data.listOf;
        if (!target || !(topicId === null || typeof topicId === 'string')) cluster.noteDrop = null;
        else if (!holder) cluster.noteDrop = { topicId, index: 0, columns: 1 };
        else cluster.noteDrop = { topicId, ...place(holder, holder.querySelectorAll('[data-note]')) };
      } else if (cluster.topicDrag) {
        const drop = target ? place(target.element, target.element.querySelectorAll('[data-topic]')) : null;
        cluster.topicDrag = { ...cluster.topicDrag, drop };
      }
    },
    onDrop: ({ location }) => {
      const landed = location.current.dropTargets.length > 0;
      const topic = cluster.topicDrag;
      cluster.topicDrag = null;
      if (!landed) cluster.noteDrop = null;
      cluster.letGo();
      if (landed && topic?.drop) cluster.moveTopic(topic.topicId, topic.drop.index);
    }
  });
}
