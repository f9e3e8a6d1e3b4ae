import { describe, expect, test } from 'vitest';
import { isRemoved, type Actor } from '../../rules.ts';
import type { LeftNotes, SignupLevel } from '../../records.ts';
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
  system
} from '../../testing/boardFixture.ts';
import { LoggedBoard } from '../../testing/loggedBoard.ts';
import { must } from '../../../util/must.ts';
import { historyEntry } from '../history/history.ts';
import { projectPast } from '../history/past.ts';
import { projectBoard } from '../project.ts';
import { boardOf, rightsOf } from '../rights.ts';
import { takeBack } from '../../testing/takeBack.ts';
import { ballotId } from '../votes.ts';

const refused = (code: string) => ({ ok: false, code });
const done = { ok: true };
/** Otto, appointed: as the server makes an actor of him (services/actors.ts). */
const appointedOtto: Actor = { ...otto, role: 'facilitator', appointed: true };
const elsa: Actor = { ...ida, id: id(30), name: 'Elsa Erle', organisation: null, groupId: null };

const person = (board: BoardFixture, { id: personId }: { id: string }) =>
  must(board.get('participant', personId));
const seen = (board: BoardFixture, viewer: Actor, personId: string) => {
  const shown = projectBoard(board, viewer, must(board.get('participant', personId)));
  return shown === null || isRemoved(shown) ? null : shown;
};
function appoint(board: BoardFixture, who: Actor): void {
  board.do(hedda, { type: 'participant.appoint', participantId: who.id, on: true });
}
const addElsa = (board: BoardFixture, by: Actor = hedda) =>
  board.do(by, {
    type: 'participant.add',
    participantId: elsa.id,
    name: elsa.name,
    organisation: null,
    groupId: GROUP_B
  });
const remove = (board: BoardFixture, who: { id: string }, notes: LeftNotes = 'keep', by: Actor = hedda) =>
  board.do(by, { type: 'participant.remove', participantId: who.id, notes });
const merge = (board: BoardFixture, from: { id: string }, into: { id: string }, by: Actor = hedda) =>
  board.do(by, { type: 'participant.merge', participantId: from.id, intoId: into.id });
/** Where signing up is open. */
function signUp(
  board: BoardFixture,
  who: Actor,
  workingGroupId: string,
  level: SignupLevel = 'active'
): void {
  board.do(hedda, { type: 'phase.set', phaseId: PHASE.commit });
  board.do(who, { type: 'signup.set', workingGroupId, level });
  board.do(hedda, { type: 'phase.set', phaseId: PHASE.collect });
}
const rejoin = (board: BoardFixture, who: Actor, name = who.name) =>
  board.do(system, {
    type: 'participant.join',
    participantId: id(900),
    personId: who.id,
    name,
    organisation: null,
    role: 'participant',
    groupId: 'auto'
  });

const vote = (board: BoardFixture, who: Actor, itemId: string, count: number) =>
  board.do(who, { type: 'ballot.set', voteId: board.openVote, dots: [{ itemId, count }] });

