import { describe, expect, it } from 'vitest';
import { must } from '../../util/must.ts';
import type { Actor } from '../rules.ts';
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
import { homeOf, membersOf, smallestGroup } from './groups.ts';
import { projectBoard } from './project.ts';
import { boardOf } from './rights.ts';

const refused = (code: string) => ({ ok: false, code });
const accepted = { ok: true };
const placeOf = (board: BoardFixture, { id }: Actor) => board.get('participant', id)?.groupId;
/** As the room sees somebody now: fixtures of people do not move. */
const now = (board: BoardFixture, person: Actor): Actor => ({
  ...person,
  groupId: placeOf(board, person) ?? null
});
const sees = (board: BoardFixture, viewer: Actor, type: 'note' | 'message' | 'group', recordId: string) =>
  projectBoard(board, now(board, viewer), must(board.get(type, recordId)));
const gone = expect.objectContaining({ removed: true });
const coHedda: Actor = { ...hedda, id: id(29), name: 'Greta Grasmück' };

describe('a deal', () => {
  const places = [
    { participantId: lotte.id, groupId: GROUP_B },
    { participantId: ida.id, groupId: GROUP_A }
  ];

  it('puts many where they belong in one step, for facilitators only', () => {
    const board = new BoardFixture();
    expect(board.do(lotte, { type: 'group.deal', places })).toEqual(refused('forbidden'));
    expect(board.do(hedda, { type: 'group.deal', places })).toMatchObject(accepted);
    expect(board.seq).toBe(1);
    expect([lotte, otto, ida].map((person) => placeOf(board, person))).toEqual([GROUP_B, GROUP_A, GROUP_A]);
  });

  it('is all or nothing', () => {
    const board = new BoardFixture();
    const somebody = { participantId: id(98), groupId: GROUP_A };
    const nowhere = { participantId: ida.id, groupId: id(99) };
    for (const wrong of [somebody, nowhere]) {
      expect(board.do(hedda, { type: 'group.deal', places: [...places.slice(0, 1), wrong] })).toEqual(
        refused('not_found')
      );
    }
    const [first] = places;
    expect(
      board.do(hedda, { type: 'group.deal', places: [must(first), { ...must(first), groupId: null }] })
    ).toEqual(refused('invalid'));
    expect(placeOf(board, lotte)).toBe(GROUP_A);
  });

  it('keeps the places of each group, and lets two swap where both are full', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'group.edit', groupId: GROUP_A, limit: 2 });
    board.do(hedda, { type: 'group.edit', groupId: GROUP_B, limit: 1 });
    expect(board.do(hedda, { type: 'group.deal', places: places.slice(0, 1) })).toEqual(refused('full'));
    expect(board.do(hedda, { type: 'group.deal', places })).toMatchObject(accepted);
  });

  it('ends the note-taking of whoever leaves', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'group.edit', groupId: GROUP_A, noteTakerId: lotte.id });
    board.do(hedda, { type: 'group.deal', places });
    expect(board.get('group', GROUP_A)?.noteTakerId).toBeNull();
  });

  it('gives notes and messages to their new readers, and takes them from the old ones', () => {
    const board = new BoardFixture('group');
    const noteId = board.note(otto, { groupId: GROUP_A });
    board.do(hedda, { type: 'message.send', messageId: id(60), groupId: GROUP_A, body: 'Noch 5 Minuten' });
    const before = board.seq;
    expect(sees(board, lotte, 'note', noteId)).toMatchObject({ authorName: otto.name });
    board.do(hedda, { type: 'group.deal', places });
    expect(sees(board, lotte, 'note', noteId)).toMatchObject({ stub: true });
    expect(sees(board, ida, 'note', noteId)).toMatchObject({ authorName: otto.name });
    expect(sees(board, lotte, 'message', id(60))).toEqual(gone);
    expect(sees(board, ida, 'message', id(60))).toMatchObject({ body: 'Noch 5 Minuten' });
    expect(board.get('note', noteId)?.seq).toBeGreaterThan(before);
    expect(board.get('message', id(60))?.seq).toBeGreaterThan(before);
  });
});

