import { untrack } from 'svelte';
import { newId } from '$lib/util/newId';
import type { BoardSession } from '$lib/client/BoardSession.svelte';
import type { WireCommand } from '$lib/domain/commands';
import { LIMITS } from '$lib/domain/limits';
import { rankAt } from '$lib/domain/rank';
import type { GroupRecord, NoteKind, NoteRecord } from '$lib/domain/records';
import type { RefusalCode } from '$lib/domain/rules';
import { m } from '$lib/i18n/paraglide/messages.js';
import { toasts } from '$lib/ui/toasts.svelte';
import { Announcer } from './Announcer.svelte';
import { splitArrivals } from './arrivals';
import { deviceStorage, DraftStore, type Draft, type ReturnedDraft } from './drafts';
import { FIND_ALL, findNotes, isNarrow, type Find } from './find';
import { groupOfNewNote, scopeChoices, scopeToShow, type Scope } from './scope';

/** After this long without a key, nobody "schreibt …" any more. Milliseconds. */
const IDLE_MS = 5000;

export interface Editing extends Draft {
  noteId: string;
  /** The version the person started from. */
  version: number;
}

/** Two texts for one note, both kept until somebody decides. */
export interface Conflict extends Draft {
  noteId: string;
}

export interface Refused {
  command: WireCommand;
  code: RefusalCode;
  message: string;
}

/**
 * What a person does on the board: writes, edits, looks at a group. Lives as long as the page, so that no change of
 * phase or view takes away what somebody is typing.
 */
export class BoardController {
  readonly session: BoardSession;
  readonly announcer = new Announcer((count) => m.board_announce_new({ count }));
  #drafts: DraftStore;

  composer = $state<Draft>({ body: '', kind: 'idea' });
  /** The composer as a sheet, on the phone. */
  composing = $state(false);
  editing = $state.raw<Editing | null>(null);
  conflict = $state.raw<Conflict | null>(null);
  returned = $state.raw<readonly ReturnedDraft[]>([]);
  /** The note whose "Verschieben nach …" is open. */
  movingId = $state<string | null>(null);
  /** The last note this person pinned, so that it can come with a small pin. */
  pinnedId = $state<string | null>(null);
  /** The last note this person removed. */
  removedId: string | null = null;

  #chosen = $state<Scope | undefined>(undefined);
  #held = $state.raw<ReadonlySet<string> | null>(null);
  /** How many like each note, as of when the wall was held: what is read does not change its place for a thumb. */
  #heldLikes: ReadonlyMap<string, number> = new Map();
  find = $state.raw<Find>(FIND_ALL);
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(session: BoardSession) {
    this.session = session;
    this.#drafts = new DraftStore(null, session.roomId, session.me.id);
  }

  /** Called in the browser: drafts of this device come back. */
  start(): void {
    this.#drafts = new DraftStore(deviceStorage(), this.session.roomId, this.session.me.id);
    const kept = this.#drafts.load('new');
    if (kept && this.composer.body === '') this.composer = kept;
    this.returned = this.#drafts.returned();
    void this.#takeLeftBehind();
  }

  /** What an earlier session on this device wrote and could not send comes back as papers to decide about. */
  async #takeLeftBehind(): Promise<void> {
    const reason = m.board_returned_left();
    for (const draft of this.#drafts.takeLeftBehind()) this.#keepReturned({ ...draft, id: newId(), reason });
    for (const command of await this.session.takeLeftBehind()) {
      if (command.type !== 'note.add' && command.type !== 'note.edit') continue;
      const { id, body = '', kind = 'idea' } = command;
      this.#keepReturned({ id, body, kind, reason });
    }
  }

