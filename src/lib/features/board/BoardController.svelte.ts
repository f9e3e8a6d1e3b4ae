import { newId } from '$lib/util/newId';
import type { BoardSession } from '$lib/client/BoardSession.svelte';
import type { Undone } from '$lib/client/UndoStack.svelte';
import type { NoteAdd, Unsent, WireCommand, WithoutId } from '$lib/domain/commands';
import { offeredKind } from '$lib/domain/kinds';
import { LIMITS } from '$lib/domain/limits';
import { isBlank } from '$lib/domain/noteContent';
import { ontoFirst } from '$lib/domain/stacks';
import { rankAt } from '$lib/domain/rank';
import type { Attachment, NoteKind, NoteRecord, NoteStatus } from '$lib/domain/records';
import type { RefusalCode } from '$lib/domain/rules';
import { m } from '$lib/i18n/paraglide/messages.js';
import { toasts, type ToastAction } from '$lib/ui/toasts.svelte';
import { Announcer } from './Announcer.svelte';
import { Attaching } from './attaching/Attaching.svelte';
import {
  deviceStorage,
  draftOf,
  DraftStore,
  isSendable,
  newDraft,
  type Draft,
  type DraftSlot,
  type ReturnedDraft
} from './drafts';
import { mayPlace } from './layouts/placing';
import { ShownLayout } from './layouts/ShownLayout.svelte';
import { NoteEditing } from './NoteEditing.svelte';
import { OpenNote } from './OpenNote.svelte';
import { ReturnedDrafts } from './ReturnedDrafts.svelte';
import { groupOfNewNote } from './scope';
import { ShownNotes } from './ShownNotes.svelte';
import { WritingSign } from './WritingSign';

export interface Refused {
  command: WireCommand;
  code: RefusalCode;
  message: string;
}

/**
 * What a person does on the board: writes, moves, takes away. What they have before them is `shown`. Lives as long as the
 * page, so that no change of phase or view takes away what somebody is typing.
 */
export class BoardController {
  readonly session: BoardSession;
  readonly shown: ShownNotes;
  readonly layout: ShownLayout;
  readonly opened = new OpenNote();
  readonly editing: NoteEditing;
  readonly returned: ReturnedDrafts;
  readonly attaching: Attaching;
  readonly announcer = new Announcer((count) => m.board_announce_new({ count }));
  readonly #drafts: DraftStore;
  readonly #writing: WritingSign;

  composer = $state<Draft>(newDraft());
  /** Something stands in the composer. */
  readonly hasDraft: boolean = $derived(!isBlank(this.composer));
  /** The kind of the note in the composer: the board may no longer offer the one that was chosen. */
  readonly newKind: NoteKind = $derived.by(() => offeredKind(this.session.board, this.composer.kind));
  /** The column that the next note goes to. */
  newNoteTopicId = $state<string | null>(null);
  /** The composer as a sheet, on the phone. */
  composing = $state(false);
  /** The note whose "Verschieben nach …" is open. */
  movingId = $state<string | null>(null);
  /** The note whose history somebody reads. */
  historyOf = $state<string | null>(null);
  /** The moment somebody looks back at: after this clock, at this time (ms since 1970). Null: they look at now. */
  past = $state.raw<{ seq: number; at: number } | null>(null);

