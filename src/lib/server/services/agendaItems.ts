/** What the order of the day may have in it. */
import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { m } from '$lib/i18n/paraglide/messages.js';
import { lineUpTo, nameUpTo, textUpTo, uuid } from '$lib/protocol/text';
import type { Db } from '$lib/server/db/database';
import { agendaOf, type AgendaItem } from '$lib/server/repositories/agenda';
import { holdFiles } from '$lib/server/repositories/files';
import type { Workshop } from '$lib/server/repositories/workshops';
import { newId } from '$lib/util/newId';

/** A point as a facilitator gives it; of its files only which, and what they are called there. */
export type AgendaInput = Partial<Omit<AgendaItem, 'files'>> &
  Pick<AgendaItem, 'title'> & { files?: readonly { fileId: string; name?: string }[] };

export const agendaItems = v.pipe(
  v.array(
    v.object({
      id: v.optional(uuid, () => newId()),
      starts: v.optional(lineUpTo(20), ''),
      title: nameUpTo(LIMITS.workshopTitle),
      body: v.optional(textUpTo(LIMITS.purpose), ''),
      links: v.optional(
        v.pipe(
          v.array(
            v.object({
              label: nameUpTo(LIMITS.workshopTitle),
              // Only addresses that a browser may follow: no `javascript:`.
              url: v.pipe(
                lineUpTo(500),
                v.check((url) => /^https?:\/\//i.test(url) && URL.canParse(url), 'invalid')
              )
            })
          ),
          v.maxLength(10)
        ),
        () => []
      ),
      files: v.optional(
        v.pipe(
          v.array(v.object({ fileId: uuid, name: v.optional(lineUpTo(LIMITS.fileName), '') })),
          v.maxLength(LIMITS.attachments, 'limit')
        ),
        () => []
      )
    })
  ),
  v.maxLength(60, 'limit')
);

/**
 * The points with their files as the rows of these say: those that the agenda holds already (a copy holds files of the
 * workshop it came from), and what was uploaded on the workshop's own board. From then on no sweep takes them. Null when one is
 * neither.
 */
export async function withFiles(
  db: Db,
  { id, roomId }: Workshop,
  items: v.InferOutput<typeof agendaItems>
): Promise<Omit<AgendaItem, 'position'>[] | null> {
  const held = new Map(
    (await agendaOf(db, id)).flatMap(({ files }) => files.map((file) => [file.fileId, file]))
  );
  const wanted = new Set(items.flatMap(({ files }) => files.map(({ fileId }) => fileId)));
  const added = [...wanted].filter((fileId) => !held.has(fileId));
  const rows = added.length > 0 ? await holdFiles(db, added) : new Map();
  for (const fileId of added) {
    const row = rows.get(fileId);
    if (row?.roomId !== roomId) return null;
    held.set(fileId, { fileId, name: row.name, mime: row.mime, size: row.size });
  }
  return items.map((item) => ({
    ...item,
    files: item.files.flatMap(({ fileId, name }) => {
      const file = held.get(fileId);
      return file ? [{ ...file, name: name || file.name || m.files_image() }] : [];
    })
  }));
}
