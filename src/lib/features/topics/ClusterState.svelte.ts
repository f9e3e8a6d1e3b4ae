import type { BoardSession } from '$lib/client/BoardSession.svelte';
import type { Unsent } from '$lib/domain/commands';
import { newId } from '$lib/util/newId';
import { ontoFirst, stacksOf } from '$lib/domain/stacks';
import { rankBetween } from '$lib/domain/rank';
import type { NoteRecord, TopicColour, TopicRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { arrange, listOf, nextStaying, withHeld, type NoteList } from '$lib/domain/arrange';
import { ranksFor, staysInPlace, stepIndex } from '$lib/domain/place';
import type { NoteDrop, Sortable, TopicDrag } from '$lib/ui/dragNotes';
import { Selection } from '$lib/ui/Selection.svelte';

export type MovedBy = 'keyboard' | 'pointer';

/** What a person does while sorting notes into topics: selection, drag, moves, and taking moves back. */
export class ClusterState implements Sortable {
  readonly session: BoardSession;
  showNames = $state(false);
  /** The note in whose list Tab enters: the one that had the focus last. */
  current = $state<string | null>(null);
  /** Topic whose headline is being edited. */
  renaming = $state<string | null>(null);
  /** Open dialog for a new topic, with the notes that go in. */
  naming = $state.raw<{ noteIds: string[]; by: MovedBy } | null>(null);
  merging = $state<string | null>(null);
  /** Topic of which some notes are taken out. */
  splitting = $state<string | null>(null);
  /** The top of the stack that lies open. */
  opened = $state<string | null>(null);
  noteDrop = $state.raw<NoteDrop | null>(null);
  topicDrag = $state.raw<TopicDrag | null>(null);
  announcement = $state('');
  /** The note that takes the focus once the wall is drawn again; read and cleared by the wall. */
  focusNext: string | null = null;

  #held = $state.raw<ReadonlyMap<string, NoteRecord>>(new Map());
  readonly #selection = new Selection(() => this.order);

  constructor(session: BoardSession) {
    this.session = session;
  }

  readonly canMove = $derived.by(() => this.session.can.moveNotes);
  readonly #stacks = $derived.by(() => stacksOf(withHeld(this.session.notes, this.#held)));
  /** Of a stack only the top is in a list. */
  readonly lists: NoteList<NoteRecord>[] = $derived.by(() =>
    arrange(
      this.#stacks.tops,
      this.session.topics.map((topic) => topic.id)
    )
  );
  readonly order: string[] = $derived(this.lists.flatMap((list) => list.notes.map((note) => note.id)));
  /** Changes only when notes come, go or change places: not with every record that arrives. */
  readonly shape: string = $derived(
    this.lists.map((list) => `${list.topicId ?? ''}:${list.notes.map((note) => note.id).join()}`).join(';')
  );
  /** The ticked notes in the order of the wall. */
  readonly selection: string[] = $derived.by(() => this.#selection.ids);
  readonly held: ReadonlyMap<string, NoteRecord> = $derived(this.#held);

  notesIn(topicId: string | null): NoteRecord[] {
    return this.lists.find((list) => list.topicId === topicId)?.notes ?? [];
  }

  /** Every original counts, also under others. */
  countIn(topicId: string | null): number {
    return this.originals(topicId).length;
  }

  /** The notes of a list with what lies under them. */
  originals(topicId: string | null): NoteRecord[] {
    return this.notesIn(topicId).flatMap((note) => [note, ...this.under(note.id)]);
  }

  under(noteId: string): readonly NoteRecord[] {
    return this.#stacks.under.get(noteId) ?? [];
  }

  isSelected(noteId: string): boolean {
    return this.#selection.has(noteId);
  }

  /** Ticks or unticks; with `extend` everything from where ticking began. */
  tick(noteId: string, extend: boolean): void {
    if (this.canMove) this.#selection.tick(noteId, extend);
  }

  clearSelection(): void {
    this.#selection.clear();
  }

  /** The notes an action on `noteId` concerns: the whole selection when it is part of it. */
  concerned(noteId: string): string[] {
    return this.#selection.concerned(noteId);
  }

  // ---- drag ----

  mayDrag(): boolean {
    return this.canMove;
  }

  mayDragTopic(topicId: string): boolean {
    return this.canMove && this.renaming !== topicId;
  }

  /** From now on the dragged notes stay drawn where they are, whatever others do meanwhile. */
  pickUp(noteId: string): void {
    const ids = new Set(this.concerned(noteId));
    this.#held = new Map(
      this.session.notes.filter((note) => ids.has(note.id)).map((note) => [note.id, note])
    );
  }

  /** Ends the drag; with a place under the pointer the notes move there. */
  letGo(): void {
    const drop = this.noteDrop;
    const ids = this.order.filter((id) => this.#held.has(id));
    const before = drop ? this.notesIn(drop.topicId) : [];
    this.noteDrop = null;
    this.#held = new Map();
    if (!drop || ids.length === 0 || staysInPlace(before, drop.index, ids)) return;
    const anchor = before.slice(drop.index).find((note) => !ids.includes(note.id));
    // Others may have changed the list while it was held: look for the place again in what is there now.
    const list = this.notesIn(drop.topicId);
    const at = anchor ? list.findIndex((note) => note.id === anchor.id) : -1;
    this.moveNotes(ids, drop.topicId, at === -1 ? list.length : at, 'pointer');
  }

  // ---- notes ----

  /** Moves notes together before `index` of a list (null: its end). */
  moveNotes(noteIds: readonly string[], topicId: string | null, index: number | null, by: MovedBy): void {
    const here = new Map(this.session.notes.map((note) => [note.id, note]));
    const notes = noteIds.flatMap((id) => here.get(id) ?? []);
    const first = notes[0];
    if (!first || (topicId !== null && !this.#topic(topicId))) return;
    const list = this.notesIn(topicId);
    const source = listOf(this.lists, first.id);
    const leaving = new Set(noteIds);
    const goOn = by === 'keyboard' && source?.topicId === null && topicId !== null;
    const next = goOn ? nextStaying(source.notes, leaving) : null;
    const ranks = ranksFor(
      list,
      index ?? list.length,
      notes.map((note) => note.id)
    );
    this.session.steps.do(ranks.map(({ id, rank }) => ({ type: 'note.move', noteId: id, topicId, rank })));
    if (by === 'keyboard') this.focusNext = next ?? first.id;
    if (leaving.size > 1 || this.isSelected(first.id)) this.clearSelection();
    this.#announceMove(notes.length, first.id, topicId, source?.topicId === topicId);
  }

  /** One place up or down within its list. */
  stepNote(noteId: string, by: -1 | 1): void {
    const list = listOf(this.lists, noteId);
    const index = list ? stepIndex(list.notes, noteId, by) : null;
    if (list && index !== null) this.moveNotes([noteId], list.topicId, index, 'keyboard');
  }

  // ---- stacks ----

  /** Lays notes that say the same onto the first of them. */
  stack(noteIds: readonly string[], by: MovedBy): void {
    const wanted = new Set(noteIds);
    const notes = this.order.filter((id) => wanted.has(id));
    const [topId] = notes;
    if (topId === undefined || notes.length < 2) return;
    this.session.steps.do(ontoFirst(notes));
    this.clearSelection();
    if (by === 'keyboard') this.focusNext = topId;
    this.say(m.topics_stacked({ count: 1 + this.under(topId).length }));
  }

  /** Takes a note out of its stack and lays it beside. */
  unstack(noteId: string): void {
    this.session.steps.do([{ type: 'note.unstack', noteId }]);
    this.say(m.topics_unstacked());
  }

  // ---- topics ----

  /** Makes a topic at the end; the notes move into it. Answers false when the title is empty. */
  addTopic(title: string, noteIds: readonly string[], by: MovedBy): boolean {
    const clean = title.trim();
    if (clean === '') return false;
    const topicId = newId();
    const here = new Map(this.session.notes.map((note) => [note.id, note]));
    const notes = noteIds.flatMap((id) => here.get(id) ?? []);
    const source = notes[0] ? listOf(this.lists, notes[0].id) : null;
    const next = source?.topicId === null ? nextStaying(source.notes, new Set(noteIds)) : null;
    const ranks = ranksFor(
      [],
      0,
      notes.map((note) => note.id)
    );
    this.session.steps.do([
      {
        type: 'topic.add',
        topicId,
        title: clean,
        rank: rankBetween(this.session.topics.at(-1)?.rank ?? null, null)
      },
      ...ranks.map(({ id, rank }): Unsent => ({ type: 'note.move', noteId: id, topicId, rank }))
    ]);
    if (notes.length > 0) {
      this.clearSelection();
      if (by === 'keyboard') this.focusNext = next ?? notes[0]?.id ?? null;
    }
    this.say(m.topics_added({ title: clean }));
    return true;
  }

  rename(topicId: string, title: string): void {
    const topic = this.#topic(topicId);
    const clean = title.trim();
    if (!topic || clean === '' || clean === topic.title) return;
    this.session.steps.do([{ type: 'topic.edit', topicId, title: clean }]);
  }

  colour(topicId: string, colour: TopicColour | null): void {
    this.session.steps.do([{ type: 'topic.edit', topicId, colour }]);
  }

  moveTopic(topicId: string, index: number): void {
    const topics = this.session.topics;
    const topic = this.#topic(topicId);
    if (!topic || staysInPlace(topics, index, [topicId])) return;
    const rank = ranksFor(topics, index, [topicId])[0]?.rank ?? topic.rank;
    this.session.steps.do([{ type: 'topic.move', topicId, rank }]);
    const place = this.session.topics.findIndex((other) => other.id === topicId) + 1;
    this.say(m.topics_topic_moved({ title: topic.title, place, total: topics.length }));
  }

  /** The notes become loose. Answers the step for the undo of the toast, null when the topic is gone. */
  dissolve(topicId: string): { step: number | null; topic: TopicRecord; notes: number } | null {
    const topic = this.#topic(topicId);
    if (!topic) return null;
    const notes = this.countIn(topicId);
    return { step: this.session.steps.do([{ type: 'topic.remove', topicId }]), topic, notes };
  }

  /** Answers the step for the undo of the toast; null when it cannot be taken back or a topic is gone. */
  merge(
    topicId: string,
    intoId: string
  ): { step: number | null; topic: TopicRecord; into: TopicRecord } | null {
    const topic = this.#topic(topicId);
    const into = this.#topic(intoId);
    if (!topic || !into || topic.id === into.id) return null;
    return { step: this.session.steps.do([{ type: 'topic.merge', topicId, intoId }]), topic, into };
  }

  // ---- taking back ----

  get canUndo(): boolean {
    return this.session.steps.canUndo;
  }

  /** Takes back the last step, or a certain one. */
  undo(stepId?: number): void {
    const undone = this.session.steps.undo(stepId);
    if (undone) this.say(undone.done ? m.topics_undone() : m.topics_undo_gone());
  }

  say(text: string): void {
    // The same sentence twice would not be read again: an invisible character makes it new.
    this.announcement = this.announcement === text ? `${text}\u200b` : text;
  }

  #topic(topicId: string): TopicRecord | undefined {
    return this.session.topics.find((topic) => topic.id === topicId);
  }

  #announceMove(count: number, firstId: string, topicId: string | null, within: boolean): void {
    const list = this.notesIn(topicId);
    const total = this.countIn(topicId);
    const title = topicId === null ? null : this.#topic(topicId)?.title;
    if (within && count === 1) {
      const place = list.findIndex((note) => note.id === firstId) + 1;
      this.say(m.topics_moved_within({ place, total: list.length }));
    } else if (title !== null && title !== undefined) {
      this.say(
        count === 1
          ? m.topics_moved_topic({ title, count: total })
          : m.topics_moved_many({ count, title, total })
      );
    } else {
      this.say(
        count === 1 ? m.topics_moved_loose({ count: total }) : m.topics_moved_many_loose({ count, total })
      );
    }
  }
}
