import { requirePerson } from '$lib/server/auth/guard';
import type { RequestHandler } from './$types';

/** Everything about oneself as one file. */
export const GET: RequestHandler = async (event) => {
  const person = requirePerson(event);
  const data = await event.locals.app.services.ownData.json(person.id);
  return new Response(JSON.stringify(data, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="auftakt-meine-daten.json"',
      'cache-control': 'no-store'
    }
  });
};
