import { describe, expect, it } from 'vitest';
import {
  BoardFixture,
  GROUP_A,
  GROUP_B,
  hedda,
  id,
  ida,
  lotte,
  otto,
  PHASE,
  system,
  visitor
} from '../testing/boardFixture.ts';
import type { Actor } from '../rules.ts';
import { boardRules } from './rules.ts';
import { must } from '../../util/must.ts';
import { smallestGroup } from './groups.ts';
import { projectBoard } from './project.ts';
import { boardOf } from './rights.ts';

const refused = (code: string) => ({ ok: false, code });
const shown = (board: BoardFixture, viewer: typeof lotte, noteId: string) => {
  const note = board.get('note', noteId);
  if (!note) throw new Error('no such note');
  return boardRules.project(board, viewer, note);
};

describe('notes', () => {
  it('are pinned, edited, removed and brought back by their author', () => {
    const board = new BoardFixture();
    const noteId = board.note(lotte, { groupId: GROUP_A });
    expect(board.do(lotte, { type: 'note.edit', noteId, body: 'Neu', version: 1 })).toMatchObject({
      ok: true
    });
    expect(board.get('note', noteId)).toMatchObject({
      body: 'Neu',
      version: 2,
      authorName: 'Lotte Löwenzahn'
    });
    expect(board.do(lotte, { type: 'note.remove', noteId })).toMatchObject({ ok: true });
    expect(board.do(lotte, { type: 'note.edit', noteId, body: 'x', version: 2 })).toEqual(
      refused('not_found')
    );
    expect(board.do(lotte, { type: 'note.restore', noteId })).toMatchObject({ ok: true });
    expect(board.get('note', noteId)?.removedAt).toBeNull();
  });

  it('say something: by title, text or attachment', () => {
    const board = new BoardFixture();
    const link = { type: 'link', url: 'https://example.org/', title: '' } as const;
    const add = { type: 'note.add', body: '' } as const;
    expect(board.do(lotte, { ...add, noteId: id(20) })).toEqual(refused('empty'));
    expect(board.do(lotte, { ...add, noteId: id(21), title: 'Dorfladen' })).toMatchObject({ ok: true });
    expect(board.do(lotte, { ...add, noteId: id(22), attachments: [link] })).toMatchObject({ ok: true });
    const edit = { type: 'note.edit', noteId: id(22), version: 1 } as const;
    expect(board.do(lotte, { ...edit, attachments: [] })).toEqual(refused('empty'));
    expect(board.do(lotte, { ...edit, attachments: [], body: 'Dorfladen' })).toMatchObject({ ok: true });
  });

  it('belong to their author; a facilitator may touch any', () => {
    const board = new BoardFixture();
    const noteId = board.note(lotte);
    expect(board.do(otto, { type: 'note.edit', noteId, body: 'x', version: 1 })).toEqual(
      refused('forbidden')
    );
    expect(board.do(otto, { type: 'note.remove', noteId })).toEqual(refused('forbidden'));
    expect(board.do(otto, { type: 'note.move', noteId, rank: 'a' })).toEqual(refused('forbidden'));
    expect(board.do(hedda, { type: 'note.edit', noteId, body: 'x', version: 1 })).toMatchObject({ ok: true });
  });

  it('answer the second of two editors with conflict', () => {
    const board = new BoardFixture();
    const noteId = board.note(lotte);
    board.do(hedda, { type: 'note.edit', noteId, body: 'eins', version: 1 });
    expect(board.do(lotte, { type: 'note.edit', noteId, body: 'zwei', version: 1 })).toEqual(
      refused('conflict')
    );
  });

  it('go only into the own group or the plenary, and into topics only by moderation', () => {
    const board = new BoardFixture();
    const topicId = board.topic('Dorf');
    const add = { type: 'note.add', noteId: id(7), body: 'x' } as const;
    expect(board.do(lotte, { ...add, groupId: GROUP_B })).toEqual(refused('forbidden'));
    expect(board.do(lotte, { ...add, topicId })).toEqual(refused('forbidden'));
    expect(board.do(hedda, { ...add, groupId: id(99) })).toEqual(refused('not_found'));
    const noteId = board.note(lotte);
    expect(board.do(lotte, { type: 'note.move', noteId, topicId })).toEqual(refused('forbidden'));
    expect(board.do(hedda, { type: 'note.move', noteId, topicId })).toMatchObject({ ok: true });
  });

  it('are closed to participants when the phase or the workshop is over, not a visitor’s at any time', () => {
    const board = new BoardFixture();
    const noteId = board.note(lotte);
    expect(board.do(visitor, { type: 'note.remove', noteId })).toEqual(refused('forbidden'));
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    expect(board.do(lotte, { type: 'note.edit', noteId, body: 'x', version: 1 })).toEqual(refused('closed'));
    board.do(hedda, { type: 'board.configure', open: false });
    expect(board.do(hedda, { type: 'note.edit', noteId, body: 'x', version: 1 })).toEqual(refused('closed'));
  });
});