describe('who keeps the people', () => {
  test('no participant does, on nobody, also not on themselves', () => {
    const board = new BoardFixture();
    const before = JSON.stringify([...board.records]);
    for (const about of [otto.id, lotte.id, hedda.id, id(999)]) {
      const participantId = about;
      for (const command of [
        { type: 'participant.edit', participantId, name: 'Böse' },
        { type: 'participant.remove', participantId, notes: 'remove' },
        { type: 'participant.restore', participantId },
        { type: 'participant.merge', participantId, intoId: lotte.id },
        { type: 'participant.mute', participantId, on: true },
        { type: 'participant.appoint', participantId, on: true }
      ] as const)
        expect(board.do(lotte, command)).toEqual(refused('forbidden'));
    }
    expect(addElsa(board, lotte)).toEqual(refused('forbidden'));
    const forId = otto.id;
    const note = { type: 'note.add', noteId: id(50), body: 'Nein', forId } as const;
    expect(board.do(lotte, note)).toEqual(refused('forbidden'));
    expect(JSON.stringify([...board.records])).toBe(before);
  });

  test('an appointed one runs the workshop, but not its door nor its moderation', () => {
    const board = new BoardFixture();
    appoint(board, otto);
    appoint(board, ida);
    expect(board.do(appointedOtto, { type: 'phase.set', phaseId: PHASE.cluster })).toMatchObject(done);
    expect(board.do(appointedOtto, { type: 'board.configure', frozen: true })).toMatchObject(done);
    expect(
      board.do(appointedOtto, { type: 'participant.mute', participantId: lotte.id, on: true })
    ).toMatchObject(done);
    for (const door of [
      { access: 'none' },
      { membersOnly: false },
      { access: 'write', frozen: false }
    ] as const)
      expect(board.do(appointedOtto, { type: 'board.configure', ...door })).toEqual(refused('forbidden'));
    for (const who of [lotte, ida, otto, hedda])
      for (const on of [true, false])
        expect(board.do(appointedOtto, { type: 'participant.appoint', participantId: who.id, on })).toEqual(
          refused('forbidden')
        );
    for (const who of [hedda, ida, otto]) {
      expect(remove(board, who, 'keep', appointedOtto)).toEqual(refused('forbidden'));
      expect(
        board.do(appointedOtto, { type: 'participant.edit', participantId: who.id, name: 'Anders' })
      ).toEqual(refused('forbidden'));
      expect(merge(board, who, lotte, appointedOtto)).toEqual(refused('forbidden'));
      expect(merge(board, lotte, who, appointedOtto)).toEqual(refused('forbidden'));
    }
    expect(remove(board, lotte, 'keep', appointedOtto)).toMatchObject(done);
  });

  test('nobody removes, mutes or merges away a facilitator of the space', () => {
    const board = new BoardFixture();
    expect(remove(board, hedda)).toEqual(refused('forbidden'));
    expect(board.do(hedda, { type: 'participant.mute', participantId: hedda.id, on: true })).toEqual(
      refused('forbidden')
    );
    expect(merge(board, hedda, lotte)).toEqual(refused('forbidden'));
  });
});

describe('muted', () => {
  test('they write, comment, react and sort nothing, but vote and sign up', () => {
    const board = new BoardFixture();
    const noteId = board.note(lotte);
    board.do(hedda, {
      type: 'phase.configure',
      phaseId: PHASE.collect,
      may: ['write', 'comment', 'react', 'move']
    });
    const topicId = board.topic('Mobilität');
    board.do(hedda, { type: 'participant.mute', participantId: lotte.id, on: true });
    for (const command of [
      { type: 'note.add', noteId: id(60), body: 'Neu' },
      { type: 'note.edit', noteId, body: 'Anders', version: 1 },
      { type: 'note.move', noteId, rank: 'a' },
      { type: 'note.remove', noteId },
      { type: 'comment.add', commentId: id(61), noteId, body: 'Doch' },
      { type: 'reaction.set', noteId, on: true },
      { type: 'topic.add', topicId: id(62), title: 'Neu' },
      { type: 'group.edit', groupId: GROUP_A, done: true }
    ] as const)
      expect(board.do(lotte, command)).toMatchObject({ ok: false });
    board.do(hedda, { type: 'topic.promote', topicId, workingGroupId: id(70) });
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    expect(rightsOf(board, lotte)).toMatchObject({ vote: true, write: false });
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.commit });
    expect(rightsOf(board, lotte)).toMatchObject({ signUp: true, write: false });
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.collect });
    board.do(hedda, { type: 'participant.mute', participantId: lotte.id, on: false });
    expect(board.do(lotte, { type: 'note.edit', noteId, body: 'Anders', version: 1 })).toMatchObject(done);
  });

  test('in a poll they choose, but say nothing of their own', () => {
    const board = new BoardFixture();
    const [words, scale] = [id(85), id(86)];
    const poll = { type: 'poll.add', question: 'Wie war es?', shows: 'end', open: true } as const;
    board.do(hedda, { ...poll, pollId: words, kind: 'words' });
    board.do(hedda, { ...poll, pollId: scale, kind: 'scale', scale: { steps: 5, low: '', high: '' } });
    board.do(hedda, { type: 'participant.mute', participantId: lotte.id, on: true });
    expect(board.do(lotte, { type: 'poll.answer', pollId: words, values: ['Doof'] })).toEqual(
      refused('closed')
    );
    expect(board.do(lotte, { type: 'poll.answer', pollId: scale, values: ['2'] })).toMatchObject(done);
  });

  test('only they and the moderation know', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'participant.mute', participantId: lotte.id, on: true });
    expect(seen(board, lotte, lotte.id)).toMatchObject({ muted: true });
    expect(seen(board, hedda, lotte.id)).toMatchObject({ muted: true });
    expect(seen(board, otto, lotte.id)).toMatchObject({ muted: false, joinedAt: 0 });
    expect(JSON.stringify(seen(board, otto, lotte.id))).not.toContain('personId');
  });

  test('whoever is appointed has all rights, and is not muted', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'participant.mute', participantId: otto.id, on: true });
    appoint(board, otto);
    expect(person(board, otto)).toMatchObject({ appointed: true, muted: false });
    expect(rightsOf(board, appointedOtto)).toMatchObject({ write: true, moderate: true });
    expect(board.do(hedda, { type: 'participant.mute', participantId: otto.id, on: true })).toEqual(
      refused('conflict')
    );
    expect(seen(board, ida, otto.id)).toMatchObject({ appointed: true });
  });
});

