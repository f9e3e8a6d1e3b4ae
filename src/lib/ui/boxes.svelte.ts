import { m } from '$lib/i18n/paraglide/messages.js';
import type DialogBox from './DialogBox.svelte';
import { onFirstSign } from './firstSign';
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

  /** Call once in the browser. */
  loadWithFirstSign(): () => void {
    return onFirstSign(() => void this.load());
  }
}

export const boxes = new Boxes();

/**
 * Whether something was opened and what it needs is there; from then on it stays, so that it can close in its own way. What
 * cannot be loaded is closed again, and the person is told. Call it while a component is made.
 */
export function firstUse(isOpen: () => boolean, close: () => void): { readonly ready: boolean } {
  let ready = $state(false);
  $effect(() => {
    if (!isOpen() || ready) return;
    void boxes.load().then((loaded) => {
      ready = loaded;
      if (loaded) return;
      close();
      toasts.add({ text: m.ui_load_failed() });
    });
  });
  return {
    get ready() {
      return ready;
    }
  };
}
