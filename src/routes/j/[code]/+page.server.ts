import { fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { m } from '$lib/i18n/paraglide/messages.js';
import { joinCode, joinSchema } from '$lib/protocol/join';
import { publicDoor } from '$lib/server/auth/guard';
import { writeSessionCookie } from '$lib/server/auth/sessionCookie';
import { statusOf } from '$lib/server/httpStatus';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  publicDoor('the code is the key; wrong ones are limited per address and overall');
  setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  const code = v.safeParse(joinCode, params.code);
  if (!code.success) return { code: '', found: null, message: m.space_code_six_digits(), members: false };
  const found = await locals.app.services.join.look(code.output, locals.address, locals.person);
  if (!found.ok)
    return { code: code.output, found: null, message: found.message, members: found.code === 'forbidden' };
  const { id, title, startsAt } = found.workshop;
  return {
    code: code.output,
    found: {
      id,
      title,
      startsAt,
      groups: found.groups,
      joinedAs: found.joinedAs,
      asksPassword: found.asksPassword
    },
    message: null,
    /** The board is for members only, and this person is none, or not signed in. */
    members: false
  };
};

/** One sentence for a name that does not do. */
function nameProblem(name: string): string {
  return name.trim().length > LIMITS.name
    ? m.space_join_name_long({ count: LIMITS.name })
    : m.space_join_name_missing();
}

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    publicDoor('joining needs the code, no account');
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const values = {
      code: text('code'),
      name: text('name'),
      organisation: text('organisation'),
      group: text('group')
    };
    const join = v.safeParse(joinSchema, {
      code: values.code,
      name: values.name,
      organisation: values.organisation,
      groupId: values.group === '' || values.group === 'auto' ? undefined : values.group,
      password: text('password') || undefined
    });
    if (!join.success) {
      const field = join.issues[0].path?.[0]?.key;
      if (field === 'code') return fail(400, { ...values, codeProblem: m.space_code_six_digits() });
      if (field === 'password')
        return fail(400, { ...values, passwordProblem: m.error_board_password_wrong() });
      return fail(400, { ...values, nameProblem: nameProblem(values.name) });
    }
    const joined = await locals.app.services.join.join(
      { code: join.output.code },
      join.output,
      locals.person,
      locals.address
    );
    if (!joined.ok) {
      // A password set while the form was open: the page is drawn anew and asks for it.
      const { message } = joined;
      const problem = joined.field ? { passwordProblem: message } : { codeProblem: message };
      return fail(statusOf(joined.code), { ...values, ...problem });
    }
    if (joined.session) writeSessionCookie(cookies, joined.session, locals.app.config);
    redirect(303, `/w/${joined.workshopId}`);
  }
};