describe('added by hand', () => {
  test('somebody without a device is there, moved and written for by the moderation', () => {
    const board = new BoardFixture();
    expect(addElsa(board)).toMatchObject(done);
    expect(addElsa(board)).toEqual(refused('conflict'));
    expect(person(board, elsa)).toMatchObject({ byHand: true, joinedAt: board.now - 1, groupId: GROUP_B });
    const noteId = board.note(hedda, { forId: elsa.id, body: 'Mehr Bänke' });
    expect(board.get('note', noteId)).toMatchObject({ authorId: elsa.id, authorName: elsa.name });
    for (const forId of [lotte.id, hedda.id, id(999)])
      expect(board.do(hedda, { type: 'note.add', noteId: id(51), body: 'x', forId })).toEqual(
        refused('forbidden')
      );
    expect(board.do(hedda, { type: 'participant.appoint', participantId: elsa.id, on: true })).toEqual(
      refused('conflict')
    );
    board.do(hedda, { type: 'participant.edit', participantId: elsa.id, name: 'Elsa Eiche' });
    expect(board.get('note', noteId)?.authorName).toBe('Elsa Eiche');
  });
});

describe('removed', () => {
  const written = (board: BoardFixture) => {
    const noteId = board.note(lotte, { body: 'Von Lotte' });
    const others = board.note(otto);
    board.do(lotte, { type: 'comment.add', commentId: id(80), noteId: others, body: 'Auch von Lotte' });
    board.do(lotte, { type: 'reaction.set', noteId: others, on: true });
    board.do(hedda, { type: 'topic.promote', topicId: board.topic('Mobilität'), workingGroupId: id(70) });
    signUp(board, lotte, id(70));
    return { noteId, others };
  };

  test('what they wrote stays with their name', () => {
    const board = new BoardFixture();
    const { noteId } = written(board);
    expect(remove(board, lotte)).toMatchObject(done);
    expect(board.get('note', noteId)).toMatchObject({ removedAt: null, authorName: lotte.name });
    expect(seen(board, otto, lotte.id)).toBeNull();
    expect(seen(board, hedda, lotte.id)).toMatchObject({ removedAt: board.now });
  });

  test('or without: for nobody to read again, also not in the history and the look back', () => {
    const board = new LoggedBoard();
    const { noteId } = written(board);
    const past = board.records.get(`note/${noteId}`);
    expect(remove(board, lotte, 'anonymous')).toMatchObject(done);
    for (const viewer of [hedda, otto, ida]) {
      for (const type of ['note', 'comment'] as const)
        for (const record of board.all(type)) {
          const shown = JSON.stringify(projectBoard(board, viewer, record));
          expect(shown).not.toContain(lotte.name);
          expect(shown).not.toContain(lotte.id);
          expect(shown).not.toContain('Dorfladen');
        }
      const then = JSON.stringify(projectPast(board, board, viewer, must(past)));
      expect(then).toContain('Von Lotte');
      expect(then).not.toContain(lotte.id);
    }
    const told = board.log.flatMap((command) => historyEntry(board, hedda, command, noteId) ?? []);
    const ofIt = told.filter(({ about }) => about.id === noteId);
    expect(ofIt.map(({ who }) => who?.name ?? null)).toEqual([null]);
    // Somebody whom a facilitator lets in again has not agreed to be named again.
    board.do(hedda, { type: 'participant.restore', participantId: lotte.id });
    expect(JSON.stringify(projectBoard(board, otto, must(board.get('note', noteId))))).not.toContain(
      lotte.name
    );
  });

  test('or goes along with all else that is theirs, and comes back with them', () => {
    const board = new BoardFixture();
    const { noteId, others } = written(board);
    const earlier = board.note(lotte);
    board.do(lotte, { type: 'note.remove', noteId: earlier });
    remove(board, lotte, 'remove');
    expect(board.get('note', noteId)?.removedAt).not.toBeNull();
    expect(board.get('comment', id(80))?.removedAt).not.toBeNull();
    expect(board.get('reaction', `${others}:${lotte.id}`)?.removedAt).not.toBeNull();
    expect(board.get('workingGroup', id(70))).toMatchObject({ active: 0 });
    expect(board.do(hedda, { type: 'participant.restore', participantId: lotte.id })).toMatchObject(done);
    expect(board.get('note', noteId)?.removedAt).toBeNull();
    expect(board.get('comment', id(80))?.removedAt).toBeNull();
    expect(board.get('reaction', `${others}:${lotte.id}`)?.removedAt).toBeNull();
    expect(board.get('workingGroup', id(70))).toMatchObject({ active: 1 });
    expect(board.get('note', earlier)?.removedAt).not.toBeNull();
    expect(board.do(hedda, { type: 'participant.restore', participantId: lotte.id })).toEqual(
      refused('conflict')
    );
  });

  test('they do not come back by themselves; a facilitator lets them in, without what they were appointed to', () => {
    const board = new BoardFixture();
    appoint(board, lotte);
    remove(board, lotte);
    expect(rejoin(board, lotte)).toEqual(refused('removed'));
    board.do(hedda, { type: 'group.remove', groupId: GROUP_A });
    board.do(hedda, { type: 'participant.restore', participantId: lotte.id });
    expect(person(board, lotte)).toMatchObject({ appointed: false, groupId: null, removedAt: null });
    expect(rejoin(board, lotte)).toMatchObject(done);
  });

  test('dots of a vote that runs go with them, those that were counted stay counted', () => {
    const board = new BoardFixture();
    const topicId = board.topic('Mobilität');
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    const voteId = board.openVote;
    vote(board, lotte, topicId, 2);
    vote(board, ida, topicId, 1);
    remove(board, lotte, 'remove');
    board.do(hedda, { type: 'vote.close', voteId });
    board.do(hedda, { type: 'vote.reveal', voteId });
    expect(board.get('topic', topicId)).toMatchObject({ dots: 1 });
    remove(board, ida, 'remove');
    expect(board.get('topic', topicId)).toMatchObject({ dots: 1 });
    expect(board.get('ballot', ballotId(voteId, ida.id))?.removedAt).toBeNull();
  });
});

