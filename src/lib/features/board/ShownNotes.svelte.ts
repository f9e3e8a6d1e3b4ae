import { untrack } from 'svelte';
import type { BoardSession } from '$lib/client/BoardSession.svelte';
import { homeOf } from '$lib/domain/board/groups';
import type { GroupRecord, NoteRecord } from '$lib/domain/records';
import { stacksOf } from '$lib/domain/stacks';
import { splitArrivals } from './arrivals';
import { FIND_ALL, findNotes, isNarrow, type Find, type Order } from './find';
import { scopeChoices, scopeToShow, type Scope } from './scope';

/**
 * Which notes a person has before them, and in which order: those of a group or of all, what is searched for, and what
 * others pinned meanwhile and waits behind the pill.
 */
export class ShownNotes {
  readonly #session: BoardSession;
  #chosen = $state<Scope | undefined>(undefined);
  #held = $state.raw<ReadonlySet<string> | null>(null);
  /** How many like each note, as of when the wall was held: what is read does not change its place for a thumb. */
  #heldLikes: ReadonlyMap<string, number> = new Map();
  find = $state.raw<Find>(FIND_ALL);
  /** The last note this person pinned, so that it shows in any case and can come with a small pin. */
  pinnedId = $state<string | null>(null);
  /** The one that comes with its small pin just now: once it is there, it does so no more. */
  comingId = $state<string | null>(null);
  /** The note that had the focus last. */
  currentId = $state<string | null>(null);
  /** The last note this person removed. */
  removedId: string | null = null;

  constructor(session: BoardSession) {
    this.#session = session;
  }

  readonly choices = $derived.by(() => {
    const { groups, notes, me, isFacilitator } = this.#session;
    return scopeChoices(groups, notes, me.groupId, isFacilitator, (id) => homeOf(this.#session.view, id));
  });
  readonly scope = $derived.by(() => scopeToShow(this.#chosen, this.choices, this.#session.me.groupId));
  readonly group = $derived.by((): GroupRecord | null => {
    const scope = this.scope;
    return this.#session.groups.find((group) => group.id === scope) ?? null;
  });
  /** Notes of several groups stand side by side, so each says where it is from. */
  readonly mixed = $derived.by(
    () =>
      this.choices.length > 0 &&
      (this.scope === null || this.notes.some(({ groupId }) => groupId !== this.scope))
  );
  readonly notes = $derived.by((): readonly NoteRecord[] => {
    const scope = this.scope;
    return scope === null
      ? this.#session.notes
      : this.#session.notes.filter((note) => homeOf(this.#session.view, note.groupId) === scope);
  });
  /** The one that this person chose, else the board's. */
  readonly order = $derived.by((): Order => this.find.order ?? this.#session.board.order);
  /** Of these, what is searched for, in the chosen order. What one has just pinned is there in any case. */
  readonly matching = $derived.by((): readonly NoteRecord[] => {
    const { notes, find, order, pinnedId } = this;
    const found = findNotes(notes, { ...find, order }, (id) => this.likesOf(id));
    const pinned = pinnedId !== null && isNarrow(find) && notes.find((note) => note.id === pinnedId);
    return pinned && !found.includes(pinned) ? [pinned, ...found] : found;
  });
  /** The same with duplicates stacked: of a stack its top. Where that is not found, what is found of it stands for it. */
  readonly found = $derived.by((): readonly NoteRecord[] => stacksOf(this.matching).tops);
  /** Notes of others that came while one looked: they fade in. */
  arrived = $state.raw<ReadonlySet<string>>(new Set());
  readonly arrivals = $derived.by(() =>
    splitArrivals(this.found, this.#held, (note) => this.#session.isMine(note))
  );
  /** Notes of others that may not be read yet. */
  readonly hidden = $derived.by(() =>
    this.scope === null || this.choices.length === 0
      ? this.#session.hiddenNotes.length
      : this.#session.hiddenNotes.filter(({ groupId }) => groupId === this.scope).length
  );
  /** Notes here that wait for the connection. */
  readonly waitingHere = $derived.by(() => this.#countWaiting(this.notes));
  /** Notes anywhere that wait for it. */
  readonly waiting = $derived.by(() => this.#countWaiting(this.#session.notes));
  /** Of these, notes that nobody else has seen yet. */
  readonly waitingNew = $derived.by(() =>
    this.#countWaiting(this.#session.notes.filter((note) => note.version === 1))
  );

  #countWaiting(notes: readonly NoteRecord[]): number {
    if (this.#session.waiting === 0) return 0;
    return notes.filter((note) => this.#session.sendStateOf('note', note.id) === 'waiting').length;
  }

  /** What this person has just pinned shows, until they search for something else. */
  pinned(id: string | null): void {
    this.pinnedId = id;
    this.comingId = id;
  }

  /** @param scope undefined: as if nobody had chosen yet */
  look(scope: Scope | undefined): void {
    this.#chosen = scope;
    this.#held = null;
  }

  /** Whoever searches wants to see what is there, also what waited. */
  search(change: Partial<Find>): void {
    this.find = { ...this.find, ...change };
    this.pinnedId = null;
    this.#held = null;
  }

  findAll(): void {
    this.search({ ...FIND_ALL, order: this.find.order });
  }

  /** From now on others' new notes wait behind the pill. */
  hold(): void {
    if (this.#held !== null) return;
    this.#heldLikes = untrack(
      () => new Map(this.notes.map(({ id }) => [id, this.#session.reactionsOf(id).count]))
    );
    this.#held = new Set(this.notes.map((note) => note.id));
  }

  /** Everything shows again. */
  release(): void {
    this.#held = null;
  }

  /** Shows what waits, and goes on holding. */
  showWaiting(): void {
    if (this.#held !== null) this.#held = new Set(this.notes.map((note) => note.id));
  }

  /** How many like a note, for its place: as of when the notes were held, so that nothing moves for a thumb. */
  likesOf(id: string): number {
    const likes = this.#held === null ? null : this.#heldLikes;
    return likes?.get(id) ?? this.#session.reactionsOf(id).count;
  }

  groupName(id: string | null): string | null {
    return id === null ? null : (this.#session.view.get('group', id)?.name ?? null);
  }
}
