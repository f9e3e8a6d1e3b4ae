import { error, redirect } from '@sveltejs/kit';
import { parseQuery } from '$lib/domain/cards/query';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, params, url, untrack }) => {
  publicDoor('the directory gives each viewer what was given to their circle, visitors what is public');
  const { space, person } = locals;
  if (!space) redirect(303, '/setup');
  // What the page looks for later it finds by itself: the list stays while the address changes.
  const [query, openId] = untrack(() => [parseQuery(url.searchParams), params.id ?? null] as const);
  const page = await locals.app.services.directory.page(space, person, query, openId);
  if (!page.ok) error(statusOf(page.code), page.message);
  const { ok: _ok, ...rest } = page;
  const { contactRequests, cardReports } = locals.app.services;
  const [requests, reports] = await Promise.all([
    contactRequests.waiting(person),
    cardReports.waiting(space, person)
  ]);
  return { room: space.directoryRoom, ...rest, requests, reports };
};