describe('places', () => {
  it('are counted by the rules: a full group takes nobody, and says so', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'group.edit', groupId: GROUP_A, limit: 2 });
    const assign = { type: 'participant.assign', participantId: ida.id, groupId: GROUP_A } as const;
    expect(board.do(ida, assign)).toEqual(refused('full'));
    expect(board.do(hedda, assign)).toEqual(refused('full'));
    board.do(hedda, { type: 'group.edit', groupId: GROUP_A, limit: 3 });
    expect(board.do(ida, assign)).toMatchObject(accepted);
  });

  it('may be fewer than people are there: nobody has to go, nobody comes', () => {
    const board = new BoardFixture();
    expect(board.do(hedda, { type: 'group.edit', groupId: GROUP_A, limit: 1 })).toMatchObject(accepted);
    expect(placeOf(board, otto)).toBe(GROUP_A);
    expect(smallestGroup(board)).toBe(GROUP_B);
    board.do(hedda, { type: 'group.edit', groupId: GROUP_B, limit: 1 });
    expect(smallestGroup(board)).toBeNull();
  });

  it('are told to those who choose, as a number without names', () => {
    const board = new BoardFixture();
    expect(sees(board, ida, 'group', GROUP_A)).not.toHaveProperty('members');
    board.do(hedda, { type: 'group.edit', groupId: GROUP_A, limit: 8 });
    expect(sees(board, ida, 'group', GROUP_A)).toMatchObject({ limit: 8, members: 2 });
    expect(sees(board, visitor, 'group', GROUP_A)).toBeNull();
    // A browser that knows the number and not the people predicts the same.
    const ofIda = new BoardFixture();
    ofIda.records.delete(`participant/${lotte.id}`);
    ofIda.records.set(`group/${GROUP_A}`, { ...must(board.get('group', GROUP_A)), limit: 2, members: 2 });
    expect(membersOf(ofIda, GROUP_A)).toBe(2);
    expect(ofIda.do(ida, { type: 'participant.assign', participantId: ida.id, groupId: GROUP_A })).toEqual(
      refused('full')
    );
  });

  it('are told anew when somebody comes in', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'group.edit', groupId: GROUP_B, limit: 8 });
    const before = board.seq;
    board.do(system, join(1));
    expect(board.get('group', GROUP_B)?.seq).toBeGreaterThan(before);
  });
});

const join = (n: number) =>
  ({
    type: 'participant.join',
    participantId: id(70 + n),
    personId: id(170 + n),
    name: `Neu ${n}`,
    organisation: null,
    role: 'participant',
    groupId: 'auto'
  }) as const;

describe('late-comers', () => {
  it('go to the smallest group with room, unless that is switched off', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'group.edit', groupId: GROUP_B, limit: 1 });
    board.do(system, join(1));
    expect(board.get('participant', id(71))?.groupId).toBe(GROUP_A);
    board.do(hedda, { type: 'board.configure', lateToSmallest: false });
    board.do(system, join(2));
    expect(board.get('participant', id(72))?.groupId).toBeNull();
  });

  it('come in all the same where the group they chose on the way in is full or no longer theirs to choose', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'group.edit', groupId: GROUP_A, limit: 2 });
    board.do(system, { ...join(1), groupId: GROUP_A });
    expect(board.get('participant', id(71))?.groupId).toBe(GROUP_B);
    board.do(hedda, { type: 'group.edit', groupId: GROUP_A, limit: null });
    board.do(system, { ...join(2), groupId: GROUP_A });
    expect(board.get('participant', id(72))?.groupId).toBe(GROUP_A);
    board.do(hedda, { type: 'board.configure', grouping: 'assigned', lateToSmallest: false });
    board.do(system, { ...join(3), groupId: GROUP_A });
    expect(board.get('participant', id(73))?.groupId).toBeNull();
  });

  it('choose for themselves only where the facilitators do not', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'board.configure', grouping: 'assigned' });
    const assign = { type: 'participant.assign', participantId: lotte.id, groupId: GROUP_B } as const;
    expect(board.do(lotte, assign)).toEqual(refused('forbidden'));
    expect(board.do(hedda, assign)).toMatchObject(accepted);
  });
});