describe('who reads what', () => {
  it('sees=group: others get a stub without content or author, the author and facilitators the note', () => {
    const board = new BoardFixture('group');
    const noteId = board.note(lotte, { groupId: GROUP_A, body: 'geheim' });
    expect(shown(board, otto, noteId)).toMatchObject({ body: 'geheim' });
    expect(shown(board, hedda, noteId)).toMatchObject({ body: 'geheim' });
    expect(shown(board, ida, noteId)).toEqual({
      type: 'note',
      id: noteId,
      seq: expect.any(Number),
      stub: true,
      groupId: GROUP_A,
      topicId: null,
      rank: expect.any(String)
    });
    expect(shown(board, visitor, noteId)).toBeNull();
  });

  it('sees=own hides even the own group’s notes, and comments with them', () => {
    const board = new BoardFixture('own');
    const noteId = board.note(lotte, { groupId: GROUP_A });
    board.do(lotte, { type: 'comment.add', commentId: id(8), noteId, body: 'Dazu' });
    const comment = board.get('comment', id(8));
    if (!comment) throw new Error('no comment');
    expect(shown(board, otto, noteId)).toMatchObject({ stub: true });
    expect(boardRules.project(board, otto, comment)).toBeNull();
    expect(boardRules.project(board, lotte, comment)).toMatchObject({ body: 'Dazu' });
    expect(board.do(otto, { type: 'comment.add', commentId: id(9), noteId, body: 'x' })).toEqual(
      refused('not_found')
    );
    expect(board.do(otto, { type: 'note.edit', noteId, body: 'x', version: 1 })).toEqual(
      refused('not_found')
    );
  });

  it('puts every note anew when a phase with other readers begins, so that catching up shows them', () => {
    const board = new BoardFixture('group');
    const noteId = board.note(lotte, { groupId: GROUP_A });
    const before = board.get('note', noteId)?.seq ?? 0;
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.cluster });
    expect(board.get('note', noteId)?.seq).toBeGreaterThan(before);
    expect(shown(board, ida, noteId)).toMatchObject({ body: 'Ein Kalender für alle' });
  });

  it('tells a removed note only to those who may bring it back', () => {
    const board = new BoardFixture();
    const noteId = board.note(lotte);
    board.do(lotte, { type: 'note.remove', noteId });
    expect(shown(board, otto, noteId)).toMatchObject({ removed: true });
    expect(shown(board, otto, noteId)).not.toHaveProperty('body');
    expect(shown(board, lotte, noteId)).toMatchObject({ body: 'Ein Kalender für alle' });
    expect(shown(board, hedda, noteId)).toMatchObject({ body: 'Ein Kalender für alle' });
  });

  it('never sends the person behind a participant, and drops somebody who left from the old group', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'participant.assign', participantId: otto.id, groupId: GROUP_B });
    const record = board.get('participant', otto.id);
    if (!record) throw new Error('no participant');
    expect(boardRules.project(board, lotte, record)).toMatchObject({ removed: true });
    const forIda = boardRules.project(board, ida, record);
    expect(forIda).toMatchObject({ name: 'Otto Obstwiese' });
    expect(forIda).not.toHaveProperty('personId');
    const idas = board.get('participant', ida.id);
    if (!idas) throw new Error('no participant');
    expect(boardRules.project(board, lotte, idas)).toMatchObject({ removed: true });
  });
});

describe('topics', () => {
  it('give their notes back to the Themenspeicher when removed, and come back by adding them again', () => {
    const board = new BoardFixture();
    const topicId = board.topic('Dorf');
    const noteId = board.note(hedda, { topicId });
    board.do(hedda, { type: 'topic.remove', topicId });
    expect(board.get('note', noteId)?.topicId).toBeNull();
    expect(board.do(hedda, { type: 'topic.add', topicId, title: 'Dorf' })).toMatchObject({ ok: true });
    expect(board.get('topic', topicId)?.removedAt).toBeNull();
  });

  it('merge: notes and dots go over', () => {
    const board = new BoardFixture();
    const [a, b] = [board.topic('A'), board.topic('B')];
    const noteId = board.note(hedda, { topicId: a });
    board.do(hedda, { type: 'topic.merge', topicId: a, intoId: b });
    expect(board.get('note', noteId)?.topicId).toBe(b);
    expect(board.do(hedda, { type: 'topic.merge', topicId: b, intoId: b })).toEqual(refused('conflict'));
  });

  it('are the facilitator’s; one becomes one AG, and then stays', () => {
    const board = new BoardFixture();
    const topicId = board.topic('Dorf');
    expect(board.do(lotte, { type: 'topic.edit', topicId, title: 'x' })).toEqual(refused('forbidden'));
    const promote = { type: 'topic.promote', topicId, workingGroupId: id(50) } as const;
    expect(board.do(lotte, promote)).toEqual(refused('forbidden'));
    expect(board.do(hedda, promote)).toMatchObject({ ok: true });
    expect(board.get('workingGroup', id(50))).toMatchObject({ number: 1, title: 'Dorf', topicId });
    expect(board.do(hedda, { ...promote, workingGroupId: id(51) })).toEqual(refused('conflict'));
    expect(board.do(hedda, { type: 'topic.remove', topicId })).toEqual(refused('conflict'));
  });
});

