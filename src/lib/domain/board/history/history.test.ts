import { describe, expect, test } from 'vitest';
import type { Actor } from '../../rules.ts';
import { GROUP_A, GROUP_B, hedda, id, ida, lotte, otto, PHASE } from '../../testing/boardFixture.ts';
import { LoggedBoard } from '../../testing/loggedBoard.ts';
import type { HistoryEntry } from './entry.ts';
import { historyEntry } from './history.ts';
import { mayReadHistory } from './notes.ts';

/** Oldest first. */
const read = (board: LoggedBoard, viewer: Actor, noteId?: string): HistoryEntry[] =>
  board.log.flatMap((command) => historyEntry(board, viewer, command, noteId) ?? []);
const kinds = (entries: readonly HistoryEntry[]) => entries.map(({ what }) => what);
const names = (entries: readonly HistoryEntry[]) => entries.map(({ who }) => who?.name ?? null);

describe('what facilitators read', () => {
  test('the whole board, each command as what it meant', () => {
    const board = new LoggedBoard();
    const noteId = board.note(lotte, { body: 'Ein **Kalender** für alle' });
    board.do(lotte, { type: 'note.edit', noteId, body: 'Zwei Kalender', version: 1 });
    board.do(lotte, { type: 'note.edit', noteId, kind: 'offer', version: 2 });
    const topicId = board.topic('Mobilität');
    const into = board.topic('Verkehr');
    board.do(hedda, { type: 'note.move', noteId, topicId });
    board.do(hedda, { type: 'note.move', noteId, rank: 'B' });
    board.do(hedda, { type: 'topic.edit', topicId, title: 'Mobil sein' });
    board.do(hedda, { type: 'topic.edit', topicId, locked: true });
    board.do(hedda, { type: 'topic.merge', topicId, intoId: into });
    board.do(hedda, { type: 'topic.add', topicId, title: 'Mobil sein' });
    board.do(hedda, { type: 'topic.promote', topicId: into, workingGroupId: id(900) });
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.cluster });
    board.do(hedda, { type: 'phase.configure', phaseId: PHASE.cluster, instruction: 'Ordnen' });
    board.do(hedda, { type: 'timer.start', seconds: 300 });
    board.do(hedda, { type: 'board.configure', anonymous: true, frozen: true });
    board.do(hedda, { type: 'group.edit', groupId: GROUP_A, name: 'Die Ersten' });
    board.do(hedda, { type: 'group.remove', groupId: GROUP_A });
    board.do(hedda, { type: 'group.restore', groupId: GROUP_A });
    board.do(hedda, { type: 'group.deal', places: [{ participantId: otto.id, groupId: GROUP_B }] });
    board.do(hedda, {
      type: 'message.send',
      messageId: id(901),
      groupId: GROUP_B,
      body: 'Noch fünf Minuten'
    });
    board.do(hedda, { type: 'callBack.start', seconds: 60 });
    board.do(hedda, { type: 'group.merge', groupId: GROUP_A, intoId: GROUP_B });
    board.do(hedda, { type: 'board.configure', open: false });

    const entries = read(board, hedda);
    expect(kinds(entries)).toEqual([
      'note.add',
      'note.edit',
      'note.kind',
      'topic.add',
      'topic.add',
      'note.topic',
      'topic.rename',
      'topic.lock',
      'topic.merge',
      'topic.restore',
      'workingGroup.add',
      'phase.set',
      'phase.configure',
      'timer.start',
      'board.configure',
      'group.rename',
      'group.remove',
      'group.restore',
      'group.deal',
      'message.send',
      'callBack.start',
      'group.merge',
      'board.close'
    ]);
    expect(entries.find(({ what }) => what === 'message.send')).toMatchObject({
      label: 'Noch fünf Minuten',
      to: 'Kleingruppe 2'
    });
    expect(entries.find(({ what }) => what === 'group.merge')).toMatchObject({
      label: 'Die Ersten',
      to: 'Kleingruppe 2'
    });
    expect(JSON.stringify(entries.find(({ what }) => what === 'group.deal'))).not.toContain(otto.name);
    expect(entries[0]).toMatchObject({
      who: { id: lotte.id, name: lotte.name },
      label: 'Ein Kalender für alle'
    });
    expect(entries[1]).toMatchObject({
      before: { body: 'Ein **Kalender** für alle' },
      after: { body: 'Zwei Kalender' }
    });
    expect(entries[5]).toMatchObject({ mine: true, to: 'Mobil sein' });
    expect(entries[6]).toMatchObject({ before: { title: 'Mobilität' }, after: { title: 'Mobil sein' } });
    expect(entries[8]).toMatchObject({ to: 'Verkehr', notes: [{ id: noteId }] });
    expect(entries[11]).toMatchObject({ from: { phase: 'collect' }, phase: { phase: 'cluster' } });
    expect(entries[12]).toMatchObject({ phase: { phase: 'cluster' }, settings: ['instruction'] });
    expect(entries[13]).toMatchObject({ minutes: 5 });
    expect(entries[14]).toMatchObject({ settings: ['anonymous', 'frozen'] });
  });

  test('the plan: what was added, moved, taken out and brought back, and that the phases ended', () => {
    const board = new LoggedBoard();
    const phaseId = id(700);
    board.do(hedda, { type: 'phase.add', phaseId, phase: 'collect', title: 'Zweite Runde', position: 1 });
    board.do(hedda, { type: 'phase.move', phaseId, position: 3 });
    board.do(hedda, { type: 'phase.configure', phaseId, minutes: 10, sees: 'own' });
    board.do(hedda, { type: 'phase.configure', phaseId, minutes: 10 });
    board.do(hedda, { type: 'phase.remove', phaseId });
    board.do(hedda, { type: 'phase.add', phaseId, phase: 'collect' });
    board.do(hedda, { type: 'phase.set', phaseId });
    board.do(hedda, { type: 'phase.set', phaseId: null });
    const entries = read(board, hedda);
    const second = { id: phaseId, phase: 'collect', title: 'Zweite Runde' };
    expect(entries).toMatchObject([
      { what: 'phase.add', phase: second },
      { what: 'phase.move', phase: second },
      { what: 'phase.configure', settings: ['sees', 'minutes'] },
      { what: 'phase.remove' },
      { what: 'phase.restore' },
      { what: 'phase.set', from: { phase: 'collect', title: '' }, phase: second },
      { what: 'phase.end', from: second }
    ]);
    expect(read(board, lotte)).toEqual([]);
  });

  test('the timer and who leads, by what really changed', () => {
    const board = new LoggedBoard();
    board.do(hedda, { type: 'timer.start', seconds: 300 });
    board.do(hedda, { type: 'timer.add', seconds: 120 });
    board.do(hedda, { type: 'timer.add', seconds: -60 });
    board.do(hedda, { type: 'timer.pause' });
    board.do(hedda, { type: 'timer.pause' });
    board.do(hedda, { type: 'timer.resume' });
    board.do(hedda, { type: 'timer.resume' });
    board.do(hedda, { type: 'timer.stop' });
    board.do(hedda, { type: 'timer.stop' });
    board.do(hedda, { type: 'stage.set', view: 'blank' });
    board.do(hedda, { type: 'lead.take', participantId: hedda.id });
    board.do(hedda, { type: 'lead.take', participantId: hedda.id });
    expect(read(board, hedda).map(({ what, minutes }) => [what, minutes])).toEqual([
      ['timer.start', 5],
      ['timer.add', 2],
      ['timer.cut', 1],
      ['timer.pause', undefined],
      ['timer.resume', undefined],
      ['timer.stop', undefined],
      ['lead.take', undefined]
    ]);
  });

  test('never who reacted, voted, signed up, came or changed the group', () => {
    const board = new LoggedBoard();
    const noteId = board.note(lotte);
    const topicId = board.topic('Mobilität');
    board.do(hedda, { type: 'topic.promote', topicId, workingGroupId: id(900) });
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    const before = read(board, hedda).length;
    board.do(otto, {
      type: 'ballot.set',
      voteId: board.openVote,
      dots: [{ itemId: topicId, count: 2 }]
    });
    board.do(otto, { type: 'signup.set', workingGroupId: id(900), level: 'active' });
    board.do(otto, { type: 'participant.assign', participantId: otto.id, groupId: null });
    board.do(hedda, { type: 'reaction.set', noteId, on: true });
    expect(board.log).toHaveLength(before + 4);
    expect(read(board, hedda)).toHaveLength(before);
  });

  test('what an AG is called and whom it takes in, and its end; never who was approved', () => {
    const board = new LoggedBoard();
    const workingGroupId = id(900);
    board.do(hedda, { type: 'topic.promote', topicId: board.topic('Mobilität'), workingGroupId });
    board.do(hedda, { type: 'workingGroup.edit', workingGroupId, joining: 'approval' });
    board.do(otto, { type: 'signup.set', workingGroupId, level: 'active' });
    board.do(hedda, { type: 'signup.decide', workingGroupId, participantId: otto.id, verdict: 'approve' });
    board.do(hedda, { type: 'workingGroup.edit', workingGroupId, title: 'Rad' });
    board.do(hedda, { type: 'workingGroup.remove', workingGroupId });
    const told = read(board, hedda).map(({ what }) => what);
    expect(told.filter((what) => what.startsWith('workingGroup')).toSorted()).toEqual([
      'workingGroup.add',
      'workingGroup.edit',
      'workingGroup.remove',
      'workingGroup.settings'
    ]);
  });

  test('nothing of a record that was erased, and no name of a person who was', () => {
    const board = new LoggedBoard();
    const noteId = board.note(lotte);
    board.note(otto);
    board.records.delete(`note/${noteId}`);
    board.records.delete(`participant/${otto.id}`);
    expect(names(read(board, hedda))).toEqual([null]);
  });

  test('at what is anonymous nobody’s name but the moderation’s for what only it does', () => {
    const board = new LoggedBoard();
    board.do(hedda, { type: 'board.configure', anonymous: true });
    const noteId = board.note(lotte);
    board.do(hedda, { type: 'board.configure', anonymous: false });
    board.do(lotte, { type: 'note.edit', noteId, body: 'anders', version: 1 });
    board.do(hedda, { type: 'note.edit', noteId, body: 'verbessert', version: 2 });
    board.do(hedda, { type: 'note.pin', noteId, on: true });
    const emil: Actor = { ...hedda, id: id(29), name: 'Emil' };
    expect(names(read(board, emil, noteId))).toEqual([null, null, null, hedda.name]);
    expect(read(board, lotte, noteId).map(({ mine }) => mine)).toEqual([true, true, false, false]);
    expect(JSON.stringify(read(board, emil))).not.toContain(lotte.id);
  });
});

