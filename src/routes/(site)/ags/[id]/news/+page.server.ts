import { error } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { publicDoor } from '$lib/server/auth/guard';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  publicDoor(
    'who may see the page of an AG may read its news; the service leaves out what is for those inside'
  );
  const { app, person } = event.locals;
  const page = await app.services.news.page(person, event.params.id);
  if (!page) error(404, m.ui_error_404_title());
  event.setHeaders({ 'cache-control': 'private, no-cache' });
  return page;
};
