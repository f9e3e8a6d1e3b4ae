/** A list whose rows change places by dragging. A shortcut: the same stands in each row's menu. */
import {
  draggable,
  dropTargetForElements,
  monitorForElements
} from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import type { Attachment } from 'svelte/attachments';
import { insertionIndex } from './insertionIndex';

export class RowDrag {
  /** The row that is dragged now. */
  held = $state<string | null>(null);
  /** Before which row of the whole list it would land; its length: at the end. */
  before = $state<number | null>(null);
  readonly #list = Symbol('rows');
  readonly #drop: (rowId: string, before: number) => void;

  /** @param drop is told before which row of the whole list a row was let go */
  constructor(drop: (rowId: string, before: number) => void) {
    this.#drop = drop;
  }

  /** A row, dragged by what has `data-handle` in it. */
  row(rowId: string): Attachment<HTMLElement> {
    return (element) => {
      const dragHandle = element.querySelector('[data-handle]');
      if (!dragHandle) return;
      return draggable({ element, dragHandle, getInitialData: () => ({ list: this.#list, rowId }) });
    };
  }

  /** The list; its rows have `data-row`. */
  list(): Attachment<HTMLElement> {
    return (element) => {
      const mine = ({ source }: { source: { data: Record<string, unknown> } }) =>
        source.data.list === this.#list;
      return combine(
        dropTargetForElements({ element, canDrop: mine }),
        monitorForElements({
          canMonitor: mine,
          onDragStart: ({ source }) => (this.held = String(source.data.rowId)),
          onDrag: ({ location }) => {
            const { clientX: x, clientY: y } = location.current.input;
            const boxes = Array.from(element.querySelectorAll('[data-row]'), (row) =>
              row.getBoundingClientRect()
            );
            const over = location.current.dropTargets.length > 0;
            this.before = over ? insertionIndex({ x, y }, boxes, 1) : null;
          },
          onDrop: () => {
            const { held, before } = this;
            this.held = null;
            this.before = null;
            if (held !== null && before !== null) this.#drop(held, before);
          }
        })
      );
    };
  }
}