  stop(): void {
    clearTimeout(this.#idle);
    this.announcer.stop();
  }

  // ---- what is shown ----

  readonly choices = $derived.by(() =>
    scopeChoices(this.session.groups, this.session.notes, this.session.me.groupId, this.session.isFacilitator)
  );
  readonly scope = $derived.by(() => scopeToShow(this.#chosen, this.choices, this.session.me.groupId));
  readonly group = $derived.by((): GroupRecord | null => {
    const scope = this.scope;
    return this.session.groups.find((group) => group.id === scope) ?? null;
  });
  readonly notes = $derived.by((): readonly NoteRecord[] => {
    const scope = this.scope;
    return scope === null ? this.session.notes : this.session.notes.filter((note) => note.groupId === scope);
  });
  /** Of these, what is searched for, in the chosen order. What one has just pinned is there in any case. */
  readonly found = $derived.by((): readonly NoteRecord[] => {
    const { notes, find, pinnedId, session } = this;
    const likes = this.#held === null ? null : this.#heldLikes;
    const found = findNotes(notes, find, (id) => likes?.get(id) ?? session.reactionsOf(id).count);
    const pinned = pinnedId !== null && isNarrow(find) && notes.find((note) => note.id === pinnedId);
    return pinned && !found.includes(pinned) ? [pinned, ...found] : found;
  });
  readonly arrivals = $derived.by(() =>
    splitArrivals(this.found, this.#held, (note) => this.session.isMine(note))
  );
  /** Notes of others that may not be read yet. */
  readonly hidden = $derived.by(() =>
    this.scope === null || this.choices.length === 0 ? this.session.hiddenNotes : 0
  );
  /** Notes on this wall that wait for the connection. */
  readonly waitingHere = $derived.by(() => this.#countWaiting(this.notes));
  /** Notes anywhere that wait for it. */
  readonly waiting = $derived.by(() => this.#countWaiting(this.session.notes));

  /** Of these, notes that nobody else has seen yet. */
  readonly waitingNew = $derived.by(() =>
    this.#countWaiting(this.session.notes.filter((note) => note.version === 1))
  );

  #countWaiting(notes: readonly NoteRecord[]): number {
    if (this.session.waiting === 0) return 0;
    return notes.filter((note) => this.session.sendStateOf('note', note.id) === 'waiting').length;
  }

  look(scope: Scope): void {
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
      () => new Map(this.notes.map(({ id }) => [id, this.session.reactionsOf(id).count]))
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

  groupName(id: string | null): string | null {
    return id === null ? null : (this.session.view.get('group', id)?.name ?? null);
  }

  mayChange(note: NoteRecord): boolean {
    return this.session.can.write && (this.session.isFacilitator || this.session.isMine(note));
  }

  mayMove(note: NoteRecord): boolean {
    return this.#destinations(note) > 0;
  }

  #destinations(note: NoteRecord): number {
    const { can, groups, topics, isFacilitator, me } = this.session;
    const toGroups = isFacilitator ? groups.length : this.mayChange(note) && me.groupId !== null ? 1 : 0;
    return toGroups + (can.moveNotes ? topics.length : 0);
  }

  // ---- writing ----

  /** Called with every change of the composer's text or kind. */
  typed(): void {
    this.#drafts.save('new', this.composer);
    this.busy('new');
  }

  /** Others see "schreibt …" until five seconds after the last key. */
  busy(target: string): void {
    clearTimeout(this.#idle);
    this.session.setPresence({ groupId: this.session.me.groupId, editing: target });
    this.#idle = setTimeout(() => this.rest(), IDLE_MS);
  }

  rest(): void {
    clearTimeout(this.#idle);
    this.session.setPresence({ groupId: this.session.me.groupId, editing: null });
  }

  /** Pins what stands in the composer; answers whether there was something to pin. */
  pin(): boolean {
    const { body, kind } = this.composer;
    if (!isSendable(body)) return false;
    this.composer = { body: '', kind };
    this.#drafts.clear('new');
    this.rest();
    this.composing = false;
    this.pinNew(body, kind);
    const live = this.session.connection === 'live';
    this.announcer.say(live ? m.board_announce_pinned() : m.board_announce_waiting());
    return true;
  }

  /** Pins each line of a pasted list as a note of its own, instead of the one in the composer. */
  pinLines(lines: readonly string[]): void {
    const { kind } = this.composer;
    this.composer = { body: '', kind };
    this.#drafts.clear('new');
    this.rest();
    this.composing = false;
    const noteIds = lines.map((line) => this.pinNew(line, kind));
    const undo = () => {
      for (const noteId of noteIds) void this.session.send({ type: 'note.remove', noteId });
    };
    toasts.add({
      text: m.board_lines_pinned({ count: lines.length }),
      action: { label: m.ui_undo(), run: undo }
    });
  }

  /** Answers the id of the new note. */
  pinNew(body: string, kind: NoteKind, groupId = this.#newNoteGroup()): string {
    const noteId = newId();
    this.pinnedId = noteId;
    // Its place is that of the moment of writing, also when it is sent an hour later: so it need not wait for others (M17).
    const rank = rankAt(this.session.now());
    void this.session.send({ type: 'note.add', noteId, groupId, body: body.trim(), kind, rank });
    return noteId;
  }

  #newNoteGroup(): string | null {
    return groupOfNewNote(this.scope, this.session.me.groupId, this.session.isFacilitator);
  }

  // ---- editing ----

  edit(note: NoteRecord): void {
    if (!this.mayChange(note) || this.editing?.noteId === note.id) return;
    this.#keepEdit();
    this.hold();
    const kept = this.#drafts.load(`edit/${note.id}`);
    this.editing = {
      noteId: note.id,
      version: note.version,
      body: kept?.body ?? note.body,
      kind: kept?.kind ?? note.kind
    };
  }

  /** Another edit begins: the words of this one stay, and come back when it is opened again. */
  #keepEdit(): void {
    if (this.editing) this.#drafts.save(`edit/${this.editing.noteId}`, this.editing);
  }

  typeEdit(change: Partial<Draft>): void {
    if (!this.editing) return;
    this.editing = { ...this.editing, ...change };
    this.#drafts.save(`edit/${this.editing.noteId}`, this.editing);
    this.busy(this.editing.noteId);
  }

  cancelEdit(): void {
    if (this.editing) this.#drafts.clear(`edit/${this.editing.noteId}`);
    this.editing = null;
    this.rest();
  }

  /** Left without saving: what was typed can be brought back. */
  leaveEdit(): void {
    const left = this.editing;
    this.cancelEdit();
    const note = left && this.session.view.get('note', left.noteId);
    if (!note || (left.body.trim() === note.body && left.kind === note.kind)) return;
    const reopen = () => {
      this.editing = left;
      this.#drafts.save(`edit/${left.noteId}`, left);
    };
    toasts.add({ text: m.board_edit_left(), action: { label: m.ui_undo(), run: reopen } });
  }

  saveEdit(): boolean {
    const editing = this.editing;
    if (!editing || !isSendable(editing.body)) return false;
    this.cancelEdit();
    const note = this.session.view.get('note', editing.noteId);
    if (note && note.body === editing.body.trim() && note.kind === editing.kind) return true;
    this.#sendEdit(editing.noteId, editing, editing.version);
    return true;
  }

  #sendEdit(noteId: string, draft: Draft, version: number): void {
    void this.session.send({ type: 'note.edit', noteId, body: draft.body.trim(), kind: draft.kind, version });
  }

  /** The other text came in while this one was being written: see both before saving. */
  compare(): void {
    if (!this.editing) return;
    const { noteId, body, kind } = this.editing;
    this.conflict = { noteId, body, kind };
  }

  /** Closed without a decision: the words stay as a paper on the wall. */
  postponeConflict(): void {
    const conflict = this.conflict;
    this.conflict = null;
    if (!conflict || this.editing?.noteId === conflict.noteId) return;
    this.#keepReturned({
      id: newId(),
      body: conflict.body,
      kind: conflict.kind,
      reason: m.board_conflict_open()
    });
  }

  settle(choice: 'mine' | 'theirs' | 'both'): void {
    const conflict = this.conflict;
    if (!conflict) return;
    this.conflict = null;
    this.cancelEdit();
    const note = this.session.view.get('note', conflict.noteId);
    if (choice === 'both' || !note)
      this.pinNew(conflict.body, conflict.kind, note?.groupId ?? this.#newNoteGroup());
    else if (choice === 'mine') this.#sendEdit(note.id, conflict, note.version);
  }

  // ---- everything else that happens to a note ----

  remove(note: NoteRecord): void {
    if (this.editing?.noteId === note.id) this.cancelEdit();
    this.removedId = note.id;
    void this.session.send({ type: 'note.remove', noteId: note.id });
    toasts.add({ text: m.board_removed(), action: { label: m.ui_undo(), run: () => this.restore(note.id) } });
  }

  recolour(note: NoteRecord, kind: NoteKind): void {
    if (kind !== note.kind)
      void this.session.send({ type: 'note.edit', noteId: note.id, kind, version: note.version });
  }

  restore(noteId: string): void {
    void this.session.send({ type: 'note.restore', noteId });
  }

  react(note: NoteRecord, on: boolean): void {
    void this.session.send({ type: 'reaction.set', noteId: note.id, on });
  }

  move(note: NoteRecord, to: { groupId?: string | null; topicId?: string | null }): void {
    void this.session.send({ type: 'note.move', noteId: note.id, ...to });
    const before = { groupId: note.groupId, topicId: note.topicId };
    toasts.add({
      text: m.board_moved(),
      action: {
        label: m.ui_undo(),
        run: () => void this.session.send({ type: 'note.move', noteId: note.id, ...before })
      }
    });
  }

  chooseGroup(groupId: string | null): void {
    this.#chosen = undefined;
    void this.session.send({ type: 'participant.assign', participantId: this.session.me.id, groupId });
  }

  commentDraft(noteId: string): string {
    return this.#drafts.load(`comment/${noteId}`)?.body ?? '';
  }

  typeComment(noteId: string, body: string): void {
    this.#drafts.save(`comment/${noteId}`, { body, kind: 'idea' });
    this.busy(noteId);
  }

  /** Answers false where there is nothing to send, or too much. */
  comment(noteId: string, body: string): boolean {
    if (body.trim() === '' || body.trim().length > LIMITS.commentBody) return false;
    this.#drafts.clear(`comment/${noteId}`);
    this.rest();
    void this.session.send({ type: 'comment.add', commentId: newId(), noteId, body: body.trim() });
    return true;
  }

  // ---- what the server refused ----

  /** Words in a refused command come back: as a conflict to settle, or as a paper that waits for a decision. */
  refused({ command, code, message }: Refused): void {
    if (command.type === 'note.edit' && code === 'conflict') {
      const note = this.session.view.get('note', command.noteId);
      // A changed colour alone is no loss: the newer note stands.
      if (command.body === undefined) return;
      this.conflict = {
        noteId: command.noteId,
        body: command.body,
        kind: command.kind ?? note?.kind ?? 'idea'
      };
      return;
    }
    if (command.type === 'note.add' || command.type === 'note.edit') {
      this.#keepReturned({
        id: command.id,
        body: command.body ?? '',
        kind: command.kind ?? 'idea',
        reason: message
      });
    }
    if (command.type === 'comment.add' && this.commentDraft(command.noteId) === '') {
      this.#drafts.save(`comment/${command.noteId}`, { body: command.body, kind: 'idea' });
    }
    toasts.add({ text: message });
  }

  #keepReturned(draft: ReturnedDraft): void {
    if (draft.body === '' || this.returned.some((one) => one.id === draft.id)) return;
    this.#setReturned([draft, ...this.returned]);
  }

  retryReturned(draft: ReturnedDraft): void {
    this.dropReturned(draft);
    this.pinNew(draft.body, draft.kind);
  }

  dropReturned(draft: ReturnedDraft): void {
    this.#setReturned(this.returned.filter((one) => one.id !== draft.id));
  }

  #setReturned(returned: readonly ReturnedDraft[]): void {
    this.returned = returned;
    this.#drafts.saveReturned(returned);
  }
}

/** Something, and not too much of it. */
export function isSendable(body: string): boolean {
  const length = body.trim().length;
  return length > 0 && length <= LIMITS.noteBody;
}
