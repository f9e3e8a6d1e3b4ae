import { json } from '@sveltejs/kit';
import { publicDoor } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { RequestHandler } from './$types';

/** Erases somebody, with all they left. */
export const DELETE: RequestHandler = async ({ params, locals }) => {
  publicDoor('the room decides: its moderation');
  const { erasure } = locals.app.services;
  const answer = await erasure.byModeration(locals.person, params.room, params.participant);
  return json(answer, { status: answer.ok ? 200 : statusOf(answer.code) });
};
