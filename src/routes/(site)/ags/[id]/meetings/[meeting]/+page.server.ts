import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { isRepeat, type MeetingValues } from '$lib/domain/meetingForm';
import { requirePerson } from '$lib/server/auth/guard';
import { statusOf } from '$lib/server/httpStatus';
import type { MeetingForm } from '$lib/server/services/meetingForm';
import { newId } from '$lib/util/newId';
import type { Actions, PageServerLoad } from './$types';

const NEW = 'new';
const EMPTY = { title: '', body: '', place: '', video: '', videoPublic: false, date: '', from: '18:00' };

/** The form of a meeting, or of a new one (`/meetings/new`). */
export const load: PageServerLoad = async (event) => {
  const person = requirePerson(event);
  const { meetings, mailings } = event.locals.app.services;
  const { id, meeting } = event.params;
  const found = await meetings.forForm(person, id, meeting === NEW ? null : meeting);
  if (!found.ok) error(statusOf(found.code), found.message);
  const { fields, zone } = found;
  const values: MeetingValues = {
    ...(fields ?? { ...EMPTY, to: '19:30', zone }),
    repeat: 'none',
    times: '6',
    tell: false
  };
  return {
    group: found.group,
    meeting: found.meeting,
    over: found.meeting !== null && found.meeting.endsAt <= Date.now(),
    values,
    newId: found.meeting ? null : newId(),
    zones: meetings.zones,
    mails: mailings.available
  };
};

async function read({
  request
}: Pick<RequestEvent, 'request'>): Promise<{ id: unknown; values: MeetingValues }> {
  const data = await request.formData();
  const text = (name: string) => String(data.get(name) ?? '');
  const repeat = text('repeat');
  const values: MeetingValues = {
    title: text('title'),
    body: text('body'),
    place: text('place'),
    video: text('video'),
    videoPublic: data.has('videoPublic'),
    date: text('date'),
    from: text('from'),
    to: text('to'),
    zone: text('zone'),
    repeat: isRepeat(repeat) ? repeat : 'none',
    times: text('times'),
    tell: data.has('tell')
  };
  return { id: data.get('id'), values };
}

export const actions: Actions = {
  save: async (event) => {
    const person = requirePerson(event);
    const { id, meeting } = event.params;
    const typed = await read(event);
    const { values } = typed;
    const form: MeetingForm = { ...values, id: typed.id };
    const { meetings } = event.locals.app.services;
    const result =
      meeting === NEW
        ? await meetings.create(person, id, form)
        : await meetings.edit(person, id, meeting, form);
    if (!result.ok) {
      const { message, field } = result;
      return fail(statusOf(result.code), { failure: { message, field, values } });
    }
    redirect(303, `/ags/${id}/meetings`);
  },
  /** `on`: it is called off; else it takes place after all. */
  cancel: async (event) => {
    const person = requirePerson(event);
    const { id, meeting } = event.params;
    const data = await event.request.formData();
    const wish = { on: data.has('on'), tell: data.has('tell') };
    const result = await event.locals.app.services.meetings.setCancelled(person, id, meeting, wish);
    if (!result.ok) return fail(statusOf(result.code), { message: result.message });
    redirect(303, `/ags/${id}/meetings`);
  },
  remove: async (event) => {
    const person = requirePerson(event);
    const { id, meeting } = event.params;
    const result = await event.locals.app.services.meetings.remove(person, id, meeting);
    if (!result.ok) return fail(statusOf(result.code), { message: result.message });
    redirect(303, `/ags/${id}/meetings`);
  }
};
