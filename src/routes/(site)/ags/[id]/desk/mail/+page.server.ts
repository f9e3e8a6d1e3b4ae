import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { requireMember } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { MailField, MailForm, MailPreview } from '$lib/server/services/mailings';
import type { FormRefusal } from '$lib/server/services/workingGroups';
import { newId } from '$lib/util/newId';
import type { Actions, PageServerLoad } from './$types';

/** What was typed, to be shown again. */
interface Values {
  subject: string;
  body: string;
  active: boolean;
  informed: boolean;
  chosen: string[] | null;
  answersToMe: boolean;
}
/** One shape for all answers of the page. */
interface Answer {
  values?: Partial<Values>;
  failure?: { message: string; field: MailField | null };
  preview?: MailPreview;
  said?: string;
}

export const load: PageServerLoad = async (event) => {
  const { person } = requireMember(event);
  const { config, services } = event.locals.app;
  return {
    /** The next meeting in words, to be put into the mail; null: there is none. */
    meeting: await services.meetings.nextInWords(person, event.params.id),
    id: newId(),
    url: `${config.origin}/ags/${event.params.id}`,
    from: config.mail?.from.address ?? null,
    sender: { name: person.name, email: person.email }
  };
};

async function read({ request }: Pick<RequestEvent, 'request'>) {
  const data = await request.formData();
  const text = (name: string) => String(data.get(name) ?? '');
  const chosen = data.getAll('to').flatMap((ids) => String(ids).split(' '));
  const values: Values = {
    subject: text('subject'),
    body: text('body'),
    active: data.has('active'),
    informed: data.has('informed'),
    chosen: chosen.length > 0 ? chosen : null,
    answersToMe: data.has('answersToMe')
  };
  const form: MailForm = { ...values, id: data.get('id') };
  return { form, values };
}

const failed = ({ code, message, field }: FormRefusal<MailField>, values: Values) =>
  fail<Answer>(statusOf(code), { values, failure: { message, field } });

export const actions: Actions = {
  /** Rows of the list were ticked: nothing else is there yet. */
  choose: async (event): Promise<Answer> => {
    requireMember(event);
    const { values } = await read(event);
    return values.chosen ? { values: { chosen: values.chosen, answersToMe: true } } : {};
  },
  preview: async (event): Promise<Answer | ActionFailure<Answer>> => {
    const { person } = requireMember(event);
    const { form, values } = await read(event);
    const result = await event.locals.app.services.mailings.preview(person, event.params.id, form);
    if (!result.ok) return failed(result, values);
    return { values, preview: result.preview };
  },
  trial: async (event): Promise<Answer | ActionFailure<Answer>> => {
    const { person } = requireMember(event);
    const { form, values } = await read(event);
    const result = await event.locals.app.services.mailings.trial(person, event.params.id, form);
    if (!result.ok) return failed(result, values);
    const said = m.desk_trial_sent({ email: result.email });
    return { values, said };
  },
  confirm: async (event): Promise<Answer | ActionFailure<Answer>> => {
    const { person } = requireMember(event);
    const { values } = await read(event);
    const result = await event.locals.app.services.mailings.askForConfirmation(person, event.params.id);
    if (!result.ok) return failed({ ...result, field: null }, values);
    return { values, said: m.desk_asked() };
  },
  send: async (event): Promise<Answer | ActionFailure<Answer>> => {
    const { person } = requireMember(event);
    const { form, values } = await read(event);
    const result = await event.locals.app.services.mailings.send(person, event.params.id, form);
    if (!result.ok) return failed(result, values);
    redirect(303, `/ags/${event.params.id}/desk/sent`);
  }
};