describe('a merged group', () => {
  const merge = { type: 'group.merge', groupId: GROUP_B, intoId: GROUP_A } as const;

  it('has its people in the other one; its notes keep their origin and are read there', () => {
    const board = new BoardFixture('group');
    const [noteId, theirs] = [board.note(ida, { groupId: GROUP_B }), board.note(lotte, { groupId: GROUP_A })];
    expect(board.do(lotte, merge)).toEqual(refused('forbidden'));
    expect(board.do(hedda, { ...merge, intoId: GROUP_B })).toEqual(refused('invalid'));
    expect(board.do(hedda, merge)).toMatchObject(accepted);
    expect(placeOf(board, ida)).toBe(GROUP_A);
    expect(board.get('note', noteId)?.groupId).toBe(GROUP_B);
    expect(homeOf(board, GROUP_B)).toBe(GROUP_A);
    expect(sees(board, otto, 'note', noteId)).toMatchObject({ authorName: ida.name, seq: board.seq });
    expect(sees(board, ida, 'note', theirs)).toMatchObject({ authorName: lotte.name, seq: board.seq });
    expect(projectBoard(board, { ...ida, groupId: null }, must(board.get('note', theirs)))).toMatchObject({
      stub: true
    });
  });

  it('makes room for all of them where places are limited', () => {
    const board = new BoardFixture();
    board.do(hedda, { type: 'group.edit', groupId: GROUP_A, limit: 2 });
    expect(board.do(hedda, merge)).toMatchObject(accepted);
    expect(board.get('group', GROUP_A)?.limit).toBe(3);
  });

  it('goes on with the other one, and its notes are the plenary’s when that is dissolved', () => {
    const board = new BoardFixture('group');
    const noteId = board.note(ida, { groupId: GROUP_B });
    board.do(hedda, merge);
    board.do(hedda, { type: 'group.add', groupId: id(13), name: 'Kleingruppe 3' });
    board.do(hedda, { type: 'group.merge', groupId: GROUP_A, intoId: id(13) });
    expect(homeOf(board, GROUP_B)).toBe(id(13));
    expect(sees(board, otto, 'note', noteId)).toMatchObject({ authorName: ida.name, seq: board.seq });
    board.do(hedda, { type: 'group.remove', groupId: id(13) });
    expect(homeOf(board, GROUP_B)).toBeNull();
    expect(placeOf(board, ida)).toBeNull();
    expect(sees(board, otto, 'note', noteId)).toMatchObject({ authorName: ida.name, seq: board.seq });
  });

  it('is a group of its own again when it is restored', () => {
    const board = new BoardFixture('group');
    const noteId = board.note(ida, { groupId: GROUP_B });
    board.do(hedda, merge);
    board.do(hedda, { type: 'group.restore', groupId: GROUP_B });
    expect(board.get('group', GROUP_B)).toMatchObject({ removedAt: null, mergedInto: null });
    expect(sees(board, otto, 'note', noteId)).toMatchObject({ stub: true });
  });
});

describe('words that were on their way', () => {
  const add = (groupId: string) => ({ type: 'note.add', noteId: id(61), body: 'Rufbus', groupId }) as const;

  it('go where the group went when it was merged', () => {
    const board = new BoardFixture('group');
    board.do(hedda, { type: 'group.merge', groupId: GROUP_B, intoId: GROUP_A });
    expect(board.do(now(board, ida), add(GROUP_B))).toMatchObject(accepted);
    expect(board.get('note', id(61))?.groupId).toBe(GROUP_A);
  });

  it('go to the plenary when it was dissolved', () => {
    const board = new BoardFixture('group');
    board.do(hedda, { type: 'group.remove', groupId: GROUP_B });
    expect(board.do(now(board, ida), add(GROUP_B))).toMatchObject(accepted);
    expect(board.get('note', id(61))?.groupId).toBeNull();
  });

  it('still go into no other group', () => {
    const board = new BoardFixture('group');
    board.do(hedda, { type: 'group.merge', groupId: GROUP_B, intoId: GROUP_A });
    board.do(hedda, { type: 'group.deal', places: [{ participantId: ida.id, groupId: null }] });
    expect(board.do(now(board, ida), add(GROUP_B))).toEqual(refused('forbidden'));
  });
});

