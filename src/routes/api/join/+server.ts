import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { publicDoor } from '$lib/server/auth/guard';
import { assertSameOrigin } from '$lib/server/auth/sameOrigin';
import { writeSessionCookie } from '$lib/server/auth/sessionCookie';
import { statusOf } from '$lib/server/httpStatus';
import { readJson } from '$lib/server/readJson';
import { refuse } from '$lib/server/services/refuse';
import type { RequestHandler } from './$types';

/** The outer shape; contents are the service's, which has a sentence for each field. */
const body = v.object({
  code: v.string(),
  name: v.string(),
  organisation: v.optional(v.string()),
  groupId: v.optional(v.nullable(v.string())),
  password: v.optional(v.string())
});

/** `{code, name, organisation?, groupId?, password?}` → cookie and `{ok, workshopId, room, participantId}`. */
export const POST: RequestHandler = async (event) => {
  publicDoor('the code is the key, and wrong ones are counted');
  assertSameOrigin(event);
  const { locals, cookies, request } = event;
  const read = await readJson(request);
  if (!read.ok) return json(read, { status: statusOf(read.code) });
  const parsed = v.safeParse(body, read.value);
  if (!parsed.success) return json(refuse('invalid'), { status: 400 });
  const { code, ...form } = parsed.output;
  const answer = await locals.app.services.join.join({ code }, form, locals.person, locals.address);
  if (!answer.ok) return json(answer, { status: statusOf(answer.code) });
  const { session, ...joined } = answer;
  if (session) writeSessionCookie(cookies, session, locals.app.config);
  return json(joined);
};
