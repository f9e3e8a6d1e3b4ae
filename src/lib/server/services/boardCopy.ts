import { copyBoard } from '$lib/domain/board/copy';
import type { Db } from '$lib/server/db/database';
import { agendaOf, replaceAgenda } from '$lib/server/repositories/agenda';
import { RECORD_TABLES } from '$lib/server/repositories/recordTables';
import { writeChanges } from '$lib/server/repositories/roomStore';
import * as roomRows from '$lib/server/repositories/rooms';
import * as workshops from '$lib/server/repositories/workshops';
import type { Workshop } from '$lib/server/repositories/workshops';
import { must } from '$lib/util/must';
import { newId } from '$lib/util/newId';

export interface CopyOrder {
  title: string;
  /** A free one; of a template none that opens anything. */
  code: string;
  notes: boolean;
  /** ms since 1970; without one there is no date yet. */
  startsAt?: number | null;
  place?: string;
  /** Instead of the old one's, unless it is empty. */
  question?: string;
  /** It becomes a template of the space. */
  asTemplate?: boolean;
  /** Person id of who copies. */
  by: string;
  /** ms since 1970 */
  now: number;
}

/**
 * A new workshop after the model of another, in the transaction of the caller: board, phases, groups, topics, polls, agenda, and its
 * notes where they are wanted. Date, place, password and public link are the old one's own.
 */
export async function insertCopy(tx: Db, source: Workshop, order: CopyOrder): Promise<Workshop> {
  const { title, code, by, now, startsAt = null, place = '', question = '', asTemplate = false } = order;
  const copy: Workshop = {
    ...source,
    id: newId(),
    roomId: newId(),
    title,
    code,
    startsAt,
    place,
    expected: null,
    open: !asTemplate
  };
  const { roomId, spaceId } = copy;
  const load = <T extends 'board' | 'phase' | 'group' | 'topic' | 'poll' | 'vote' | 'note'>(type: T) =>
    RECORD_TABLES[type].load(tx, source.roomId, -1);
  const board = must((await load('board'))[0], 'the board that is copied');
  const records = copyBoard(
    {
      board: { ...board, question: question || board.question },
      phases: await load('phase'),
      groups: await load('group'),
      topics: await load('topic'),
      polls: await load('poll'),
      votes: await load('vote'),
      notes: order.notes ? await load('note') : []
    },
    { roomId, title, now, newId }
  );
  await roomRows.insertRoom(tx, { id: roomId, kind: 'board', spaceId });
  await workshops.insertWorkshop(tx, copy, by, asTemplate);
  // Nobody's step: the log of the new board says nothing of the old one's people.
  const change = {
    seq: 1,
    at: now,
    actorId: null,
    command: { id: newId(), type: 'board.configure' as const, title },
    steps: records.map((after) => ({ before: null, after }))
  };
  await writeChanges(tx, { roomId, spaceId }, [change]);
  const agenda = await agendaOf(tx, source.id);
  await replaceAgenda(
    tx,
    copy.id,
    agenda.map((item) => ({ ...item, id: newId() }))
  );
  return copy;
}