  /** @param uploadBytes of the largest file that may be attached; 0: none */
  constructor(session: BoardSession, { uploadBytes }: { uploadBytes: number }) {
    this.session = session;
    this.shown = new ShownNotes(session);
    this.layout = new ShownLayout(session);
    this.#drafts = new DraftStore(null, session.roomId, session.me.id);
    this.#writing = new WritingSign(session);
    this.returned = new ReturnedDrafts(session, this.#drafts);
    this.attaching = new Attaching({
      roomId: session.roomId,
      most: uploadBytes,
      read: (slot) => this.#draftIn(slot)?.attachments ?? null,
      write: (slot, attachments) => this.#attach(slot, attachments),
      say: (text) => this.announcer.say(text)
    });
    this.editing = new NoteEditing({
      session,
      drafts: this.#drafts,
      writing: this.#writing,
      returned: this.returned,
      attaching: this.attaching,
      pinNew: (draft, groupId) => this.pinNew(draft, groupId)
    });
  }

  /** Called in the browser: drafts of this device come back. */
  start(): void {
    this.#drafts.use(deviceStorage());
    this.layout.start(deviceStorage());
    const kept = this.#drafts.load('new');
    if (kept && !this.hasDraft) this.composer = kept;
    this.returned.start();
  }

  stop(): void {
    this.#writing.stop();
    this.announcer.stop();
  }

  // ---- what a person may do with a note ----

  mayChange(note: NoteRecord): boolean {
    return this.session.can.write && (this.session.isFacilitator || this.session.isMine(note));
  }

  mayPin(note: NoteRecord): boolean {
    return this.session.can.moderate && this.session.can.write && note.status === 'shown';
  }

  mayMove(note: NoteRecord): boolean {
    return this.#destinations(note) > 0;
  }

  #destinations(note: NoteRecord): number {
    const { groups, topics, isFacilitator, me } = this.session;
    const toGroups = isFacilitator ? groups.length : this.mayChange(note) && me.groupId !== null ? 1 : 0;
    return toGroups + (this.maySort(note) ? topics.length : 0);
  }

  /** Notes are hidden from others just now, and this person may show them. */
  get mayReveal(): boolean {
    const { can, sees } = this.session;
    return sees !== 'all' && can.moderate && can.write;
  }

  /** Put it into a topic, or take it out. */
  maySort(note: NoteRecord): boolean {
    return mayPlace(this.session, note, null) && (this.session.can.moveNotes || this.session.can.moveOwn);
  }

  // ---- writing ----

  /** Called with every change of what stands in the composer. */
  typed(): void {
    this.#drafts.save('new', this.composer);
    this.#writing.busy('new');
  }

