import { sql } from 'kysely';
import type { Attachment, FileAttachment, NoteRecord } from '$lib/domain/records';
import type { Db } from '$lib/server/db/database';
import { StoreRefusal, type StoredChange } from '$lib/sync/ports';
import { attachmentOf, holdFiles, type FileRow } from './files';

/** A note that is about to be written with files on it. */
interface NoteStep {
  /** Participant id of who writes; null: the system, which may put any file on any note. */
  actorId: string | null;
  before: readonly Attachment[];
  note: NoteRecord;
}

/**
 * Puts notes' files right before they are written, in the writing transaction: a file is what its row says, whatever the
 * client said of it, and from now on it is held. Records are corrected in place, so that the room keeps and sends what was
 * written. A participant may hang up what they uploaded in this room, the moderation whatever was uploaded in it, and
 * everybody keeps what hangs there.
 *
 * @throws {StoreRefusal} `not_found` for a file that is gone or somebody else's
 */
export async function settleFiles(db: Db, roomId: string, changes: readonly StoredChange[]): Promise<void> {
  const steps = changes.flatMap(noteSteps);
  if (steps.length === 0) return;
  const added = steps.flatMap(({ actorId, before, note }) =>
    note.attachments
      .filter(isFile)
      .flatMap(({ fileId }) => (holding(before, fileId) ? [] : [{ actorId, fileId }]))
  );
  const files = await (added.length > 0
    ? holdFiles(db, [...new Set(added.map(({ fileId }) => fileId))])
    : new Map<string, FileRow>());
  const mayHang = await hangers(
    db,
    roomId,
    added.flatMap(({ actorId }) => actorId ?? [])
  );
  for (const { actorId, note, before } of steps) {
    const seen = new Set<string>();
    note.attachments = note.attachments
      .filter((one) => !isFile(one) || (!seen.has(one.fileId) && seen.add(one.fileId)))
      .map((said) => {
        if (!isFile(said)) return said;
        const alt = said.type === 'image' ? said.alt : '';
        const there = holding(before, said.fileId);
        if (there) return there.type === 'image' ? { ...there, alt } : there;
        const file = files.get(said.fileId);
        if (!file || !mayHang(actorId, file)) throw new StoreRefusal('not_found', 'no file to hang up');
        return attachmentOf(file, alt);
      });
  }
}

function noteSteps({ actorId, steps }: StoredChange): NoteStep[] {
  return steps.flatMap(({ before, after }) =>
    after.type === 'note' && after.attachments.some(isFile)
      ? [{ actorId, before: before?.type === 'note' ? before.attachments : [], note: after }]
      : []
  );
}

const isFile = (one: Attachment): one is FileAttachment => one.type !== 'link';

const holding = (attachments: readonly Attachment[], fileId: string): FileAttachment | undefined =>
  attachments.filter(isFile).find((one) => one.fileId === fileId);

/** Who of these participants may hang up which file. */
async function hangers(db: Db, roomId: string, participantIds: readonly string[]) {
  const rows =
    participantIds.length === 0
      ? []
      : await db
          .selectFrom('participant')
          .where('room_id', '=', roomId)
          // With the entries that were merged into them: the files of the other device are theirs too.
          .where(
            sql<string>`coalesce(merged_into, id)`,
            '=',
            sql<string>`any(${[...new Set(participantIds)]}::uuid[])`
          )
          .select(['id', 'merged_into', 'person_id', 'role', 'appointed'])
          .execute();
  const people = Map.groupBy(rows, (row) => row.merged_into ?? row.id);
  return (actorId: string | null, file: FileRow): boolean => {
    if (actorId === null) return true;
    const entries = people.get(actorId) ?? [];
    if (file.roomId !== roomId) return false;
    return entries.some(
      ({ merged_into, role, appointed, person_id }) =>
        (merged_into === null && (role === 'facilitator' || appointed)) ||
        (person_id !== null && file.ownerId === person_id)
    );
  };
}
