import { describe, expect, it } from 'vitest';
import type { CommandOf } from '../commands.ts';
import { PARTICIPANT_RIGHTS, type ParticipantRight } from '../records.ts';
import type { Actor } from '../rules.ts';
import { BOARD, BoardFixture, GROUP_A, hedda, id, ida, lotte, otto, PHASE } from '../testing/boardFixture.ts';
import { rightsOf } from './rights.ts';
import { boardRules } from './rules.ts';

const refused = (code: string) => ({ ok: false, code });
const ok = { ok: true };
const reader: Actor = { id: '', name: '', organisation: null, role: 'reader', groupId: null };

type Settings = Omit<CommandOf<'board.configure'>, 'id' | 'type'>;

/** A board without phases, as a standalone one is. */
function plainBoard(settings: Settings = {}): BoardFixture {
  const board = new BoardFixture();
  const record = board.get('board', BOARD);
  if (!record) throw new Error('no board');
  board.records.set(`board/${BOARD}`, { ...record, phaseId: null });
  expect(board.do(hedda, { type: 'board.configure', ...settings })).toMatchObject(ok);
  return board;
}
function seen(board: BoardFixture, viewer: Actor, type: 'note' | 'comment', recordId: string) {
  const record = board.get(type, recordId);
  if (!record) throw new Error(`no such ${type}`);
  return boardRules.project(board, viewer, record);
}
function comment(board: BoardFixture, actor: Actor, noteId: string): string {
  const commentId = id(5000 + board.seq);
  expect(board.do(actor, { type: 'comment.add', commentId, noteId, body: 'Ja' })).toMatchObject(ok);
  return commentId;
}

describe('what a board opens to participants', () => {
  const tries: Record<Exclude<ParticipantRight, 'names'>, (board: BoardFixture) => { ok: boolean }> = {
    write: (board) => board.do(otto, { type: 'note.add', noteId: id(900), body: 'Neu' }),
    comment: (board) =>
      board.do(otto, { type: 'comment.add', commentId: id(901), noteId: id(800), body: 'Ja' }),
    react: (board) => board.do(otto, { type: 'reaction.set', noteId: id(800), on: true }),
    move: (board) => board.do(otto, { type: 'topic.add', topicId: id(902), title: 'Mobilität' }),
    vote: (board) => board.do(otto, { type: 'ballot.set', voteId: id(803), dots: [] }),
    signUp: (board) => board.do(otto, { type: 'signup.set', workingGroupId: id(801), level: 'active' })
  };
  const rights = PARTICIPANT_RIGHTS.filter((right) => right !== 'names');

  it.each(rights)('%s is possible where it is opened, and only there', (right) => {
    for (const may of [[right], rights.filter((other) => other !== right)]) {
      const board = plainBoard({ may });
      board.note(hedda, { noteId: id(800) });
      const topicId = board.topic('Dorf');
      board.do(hedda, { type: 'topic.promote', topicId, workingGroupId: id(801) });
      board.do(hedda, { type: 'vote.add', voteId: id(803) });
      board.do(hedda, { type: 'vote.open', voteId: id(803) });
      for (const tried of rights) expect(tries[tried](board).ok, tried).toBe(may.includes(tried));
    }
  });

  it('a phase decides for itself', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'board.configure', may: [] });
    expect(rightsOf(board, otto).write).toBe(true);
    board.do(hedda, { type: 'phase.configure', phaseId: PHASE.collect, may: ['react'] });
    expect(rightsOf(board, otto)).toMatchObject({ write: false, comment: false, react: true });
  });

  it.each([{ frozen: true }, { access: 'read' }, { open: false }] as const)(
    '%o leaves reading, and to facilitators all but what is over',
    (settings) => {
      const board = plainBoard({ may: [...PARTICIPANT_RIGHTS] });
      const noteId = id(800);
      board.note(lotte, { noteId });
      board.do(hedda, { type: 'board.configure', ...settings });
      for (const tried of rights) expect(tries[tried](board), tried).toMatchObject({ ok: false });
      expect(board.do(lotte, { type: 'note.edit', noteId, body: 'x', version: 1 })).toEqual(
        refused('closed')
      );
      expect(seen(board, otto, 'note', noteId)).toMatchObject({ authorName: 'Lotte Löwenzahn' });
      expect(rightsOf(board, hedda).write).toBe(!('open' in settings));
    }
  );

  it('one reaction or none', () => {
    const board = plainBoard({ reactions: 'none' });
    const noteId = board.note(lotte);
    expect(board.do(otto, { type: 'reaction.set', noteId, on: true })).toEqual(refused('closed'));
  });
});

