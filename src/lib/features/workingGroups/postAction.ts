import { deserialize } from '$app/forms';
import type { ActionResult } from '@sveltejs/kit';

/** Calls an action of this page with a few words, beside its forms. Never rejects: without a connection it is an error. */
export async function postAction<Data extends Record<string, unknown>>(
  action: string,
  words: URLSearchParams
): Promise<ActionResult<Data, Data>> {
  try {
    const response = await fetch(action, {
      method: 'POST',
      body: words,
      headers: { 'x-sveltekit-action': 'true' }
    });
    return deserialize<Data, Data>(await response.text());
  } catch (error) {
    return { type: 'error', error };
  }
}
