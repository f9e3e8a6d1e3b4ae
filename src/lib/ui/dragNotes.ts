/** Dragging of notes and topics. A shortcut: everything it does stands in the menus as well. */
import {
  draggable,
  dropTargetForElements,
  monitorForElements
} from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/utils/set-custom-native-drag-preview';
import type { Attachment } from 'svelte/attachments';
import { insertionIndex } from './insertionIndex';

/** Where a dragged thing would land: before `index` of a list that flows in `columns`. */
export interface DropPlace {
  index: number;
  columns: number;
}
export type NoteDrop = DropPlace & { topicId: string | null };
export interface TopicDrag {
  topicId: string;
  drop: DropPlace | null;
}

/** What is sorted by dragging: it says what may be dragged, is told where it would land, and takes it there. */
export interface Sortable {
  mayDrag(noteId: string): boolean;
  /** The notes that go along when this one is dragged, itself among them. */
  concerned(noteId: string): readonly string[];
  mayDragTopic(topicId: string): boolean;
  noteDrop: NoteDrop | null;
  topicDrag: TopicDrag | null;
  pickUp(noteId: string): void;
  /** Ends the drag of a note; with a `noteDrop` it moves there. */
  letGo(): void;
  moveTopic(topicId: string, index: number): void;
}

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
  sorted: Sortable,
  noteId: string,
  several: (count: number) => string
): Attachment<HTMLElement> {
  return (element) =>
    draggable({
      element,
      canDrag: () => sorted.mayDrag(noteId),
      getInitialData: () => ({ noteId }),
      onGenerateDragPreview: ({ nativeSetDragImage }) => {
        const count = sorted.concerned(noteId).length;
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
export function topicHandle(sorted: Sortable, topicId: string): Attachment<HTMLElement> {
  return (element) => {
    const dragHandle = element.querySelector('[data-handle]') ?? undefined;
    return draggable({
      element,
      ...(dragHandle ? { dragHandle } : {}),
      canDrag: () => sorted.mayDragTopic(topicId),
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

/** Follows every drag on the page and tells what is sorted where things would land. Answers the clean-up. */
export function followDrags(sorted: Sortable): () => void {
  return monitorForElements({
    onDragStart: ({ source }) => {
      const { noteId, topicId } = source.data;
      if (typeof noteId === 'string') sorted.pickUp(noteId);
      else if (typeof topicId === 'string') sorted.topicDrag = { topicId, drop: null };
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
        if (!target || !(topicId === null || typeof topicId === 'string')) sorted.noteDrop = null;
        else if (!holder) sorted.noteDrop = { topicId, index: 0, columns: 1 };
        else sorted.noteDrop = { topicId, ...place(holder, holder.querySelectorAll('[data-note]')) };
      } else if (sorted.topicDrag) {
        const drop = target ? place(target.element, target.element.querySelectorAll('[data-topic]')) : null;
        sorted.topicDrag = { ...sorted.topicDrag, drop };
      }
    },
    onDrop: ({ location }) => {
      const landed = location.current.dropTargets.length > 0;
      const topic = sorted.topicDrag;
      sorted.topicDrag = null;
      if (!landed) sorted.noteDrop = null;
      sorted.letGo();
      if (landed && topic?.drop) sorted.moveTopic(topic.topicId, topic.drop.index);
    }
  });
}
