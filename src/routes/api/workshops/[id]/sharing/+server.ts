import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { sharingChangeSchema } from '$lib/protocol/sharing';
import { requireFacilitator } from '$lib/server/auth/guard';
import { assertSameOrigin } from '$lib/server/auth/sameOrigin';
import { statusOf } from '$lib/server/httpStatus';
import { readJson } from '$lib/server/readJson';
import { refuse } from '$lib/server/services/refuse';
import type { SharingAnswer } from '$lib/server/services/sharing';
import type { RequestHandler } from './$types';

const answered = (answer: SharingAnswer) => json(answer, { status: answer.ok ? 200 : statusOf(answer.code) });

/** How the board is shared: `{ok, sharing}`. */
export const GET: RequestHandler = async (event) => {
  const { person, workshop } = await requireFacilitator(event, event.params.id);
  return answered(await event.locals.app.services.sharing.look(person, workshop.id));
};

/** Changes what is given (protocol/sharing.ts) and answers like GET. */
export const PATCH: RequestHandler = async (event) => {
  assertSameOrigin(event);
  const { person, workshop } = await requireFacilitator(event, event.params.id);
  const read = await readJson(event.request);
  if (!read.ok) return json(read, { status: statusOf(read.code) });
  const change = v.safeParse(sharingChangeSchema, read.value);
  if (!change.success) return json(refuse('invalid'), { status: 400 });
  return answered(await event.locals.app.services.sharing.change(person, workshop.id, change.output));
};
