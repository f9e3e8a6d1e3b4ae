import type { Node } from '@xyflow/svelte';
import type { Unsent } from '$lib/domain/commands';
import { plainText } from '$lib/domain/noteContent';
import { byRank, rankBetween } from '$lib/domain/rank';
import type { NoteRecord, TopicRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { newId } from '$lib/util/newId';
import type { BoardController } from '../../BoardController.svelte';
import { mayChangeTopic, mayPlace } from '../placing';
import {
  areaRound,
  centreOf,
  DELTA,
  holds,
  layOut,
  likelyHeight,
  NOTE_WIDTH,
  untangled,
  type Box,
  type Way
} from './geometry';

export type NoteNode = Node<{ note: NoteRecord }, 'note'>;
export type AreaNode = Node<{ topic: TopicRecord }, 'area'>;
export type CanvasNode = NoteNode | AreaNode;

/** px at zoom 1 that a key moves the selection */
export const STEP = 16;
export const BIG_STEP = 64;
/** Nobody has to look for notes that cover each other one by one; a server takes only so many commands at once. */
const MOST_AT_ONCE = 50;

const areaNodeId = (topicId: string): string => `area/${topicId}`;

/**
 * The canvas as the library draws it: `nodes` follow the records, except while they are dragged, and what was dragged
 * becomes commands.
 */
export class CanvasState {
  readonly board: BoardController;
  nodes = $state.raw<CanvasNode[]>([]);
  /** Topic whose headline is being edited. */
  renaming = $state<string | null>(null);
  /** Open dialog for a new area, with the notes it is drawn round. */
  naming = $state.raw<{ noteIds: readonly string[]; area: Box } | null>(null);

  constructor(board: BoardController) {
    this.board = board;
  }

  get #session() {
    return this.board.session;
  }

  readonly #notes: NoteRecord[] = $derived.by(() => [...this.board.shown.found].sort(byRank));
  readonly #noteById = $derived.by(() => new Map(this.#notes.map((note) => [note.id, note])));
  readonly #likely = $derived.by(() => new Map(this.#notes.map((note) => [note.id, likelyHeight(note)])));
  /** Notes that are drawn higher than they were likely to be, px. */
  #higher = $state.raw<ReadonlyMap<string, number>>(new Map());
  readonly laid = $derived.by(() =>
    layOut(this.#notes, this.#session.topics, (id) => this.#higher.get(id) ?? this.#likely.get(id) ?? 0)
  );
  readonly selectedNotes: readonly string[] = $derived.by(() =>
    this.nodes.flatMap((node) => (node.selected && node.type === 'note' ? [node.id] : []))
  );
  readonly selectedTopics: readonly string[] = $derived.by(() =>
    this.nodes.flatMap((node) => (node.selected && node.type === 'area' ? [node.data.topic.id] : []))
  );

  get maySort(): boolean {
    return this.#session.can.moveNotes;
  }

  note(noteId: string): NoteRecord | undefined {
    return this.#noteById.get(noteId);
  }

  topic(topicId: string | null): TopicRecord | undefined {
    return this.#session.topics.find(({ id }) => id === topicId);
  }

  // ---- what is drawn ----

  /** Brings the nodes to what the records say; what is in somebody's hand stays in it. */
  follow(): void {
    const before = new Map(this.nodes.map((node) => [node.id, node]));
    const areas = this.#session.topics.flatMap((topic): AreaNode[] => {
      const box = this.laid.areas.get(topic.id);
      if (!box) return [];
      return [
        {
          id: areaNodeId(topic.id),
          type: 'area',
          position: { x: box.x, y: box.y },
          width: box.width,
          height: box.height,
          data: { topic },
          draggable: mayChangeTopic(this.#session, topic),
          dragHandle: '.area-handle',
          style: 'pointer-events: none',
          handles: [],
          zIndex: 0
        }
      ];
    });
    const notes = this.#notes.flatMap((note): NoteNode[] => {
      const box = this.laid.notes.get(note.id);
      if (!box) return [];
      return [
        {
          id: note.id,
          type: 'note',
          position: { x: box.x, y: box.y },
          initialWidth: NOTE_WIDTH,
          initialHeight: box.height,
          data: { note },
          draggable: mayPlace(this.#session, note, note.topicId) && !this.board.editing.isOn(note.id),
          handles: [],
          zIndex: 10
        }
      ];
    });
    const nodes = [...areas, ...notes].map((node) => {
      const old = before.get(node.id);
      if (!old) return node;
      if (old.type === node.type && sameNode(old, node)) return old;
      return {
        ...node,
        ...(old.selected !== undefined && { selected: old.selected }),
        ...(old.measured && { measured: old.measured }),
        ...(old.dragging && { dragging: true, position: old.position })
      };
    });
    if (nodes.length !== before.size || nodes.some((node) => before.get(node.id) !== node))
      this.nodes = nodes;
  }

  /** Takes over how high the notes were drawn: those that need more room than was left for them get it. */
  measure(): void {
    const higher = new Map(this.#higher);
    for (const { id, type, measured } of this.nodes) {
      const height = Math.ceil(measured?.height ?? 0);
      if (type === 'note' && height > (higher.get(id) ?? this.#likely.get(id) ?? 0)) higher.set(id, height);
    }
    const changed = [...higher].some(([id, height]) => this.#higher.get(id) !== height);
    if (changed) this.#higher = higher;
  }

  select(ids: readonly string[]): void {
    const wanted = new Set(ids);
    this.nodes = this.nodes.map((node) =>
      Boolean(node.selected) === wanted.has(node.id) ? node : { ...node, selected: wanted.has(node.id) }
    );
  }

  toggle(noteId: string): void {
    const { selectedNotes } = this;
    this.select(
      selectedNotes.includes(noteId)
        ? selectedNotes.filter((id) => id !== noteId)
        : [...selectedNotes, noteId]
    );
  }

  isSelected(noteId: string): boolean {
    return this.selectedNotes.includes(noteId);
  }

  // ---- moving ----

  /** What was dragged lies where it was let go; whoever may not put it there sees it go back. */
  drop(nodes: readonly CanvasNode[]): void {
    const areas = nodes.filter((node): node is AreaNode => node.type === 'area');
    const taken = new Set(areas.map(({ data }) => data.topic.id));
    const notes = new Map(
      nodes.flatMap((node) => {
        const box = node.type === 'note' ? this.laid.notes.get(node.id) : undefined;
        // notes of an area that is dragged come with it
        if (!box || taken.has(this.note(node.id)?.topicId ?? '')) return [];
        return [[node.id, { ...box, ...node.position }] as const];
      })
    );
    const moves = areas.flatMap(({ data, position }) => {
      const box = this.laid.areas.get(data.topic.id);
      return box ? this.#moveArea(data.topic, { ...box, ...position }) : [];
    });
    this.#send([...moves, ...this.#put(notes)]);
  }

  /** Moves notes, or areas with all that lies in them, by keys. */
  push(noteIds: readonly string[], topicIds: readonly string[], way: Way, by: number): void {
    const { x, y } = DELTA[way];
    const shift = (box: Box): Box => ({ ...box, x: box.x + x * by, y: box.y + y * by });
    const taken = new Set(topicIds);
    const notes = new Map(
      noteIds.flatMap((id) => {
        const box = this.laid.notes.get(id);
        return box && !taken.has(this.note(id)?.topicId ?? '') ? [[id, shift(box)] as const] : [];
      })
    );
    const areas = topicIds.flatMap((id) => {
      const [topic, box] = [this.topic(id), this.laid.areas.get(id)];
      return topic && box ? this.#moveArea(topic, shift(box)) : [];
    });
    this.#send([...areas, ...this.#put(notes)]);
  }

  /** Another size for an area; notes that it now lies under come into it. */
  resize(topic: TopicRecord, area: Box): void {
    if (!mayChangeTopic(this.#session, topic)) return;
    const under = this.#notes.filter((note) => {
      const box = this.laid.notes.get(note.id);
      return (
        note.topicId === null && box && holds(area, centreOf(box)) && mayPlace(this.#session, note, topic.id)
      );
    });
    this.#send([
      { type: 'topic.edit', topicId: topic.id, area: rounded(area) },
      ...under.flatMap((note) => this.#moveTo(note.id, this.laid.notes.get(note.id), topic.id))
    ]);
  }

  /** Into a topic, or (null) out of all; the place there is the next free one. */
  sort(noteIds: readonly string[], topicId: string | null): void {
    const title = this.topic(topicId)?.title ?? m.board_pool();
    const movable = noteIds.filter((id) => {
      const note = this.note(id);
      return note && note.topicId !== topicId && mayPlace(this.#session, note, topicId);
    });
    this.#send(movable.map((noteId) => ({ type: 'note.move', noteId, topicId })));
    this.board.announcer.say(m.board_canvas_sorted({ count: movable.length, title }));
  }

  /** Lays apart what covers each other. Answers how many notes were moved. */
  tidy(): number {
    const moved = [...untangled(this.laid.notes)].slice(0, MOST_AT_ONCE);
    const commands = this.#put(new Map(moved));
    this.#send(commands);
    this.board.announcer.say(
      commands.length > 0 ? m.board_canvas_tidied({ count: commands.length }) : m.board_canvas_tidy()
    );
    return commands.length;
  }

  // ---- areas ----

  /** Asks for the name of an area round the notes; without notes it is made at `free`. */
  askArea(noteIds: readonly string[], free: Box): void {
    const boxes = noteIds.flatMap((id) => this.laid.notes.get(id) ?? []);
    this.naming = { noteIds, area: areaRound(boxes) ?? free };
  }

  /** Answers false when the title is empty. */
  addArea(title: string): boolean {
    const clean = title.trim();
    if (clean === '' || !this.naming) return false;
    const { noteIds, area } = this.naming;
    const topicId = newId();
    this.#send([
      {
        type: 'topic.add',
        topicId,
        title: clean,
        rank: rankBetween(this.#session.topics.at(-1)?.rank ?? null, null)
      },
      { type: 'topic.edit', topicId, area: rounded(area) },
      ...noteIds.flatMap((id) => this.#moveTo(id, this.laid.notes.get(id), topicId))
    ]);
    this.select([]);
    this.naming = null;
    this.board.announcer.say(m.board_column_added({ title: clean }));
    return true;
  }

  rename(topic: TopicRecord, title: string): void {
    const clean = title.trim();
    if (clean !== '' && clean !== topic.title)
      this.#send([{ type: 'topic.edit', topicId: topic.id, title: clean }]);
  }

  /** What an area's notes weigh for whoever hears it. */
  countIn(topicId: string): number {
    return this.#session.countOf(this.#notes.filter((note) => note.topicId === topicId));
  }

  titleOf(noteId: string): string {
    const note = this.note(noteId);
    return note ? plainText(note) : '';
  }

  #moveArea(topic: TopicRecord, area: Box): Unsent[] {
    const was = this.laid.areas.get(topic.id);
    if (!was || !mayChangeTopic(this.#session, topic)) return [];
    const [dx, dy] = [area.x - was.x, area.y - was.y];
    // What was put somewhere in it goes along; all else finds its place there by itself.
    const along = this.#notes.filter(
      (note) => note.topicId === topic.id && note.x !== null && note.y !== null && topic.area !== null
    );
    const size = topic.area ?? was;
    return [
      {
        type: 'topic.edit',
        topicId: topic.id,
        area: rounded({ ...size, x: area.x, y: area.y })
      },
      ...along.flatMap(({ id, x, y }): Unsent[] =>
        x === null || y === null
          ? []
          : [{ type: 'note.move', noteId: id, x: Math.round(x + dx), y: Math.round(y + dy) }]
      )
    ];
  }

  /** Notes at new places: whoever lies in an area then belongs to its topic. */
  #put(boxes: ReadonlyMap<string, Box>): Unsent[] {
    let refused = 0;
    const commands = [...boxes].flatMap(([id, box]) => {
      const note = this.note(id);
      const [topicId] =
        [...this.laid.areas].find(([, area]) => holds(area, centreOf(box))) ?? ([null] as const);
      if (note && mayPlace(this.#session, note, topicId)) return this.#moveTo(id, box, topicId);
      refused++;
      return [];
    });
    if (refused > 0) this.board.announcer.say(m.board_canvas_not_there());
    return commands;
  }

  #moveTo(noteId: string, box: Box | undefined, topicId: string | null): Unsent[] {
    const note = this.note(noteId);
    if (!note || !box) return [];
    const [x, y] = [Math.round(box.x), Math.round(box.y)];
    return [{ type: 'note.move', noteId, x, y, ...(topicId === note.topicId ? {} : { topicId }) }];
  }

  /** Before anything is moved, areas that only had a free place so far keep it: else they would make room for each other. */
  #settled(commands: readonly Unsent[]): Unsent[] {
    const known = new Set(
      commands.flatMap((command) => (command.type === 'topic.edit' ? [command.topicId] : []))
    );
    return this.#session.topics
      .filter((topic) => topic.area === null && !known.has(topic.id) && mayChangeTopic(this.#session, topic))
      .slice(0, MOST_AT_ONCE)
      .flatMap(({ id }): Unsent[] => {
        const box = this.laid.areas.get(id);
        return box ? [{ type: 'topic.edit', topicId: id, area: rounded(box) }] : [];
      });
  }

  #send(commands: readonly Unsent[]): void {
    if (commands.length > 0) this.board.step([...this.#settled(commands), ...commands]);
    // what was not taken goes back to where it lies
    this.follow();
  }
}

function rounded({ x, y, width, height }: Box): Box {
  return {
    x: Math.round(x),
    y: Math.round(y),
    width: Math.max(NOTE_WIDTH, Math.round(width)),
    height: Math.max(120, Math.round(height))
  };
}

/** Nothing that is drawn of it has changed. */
function sameNode(old: CanvasNode, node: CanvasNode): boolean {
  const record = (one: CanvasNode) => (one.type === 'note' ? one.data.note : one.data.topic);
  return (
    record(old) === record(node) &&
    old.draggable === node.draggable &&
    !old.dragging &&
    old.position.x === node.position.x &&
    old.position.y === node.position.y &&
    old.width === node.width &&
    (old.type === 'note' || old.height === node.height)
  );
}