describe('a topic', () => {
  it('takes own notes on a plain board, and those of others from whoever may sort', () => {
    const board = plainBoard();
    const topicId = board.topic('Mobilität');
    const noteId = board.note(lotte, { topicId });
    expect(board.do(lotte, { type: 'note.move', noteId, topicId: null })).toMatchObject(ok);
    expect(board.do(otto, { type: 'note.move', noteId, topicId })).toEqual(refused('forbidden'));
    board.do(hedda, { type: 'board.configure', may: ['write', 'move'] });
    expect(board.do(otto, { type: 'note.move', noteId, topicId })).toMatchObject(ok);
  });

  it('that is locked is changed by the moderation only', () => {
    const board = plainBoard({ may: [...PARTICIPANT_RIGHTS] });
    const [topicId, other] = [board.topic('Mobilität'), board.topic('Treffpunkte')];
    const [inside, outside] = [board.note(lotte, { topicId }), board.note(lotte)];
    expect(board.do(otto, { type: 'topic.edit', topicId, locked: true })).toEqual(refused('forbidden'));
    expect(board.do(hedda, { type: 'topic.edit', topicId, locked: true })).toMatchObject(ok);
    const closed = [
      { type: 'note.move', noteId: inside, topicId: null },
      { type: 'note.move', noteId: inside, rank: 'a' },
      { type: 'note.move', noteId: outside, topicId },
      { type: 'note.edit', noteId: inside, body: 'x', version: 1 },
      { type: 'note.remove', noteId: inside },
      { type: 'note.add', noteId: id(900), body: 'x', topicId },
      { type: 'topic.edit', topicId, title: 'Anders' },
      { type: 'topic.remove', topicId },
      { type: 'topic.merge', topicId, intoId: other },
      { type: 'topic.merge', topicId: other, intoId: topicId }
    ] as const;
    for (const command of closed) expect(board.do(lotte, command), command.type).toEqual(refused('closed'));
    expect(board.do(hedda, { type: 'note.move', noteId: inside, topicId: null })).toMatchObject(ok);
  });
});

describe('approval', () => {
  it('lets others see a note once a facilitator has approved it', () => {
    const board = plainBoard({ approval: true });
    const noteId = board.note(lotte);
    expect(seen(board, lotte, 'note', noteId)).toMatchObject({ status: 'waiting' });
    expect(seen(board, hedda, 'note', noteId)).toMatchObject({ status: 'waiting' });
    // Not even a stub: it may never come.
    expect(seen(board, otto, 'note', noteId)).toEqual({
      type: 'note',
      id: noteId,
      seq: board.seq,
      removed: true
    });
    expect(board.do(otto, { type: 'note.review', noteId, status: 'shown' })).toEqual(refused('forbidden'));
    const reply = comment(board, hedda, noteId);
    expect(seen(board, otto, 'comment', reply)).toBeNull();
    const approved = board.do(hedda, { type: 'note.review', noteId, status: 'shown' });
    expect(approved).toMatchObject({ ok: true, put: [{ id: noteId }, { id: reply }] });
    expect(seen(board, otto, 'note', noteId)).toMatchObject({ body: 'Ein Kalender für alle' });
  });

  it('is asked again for other words, but not for another colour', () => {
    const board = plainBoard({ approval: true });
    const noteId = board.note(lotte);
    board.do(hedda, { type: 'note.review', noteId, status: 'shown' });
    board.do(lotte, { type: 'note.edit', noteId, kind: 'need', version: 1 });
    expect(board.get('note', noteId)?.status).toBe('shown');
    board.do(lotte, { type: 'note.edit', noteId, body: 'Etwas ganz anderes', version: 2 });
    expect(board.get('note', noteId)?.status).toBe('waiting');
    board.do(hedda, { type: 'note.edit', noteId, body: 'Ohne Tippfehler', version: 3 });
    expect(board.get('note', noteId)?.status).toBe('waiting');
  });

  it('what is declined stays with its author, who may write it anew', () => {
    const board = plainBoard({ approval: true });
    const noteId = board.note(lotte);
    board.do(hedda, { type: 'note.review', noteId, status: 'declined' });
    expect(seen(board, lotte, 'note', noteId)).toMatchObject({ status: 'declined' });
    expect(seen(board, otto, 'note', noteId)).toMatchObject({ removed: true });
    board.do(lotte, { type: 'note.edit', noteId, body: 'Freundlicher', version: 1 });
    expect(board.get('note', noteId)?.status).toBe('waiting');
  });

  it('is asked for no more once it is turned off; what its author said about it comes to the new readers too', () => {
    const board = plainBoard({ approval: true });
    const noteId = board.note(lotte);
    const commentId = comment(board, lotte, noteId);
    board.do(hedda, { type: 'board.configure', approval: false });
    board.do(lotte, { type: 'note.edit', noteId, body: 'Freundlicher', version: 1 });
    expect(seen(board, otto, 'note', noteId)).toMatchObject({ status: 'shown' });
    expect(board.get('comment', commentId)?.seq).toBe(board.seq);
  });

  it('facilitators need none', () => {
    const board = plainBoard({ approval: true });
    expect(board.get('note', board.note(hedda))?.status).toBe('shown');
  });
});