describe('two entries of one person', () => {
  test('become one: notes, comments, reactions, sign-ups, each thing once', () => {
    const board = new BoardFixture();
    const [notes, note] = [board.note(otto), board.note(ida)];
    board.do(otto, { type: 'comment.add', commentId: id(80), noteId: notes, body: 'Otto dazu' });
    board.do(lotte, { type: 'comment.add', commentId: id(81), noteId: notes, body: 'Lotte dazu' });
    for (const who of [otto, lotte]) board.do(who, { type: 'reaction.set', noteId: note, on: true });
    board.do(otto, { type: 'reaction.set', noteId: notes, on: true });
    board.do(hedda, { type: 'topic.promote', topicId: board.topic('A'), workingGroupId: id(70) });
    board.do(hedda, { type: 'topic.promote', topicId: board.topic('B'), workingGroupId: id(71) });
    for (const who of [otto, lotte]) signUp(board, who, id(70));
    signUp(board, otto, id(71), 'informed');

    expect(merge(board, otto, lotte)).toMatchObject(done);
    expect(person(board, otto)).toMatchObject({ mergedInto: lotte.id, removedAt: board.now });
    expect(board.get('note', notes)).toMatchObject({ authorId: lotte.id, authorName: lotte.name });
    expect(board.get('comment', id(80))).toMatchObject({ authorId: lotte.id, authorName: lotte.name });
    expect(board.get('comment', id(81))).toMatchObject({ authorId: lotte.id });
    const reactions = [...board.all('reaction')].filter(({ removedAt }) => removedAt === null);
    expect(reactions.map(({ id: key }) => key).sort()).toEqual(
      [`${note}:${lotte.id}`, `${notes}:${lotte.id}`].sort()
    );
    expect(board.get('workingGroup', id(70))).toMatchObject({ active: 1 });
    expect(board.get('workingGroup', id(71))).toMatchObject({ informed: 1 });
    expect(board.get('signup', `${id(71)}:${lotte.id}`)).toMatchObject({ removedAt: null });
    // Nobody can part them again, so nobody needs the entry that went.
    expect(seen(board, hedda, otto.id)).toBeNull();
    expect(board.do(hedda, { type: 'participant.restore', participantId: otto.id })).toEqual(
      refused('not_found')
    );
    expect(merge(board, otto, lotte)).toEqual(refused('not_found'));
    expect(merge(board, lotte, lotte)).toEqual(refused('conflict'));
  });

  test('have one ballot: the one that stays, where both have voted', () => {
    const board = new BoardFixture();
    const [a, b] = [board.topic('A'), board.topic('B')];
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.vote });
    vote(board, lotte, a, 3);
    vote(board, otto, b, 3);
    vote(board, ida, b, 1);
    merge(board, otto, lotte);
    addElsa(board);
    merge(board, ida, elsa);
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.commit });
    expect([a, b].map((topicId) => board.get('topic', topicId)?.dots)).toEqual([3, 1]);
  });

  test('have one answer to each poll', () => {
    const board = new BoardFixture();
    const pollId = id(85);
    board.do(hedda, {
      type: 'poll.add',
      pollId,
      kind: 'words',
      question: 'Was fehlt?',
      shows: 'live',
      open: true
    });
    for (const [who, word] of [
      [otto, 'Mut'],
      [lotte, 'Zeit']
    ] as const)
      board.do(who, { type: 'poll.answer', pollId, values: [word] });
    merge(board, otto, lotte);
    expect(board.get('poll', pollId)).toMatchObject({ answers: 1 });
    expect(board.get('pollAnswer', `${pollId}:${lotte.id}`)).toMatchObject({ values: ['Zeit'] });
  });

  test('both sessions come back as the entry that stayed, also after a second merge', () => {
    const board = new BoardFixture();
    addElsa(board);
    merge(board, otto, lotte);
    merge(board, lotte, elsa);
    for (const who of [otto, lotte]) expect(person(board, who)).toMatchObject({ mergedInto: elsa.id });
    expect(person(board, elsa)).toMatchObject({ byHand: false, groupId: GROUP_B });
    expect(rejoin(board, otto, 'Wer anders')).toMatchObject(done);
    expect(person(board, elsa)).toMatchObject({ name: elsa.name, removedAt: null });
    expect(board.get('participant', id(900))).toBeUndefined();
    remove(board, elsa);
    for (const who of [otto, lotte]) expect(rejoin(board, who)).toEqual(refused('removed'));
  });

  test('what one was the one for goes with them, or back to nobody', () => {
    const board = new BoardFixture();
    appoint(board, otto);
    board.do(hedda, { type: 'lead.take', participantId: otto.id });
    board.do(hedda, { type: 'group.edit', groupId: GROUP_A, noteTakerId: otto.id });
    merge(board, otto, lotte);
    expect(board.get('group', GROUP_A)?.noteTakerId).toBe(lotte.id);
    expect(boardOf(board)?.leadId).toBe(lotte.id);
    board.do(hedda, { type: 'participant.appoint', participantId: lotte.id, on: false });
    expect(boardOf(board)?.leadId).toBeNull();
    expect(board.get('group', GROUP_A)?.noteTakerId).toBe(lotte.id);
    remove(board, lotte);
    expect(board.get('group', GROUP_A)?.noteTakerId).toBeNull();
  });

  test('a silence stays, an appointment too', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'participant.mute', participantId: otto.id, on: true });
    merge(board, otto, lotte);
    expect(person(board, lotte).muted).toBe(true);
    appoint(board, ida);
    merge(board, ida, lotte);
    expect(person(board, lotte)).toMatchObject({ appointed: true, muted: false });
  });

  test('what only the author reads comes to the one who is that now', () => {
    const board = new BoardFixture('own');
    const noteId = board.note(otto);
    board.do(hedda, { type: 'comment.add', commentId: id(80), noteId, body: 'Gut' });
    const decision = merge(board, otto, lotte);
    const told = decision.ok ? decision.put.map(({ id: key }) => key) : [];
    expect(told).toEqual(expect.arrayContaining([noteId, id(80), lotte.id, otto.id]));
    expect(projectBoard(board, lotte, must(board.get('note', noteId)))).not.toHaveProperty('stub');
  });
});