describe('sign-ups', () => {
  it('count one person once, however often they tap, also when the workshop is over', () => {
    const board = new BoardFixture();
    const topicId = board.topic('Dorf');
    const workingGroupId = id(60);
    board.do(hedda, { type: 'topic.promote', topicId, workingGroupId });
    const tap = (level: 'active' | 'informed' | null) =>
      board.do(lotte, { type: 'signup.set', workingGroupId, level });
    const counts = () => {
      const group = board.get('workingGroup', workingGroupId);
      return [group?.active, group?.informed];
    };
    tap('active');
    tap('active');
    expect(counts()).toEqual([1, 0]);
    board.do(hedda, { type: 'board.configure', open: false });
    tap('informed');
    expect(counts()).toEqual([0, 1]);
    tap(null);
    tap(null);
    expect(counts()).toEqual([0, 0]);
    const signup = board.get('signup', `${workingGroupId}:${lotte.id}`);
    if (!signup) throw new Error('no signup');
    expect(boardRules.project(board, otto, signup)).toBeNull();
  });
});

describe('somebody who only signed up for an AG', () => {
  const join = {
    type: 'participant.join',
    participantId: id(90),
    personId: id(91),
    name: 'Paula Probe',
    organisation: null,
    groupId: null
  } as const;
  const paula: Actor = {
    id: id(90),
    name: 'Paula Probe',
    organisation: null,
    role: 'interested',
    groupId: null
  };

  it('signs up, and reads nothing of the board but the AGs and her own part', () => {
    const board = new BoardFixture();
    const noteId = board.note(lotte);
    const workingGroupId = id(61);
    board.do(hedda, { type: 'topic.promote', topicId: board.topic('Dorf'), workingGroupId });
    board.do(system, { ...join, role: 'interested' });
    board.do(lotte, { type: 'signup.set', workingGroupId, level: 'active' });
    expect(board.do(paula, { type: 'signup.set', workingGroupId, level: 'active' })).toMatchObject({
      ok: true
    });
    expect(board.do(paula, { type: 'note.add', noteId: id(7), body: 'x' })).toEqual(refused('forbidden'));
    expect(
      board.do(paula, { type: 'participant.assign', participantId: paula.id, groupId: GROUP_A })
    ).toEqual(refused('forbidden'));
    const seen = [...board.records.values()].flatMap(
      (record) => boardRules.project(board, paula, record) ?? []
    );
    expect(seen.map((record) => `${record.type}/${record.id}`).sort()).toEqual(
      [
        `workingGroup/${workingGroupId}`,
        `participant/${paula.id}`,
        `signup/${workingGroupId}:${paula.id}`
      ].sort()
    );
    expect(seen.some((record) => record.id === noteId)).toBe(false);
  });

  it('becomes a participant with a group by joining with the code, and nobody sinks by signing up', () => {
    const board = new BoardFixture();
    board.do(system, { ...join, role: 'interested' });
    expect(board.get('participant', paula.id)?.groupId).toBeNull();
    board.do(system, { ...join, role: 'participant', groupId: 'auto' });
    expect(board.get('participant', paula.id)).toMatchObject({ role: 'participant', groupId: GROUP_B });
    board.do(system, { ...join, role: 'interested' });
    expect(board.get('participant', paula.id)).toMatchObject({ role: 'participant', groupId: GROUP_B });
  });
});

