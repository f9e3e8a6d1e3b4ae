import { error } from '@sveltejs/kit';
import { requireMember } from '$lib/server/auth/guard';
import { csvResponse } from '$lib/server/csv';
import { statusOf } from '$lib/server/httpStatus';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { person } = requireMember(event);
  const table = await event.locals.app.services.desk.table(person, event.params.id);
  if (!table.ok) error(statusOf(table.code), table.message);
  return csvResponse(`${table.name}.csv`, table.rows);
};
