import { error } from '@sveltejs/kit';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { DESK_WIDTHS } from '$lib/server/services/deskTable';
import { xlsxOf, xlsxResponse } from '$lib/server/xlsx';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { person } = requireMember(event);
  const table = await event.locals.app.services.desk.table(person, event.params.id);
  if (!table.ok) error(statusOf(table.code), table.message);
  const content = await xlsxOf(table.rows, { sheet: table.name, widths: DESK_WIDTHS });
  return xlsxResponse(`${table.name}.xlsx`, content);
};
