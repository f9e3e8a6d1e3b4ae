import { m } from '$lib/i18n/paraglide/messages.js';
import { toasts } from './toasts.svelte';

/**
 * A dialog that few need: it comes when somebody opens it. In the markup:
 * `{#if late.component}<late.component bind:open={late.open} />{/if}`.
 */
export class Late<C> {
  open = $state(false);
  #component = $state.raw<C | null>(null);
  readonly #load: () => Promise<{ default: C }>;

  constructor(load: () => Promise<{ default: C }>) {
    this.#load = load;
  }

  /** Null until it was opened first. */
  get component(): C | null {
    return this.#component;
  }

  async show(): Promise<void> {
    try {
      this.#component ??= (await this.#load()).default;
      this.open = true;
    } catch {
      toasts.add({ text: m.ui_load_failed() });
    }
  }
}
