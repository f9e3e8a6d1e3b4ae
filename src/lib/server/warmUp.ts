import { NOTE_KINDS, type NoteRecord } from '$lib/domain/records';
import { packRecords } from '$lib/protocol/packed';
import { newId } from '$lib/util/newId';
import type { Log } from './log';
import type { PgRoomStore } from './repositories/roomStore';

/** Of a board as large as this the code that packs it has been run often enough to be compiled. */
const NOTES = 500;
/** Connections that a hall needs at once when it comes in: the room's, and those of sessions and pages. */
const CONNECTIONS = 4;

/**
 * Does once, before anybody comes, what the first of a hall would wait for: connections that have planned a room's
 * queries, compiled code. After a restart everybody is back within the same second.
 */
export async function warmUp(store: PgRoomStore, log: Log): Promise<void> {
  packRecords(Array.from({ length: NOTES }, (_, i) => sample(i)));
  const tried = await Promise.allSettled(Array.from({ length: CONNECTIONS }, () => store.warmUp()));
  // Whoever needs the database next is told, and so is the operator.
  for (const { reason } of tried.filter((one) => one.status === 'rejected'))
    log.warn({ err: reason as unknown }, 'the database could not be warmed up');
}

function sample(i: number): NoteRecord {
  const authorId = newId();
  return {
    type: 'note',
    id: newId(),
    seq: i,
    removedAt: null,
    groupId: i % 2 === 0 ? authorId : null,
    topicId: null,
    stackId: null,
    title: '',
    body: `Zettel ${i}`,
    kind: NOTE_KINDS[i % NOTE_KINDS.length] ?? 'idea',
    attachments: [],
    status: 'shown',
    pinnedAt: null,
    rank: String(i),
    x: null,
    y: null,
    authorId,
    authorName: 'Lotte',
    authorOrganisation: null,
    anonymous: false,
    revealed: false,
    version: 1,
    createdAt: i,
    editedAt: null
  };
}