describe('what participants read', () => {
  test('a note that they may read now, also where it went along with others', () => {
    const board = new LoggedBoard();
    const noteId = board.note(lotte);
    board.note(otto, { body: 'andere' });
    const topicId = board.topic('Mobilität');
    board.do(hedda, { type: 'note.move', noteId, topicId });
    board.do(hedda, { type: 'topic.remove', topicId });
    board.do(otto, { type: 'comment.add', commentId: id(800), noteId, body: 'Ja' });
    const entries = read(board, ida, noteId).filter(
      ({ about }) => about.id === noteId || about.id === id(800)
    );
    expect(kinds(entries)).toEqual(['note.add', 'note.topic', 'note.topic', 'comment.add']);
    expect(entries[1]).toMatchObject({ to: '' });
    expect(entries[2]).toMatchObject({ to: null });
    expect(names(entries)).toEqual([lotte.name, hedda.name, hedda.name, otto.name]);
    expect(read(board, ida).every(({ what }) => /^(note|comment)\./.test(what))).toBe(true);
  });

  test('of stacks, and of what was revealed once they may read it', () => {
    const board = new LoggedBoard('own');
    const [top, twin] = [board.note(lotte, { body: 'Rufbus' }), board.note(otto, { body: 'Bus auf Abruf' })];
    board.do(hedda, { type: 'note.stack', noteId: twin, ontoId: top });
    board.do(hedda, { type: 'note.unstack', noteId: twin });
    board.do(hedda, { type: 'note.reveal', noteIds: [top, twin], on: true });
    board.do(hedda, { type: 'note.stack', noteId: twin, ontoId: top });
    const stacked = read(board, hedda);
    expect(kinds(stacked)).toEqual([
      'note.add',
      'note.add',
      'note.stack',
      'note.unstack',
      'note.reveal',
      'note.stack'
    ]);
    expect(stacked[2]).toMatchObject({ label: 'Bus auf Abruf', to: 'Rufbus' });
    expect(stacked[4]).toMatchObject({ count: 2 });
    // What was done with it before is not told afterwards: it could not be read then.
    expect(read(board, ida, twin)).toMatchObject([{ what: 'note.stack', to: 'Rufbus' }]);
    expect(kinds(read(board, otto, twin).filter(({ about }) => about.id === twin))).toEqual([
      'note.add',
      'note.stack',
      'note.unstack',
      'note.reveal',
      'note.stack'
    ]);
    board.do(hedda, { type: 'note.reveal', noteIds: [top], on: false });
    expect(read(board, ida, twin)).toMatchObject([{ what: 'note.stack', to: '' }]);
  });

  test('no names where names are not open', () => {
    const board = new LoggedBoard();
    const noteId = board.note(lotte);
    board.do(hedda, { type: 'phase.configure', phaseId: PHASE.collect, may: ['write'] });
    expect(names(read(board, ida, noteId))).toEqual([null]);
    expect(read(board, lotte, noteId)).toMatchObject([{ mine: true }]);
  });

  test('not what it said while it waited for approval, nor in a group of others', () => {
    const board = new LoggedBoard('group');
    board.do(hedda, { type: 'board.configure', approval: true });
    const noteId = board.note(lotte, { body: 'unfreundlich', groupId: GROUP_A });
    board.do(hedda, { type: 'note.edit', noteId, body: 'freundlich', version: 1 });
    board.do(hedda, { type: 'note.review', noteId, status: 'shown' });
    expect(mayReadHistory(board, ida, noteId)).toBe(false);
    board.do(hedda, { type: 'note.move', noteId, groupId: null });
    expect(mayReadHistory(board, ida, noteId)).toBe(true);
    expect(read(board, ida, noteId)).toEqual([]);
    expect(kinds(read(board, otto, noteId))).toEqual(['note.group']);
    expect(kinds(read(board, lotte, noteId))).toEqual([
      'note.add',
      'note.edit',
      'note.approve',
      'note.group'
    ]);
  });

  test('a removed note or comment only where they may bring it back', () => {
    const board = new LoggedBoard();
    const noteId = board.note(lotte);
    board.do(otto, { type: 'comment.add', commentId: id(800), noteId, body: 'Ja' });
    board.do(otto, { type: 'comment.remove', commentId: id(800) });
    const of = (viewer: Actor) => kinds(read(board, viewer, noteId));
    expect(of(ida)).toEqual(['note.add']);
    expect(of(otto)).toEqual(['note.add', 'comment.add', 'comment.remove']);
    board.do(lotte, { type: 'note.remove', noteId });
    expect(mayReadHistory(board, ida, noteId)).toBe(false);
    expect(of(otto)).toEqual([]);
    expect(of(lotte)).toEqual(['note.add', 'note.remove']);
    expect(of(hedda)).toEqual(['note.add', 'comment.add', 'comment.remove', 'note.remove']);
  });

  test('nothing at all on the public page', () => {
    const board = new LoggedBoard();
    const noteId = board.note(lotte);
    const reader: Actor = { id: '', name: '', organisation: null, role: 'reader', groupId: null };
    expect(mayReadHistory(board, reader, noteId)).toBe(false);
    expect(read(board, reader, noteId)).toEqual([]);
  });
});
