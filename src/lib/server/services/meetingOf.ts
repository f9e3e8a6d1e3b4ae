import type { Meeting } from '$lib/domain/meetings';
import type { MeetingRow } from '$lib/server/repositories/meetings';

/** A meeting as a viewer sees it, with the room's address where they may have it. @param inside they are in the AG */
export function meetingOf(row: MeetingRow, inside: boolean): Meeting {
  const shown = row.video !== '' && (row.videoPublic || inside);
  return {
    id: row.id,
    title: row.title,
    body: row.body,
    place: row.place,
    video: shown ? row.video : null,
    videoHidden: row.video !== '' && !shown,
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt.getTime(),
    timeZone: row.timeZone,
    cancelled: row.cancelledAt !== null
  };
}
