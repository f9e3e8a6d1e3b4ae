import { json } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { assertSameOrigin } from '$lib/server/auth/sameOrigin';
import { drain } from '$lib/server/bodies';
import { statusOf } from '$lib/server/httpStatus';
import { refuse } from '$lib/server/services/refuse';
import type { RequestHandler } from './$types';

/** Takes a file in for an AG's page, as the rooms do: the body is its content, `?name=` what it was called. */
export const POST: RequestHandler = async (event) => {
  publicDoor('the service asks for the coordination, before a byte of the body is read');
  assertSameOrigin(event);
  const { params, locals, request, url } = event;
  const length = request.headers.get('content-length');
  const answer = request.body
    ? await locals.app.services.materials.upload(locals.person, params.id, {
        name: url.searchParams.get('name') ?? '',
        declared: length === null ? null : Number(length),
        body: request.body
      })
    : refuse('empty');
  if (!answer.ok && request.body) await drain(request.body);
  return json(answer, { status: answer.ok ? 200 : statusOf(answer.code) });
};
