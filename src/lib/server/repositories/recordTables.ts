/**
 * Each record type of a room and its table, both ways. Records speak in milliseconds and camel case, rows in
 * `timestamptz` and snake case; this folder is the only place that knows.
 */
import type { RecordType } from '$lib/domain/records';
import { card, signup, workingGroup } from './records/afterwardsTables';
import { comment, note, reaction, topic } from './records/noteTables';
import { poll, pollAnswer } from './records/pollTables';
import type { RecordTable } from './records/recordTable';
import { ballot, vote } from './records/voteTables';
import { board, group, message, participant, phase } from './records/workshopTables';

/** In the order of writing: what others point at comes first. */
export const RECORD_TABLES: { [T in RecordType]: RecordTable<T> } = {
  board,
  phase,
  group,
  participant,
  message,
  topic,
  workingGroup,
  note,
  comment,
  reaction,
  vote,
  ballot,
  signup,
  poll,
  pollAnswer,
  card
};
