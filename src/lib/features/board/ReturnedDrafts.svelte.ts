import type { BoardSession } from '$lib/client/BoardSession.svelte';
import { isBlank } from '$lib/domain/noteContent';
import { m } from '$lib/i18n/paraglide/messages.js';
import { newId } from '$lib/util/newId';
import { draftOf, type Draft, type DraftStore, type ReturnedDraft } from './drafts';

/** Words that were not taken, or left behind by an earlier session: papers on the wall that wait for a decision. */
export class ReturnedDrafts {
  readonly #session: BoardSession;
  readonly #drafts: DraftStore;
  list = $state.raw<readonly ReturnedDraft[]>([]);

  constructor(session: BoardSession, drafts: DraftStore) {
    this.#session = session;
    this.#drafts = drafts;
  }

  /** Called in the browser: what this device kept comes back. */
  start(): void {
    this.list = this.#drafts.returned();
    void this.#takeLeftBehind();
  }

  /** What an earlier session on this device wrote and could not send. */
  async #takeLeftBehind(): Promise<void> {
    const reason = m.board_returned_left();
    for (const draft of this.#drafts.takeLeftBehind()) this.keep(newId(), draft, reason);
    for (const command of await this.#session.takeLeftBehind()) {
      if (command.type !== 'note.add' && command.type !== 'note.edit') continue;
      this.keep(command.id, draftOf(command), reason);
    }
  }

  /** @param reason the sentence that says why */
  keep(id: string, draft: Draft, reason: string): void {
    if (isBlank(draft) || this.list.some((one) => one.id === id)) return;
    this.#set([{ ...draftOf(draft), id, reason }, ...this.list]);
  }

  drop(draft: ReturnedDraft): void {
    this.#set(this.list.filter((one) => one.id !== draft.id));
  }

  #set(list: readonly ReturnedDraft[]): void {
    this.list = list;
    this.#drafts.saveReturned(list);
  }
}
