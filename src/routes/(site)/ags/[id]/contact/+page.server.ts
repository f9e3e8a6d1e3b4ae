import { error, fail } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { ENQUIRY_DAYS } from '$lib/server/services/enquiries';
import { newId } from '$lib/util/newId';
import type { Actions, PageServerLoad } from './$types';

const OPEN = 'who may see the page of an AG may ask its coordination; the service limits how often';

export const load: PageServerLoad = async (event) => {
  publicDoor(OPEN);
  const { app, person } = event.locals;
  const page = await app.services.enquiries.page(person, event.params.id);
  if (!page) error(404, m.ui_error_404_title());
  // It may hold the person's own address.
  event.setHeaders({ 'cache-control': 'private, no-store' });
  const { group, name, email } = page;
  return { group, values: { name, email, body: '' }, id: newId(), days: ENQUIRY_DAYS };
};

export const actions: Actions = {
  default: async (event) => {
    publicDoor(OPEN);
    const { app, person, address } = event.locals;
    const data = await event.request.formData();
    const text = (name: string) => String(data.get(name) ?? '');
    const values = { name: text('name'), email: text('email'), body: text('body') };
    const form = { ...values, id: data.get('id') };
    const result = await app.services.enquiries.ask(person, event.params.id, form, address);
    if (!result.ok) {
      const { message, field } = result;
      return fail(statusOf(result.code), { failure: { message, field, values } });
    }
    return { sent: true as const };
  }
};