  #draftIn(slot: DraftSlot): Draft | null {
    if (slot === 'new') return this.composer;
    const { current } = this.editing;
    return current && slot === `edit/${current.noteId}` ? current : null;
  }

  #attach(slot: DraftSlot, attachments: Attachment[]): void {
    if (slot !== 'new') {
      if (this.#draftIn(slot)) this.editing.type({ attachments });
      return;
    }
    this.composer.attachments = attachments;
    this.typed();
  }

  /** Pins what stands in the composer; answers whether there was something to pin. */
  pin(): boolean {
    const draft: Draft = { ...$state.snapshot(this.composer), kind: this.newKind };
    if (this.attaching.isBusy('new')) {
      toasts.add({ text: m.files_upload_first() });
      return false;
    }
    if (!isSendable(draft)) return false;
    this.#emptyComposer();
    this.pinNew(draft);
    const live = this.session.connection === 'live';
    this.announcer.say(live ? m.board_announce_pinned() : m.board_announce_waiting());
    return true;
  }

  /** Pins each line of a pasted list as a note of its own, instead of the one in the composer. */
  pinLines(lines: readonly string[]): void {
    const { newKind: kind } = this;
    const { attachments } = $state.snapshot(this.composer);
    this.#emptyComposer();
    // What hangs there belongs to none of the lines: it stays for a note of its own.
    if (attachments.length > 0) this.#attach('new', attachments);
    const adds = lines.map((body) => this.#noteAdd(newDraft({ body, kind })));
    this.shown.pinned(adds.at(-1)?.noteId ?? null);
    this.#do(adds, m.board_lines_pinned({ count: lines.length }));
  }

  #emptyComposer(): void {
    this.composer = newDraft({ kind: this.composer.kind });
    this.#drafts.clear('new');
    this.attaching.end('new');
    this.#writing.rest();
    this.composing = false;
  }

  /**
   * Answers the id of the new note.
   * @param groupId undefined: where the person is looking
   */
  pinNew(draft: Draft, groupId: string | null = this.#newNoteGroup()): string {
    const add = this.#noteAdd(draft, groupId);
    this.shown.pinned(add.noteId);
    this.session.steps.do([add]);
    return add.noteId;
  }

  #noteAdd(draft: Draft, groupId: string | null = this.#newNoteGroup()): WithoutId<NoteAdd> {
    const { title, body, kind, attachments } = draft;
    return {
      type: 'note.add',
      noteId: newId(),
      groupId,
      ...(this.newNoteTopic && { topicId: this.newNoteTopic.id }),
      ...(title.trim() === '' ? {} : { title: title.trim() }),
      body: body.trim(),
      kind,
      ...(attachments.length === 0 ? {} : { attachments }),
      // Its place is that of the moment of writing, also when it is sent an hour later: so it need not wait for others (M17).
      rank: rankAt(this.session.now())
    };
  }

  /** The column that the composer writes into, while there are columns. */
  get newNoteTopic() {
    if (this.layout.current !== 'columns' || !this.session.can.moveOwn) return null;
    return this.session.topics.find(({ id }) => id === this.newNoteTopicId) ?? null;
  }

  #newNoteGroup(): string | null {
    return groupOfNewNote(this.shown.scope, this.session.me.groupId, this.session.isFacilitator);
  }

  retryReturned(draft: ReturnedDraft): void {
    this.returned.drop(draft);
    this.pinNew(draft);
  }

  commentDraft(noteId: string): string {
    return this.#drafts.load(`comment/${noteId}`)?.body ?? '';
  }

  typeComment(noteId: string, body: string): void {
    this.#drafts.save(`comment/${noteId}`, newDraft({ body }));
    this.#writing.busy(noteId);
  }

  /** Answers false where there is nothing to send, or too much. */
  comment(noteId: string, body: string): boolean {
    if (body.trim() === '' || body.trim().length > LIMITS.commentBody) return false;
    this.#drafts.clear(`comment/${noteId}`);
    this.#writing.rest();
    this.session.steps.do([{ type: 'comment.add', commentId: newId(), noteId, body: body.trim() }]);
    return true;
  }

  removeComment(commentId: string): void {
    this.#do([{ type: 'comment.remove', commentId }], m.board_step_comment_remove());
  }

  /** Approves or declines notes, and says so. */
  review(notes: readonly NoteRecord[], status: NoteStatus, text: string): void {
    this.announcer.say(text);
    this.#do(
      notes.map(({ id }) => ({ type: 'note.review', noteId: id, status })),
      text
    );
  }

  // ---- what happens to a note ----

  edit(note: NoteRecord): void {
    if (!this.mayChange(note) || this.editing.isOn(note.id)) return;
    // it is written in at its place on the board
    void this.opened.close().then(() => {
      this.shown.hold();
      this.editing.begin(note);
    });
  }

  remove(note: NoteRecord): void {
    if (this.editing.isOn(note.id)) this.editing.cancel();
    if (this.opened.id === note.id) void this.opened.close();
    this.shown.removedId = note.id;
    this.#do([{ type: 'note.remove', noteId: note.id }], m.board_removed());
  }

  /** Lays notes that say the same onto the first of them. */
  stack(noteIds: readonly string[]): void {
    const commands = ontoFirst(noteIds);
    if (commands.length > 0) this.#do(commands, m.topics_stacked({ count: noteIds.length }));
  }

  /** Takes a note out of its stack and lays it beside. */
  unstack(noteId: string): void {
    this.#do([{ type: 'note.unstack', noteId }], m.topics_unstacked());
  }

  /** Shows notes (with what lies under them) to all, or hides them again. */
  reveal(noteIds: readonly string[], on: boolean): void {
    const all = noteIds.flatMap((id) => [id, ...this.session.notesUnder(id).map((under) => under.id)]);
    const commands: Unsent[] = [];
    for (let from = 0; from < all.length; from += LIMITS.notesAtOnce)
      commands.push({ type: 'note.reveal', noteIds: all.slice(from, from + LIMITS.notesAtOnce), on });
    const count = all.length;
    this.#do(commands, on ? m.board_revealed({ count }) : m.board_hid({ count }));
  }

  recolour(note: NoteRecord, kind: NoteKind): void {
    if (kind !== note.kind)
      this.session.steps.do([{ type: 'note.edit', noteId: note.id, kind, version: note.version }]);
  }

  /** To the top of the board, or back into its place. */
  pinToTop(note: NoteRecord, on: boolean): void {
    this.#do([{ type: 'note.pin', noteId: note.id, on }], on ? m.board_pinned_top() : m.board_unpinned_top());
  }

  restore(noteId: string): void {
    this.session.steps.do([{ type: 'note.restore', noteId }]);
  }

  /** Sends what brings back something that was taken away: see `restoring` in history/restore.ts. */
  bringBack(commands: readonly Unsent[]): void {
    if (commands.length > 0) this.#do(commands, m.history_restored());
  }

  react(note: NoteRecord, on: boolean): void {
    void this.session.send({ type: 'reaction.set', noteId: note.id, on });
  }

  move(note: NoteRecord, to: { groupId?: string | null; topicId?: string | null }): void {
    this.#do([{ type: 'note.move', noteId: note.id, ...to }], m.board_moved());
  }

  /** Its notes go to the Themenspeicher. */
  removeTopic(topic: { id: string; title: string }): void {
    this.#do([{ type: 'topic.remove', topicId: topic.id }], m.board_column_removed({ title: topic.title }));
  }

  chooseGroup(groupId: string | null): void {
    this.shown.look(undefined);
    void this.session.send({ type: 'participant.assign', participantId: this.session.me.id, groupId });
  }

  // ---- taking back ----

  /** Sends what belongs together, to be taken back as one. */
  step(commands: readonly Unsent[]): void {
    this.session.steps.do(commands);
  }

  /** Sends a step, says what was done, and offers to take just this step back. */
  #do(commands: readonly Unsent[], text: string): void {
    const step = this.session.steps.do(commands);
    const undo = step === null ? null : { label: m.ui_undo(), run: () => void this.session.steps.undo(step) };
    toasts.add({ text, ...(undo && { action: undo }) });
  }

  /** Takes back the last step of this person; answers whether there was one. */
  undo(): boolean {
    const undone = this.session.steps.undo();
    if (undone)
      void this.#tell(undone, m.board_undone, { label: m.board_redo(), run: () => void this.redo() });
    return undone !== null;
  }

  /** Does the last step again that was taken back; answers whether there was one. */
  redo(): boolean {
    const redone = this.session.steps.redo();
    if (redone) void this.#tell(redone, m.board_redone, { label: m.ui_undo(), run: () => void this.undo() });
    return redone !== null;
  }

  async #tell(
    { type, done }: Undone,
    text: (what: { step: string }) => string,
    action: ToastAction
  ): Promise<void> {
    const { stepLabel } = await import('./stepLabel');
    const step = stepLabel(type);
    toasts.add(done ? { text: text({ step }), action } : { text: m.board_undo_gone({ step }) });
  }

  // ---- what the server refused ----

  /** Words in a refused command come back: as a conflict to settle, or as a paper that waits for a decision. */
  refused({ command, code, message }: Refused): void {
    if (command.type === 'note.edit' && code === 'conflict') {
      const note = this.session.view.get('note', command.noteId);
      // A changed colour alone is no loss: the newer note stands.
      if (command.body === undefined) return;
      this.editing.conflict = { noteId: command.noteId, ...draftOf({ ...note, ...command }) };
      return;
    }
    if (command.type === 'note.add' || command.type === 'note.edit') {
      this.returned.keep(command.id, draftOf(command), message);
    }
    if (command.type === 'comment.add' && this.commentDraft(command.noteId) === '') {
      this.#drafts.save(`comment/${command.noteId}`, newDraft({ body: command.body }));
    }
    const late = command.type === 'ballot.set' && code === 'closed';
    toasts.add({ text: late ? m.topics_vote_too_late() : message });
  }
}