describe('groups and people', () => {
  it('a participant chooses a group for themselves only', () => {
    const board = new BoardFixture();
    expect(board.do(lotte, { type: 'participant.assign', participantId: otto.id, groupId: GROUP_B })).toEqual(
      refused('forbidden')
    );
    expect(
      board.do(lotte, { type: 'participant.assign', participantId: lotte.id, groupId: GROUP_B })
    ).toMatchObject({
      ok: true
    });
    expect(board.do(lotte, { type: 'participant.assign', participantId: lotte.id, groupId: id(98) })).toEqual(
      refused('not_found')
    );
  });

  it('a dissolved group leaves its notes readable and its people without one', () => {
    const board = new BoardFixture('group');
    const noteId = board.note(ida, { groupId: GROUP_B });
    expect(shown(board, lotte, noteId)).toMatchObject({ stub: true });
    board.do(hedda, { type: 'group.remove', groupId: GROUP_B });
    expect(board.get('participant', ida.id)?.groupId).toBeNull();
    expect(shown(board, lotte, noteId)).toMatchObject({ authorName: 'Ida Immergrün' });
  });

  it('a dissolved group comes back with its notes, which are its own again; its people choose anew', () => {
    const board = new BoardFixture('group');
    const noteId = board.note(ida, { groupId: GROUP_B });
    const restore = { type: 'group.restore', groupId: GROUP_B } as const;
    expect(board.do(hedda, restore)).toEqual(refused('conflict'));
    board.do(hedda, { type: 'group.remove', groupId: GROUP_B });
    expect(board.do(hedda, { ...restore, groupId: id(99) })).toEqual(refused('not_found'));
    expect(board.do(hedda, restore)).toMatchObject({ ok: true });
    expect(board.get('group', GROUP_B)?.removedAt).toBeNull();
    expect(board.get('participant', ida.id)?.groupId).toBeNull();
    expect(shown(board, lotte, noteId)).toMatchObject({ stub: true, seq: board.seq });
  });

  it('a removed topic stays with the moderation, which may bring it back; others are told that it is gone', () => {
    const board = new BoardFixture();
    const topicId = board.topic('Mobilität');
    board.do(hedda, { type: 'topic.remove', topicId });
    const topic = must(board.get('topic', topicId));
    expect(projectBoard(board, hedda, topic)).toMatchObject({ title: 'Mobilität' });
    expect(projectBoard(board, lotte, topic)).toMatchObject({ removed: true });
  });

  it('joining is the server’s: one participant per person, into the smallest group', () => {
    const board = new BoardFixture();
    const join = {
      type: 'participant.join',
      participantId: id(70),
      personId: id(71),
      name: 'Karl Kranich',
      organisation: null,
      role: 'participant',
      groupId: 'auto'
    } as const;
    expect(board.do(hedda, join)).toEqual(refused('forbidden'));
    expect(smallestGroup(board)).toBe(GROUP_B);
    expect(board.do(system, join)).toMatchObject({ ok: true });
    expect(board.get('participant', id(70))?.groupId).toBe(GROUP_B);
    board.do(system, { ...join, participantId: id(72), name: 'Karl K.' });
    expect(board.get('participant', id(72))).toBeUndefined();
    expect(board.get('participant', id(70))?.name).toBe('Karl K.');
  });

  it('a new name stands at what was written before', () => {
    const board = new BoardFixture();
    const noteId = board.note(lotte);
    board.do(system, {
      type: 'participant.join',
      participantId: id(73),
      personId: lotte.id,
      name: 'Lotte L.',
      organisation: null,
      role: 'participant',
      groupId: null
    });
    expect(board.get('note', noteId)?.authorName).toBe('Lotte L.');
    expect(board.get('participant', lotte.id)?.groupId).toBe(GROUP_A);
  });
});

describe('moderation', () => {
  it('is refused to participants, each command', () => {
    const board = new BoardFixture();
    const commands = [
      { type: 'phase.set', phaseId: PHASE.vote },
      { type: 'phase.configure', phaseId: PHASE.vote, sees: 'own' },
      { type: 'timer.start', seconds: 60 },
      { type: 'timer.stop' },
      { type: 'group.add', groupId: id(80), name: 'x' },
      { type: 'group.edit', groupId: GROUP_A, name: 'x' },
      { type: 'group.remove', groupId: GROUP_A },
      { type: 'group.restore', groupId: GROUP_A },
      { type: 'board.configure', frozen: true },
      { type: 'vote.add', voteId: id(81) },
      { type: 'vote.open', voteId: id(81) }
    ] as const;
    for (const command of commands) expect(board.do(lotte, command)).toEqual(refused('forbidden'));
    expect(board.do(lotte, { type: 'group.edit', groupId: GROUP_A, done: true })).toMatchObject({ ok: true });
  });

  it('moving to the phase that runs changes nothing', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'timer.start', seconds: 60 });
    const endsAt = boardOf(board)?.timerEndsAt;
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.collect });
    expect(boardOf(board)?.timerEndsAt).toBe(endsAt);
  });
});
