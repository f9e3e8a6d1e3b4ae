/** What goes on in the demo's AG 1 since it was founded: meetings, news, tasks, and what came of it. */
import { randomUUID } from 'node:crypto';
import { TIME_ZONE } from '$lib/i18n/dates';
import type { Db } from '$lib/server/db/database';
import { insertMaterial } from '$lib/server/repositories/materials';
import { insertMeetings } from '$lib/server/repositories/meetings';
import { insertNews } from '$lib/server/repositories/news';
import { insertTask, workersOf } from '$lib/server/repositories/tasks';
import { momentOf, wallClock } from '$lib/util/zonedTime';
import { DAY } from './demoScript';

/** @param authorId person who coordinates @param now ms since 1970 */
export async function addLife(
  tx: Db,
  { spaceId, authorId, now }: { spaceId: string; authorId: string; now: number }
): Promise<void> {
  const group = await tx
    .selectFrom('working_group')
    .where('space_id', '=', spaceId)
    .orderBy('number')
    .limit(1)
    .select('id')
    .executeTakeFirstOrThrow();
  const workingGroupId = group.id;
  const meeting = (days: number, title: string, body: string, video: string) => {
    const { date } = wallClock(now + days * DAY, TIME_ZONE);
    const at = (time: string) => new Date(Number(momentOf(date, time, TIME_ZONE)));
    return {
      id: randomUUID(),
      title,
      body,
      place: video === '' ? 'Kulturscheune Beispielhain' : '',
      video,
      videoPublic: false,
      startsAt: at('18:00'),
      endsAt: at('19:30'),
      timeZone: TIME_ZONE
    };
  };
  const room = 'https://example.org/videoraum-ag-1';
  await insertMeetings(
    tx,
    workingGroupId,
    [
      meeting(-6, 'Kennenlernen', 'Wir stellen uns vor und sammeln, was jede und jeder mitbringt.', ''),
      meeting(
        9,
        'Zwei erste Vorhaben',
        'Wir sortieren die Notizen vom Auftakt und legen zwei erste Vorhaben fest.',
        room
      ),
      meeting(23, 'Ortstermin', 'Wir sehen uns drei leere Höfe an und sprechen mit den Leuten dort.', '')
    ],
    new Date(now - 10 * DAY)
  );
  const posts = [
    [
      'Wer kennt leerstehende Höfe?',
      'Tragen Sie zusammen, welche Gebäude in Ihrem Ort leer stehen und wer ansprechbar ist. Beim Ortstermin sehen wir uns drei davon an.',
      2
    ],
    [
      'Das Kennenlernen war ein guter Anfang',
      'Elf von vierzehn Aktiven waren dabei. Danke an die Kulturscheune für den Raum.',
      5
    ],
    [
      'Die AG ist gegründet',
      'Aus den Notizen vom Vorbereitungstreffen ist unsere Arbeitsgruppe geworden. Sie steht allen offen.',
      13
    ]
  ] as const;
  for (const [title, body, daysAgo] of posts) {
    await insertNews(tx, {
      id: randomUUID(),
      workingGroupId,
      authorId,
      title,
      body,
      public: true,
      publishedAt: new Date(now - daysAgo * DAY)
    });
  }
  const workers = await workersOf(tx, workingGroupId);
  const dueIn = (days: number) => wallClock(now + days * DAY, TIME_ZONE).date;
  const todo = [
    ['Mit dem Ortschaftsrat über die alte Schule sprechen', 0, dueIn(5)],
    ['Vorlage für die Liste leerer Höfe anlegen', 1, dueIn(8)],
    ['Fahrgemeinschaften für den Ortstermin', null, dueIn(20)]
  ] as const;
  for (const [nth, [title, worker, dueOn]] of todo.entries()) {
    await insertTask(tx, {
      id: randomUUID(),
      workingGroupId,
      title,
      assigneeId: worker === null ? null : (workers[worker]?.id ?? null),
      dueOn,
      createdAt: new Date(now - 4 * DAY + nth)
    });
  }
  const shared = [
    [
      'result',
      'Zwölf leere Höfe, auf einer Karte',
      'Stand nach dem Kennenlernen.',
      'https://example.org/karte'
    ],
    ['material', 'Leitfaden: Leerstand neu nutzen', '', 'https://example.org/leitfaden']
  ] as const;
  for (const [kind, title, body, url] of shared) {
    await insertMaterial(tx, {
      id: randomUUID(),
      workingGroupId,
      kind,
      title,
      body,
      url,
      fileId: null,
      public: true,
      createdAt: new Date(now - 3 * DAY)
    });
  }
}