describe('steps', () => {
  test('are taken back where they can be', () => {
    const board = new BoardFixture();
    const undo = (command: Parameters<typeof takeBack>[1]) => {
      const inverses = takeBack(board, command);
      board.do(hedda, command);
      for (const inverse of inverses) {
        const back = inverse(board);
        if (back) expect(board.do(hedda, back)).toMatchObject(done);
      }
      return inverses.length;
    };
    const before = JSON.stringify(person(board, lotte), (key, value: unknown) => (key === 'seq' ? 0 : value));
    const participantId = lotte.id;
    expect(undo({ type: 'participant.remove', participantId, notes: 'remove' })).toBe(1);
    expect(undo({ type: 'participant.mute', participantId, on: true })).toBe(1);
    expect(undo({ type: 'participant.appoint', participantId, on: true })).toBe(1);
    expect(undo({ type: 'participant.edit', participantId, name: 'Lotte L.', organisation: null })).toBe(1);
    expect(undo({ type: 'participant.mute', participantId, on: false })).toBe(0);
    expect(JSON.stringify(person(board, lotte), (key, value: unknown) => (key === 'seq' ? 0 : value))).toBe(
      before
    );
    expect(undo({ type: 'participant.merge', participantId, intoId: otto.id })).toBe(0);
  });

  test('are told to facilitators, with the names of today', () => {
    const board = new LoggedBoard();
    const participantId = lotte.id;
    addElsa(board);
    board.do(hedda, { type: 'participant.mute', participantId, on: true });
    board.do(hedda, { type: 'participant.mute', participantId, on: false });
    appoint(board, lotte);
    board.do(hedda, { type: 'participant.appoint', participantId, on: false });
    board.do(hedda, { type: 'participant.edit', participantId, name: 'Lotte L.' });
    remove(board, lotte);
    board.do(hedda, { type: 'participant.restore', participantId });
    merge(board, otto, lotte);
    const read = (viewer: Actor) =>
      board.log.flatMap((command) => historyEntry(board, viewer, command) ?? []);
    expect(read(hedda).map(({ what, label }) => `${what} ${label}`)).toEqual([
      'participant.add Elsa Erle',
      'participant.mute Lotte L.',
      'participant.unmute Lotte L.',
      'participant.appoint Lotte L.',
      'participant.dismiss Lotte L.',
      'participant.edit Lotte L.',
      'participant.remove Lotte L.',
      'participant.restore Lotte L.',
      'participant.merge Otto Obstwiese'
    ]);
    expect(read(hedda).at(-1)).toMatchObject({ to: 'Lotte L.', mine: true });
    expect(read(ida)).toEqual([]);
  });
});
