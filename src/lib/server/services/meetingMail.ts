import { LIMITS } from '$lib/domain/limits';
import { dayIn, timeIn } from '$lib/i18n/dates';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { MeetingContent } from '$lib/server/repositories/meetings';

export type MeetingNews = 'new' | 'changed' | 'cancelled';

/** What those signed up read of it. Of a series all dates stand in one mail. */
export function meetingMail(
  what: MeetingNews,
  meetings: readonly [MeetingContent, ...MeetingContent[]]
): { subject: string; body: string } {
  const [first] = meetings;
  const named = { title: first.title, day: spokenDay(first) };
  const lead = {
    new: m.meeting_mail_new({ count: meetings.length }),
    changed: m.meeting_mail_changed(),
    cancelled: m.meeting_mail_cancelled()
  }[what];
  const subject = {
    new: m.meeting_mail_subject_new(named),
    changed: m.meeting_mail_subject_changed(named),
    cancelled: m.meeting_mail_subject_cancelled(named)
  }[what];
  const where = what === 'cancelled' ? [] : whereOf(first);
  const about = what === 'cancelled' ? '' : first.body;
  const paragraphs = [
    m.mail_greeting(),
    lead,
    [first.title, ...meetings.map(spokenTime), ...where].join('\n'),
    about
  ];
  return {
    subject: subject.slice(0, LIMITS.mailSubject),
    body: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')
  };
}

/** What, when and where, a line each. */
export function spokenMeeting(meeting: MeetingContent): string {
  return [meeting.title, spokenTime(meeting), ...whereOf(meeting)].join('\n');
}

type When = Pick<MeetingContent, 'startsAt' | 'endsAt' | 'timeZone'>;

function spokenDay({ startsAt, timeZone }: When): string {
  return dayIn(startsAt.getTime(), timeZone);
}

function spokenTime(when: When): string {
  const from = timeIn(when.startsAt.getTime(), when.timeZone);
  const to = timeIn(when.endsAt.getTime(), when.timeZone);
  return `${spokenDay(when)}, ${m.meeting_hours({ from, to })}`;
}

const whereOf = ({ place, video }: Pick<MeetingContent, 'place' | 'video'>): string[] =>
  [place, video].filter((line) => line !== '');
