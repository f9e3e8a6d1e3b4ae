import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowLeft from '@lucide/svelte/icons/arrow-left';
import ArrowRight from '@lucide/svelte/icons/arrow-right';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import { arrange, listOf, withHeld, type NoteList } from '$lib/domain/arrange';
import { ranksFor, staysInPlace, stepIndex } from '$lib/domain/place';
import { rankBetween } from '$lib/domain/rank';
import type { NoteRecord, TopicRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { NoteDrop, Sortable, TopicDrag } from '$lib/ui/dragNotes';
import type { MenuEntry } from '$lib/ui/menu';
import { newId } from '$lib/util/newId';
import type { BoardController } from '../../BoardController.svelte';
import { pinnedFirst } from '../../find';
import { mayAddTo, mayChangeTopic, mayPlace } from '../placing';
import type { Step } from '../steps';
import { topicMenu } from '../topicMenu';

const STEPS: Record<Step, { icon: typeof ArrowUp; label: () => string; shortcut: () => string }> = {
  up: { icon: ArrowUp, label: m.board_place_up, shortcut: () => m.board_place_key({ key: '↑' }) },
  down: { icon: ArrowDown, label: m.board_place_down, shortcut: () => m.board_place_key({ key: '↓' }) },
  left: { icon: ArrowLeft, label: m.board_place_left, shortcut: () => m.board_place_key({ key: '←' }) },
  right: { icon: ArrowRight, label: m.board_place_right, shortcut: () => m.board_place_key({ key: '→' }) }
};
/** Topics as columns: what a person does to their order, and to the order of the notes inside. */
export class ColumnsState implements Sortable {
  readonly #board: BoardController;
  /** Topic whose headline is being edited. */
  renaming = $state<string | null>(null);
  noteDrop = $state.raw<NoteDrop | null>(null);
  topicDrag = $state.raw<TopicDrag | null>(null);
  #held = $state.raw<ReadonlyMap<string, NoteRecord>>(new Map());
  /** The note that takes the focus once the columns are drawn again; read and cleared by them. */
  focusNext: string | null = null;

  constructor(board: BoardController) {
    this.#board = board;
  }

  /** First the Themenspeicher, then the topics in their order; the notes of each by rank, below those that are pinned. */
  readonly lists: NoteList<NoteRecord>[] = $derived.by(() =>
    arrange(
      withHeld(this.#board.shown.arrivals.shown, this.#held),
      this.#session.topics.map(({ id }) => id)
    ).map(({ topicId, notes }) => ({ topicId, notes: [...pinnedFirst(notes)] }))
  );
  /** Changes only when notes come, go or change places: not with every record that arrives. */
  readonly shape: string = $derived.by(() =>
    this.lists.map(({ topicId, notes }) => `${topicId ?? ''}:${notes.map(({ id }) => id).join()}`).join(';')
  );

  get #session() {
    return this.#board.session;
  }

  topic(topicId: string | null): TopicRecord | undefined {
    return this.#session.topics.find(({ id }) => id === topicId);
  }

  titleOf(topicId: string | null): string {
    return this.topic(topicId)?.title ?? m.board_pool();
  }

  get maySort(): boolean {
    return this.#session.can.moveNotes;
  }

  mayChangeTopic(topic: TopicRecord): boolean {
    return mayChangeTopic(this.#session, topic);
  }

  mayAdd(topicId: string | null): boolean {
    return mayAddTo(this.#session, topicId);
  }

  mayPlace(note: NoteRecord, topicId: string | null): boolean {
    return mayPlace(this.#session, note, topicId);
  }

  // ---- notes ----

  /** Moves a note before `index` of a list (null: its end). */
  place(noteId: string, topicId: string | null, index: number | null): void {
    const note = this.#note(noteId);
    const shown = this.#notesIn(topicId);
    const at = index ?? shown.length;
    if (!note || !this.mayPlace(note, topicId) || staysInPlace(shown, at, [noteId])) return;
    // what is pinned stands above, wherever its rank would put it
    const byOrder = (notes: readonly NoteRecord[]) =>
      notes.filter(({ id, pinnedAt }) => pinnedAt === null || id === noteId);
    const ranks = ranksFor(byOrder(shown), byOrder(shown.slice(0, at)).length, [noteId]);
    // Others' notes that share a rank get new ones too, from those who may move them.
    const moves = this.maySort ? ranks : ranks.slice(0, 1);
    this.#board.step(
      moves.map(({ id, rank }) => ({
        type: 'note.move',
        noteId: id,
        rank,
        ...(id === noteId && topicId !== note.topicId && { topicId })
      }))
    );
    const place = this.#notesIn(topicId).findIndex(({ id }) => id === noteId) + 1;
    this.#board.announcer.say(
      m.board_placed({ title: this.titleOf(topicId), place, total: this.#notesIn(topicId).length })
    );
  }

  /** One place up or down, or to the column beside, at about the same height. */
  step(noteId: string, direction: Step): void {
    const goal = this.#goal(noteId, direction);
    if (!goal) return;
    this.focusNext = noteId;
    this.place(noteId, goal.topicId, goal.index);
  }

  /** Where a step leads, for those who may take it. */
  #goal(noteId: string, direction: Step): { topicId: string | null; index: number } | null {
    const note = this.#note(noteId);
    const list = listOf(this.lists, noteId);
    if (!note || !list) return null;
    if (direction === 'up' || direction === 'down') {
      const index = stepIndex(list.notes, noteId, direction === 'up' ? -1 : 1);
      return index !== null && this.mayPlace(note, list.topicId) ? { topicId: list.topicId, index } : null;
    }
    const beside = this.lists[this.lists.indexOf(list) + (direction === 'left' ? -1 : 1)];
    if (!beside || !this.mayPlace(note, beside.topicId)) return null;
    const index = Math.min(
      list.notes.findIndex(({ id }) => id === noteId),
      beside.notes.length
    );
    return { topicId: beside.topicId, index };
  }

  /** For the note's menu: the steps that lead somewhere. */
  readonly places = (note: NoteRecord): MenuEntry[] =>
    (Object.keys(STEPS) as Step[])
      .filter((direction) => this.#goal(note.id, direction))
      .map((direction) => {
        const { icon, label, shortcut } = STEPS[direction];
        return {
          icon,
          label: label(),
          shortcut: shortcut(),
          onselect: () => this.step(note.id, direction)
        };
      });

  // ---- dragging ----

  mayDrag(noteId: string): boolean {
    const note = this.#note(noteId);
    return note !== undefined && this.mayPlace(note, note.topicId) && !this.#board.editing.isOn(noteId);
  }

  concerned(noteId: string): string[] {
    return [noteId];
  }

  mayDragTopic(topicId: string): boolean {
    const topic = this.topic(topicId);
    return topic !== undefined && this.mayChangeTopic(topic) && this.renaming !== topicId;
  }

  /** From now on the dragged note stays drawn where it is, whatever others do meanwhile. */
  pickUp(noteId: string): void {
    const note = this.#note(noteId);
    if (note) this.#held = new Map([[noteId, note]]);
  }

  letGo(): void {
    const drop = this.noteDrop;
    const [noteId] = this.#held.keys();
    const before = drop ? this.#notesIn(drop.topicId) : [];
    this.noteDrop = null;
    this.#held = new Map();
    if (!drop || noteId === undefined) return;
    // Others may have changed the list while the note was held: look for the place again in what is there now.
    const anchor = before.slice(drop.index).find(({ id }) => id !== noteId);
    const at = anchor ? this.#notesIn(drop.topicId).findIndex(({ id }) => id === anchor.id) : -1;
    this.place(noteId, drop.topicId, at === -1 ? null : at);
  }

  isHeld(noteId: string): boolean {
    return this.#held.has(noteId);
  }

  // ---- columns ----

  /** Makes a column at the end. Answers false when the title is empty. */
  addTopic(title: string): boolean {
    const clean = title.trim();
    if (clean === '') return false;
    const rank = rankBetween(this.#session.topics.at(-1)?.rank ?? null, null);
    this.#board.step([{ type: 'topic.add', topicId: newId(), title: clean, rank }]);
    this.#board.announcer.say(m.board_column_added({ title: clean }));
    return true;
  }

  rename(topic: TopicRecord, title: string): void {
    const clean = title.trim();
    if (clean !== '' && clean !== topic.title)
      this.#board.step([{ type: 'topic.edit', topicId: topic.id, title: clean }]);
  }

  moveTopic(topicId: string, index: number): void {
    const { topics } = this.#session;
    if (staysInPlace(topics, index, [topicId])) return;
    const [moved] = ranksFor(topics, index, [topicId]);
    if (!moved) return;
    this.#board.step([{ type: 'topic.move', topicId, rank: moved.rank }]);
    const place = this.#session.topics.findIndex(({ id }) => id === topicId) + 1;
    this.#board.announcer.say(
      m.board_column_moved({ title: this.titleOf(topicId), place, total: topics.length })
    );
  }

  topicMenu(topic: TopicRecord): MenuEntry[] {
    const { topics } = this.#session;
    const at = topics.findIndex(({ id }) => id === topic.id);
    return topicMenu(this.#board, topic, () => (this.renaming = topic.id), [
      {
        label: m.board_place_left(),
        icon: ArrowLeft,
        disabled: at <= 0,
        onselect: () => this.moveTopic(topic.id, at - 1)
      },
      {
        label: m.board_place_right(),
        icon: ArrowRight,
        disabled: at === topics.length - 1,
        onselect: () => this.moveTopic(topic.id, at + 2)
      }
    ]);
  }

  #note(noteId: string): NoteRecord | undefined {
    return this.#session.notes.find(({ id }) => id === noteId);
  }

  #notesIn(topicId: string | null): NoteRecord[] {
    return this.lists.find((list) => list.topicId === topicId)?.notes ?? [];
  }
}
