import { rankBetween } from '../../../src/lib/domain/rank.ts';
import { NOTE_KINDS, type NoteRecord } from '../../../src/lib/domain/records.ts';
import { newId } from '../../../src/lib/util/newId.ts';
import { must } from '../../../src/lib/util/must.ts';
import { sentence } from '../../support/sentences.ts';

/** A whole note record: what our app sends for a new note, so that the floors carry as much. */
export type Note = NoteRecord;

/** Gives notes one after another, each with a sentence of its own. */
export function noteMaker(): () => Note {
  let count = 0;
  let rank: string | null = null;
  return () => {
    rank = rankBetween(rank, null);
    count += 1;
    return {
      type: 'note',
      id: newId(),
      seq: count,
      removedAt: null,
      groupId: null,
      topicId: null,
      stackId: null,
      title: '',
      body: sentence(count),
      kind: must(NOTE_KINDS[count % NOTE_KINDS.length]),
      attachments: [],
      status: 'shown',
      pinnedAt: null,
      rank,
      x: null,
      y: null,
      authorId: newId(),
      authorName: `Teilnehmende ${count}`,
      authorOrganisation: null,
      anonymous: false,
      revealed: false,
      version: 1,
      createdAt: Date.now(),
      editedAt: null
    };
  };
}
