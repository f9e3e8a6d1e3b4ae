import { viewOf, viewToShow } from '$lib/features/workshop/live/phaseFollow';
import type { PageLoad } from './$types';
import { loadPhaseView } from './phaseViews';

/** The view that is to be seen comes with the page, on the server and in the browser alike. */
export const load: PageLoad = async ({ data, url }) => {
  const view = viewToShow(viewOf(url.searchParams.get('view')), data.phases, data.now, data.moderates);
  return { ...data, views: await loadPhaseView(view, data.layout) };
};
