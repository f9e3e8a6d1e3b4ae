import { createHash } from 'node:crypto';
import type { NoteRecord } from '../../src/lib/domain/records.ts';

/** A note as far as client and database must agree on it. */
export type NotePicture = Pick<
  NoteRecord,
  'id' | 'seq' | 'body' | 'version' | 'kind' | 'rank' | 'groupId' | 'topicId' | 'authorId'
>;

export interface Digest {
  readonly count: number;
  readonly hash: string;
}

const lineOf = ({ id, seq, body, version, kind, rank, groupId, topicId, authorId }: NotePicture): string =>
  JSON.stringify([id, seq, body, version, kind, rank, groupId, topicId, authorId]);

/** The same for the same notes, whatever their order. */
export function digest(notes: Iterable<NotePicture>): Digest {
  const lines = Array.from(notes, lineOf).sort();
  return { count: lines.length, hash: createHash('sha256').update(lines.join('\n')).digest('hex') };
}

/** The first differences between what is and what should be, in words; empty when there are none. */
export function differences(is: Iterable<NotePicture>, should: Iterable<NotePicture>): string[] {
  const found = new Map(Array.from(is, (note) => [note.id, lineOf(note)]));
  const wrong: string[] = [];
  for (const note of should) {
    const line = found.get(note.id);
    found.delete(note.id);
    if (line === undefined) wrong.push(`lacks ${note.id} (seq ${note.seq})`);
    else if (line !== lineOf(note)) wrong.push(`has ${line} for ${lineOf(note)}`);
  }
  for (const id of found.keys()) wrong.push(`has ${id} too much`);
  return wrong;
}
