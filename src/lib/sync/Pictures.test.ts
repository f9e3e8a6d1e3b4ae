import { describe, expect, it } from 'vitest';
import { boardRules } from '../domain/board/rules.ts';
import { isStub, keyOf, type Sees, type StoredRecord } from '../domain/records.ts';
import type { Actor } from '../domain/rules.ts';
import { BoardFixture, GROUP_A, hedda, ida, lotte, otto, PHASE } from '../domain/testing/boardFixture.ts';
import { difference, expectedPicture, pictureOf } from './testing/boardRoom.ts';
import { Pictures, type WholePicture } from './Pictures.ts';
import { RecordMap } from './RecordMap.ts';

/** A board that changes step by step, and pictures of it. */
class Gallery {
  readonly board: BoardFixture;
  readonly pictures = new Pictures(boardRules);

  constructor(sees: Sees = 'all') {
    this.board = new BoardFixture(sees);
  }

  note(author: Actor): string {
    return this.board.note(author, { body: 'Eine Werkstatt', groupId: GROUP_A });
  }

  whole(viewer: Actor): WholePicture {
    const records: StoredRecord[] = [...this.board.records.values()];
    const seq = Math.max(...records.map((record) => record.seq));
    const whole = this.pictures.whole(new RecordMap(records), seq, viewer);
    // Whatever is shared: together it is exactly what the rules show this viewer, each record once.
    const all = [...whole.shared.records, ...whole.own];
    expect(new Set(all.map(keyOf)).size).toBe(all.length);
    const read = all.filter((record): record is StoredRecord => !isStub(record));
    const shown = pictureOf(new RecordMap(read), all.filter(isStub));
    expect(difference(expectedPicture(records, viewer.id), shown)).toBeNull();
    return whole;
  }
}

describe('whole pictures', () => {
  it('[O13] share one object among viewers of an audience, and over time while only new things come', () => {
    const gallery = new Gallery();
    const first = gallery.whole(lotte);
    expect(gallery.whole(otto).shared).toBe(first.shared);
    const noteId = gallery.note(lotte);
    const later = gallery.whole(otto);
    expect(later.shared).toBe(first.shared);
    expect(later.own.map((record) => record.id)).toContain(noteId);
  });

  it('[O13] are made anew when something in them changed, and when much has come', () => {
    const gallery = new Gallery();
    const noteId = gallery.note(lotte);
    const first = gallery.whole(lotte);
    gallery.board.do(lotte, { type: 'note.edit', noteId, body: 'Zwei Werkstätten', version: 1 });
    const second = gallery.whole(lotte);
    expect(second.shared).not.toBe(first.shared);
    for (let i = 0; i < 60; i += 1) gallery.note(otto);
    const third = gallery.whole(lotte);
    expect(third.shared).not.toBe(second.shared);
    expect(third.own.length).toBeLessThan(5);
  });

  it('[O13] give what only one person may see beside the shared part', () => {
    const gallery = new Gallery();
    gallery.board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    const dots = [{ itemId: gallery.board.topic('Dorf'), count: 1 }];
    gallery.board.do(lotte, { type: 'ballot.set', voteId: gallery.board.openVote, dots });
    const [mine, theirs] = [gallery.whole(lotte), gallery.whole(otto)];
    expect(mine.shared).toBe(theirs.shared);
    expect(mine.own.map(({ type }) => type)).toContain('ballot');
    expect(theirs.own.map(({ type }) => type)).not.toContain('ballot');
  });

  it('[O13] are a person’s alone where that person reads what others only count', () => {
    const gallery = new Gallery('own');
    gallery.note(lotte);
    const [mine, theirs] = [gallery.whole(lotte), gallery.whole(otto)];
    expect(mine.shared).not.toBe(theirs.shared);
    expect(JSON.stringify(theirs)).not.toContain('Werkstatt');
  });

  it('[O13] never mix audiences', () => {
    const gallery = new Gallery('group');
    gallery.note(lotte);
    expect(gallery.whole(ida).shared).not.toBe(gallery.whole(otto).shared);
    expect(gallery.whole(hedda).shared).not.toBe(gallery.whole(otto).shared);
    expect(JSON.stringify(gallery.whole(ida))).not.toContain('Werkstatt');
  });
});
