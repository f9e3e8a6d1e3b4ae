import type { BoardSession } from '$lib/client/BoardSession.svelte';
import type { NoteKind, NoteRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { toasts } from '$lib/ui/toasts.svelte';
import { newId } from '$lib/util/newId';
import { isSendable, type Draft, type DraftStore } from './drafts';
import type { ReturnedDrafts } from './ReturnedDrafts.svelte';
import type { WritingSign } from './WritingSign';

export interface Editing extends Draft {
  noteId: string;
  /** The version the person started from. */
  version: number;
}

/** Two texts for one note, both kept until somebody decides. */
interface Conflict extends Draft {
  noteId: string;
}

interface Around {
  session: BoardSession;
  drafts: DraftStore;
  writing: WritingSign;
  returned: ReturnedDrafts;
  /** Pins a text as a note of its own; where to, when `groupId` is not given, is the board's matter. */
  pinNew: (body: string, kind: NoteKind, groupId?: string) => void;
}

/** Changing a note that is there: one at a time, with both texts kept where two people change the same one. */
export class NoteEditing {
  readonly #around: Around;
  current = $state.raw<Editing | null>(null);
  conflict = $state.raw<Conflict | null>(null);

  constructor(around: Around) {
    this.#around = around;
  }

  begin(note: NoteRecord): void {
    if (this.isOn(note.id)) return;
    this.#keep();
    const kept = this.#around.drafts.load(`edit/${note.id}`);
    this.current = {
      noteId: note.id,
      version: note.version,
      body: kept?.body ?? note.body,
      kind: kept?.kind ?? note.kind
    };
  }

  isOn(noteId: string): boolean {
    return this.current?.noteId === noteId;
  }

  /** Another edit begins: the words of this one stay, and come back when it is opened again. */
  #keep(): void {
    if (this.current) this.#around.drafts.save(`edit/${this.current.noteId}`, this.current);
  }

  type(change: Partial<Draft>): void {
    if (!this.current) return;
    this.current = { ...this.current, ...change };
    this.#keep();
    this.#around.writing.busy(this.current.noteId);
  }

  cancel(): void {
    if (this.current) this.#around.drafts.clear(`edit/${this.current.noteId}`);
    this.current = null;
    this.#around.writing.rest();
  }

  /** Left without saving: what was typed can be brought back. */
  leave(): void {
    const left = this.current;
    this.cancel();
    const note = left && this.#around.session.view.get('note', left.noteId);
    if (!note || (left.body.trim() === note.body && left.kind === note.kind)) return;
    const reopen = () => {
      this.current = left;
      this.#keep();
    };
    toasts.add({ text: m.board_edit_left(), action: { label: m.ui_undo(), run: reopen } });
  }

  /** Answers false where there is nothing to save, or too much. */
  save(): boolean {
    const editing = this.current;
    if (!editing || !isSendable(editing.body)) return false;
    this.cancel();
    const note = this.#around.session.view.get('note', editing.noteId);
    if (note && note.body === editing.body.trim() && note.kind === editing.kind) return true;
    this.#send(editing.noteId, editing, editing.version);
    return true;
  }

  #send(noteId: string, { body, kind }: Draft, version: number): void {
    void this.#around.session.send({ type: 'note.edit', noteId, body: body.trim(), kind, version });
  }

  /** The other text came in while this one was being written: see both before saving. */
  compare(): void {
    if (!this.current) return;
    const { noteId, body, kind } = this.current;
    this.conflict = { noteId, body, kind };
  }

  /** Closed without a decision: the words stay as a paper on the wall. */
  postpone(): void {
    const { conflict } = this;
    this.conflict = null;
    if (!conflict || this.isOn(conflict.noteId)) return;
    this.#around.returned.keep(newId(), conflict, m.board_conflict_open());
  }

  settle(choice: 'mine' | 'theirs' | 'both'): void {
    const { conflict } = this;
    if (!conflict) return;
    this.conflict = null;
    this.cancel();
    const note = this.#around.session.view.get('note', conflict.noteId);
    if (choice === 'both' || !note)
      this.#around.pinNew(conflict.body, conflict.kind, note?.groupId ?? undefined);
    else if (choice === 'mine') this.#send(note.id, conflict, note.version);
  }
}
