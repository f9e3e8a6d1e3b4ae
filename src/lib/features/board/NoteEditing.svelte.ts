import type { BoardSession } from '$lib/client/BoardSession.svelte';
import { sameContent } from '$lib/domain/noteContent';
import type { NoteRecord } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { toasts } from '$lib/ui/toasts.svelte';
import { newId } from '$lib/util/newId';
import type { Attaching } from './attaching/Attaching.svelte';
import { draftOf, isSendable, type Draft, type DraftStore } from './drafts';
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
  attaching: Attaching;
  /** Pins a draft as a note of its own; where to, when `groupId` is not given, is the board's matter. */
  pinNew: (draft: Draft, groupId?: string) => void;
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
      ...draftOf(kept ?? note)
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
    if (this.current) {
      this.#around.drafts.clear(`edit/${this.current.noteId}`);
      this.#around.attaching.end(`edit/${this.current.noteId}`);
    }
    this.current = null;
    this.#around.writing.rest();
  }

  /** Left without saving: what was typed can be brought back. */
  leave(): void {
    const left = this.current;
    this.cancel();
    const note = left && this.#around.session.view.get('note', left.noteId);
    if (!note || sameContent(note, left)) return;
    const reopen = () => {
      this.current = left;
      this.#keep();
    };
    toasts.add({ text: m.board_edit_left(), action: { label: m.ui_undo(), run: reopen } });
  }

  /** Answers false where there is nothing to save, or too much. */
  save(): boolean {
    const editing = this.current;
    if (!editing || !isSendable(editing)) return false;
    if (this.#around.attaching.isBusy(`edit/${editing.noteId}`)) {
      toasts.add({ text: m.files_upload_first() });
      return false;
    }
    this.cancel();
    const note = this.#around.session.view.get('note', editing.noteId);
    if (note && sameContent(note, editing)) return true;
    this.#send(editing.noteId, editing, editing.version);
    return true;
  }

  #send(noteId: string, { title, body, kind, attachments }: Draft, version: number): void {
    this.#around.session.steps.do([
      { type: 'note.edit', noteId, title: title.trim(), body: body.trim(), kind, attachments, version }
    ]);
  }

  /** The other text came in while this one was being written: see both before saving. */
  compare(): void {
    if (!this.current) return;
    this.conflict = { noteId: this.current.noteId, ...draftOf(this.current) };
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
    if (choice === 'both' || !note) this.#around.pinNew(conflict, note?.groupId ?? undefined);
    else if (choice === 'mine') this.#send(note.id, conflict, note.version);
  }
}
