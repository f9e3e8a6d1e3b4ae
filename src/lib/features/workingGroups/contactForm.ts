import type { ActionResult } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';

/** What a refused address form shows. `email` is what the person typed. */
export interface ContactFailure {
  message: string;
  field: 'email' | 'consent' | null;
  email?: string;
}

/** Reads the answer of /ags/contact; anything unexpected gets a sentence all the same. */
export function contactFailure(result: ActionResult): ContactFailure {
  const data: unknown = result.type === 'failure' ? result.data : null;
  if (typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string') {
    const field = 'field' in data && (data.field === 'email' || data.field === 'consent') ? data.field : null;
    return {
      message: data.message,
      field,
      ...('email' in data && typeof data.email === 'string' && { email: data.email })
    };
  }
  return { message: m.error_unavailable(), field: null };
}
