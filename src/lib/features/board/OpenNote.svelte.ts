import { tick } from 'svelte';
import { pushState, replaceState } from '$app/navigation';
import { page } from '$app/state';

/**
 * The note that lies open before a person. Its address is that of the page with `?note=`: so the browser's way back closes it, a
 * reload opens it again, and a link leads to it.
 */
export class OpenNote {
  /** This page put the open note on the browser's way back. */
  #pushed = false;
  #closing: Promise<void> | null = null;

  /** Null: none. */
  get id(): string | null {
    const { noteId } = page.state;
    return noteId === undefined ? page.url.searchParams.get('note') : noteId;
  }

  /** Opens a note, or turns to another one, which is no further step on the way back. */
  open(noteId: string): void {
    if (this.id === noteId) return;
    if (this.id === null) {
      pushState(addressOf(noteId), { noteId });
      this.#pushed = true;
    } else {
      replaceState(addressOf(noteId), { noteId });
    }
  }

  /** Fulfilled when it is closed and the focus is back where it came from. */
  close(): Promise<void> {
    if (this.id === null) return Promise.resolve();
    this.#closing ??= this.#leave().finally(() => (this.#closing = null));
    return this.#closing;
  }

  async #leave(): Promise<void> {
    if (this.#pushed) {
      this.#pushed = false;
      const gone = new Promise((resolve) => window.addEventListener('popstate', resolve, { once: true }));
      history.back();
      await gone;
    } else {
      replaceState(addressOf(null), { noteId: null });
    }
    await tick();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }

  /** A link to the note for others in this room. */
  link(noteId: string): string {
    return addressOf(noteId).href;
  }
}

function addressOf(noteId: string | null): URL {
  const url = new URL(location.href);
  url.hash = '';
  if (noteId === null) url.searchParams.delete('note');
  else url.searchParams.set('note', noteId);
  return url;
}
