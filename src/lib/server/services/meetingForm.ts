import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { dayOf } from '$lib/i18n/dates';
import { m } from '$lib/i18n/paraglide/messages.js';
import { lineUpTo, nameUpTo, textUpTo } from '$lib/protocol/text';
import { meetingZones } from '$lib/server/calendarFile';
import type { MeetingContent } from '$lib/server/repositories/meetings';
import { dateAfter, momentOf } from '$lib/util/zonedTime';
import { refuseField } from './formRefusal';
import type { FormRefusal } from './workingGroups';

/** A meeting as its form sends it. */
export interface MeetingForm {
  /** Made with the form of a new one: the same form sent twice is one meeting. */
  id: unknown;
  title: unknown;
  body: unknown;
  place: unknown;
  video: unknown;
  videoPublic: boolean;
  /** `2026-03-24`, `18:00`, `19:30`; an end before the beginning is on the next day. */
  date: unknown;
  from: unknown;
  to: unknown;
  zone: unknown;
  /** Of a new one. */
  repeat: unknown;
  /** How many times. */
  times: unknown;
  /** Everybody signed up who takes mails gets one. */
  tell: boolean;
}
export type MeetingField = 'title' | 'body' | 'place' | 'video' | 'date' | 'from' | 'to' | 'zone' | 'times';
export type RefusedMeeting = FormRefusal<MeetingField>;

/** Nobody meets longer: an end that far away is one before the beginning, or a slip. */
const LONGEST_MS = 12 * 3_600_000;

const webAddress = v.pipe(
  lineUpTo(LIMITS.url),
  v.check((url) => url === '' || (/^https?:\/\//i.test(url) && URL.canParse(url)), 'invalid')
);

/**
 * What people said of a meeting, or what is wrong with it.
 *
 * @param days after the date of the form, of a later one of a series
 */
export function readMeeting(
  form: MeetingForm,
  days: number
): { ok: true; meeting: MeetingContent } | RefusedMeeting {
  const title = v.safeParse(nameUpTo(LIMITS.meetingTitle), form.title);
  if (!title.success) return refuseField('title', m.meeting_error_title({ most: LIMITS.meetingTitle }));
  const body = v.safeParse(textUpTo(LIMITS.meetingBody), form.body ?? '');
  if (!body.success) return refuseField('body', m.life_error_long({ most: LIMITS.meetingBody }));
  const place = v.safeParse(lineUpTo(LIMITS.place), form.place ?? '');
  if (!place.success) return refuseField('place', m.life_error_long({ most: LIMITS.place }));
  const video = v.safeParse(webAddress, form.video ?? '');
  if (!video.success) return refuseField('video', m.life_error_url());
  const zone = String(form.zone);
  if (!meetingZones().includes(zone)) return refuseField('zone', m.meeting_error_zone());

  const first = String(form.date);
  if (momentOf(first, '12:00', zone) === 'none') return refuseField('date', m.meeting_error_date());
  const date = dateAfter(first, days);
  const from = momentOf(date, String(form.from), zone);
  if (from === 'none') return refuseField('from', m.meeting_error_from());
  if (from === 'skipped') return refuseField('from', m.meeting_error_skipped({ day: dayOf(date) }));
  const sameDay = momentOf(date, String(form.to), zone);
  const to =
    typeof sameDay === 'number' && sameDay <= from
      ? momentOf(dateAfter(date, 1), String(form.to), zone)
      : sameDay;
  if (to === 'none') return refuseField('to', m.meeting_error_to());
  if (to === 'skipped') return refuseField('to', m.meeting_error_skipped({ day: dayOf(date) }));
  if (to - from > LONGEST_MS || to <= from) return refuseField('to', m.meeting_error_order());
  return {
    ok: true,
    meeting: {
      title: title.output,
      body: body.output,
      place: place.output,
      video: video.output,
      videoPublic: form.videoPublic,
      startsAt: new Date(from),
      endsAt: new Date(to),
      timeZone: zone
    }
  };
}

/** The id of the nth meeting of a series: the same form gives the same ones. */
export function idAfter(id: string, n: number): string {
  const hex = createHash('sha256').update(`meeting ${id} ${n}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