describe('names', () => {
  it('of an anonymous note reach nobody but its author, also when the board is anonymous no more', () => {
    const board = plainBoard({ anonymous: true });
    const noteId = board.note(lotte);
    const commentId = comment(board, otto, noteId);
    board.do(hedda, { type: 'board.configure', anonymous: false });
    const nameless = { anonymous: true, authorId: null, authorName: null };
    for (const viewer of [hedda, ida]) {
      expect(seen(board, viewer, 'note', noteId)).toMatchObject({ ...nameless, authorOrganisation: null });
      expect(seen(board, viewer, 'comment', commentId)).toMatchObject(nameless);
    }
    expect(seen(board, lotte, 'note', noteId)).toMatchObject({ authorId: lotte.id });
    expect(seen(board, lotte, 'comment', commentId)).toMatchObject(nameless);
    expect(seen(board, otto, 'comment', commentId)).toMatchObject({ authorId: otto.id });
    expect(boardRules.namesWriters(plainBoard({ anonymous: true }))).toBe(false);
  });

  it('stay with the facilitators where participants may not see them', () => {
    const board = plainBoard({ may: ['write', 'comment'] });
    const noteId = board.note(lotte);
    expect(seen(board, otto, 'note', noteId)).toMatchObject({ authorId: null, authorName: null });
    expect(seen(board, hedda, 'note', noteId)).toMatchObject({ authorName: 'Lotte Löwenzahn' });
    const opened = board.do(hedda, { type: 'board.configure', may: ['names'] });
    // Put anew, so that everybody receives them with their names.
    expect(opened).toMatchObject({ ok: true, put: [{ type: 'board' }, { type: 'note', id: noteId }] });
    expect(seen(board, otto, 'note', noteId)).toMatchObject({ authorName: 'Lotte Löwenzahn' });
  });

  it('a public reader reads notes, and never names', () => {
    const board = plainBoard();
    const noteId = board.note(lotte);
    expect(seen(board, reader, 'note', noteId)).toMatchObject({
      body: 'Ein Kalender für alle',
      authorId: null,
      authorName: null
    });
    for (const person of board.all('participant')) {
      expect(boardRules.project(board, reader, person)).toBeNull();
    }
    expect(board.do(reader, { type: 'note.add', noteId: id(900), body: 'x' })).toEqual(refused('forbidden'));
    expect(seen(board, reader, 'comment', comment(board, otto, noteId))).toBeNull();
    expect(board.do(otto, { type: 'reaction.set', noteId, on: true })).toMatchObject(ok);
    for (const reaction of board.all('reaction'))
      expect(boardRules.project(board, reader, reaction)).toBeNull();
  });

  it('a public reader is not even told that there are notes which are not for all', () => {
    const board = new BoardFixture('group');
    const noteId = board.note(lotte, { groupId: GROUP_A });
    expect(seen(board, otto, 'note', noteId)).toHaveProperty('body');
    expect(seen(board, ida, 'note', noteId)).toHaveProperty('stub');
    expect(seen(board, reader, 'note', noteId)).toMatchObject({ removed: true });
  });
});

describe('the top of the board', () => {
  it('is given by facilitators', () => {
    const board = plainBoard();
    const noteId = board.note(lotte);
    expect(board.do(lotte, { type: 'note.pin', noteId, on: true })).toEqual(refused('forbidden'));
    board.do(hedda, { type: 'note.pin', noteId, on: true });
    expect(board.get('note', noteId)?.pinnedAt).toBe(board.now);
    board.do(hedda, { type: 'note.pin', noteId, on: false });
    expect(board.get('note', noteId)?.pinnedAt).toBeNull();
  });
});

describe('a removed comment', () => {
  it('is brought back by its author or a facilitator, and seen by nobody else meanwhile', () => {
    const board = plainBoard();
    const noteId = board.note(lotte);
    const commentId = comment(board, otto, noteId);
    board.do(otto, { type: 'comment.remove', commentId });
    expect(seen(board, lotte, 'comment', commentId)).toMatchObject({ removed: true });
    expect(seen(board, otto, 'comment', commentId)).toMatchObject({ body: 'Ja' });
    expect(board.do(lotte, { type: 'comment.restore', commentId })).toEqual(refused('forbidden'));
    expect(board.do(otto, { type: 'comment.restore', commentId })).toMatchObject(ok);
    expect(board.do(hedda, { type: 'comment.restore', commentId })).toEqual(refused('conflict'));
  });
});
