import type { Component } from 'svelte';
import type { Layout } from '$lib/domain/records';
import Wall from './wall/Wall.svelte';

/** Most boards are walls; every other layout comes when it is shown first. */
const LOADERS: Record<Layout, () => Promise<Component>> = {
  wall: () => Promise.resolve(Wall),
  columns: async () => (await import('./columns/NoteColumns.svelte')).default,
  list: async () => (await import('./list/NoteList.svelte')).default,
  table: async () => (await import('./table/NoteTable.svelte')).default,
  canvas: async () => (await import('./canvas/NoteCanvas.svelte')).default
};

class LayoutViews {
  #loaded = $state.raw<{ [L in Layout]?: Component }>({ wall: Wall });

  get(layout: Layout): Component | undefined {
    return this.#loaded[layout];
  }

  /** Rejects when the browser cannot get it (no line). */
  async load(layout: Layout): Promise<void> {
    if (this.#loaded[layout]) return;
    const view = await LOADERS[layout]();
    this.#loaded = { ...this.#loaded, [layout]: view };
  }
}

export const layoutViews = new LayoutViews();
