import { json } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { refuse } from '$lib/server/services/refuse';
import { codingFor } from '$lib/server/services/snapshots';
import type { RequestHandler } from './$types';

/**
 * The room as the viewer may see it: everything, or what is newer than `?since=`. With `?as=packed` the records that
 * many share come as columns in `packed` (protocol/packed.ts) beside `records`.
 */
export const GET: RequestHandler = async ({ params, url, locals, request }) => {
  publicDoor(
    'the room decides: its participants, holders of its public link, anybody for a public directory'
  );
  const { rooms } = locals.app.services;
  const text = url.searchParams.get('since');
  if (text !== null && text !== '') {
    const since = Number(text);
    if (!Number.isSafeInteger(since) || since < 0) return json(refuse('invalid'), { status: 400 });
    const answer = await rooms.open(params.room, locals.person, since);
    return json(answer, { status: answer.ok ? 200 : statusOf(answer.code) });
  }
  const form = url.searchParams.get('as') ?? 'records';
  if (form !== 'records' && form !== 'packed') return json(refuse('invalid'), { status: 400 });
  const coding = codingFor(request.headers.get('accept-encoding'));
  const key = url.searchParams.get('key');
  const looker = key === null ? locals.person : { publicId: key };
  const answer = await rooms.openEncoded(params.room, looker, { form, coding });
  if (!answer.ok) return json(answer, { status: statusOf(answer.code) });
  return new Response(answer.body, {
    headers: {
      'content-type': 'application/json',
      'content-length': String(answer.body.length),
      vary: 'Accept-Encoding',
      ...(coding !== 'identity' && { 'content-encoding': coding })
    }
  });
};
