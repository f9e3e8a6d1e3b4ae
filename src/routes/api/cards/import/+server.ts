import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { uuid } from '$lib/protocol/text';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import { readJson } from '$lib/server/readJson';
import { refuse } from '$lib/server/services/refuse';
import type { RequestHandler } from './$types';

/** As many as fit into a body of ours, however long they are. */
const AT_ONCE = 15;
const bodySchema = v.object({
  batchId: uuid,
  mail: v.boolean(),
  rows: v.pipe(v.array(v.record(v.string(), v.unknown())), v.maxLength(AT_ONCE))
});

/** Rows of an import: each becomes a card that waits for its person. Answers with what became of each, in their order. */
export const POST: RequestHandler = async (event) => {
  const { person, space } = requireMember(event, 'facilitator');
  const body = await readJson(event.request);
  if (!body.ok) return json(body, { status: statusOf(body.code) });
  const parsed = v.safeParse(bodySchema, body.value);
  if (!parsed.success) {
    const refusal = refuse('invalid');
    return json(refusal, { status: statusOf(refusal.code) });
  }
  const { batchId, mail, rows } = parsed.output;
  const results = [];
  for (const row of rows) {
    const result = await event.locals.app.services.cardInvitations.invite(space, person, row, {
      mail,
      batchId
    });
    if (!result.ok) return json(result, { status: statusOf(result.code) });
    results.push({ state: result.state, url: result.url });
  }
  return json({ ok: true, results });
};

/** Takes an import back. */
export const DELETE: RequestHandler = async (event) => {
  const { person, space } = requireMember(event, 'facilitator');
  const batchId = event.url.searchParams.get('batch') ?? '';
  const result = await event.locals.app.services.cardInvitations.withdraw(space, person, { batchId });
  return json(result, { status: result.ok ? 200 : statusOf(result.code) });
};
