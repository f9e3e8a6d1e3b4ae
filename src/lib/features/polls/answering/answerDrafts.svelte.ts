import { SvelteMap } from 'svelte/reactivity';

/** An answer that is being made. */
export interface AnswerDraft {
  values: string[];
  /** Of words: what stands in the field. */
  text: string;
}

/** Begun answers by poll id: closing the sheet, or looking at something else, loses none. In the browser only. */
export const answerDrafts = new SvelteMap<string, AnswerDraft>();
