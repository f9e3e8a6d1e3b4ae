import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { publicDoor } from '$lib/server/auth/guard';
import { assertSameOrigin } from '$lib/server/auth/sameOrigin';
import { statusOf } from '$lib/server/httpStatus';
import { readJson } from '$lib/server/readJson';
import { refuse } from '$lib/server/services/refuse';
import type { RequestHandler } from './$types';

const body = v.object({ command: v.unknown() });

/** `{command}` as over the socket, with the same answers. */
export const POST: RequestHandler = async (event) => {
  publicDoor('the room asks for a participant, and answers whoever has no session');
  assertSameOrigin(event);
  const { params, locals, request } = event;
  const read = await readJson(request);
  if (!read.ok) return json(read, { status: statusOf(read.code) });
  const parsed = v.safeParse(body, read.value);
  const answer = parsed.success
    ? await locals.app.services.rooms.command(params.room, locals.person, parsed.output.command)
    : refuse('invalid');
  return json(answer, { status: answer.ok ? 200 : statusOf(answer.code) });
};