describe('a call for help', () => {
  const help = (on: boolean) => ({ type: 'group.help', groupId: GROUP_A, on }) as const;
  const state = (board: BoardFixture) => {
    const { helpAt, helperId } = must(board.get('group', GROUP_A));
    return { called: helpAt !== null, helperId };
  };

  it('is the group’s own to make and to withdraw, once', () => {
    const board = new BoardFixture();
    expect(board.do(ida, help(true))).toEqual(refused('forbidden'));
    board.do(lotte, help(true));
    const { helpAt } = must(board.get('group', GROUP_A));
    board.do(otto, help(true));
    expect(board.get('group', GROUP_A)?.helpAt).toBe(helpAt);
    board.do(otto, help(false));
    expect(state(board)).toEqual({ called: false, helperId: null });
  });

  it('is taken by one facilitator, and ended by any', () => {
    const board = new BoardFixture();
    expect(board.do(hedda, help(true))).toEqual(refused('conflict'));
    board.do(lotte, help(true));
    expect(board.do(hedda, help(true))).toMatchObject(accepted);
    expect(board.do(hedda, help(true))).toMatchObject(accepted);
    expect(board.do(coHedda, help(true))).toEqual(refused('conflict'));
    expect(state(board)).toEqual({ called: true, helperId: hedda.id });
    expect(board.do(coHedda, help(false))).toMatchObject(accepted);
    expect(state(board)).toEqual({ called: false, helperId: null });
  });
});

describe('what is the group’s own business', () => {
  it('video room, note-taker and calls reach the group and the facilitators only', () => {
    const board = new BoardFixture();
    const video = 'https://video.example.org/raum-1';
    board.do(hedda, { type: 'group.edit', groupId: GROUP_A, video, noteTakerId: lotte.id });
    board.do(lotte, { type: 'group.help', groupId: GROUP_A, on: true });
    for (const viewer of [hedda, otto])
      expect(sees(board, viewer, 'group', GROUP_A)).toMatchObject({ video, noteTakerId: lotte.id });
    const reader: Actor = { ...visitor, role: 'reader' };
    for (const viewer of [ida, reader])
      expect(sees(board, viewer, 'group', GROUP_A)).toMatchObject({
        video: '',
        noteTakerId: null,
        helpAt: null,
        helperId: null
      });
  });

  it('a note-taker is one of the group', () => {
    const board = new BoardFixture();
    expect(board.do(hedda, { type: 'group.edit', groupId: GROUP_A, noteTakerId: ida.id })).toEqual(
      refused('not_found')
    );
    expect(board.do(lotte, { type: 'group.edit', groupId: GROUP_A, noteTakerId: lotte.id })).toEqual(
      refused('forbidden')
    );
  });
});

describe('messages', () => {
  it('come from facilitators, and reach everybody or the one group', () => {
    const board = new BoardFixture();
    const send = (messageId: string, groupId: string | null) =>
      ({ type: 'message.send', messageId, groupId, body: 'Bitte kommen' }) as const;
    expect(board.do(lotte, send(id(60), null))).toEqual(refused('forbidden'));
    expect(board.do(hedda, send(id(60), null))).toMatchObject(accepted);
    expect(board.do(hedda, send(id(60), null))).toEqual(refused('conflict'));
    expect(board.do(hedda, send(id(62), id(99)))).toEqual(refused('not_found'));
    board.do(hedda, send(id(61), GROUP_A));
    const readers = (messageId: string) =>
      [hedda, lotte, otto, ida].filter(
        (viewer) => !('removed' in (sees(board, viewer, 'message', messageId) ?? { removed: true }))
      );
    expect(readers(id(60))).toEqual([hedda, lotte, otto, ida]);
    expect(readers(id(61))).toEqual([hedda, lotte, otto]);
    const reader: Actor = { ...visitor, role: 'reader' };
    const interested: Actor = { ...ida, role: 'interested' };
    for (const viewer of [reader, interested]) expect(sees(board, viewer, 'message', id(60))).toBeNull();
  });
});

describe('calling back', () => {
  it('has an end by the server’s time, and ends with the phase', () => {
    const board = new BoardFixture();
    expect(board.do(lotte, { type: 'callBack.start', seconds: 60 })).toEqual(refused('forbidden'));
    board.do(hedda, { type: 'callBack.start', seconds: 60 });
    expect(boardOf(board)?.callBackAt).toBe(board.now + 60_000);
    board.do(hedda, { type: 'callBack.stop' });
    expect(boardOf(board)?.callBackAt).toBeNull();
    board.do(hedda, { type: 'callBack.start', seconds: 60 });
    board.do(hedda, { type: 'phase.set', phaseId: PHASE.cluster });
    expect(boardOf(board)?.callBackAt).toBeNull();
  });
});
