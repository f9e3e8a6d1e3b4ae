import type { CalendarDownload } from '$lib/server/services/calendars';
import { attachment } from './fileResponse';

/** A calendar file as an answer. Asked for again it is made again: it shows what its reader may see now. */
export function calendarResponse({ name, text }: CalendarDownload): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': attachment(name),
      'cache-control': 'private, no-cache'
    }
  });
}
