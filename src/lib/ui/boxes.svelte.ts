import { m } from '$lib/i18n/paraglide/messages.js';
import type DialogBox from './DialogBox.svelte';
import type MenuBox from './MenuBox.svelte';
import { toasts } from './toasts.svelte';

/**
 * The library behind menus and dialogs is a quarter of a board's script, and nobody needs it to see the notes: it comes
 * with the first sign that somebody is about to do something, so that it is there when they do.
 */
class Boxes {
  dialog = $state.raw<typeof DialogBox | null>(null);
  menu = $state.raw<typeof MenuBox | null>(null);
  #loading: Promise<void> | null = null;

  /** Answers whether they are there. */
  async load(): Promise<boolean> {
    this.#loading ??= Promise.all([import('./DialogBox.svelte'), import('./MenuBox.svelte')]).then(
      ([dialog, menu]) => {
        this.dialog = dialog.default;
        this.menu = menu.default;
      }
    );
    try {
      await this.#loading;
      return true;
    } catch {
      this.#loading = null;
      return false;
    }
  }

  /** For somebody who waits for it. */
  async loadOrTell(): Promise<boolean> {
    const loaded = await this.load();
    if (!loaded) toasts.add({ text: m.ui_load_failed() });
    return loaded;
  }

  /** Call once in the browser. */
  loadWithFirstSign(): () => void {
    const done = new AbortController();
    const sign = () => {
      done.abort();
      void this.load();
    };
    for (const event of ['pointerdown', 'pointermove', 'keydown', 'focusin'])
      window.addEventListener(event, sign, { signal: done.signal, passive: true });
    return () => done.abort();
  }
}

export const boxes = new Boxes();
