import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandOf, Unsent, WithoutId } from '../commands.ts';
import { LIMITS } from '../limits.ts';
import type { PollKind, PollRecord } from '../records.ts';
import type { Actor } from '../rules.ts';
import { BoardFixture, hedda, id, ida, lotte, otto, visitor } from '../testing/boardFixture.ts';
import { LoggedBoard } from '../testing/loggedBoard.ts';
import { must } from '../../util/must.ts';
import { copyBoard } from './copy.ts';
import { historyEntry } from './history/history.ts';
import { mergedAnswers } from './polls.ts';
import { answerKey, shownWord } from './pollSums.ts';
import { boardOf } from './rights.ts';
import { boardRules } from './rules.ts';
import { takeBack } from '../testing/takeBack.ts';

const refused = (code: string) => ({ ok: false, code });
const POLL = id(500);
const [ONLINE, HERE, DAY] = [id(501), id(502), id(503)] as const;
const OPTIONS = [
  { id: ONLINE, label: 'Abwechselnd online und vor Ort' },
  { id: HERE, label: 'Vor Ort, reihum' },
  { id: DAY, label: 'Ein ganzer Tag im Quartal' }
];
const SCALE = { steps: 5, low: 'gar nicht', high: 'sehr' };
type Given = Partial<WithoutId<CommandOf<'poll.add'>>>;

function asked<B extends BoardFixture>(board: B, given: Given = {}): B {
  const kind = given.kind ?? 'single';
  const isChoice = kind === 'single' || kind === 'multiple';
  const add = {
    type: 'poll.add' as const,
    pollId: POLL,
    kind,
    question: 'Wie sollen wir uns treffen?',
    ...(isChoice && { options: OPTIONS }),
    ...(kind === 'scale' && { scale: SCALE }),
    open: true,
    ...given
  };
  expect(board.do(hedda, add)).toMatchObject({ ok: true });
  return board;
}
const poll = (board: BoardFixture): PollRecord => must(board.get('poll', POLL), 'the poll');
const answer = (board: BoardFixture, actor: Actor, ...values: string[]) =>
  board.do(actor, { type: 'poll.answer', pollId: POLL, values });
const counts = (board: BoardFixture) =>
  Object.fromEntries((poll(board).sums ?? []).map(({ key, count }) => [key, count]));
const seenBy = (board: BoardFixture, viewer: Actor) => boardRules.project(board, viewer, poll(board));

describe('a poll', () => {
  it('is made, asked, closed and asked again by facilitators only', () => {
    const board = asked(new BoardFixture(), { open: false });
    expect(poll(board)).toMatchObject({ state: 'planned', openedAt: null });
    const commands: Unsent[] = [
      { type: 'poll.add', pollId: id(510), kind: 'words', question: 'Ein Wort' },
      { type: 'poll.edit', pollId: POLL, question: 'x' },
      { type: 'poll.move', pollId: POLL, rank: 'b' },
      { type: 'poll.open', pollId: POLL },
      { type: 'poll.close', pollId: POLL },
      { type: 'poll.hide', pollId: POLL, word: 'x', on: true },
      { type: 'poll.remove', pollId: POLL },
      { type: 'poll.restore', pollId: POLL }
    ];
    for (const command of commands) expect(board.do(lotte, command)).toEqual(refused('forbidden'));
    expect(board.do(hedda, { type: 'poll.close', pollId: POLL })).toEqual(refused('conflict'));
    for (const state of ['open', 'closed', 'open'] as const) {
      const type = state === 'open' ? 'poll.open' : 'poll.close';
      // Two facilitators press at once.
      for (let times = 0; times < 2; times += 1)
        expect(board.do(hedda, { type, pollId: POLL })).toMatchObject({ ok: true });
      expect(poll(board).state).toBe(state);
      expect(poll(board).closedAt === null).toBe(state === 'open');
    }
  });

  it('has what its kind needs', () => {
    const board = new BoardFixture();
    const add = (kind: PollKind, given: Given = {}) =>
      board.do(hedda, { type: 'poll.add', pollId: id(520), kind, question: 'Frage', ...given });
    const [one = { id: '', label: '' }, two = one] = OPTIONS;
    expect(add('single')).toEqual(refused('invalid'));
    expect(add('multiple', { options: [one] })).toEqual(refused('invalid'));
    expect(add('single', { options: [one, { ...two, id: one.id }] })).toEqual(refused('invalid'));
    expect(add('single', { options: [one, { id: two.id, label: one.label.toUpperCase() }] })).toEqual(
      refused('invalid')
    );
    expect(add('scale')).toEqual(refused('invalid'));
    expect(add('words', { options: OPTIONS })).toEqual(refused('invalid'));
    expect(add('scale', { scale: SCALE })).toMatchObject({ ok: true });
  });

  it('asks nobody anything once the workshop is over', () => {
    const board = asked(new BoardFixture());
    board.do(hedda, { type: 'board.configure', open: false });
    expect(answer(board, lotte, ONLINE)).toEqual(refused('closed'));
    expect(board.do(hedda, { type: 'poll.open', pollId: POLL })).toEqual(refused('closed'));
  });

  it('is copied as a plan, without answers', () => {
    const board = asked(new BoardFixture());
    answer(board, lotte, ONLINE);
    const source = {
      board: must(boardOf(board), 'the board'),
      phases: [],
      groups: [],
      topics: [],
      notes: [],
      votes: [],
      polls: [poll(board)]
    };
    const plan = { roomId: id(7000), title: 'Noch einmal', now: 1, newId: () => id(8000) };
    const copy = copyBoard(source, plan).find(({ type }) => type === 'poll');
    expect(copy).toMatchObject({ id: id(8000), state: 'planned', answers: 0, given: 0, sums: [] });
    expect(copy).toMatchObject({ options: OPTIONS, openedAt: null });
  });
});

describe('an answer', () => {
  it('is one a person, and may be changed or taken back while the poll is open', () => {
    const board = asked(new BoardFixture());
    answer(board, lotte, ONLINE);
    answer(board, otto, ONLINE);
    answer(board, lotte, HERE);
    expect(counts(board)).toEqual({ [ONLINE]: 1, [HERE]: 1 });
    expect(poll(board)).toMatchObject({ answers: 2, given: 2 });
    answer(board, otto);
    expect(counts(board)).toEqual({ [HERE]: 1 });
    expect(poll(board).answers).toBe(1);
    board.do(hedda, { type: 'poll.close', pollId: POLL });
    expect(answer(board, otto, ONLINE)).toEqual(refused('closed'));
  });

  it('says what the poll asks for', () => {
    const single = asked(new BoardFixture());
    expect(answer(single, lotte, id(999))).toEqual(refused('invalid'));
    expect(answer(single, lotte, ONLINE, HERE)).toEqual(refused('limit'));
    const several = asked(new BoardFixture(), { kind: 'multiple', most: 2 });
    expect(answer(several, lotte, ONLINE, HERE, DAY)).toEqual(refused('limit'));
    expect(answer(several, lotte, ONLINE, ONLINE, DAY)).toMatchObject({ ok: true });
    expect(poll(several)).toMatchObject({ answers: 1, given: 2 });
    const scale = asked(new BoardFixture(), { kind: 'scale' });
    for (const wrong of ['0', '6', '1.5', '01', 'drei'])
      expect(answer(scale, lotte, wrong), wrong).toEqual(refused('invalid'));
    expect(answer(scale, lotte, '5')).toMatchObject({ ok: true });
    const words = asked(new BoardFixture(), { kind: 'words', most: 3 });
    expect(answer(words, lotte, 'a', 'b', 'c', 'd')).toEqual(refused('limit'));
    expect(answer(words, lotte, 'x'.repeat(LIMITS.pollWord + 1))).toEqual(refused('invalid'));
  });

  it('is not for a poll that is not asked, and from nobody who is not in', () => {
    const board = asked(new BoardFixture(), { open: false });
    expect(answer(board, lotte, ONLINE)).toEqual(refused('not_found'));
    expect(answer(board, hedda, ONLINE)).toEqual(refused('closed'));
    board.do(hedda, { type: 'poll.open', pollId: POLL });
    expect(answer(board, visitor, ONLINE)).toEqual(refused('forbidden'));
    expect(answer(board, { ...lotte, role: 'interested' }, ONLINE)).toEqual(refused('forbidden'));
    board.do(hedda, { type: 'board.configure', frozen: true });
    expect(answer(board, lotte, ONLINE)).toMatchObject({ ok: true });
    board.do(hedda, { type: 'board.configure', access: 'read' });
    expect(answer(board, lotte, HERE)).toEqual(refused('closed'));
  });

  it('of words is not open to whoever was muted; choosing is', () => {
    const words = asked(new BoardFixture(), { kind: 'words' });
    const single = asked(new BoardFixture());
    for (const board of [words, single])
      board.do(hedda, { type: 'participant.mute', participantId: lotte.id, on: true });
    expect(answer(words, lotte, 'Mut')).toEqual(refused('closed'));
    expect(answer(words, otto, 'Mut')).toMatchObject({ ok: true });
    expect(answer(single, lotte, ONLINE)).toMatchObject({ ok: true });
  });

  it('of words counts them however they are written, and shows them as most did', () => {
    const board = asked(new BoardFixture(), { kind: 'words', shows: 'live' });
    answer(board, lotte, 'mut', 'Mut', 'Lust  auf mehr');
    answer(board, otto, 'MUT', 'Lust auf Mehr');
    answer(board, ida, 'Mut', 'lust auf mehr');
    expect(counts(board)).toEqual({ mut: 3, 'lust auf mehr': 3 });
    const word = (key: string) =>
      shownWord(
        must(
          poll(board).sums?.find((sum) => sum.key === key),
          'the word'
        )
      );
    expect(word('mut')).toBe('MUT');
    answer(board, otto, 'mut');
    expect(word('mut')).toBe('mut');
  });
});

describe('once somebody has answered', () => {
  const board = asked(new BoardFixture(), { kind: 'multiple', most: 2 });
  answer(board, lotte, ONLINE);
  const edit = (given: Partial<WithoutId<CommandOf<'poll.edit'>>>) =>
    board.do(hedda, { type: 'poll.edit', pollId: POLL, ...given });
  const [online, here, day] = OPTIONS as [(typeof OPTIONS)[0], (typeof OPTIONS)[0], (typeof OPTIONS)[0]];

  it.each([
    ['the question', { question: 'Wollen wir aufhören?' }],
    ['the word of an option', { options: [{ ...online, label: 'Gar nicht' }, here, day] }],
    ['an option, taken away', { options: [online, here] }],
    ['the kind', { kind: 'single' as const }],
    ['how many one may choose, for less', { most: 1 }]
  ])('nobody changes %s', (_what, given) => {
    const before = poll(board);
    expect(edit(given)).toEqual(refused('conflict'));
    expect(poll(board)).toEqual(before);
  });

  it('options may be added and put in another order, more allowed, and results shown at another time', () => {
    const more = [day, online, here, { id: id(504), label: 'Sonstiges' }];
    expect(edit({ options: more, most: null, shows: 'live' })).toMatchObject({ ok: true });
    expect(counts(board)).toEqual({ [ONLINE]: 1 });
  });
});

describe('who sees what', () => {
  it('of a poll: nothing before it opens, and its sums when they are to be shown', () => {
    const board = asked(new BoardFixture(), { open: false });
    expect(seenBy(board, lotte)).toBeNull();
    expect(seenBy(board, hedda)).toMatchObject({ state: 'planned' });
    board.do(hedda, { type: 'poll.open', pollId: POLL });
    answer(board, otto, ONLINE);
    expect(seenBy(board, lotte)).toMatchObject({ answers: 1, sums: null });
    expect(seenBy(board, hedda)).toMatchObject({ sums: [{ key: ONLINE, count: 1 }] });
    board.do(hedda, { type: 'poll.close', pollId: POLL });
    expect(seenBy(board, lotte)).toMatchObject({ sums: [{ key: ONLINE, count: 1 }] });
    board.do(hedda, { type: 'poll.remove', pollId: POLL });
    expect(seenBy(board, lotte)).toMatchObject({ removed: true });
    expect(seenBy(board, { ...lotte, role: 'reader' })).toBeNull();
    expect(seenBy(board, { ...lotte, role: 'interested' })).toBeNull();
  });

  it('of an answer: whoever gave it, and nobody else, facilitators neither', () => {
    const board = asked(new BoardFixture());
    answer(board, lotte, ONLINE);
    const answered = must(board.get('pollAnswer', `${POLL}:${lotte.id}`), 'the answer');
    expect(boardRules.project(board, lotte, answered)).toMatchObject({ values: [ONLINE] });
    for (const other of [hedda, otto, ida, { ...lotte, id: '', role: 'reader' as const }])
      expect(boardRules.project(board, other, answered)).toBeNull();
    expect(boardRules.ownersOf(answered, board)).toEqual([lotte.id]);
  });

  it('of a hidden word: facilitators only; of very many words, the most frequent', () => {
    const board = asked(new BoardFixture(), { kind: 'words', shows: 'live' });
    answer(board, lotte, 'Wut', 'Mut');
    board.do(hedda, { type: 'poll.hide', pollId: POLL, word: ' WUT', on: true });
    expect(seenBy(board, otto)).toMatchObject({ sums: [{ key: 'mut' }], hidden: [], given: 2 });
    expect(seenBy(board, hedda)).toMatchObject({ hidden: ['wut'], sums: [{ key: 'wut' }, { key: 'mut' }] });
    board.do(hedda, { type: 'poll.hide', pollId: POLL, word: 'Wut', on: false });
    expect(seenBy(board, otto)).toMatchObject({ sums: [{ key: 'mut' }, { key: 'wut' }] });
    const many = Array.from({ length: 300 }, (_, n) => ({ key: `w${n}`, count: n + 1, spellings: [] }));
    const seen = boardRules.project(board, otto, { ...poll(board), sums: many });
    expect(seen).toMatchObject({ sums: { length: LIMITS.pollWordsShown, 0: { count: 300 } } });
  });

  it('in the history: what became of the polls, for facilitators, and no answers', () => {
    const board = asked(new LoggedBoard(), { open: false });
    board.do(hedda, { type: 'poll.open', pollId: POLL });
    answer(board, lotte, ONLINE);
    board.do(hedda, { type: 'poll.close', pollId: POLL });
    board.do(hedda, { type: 'poll.open', pollId: POLL });
    board.do(hedda, { type: 'poll.move', pollId: POLL, rank: 'z' });
    board.do(hedda, { type: 'poll.remove', pollId: POLL });
    const told = (viewer: Actor) =>
      board.log.flatMap((command) => historyEntry(board, viewer, command)?.what ?? []);
    expect(told(hedda)).toEqual(['poll.add', 'poll.open', 'poll.close', 'poll.reopen', 'poll.remove']);
    expect(told(lotte)).toEqual([]);
  });
});

describe('what was done is taken back', () => {
  const undo = (board: BoardFixture, command: Unsent, meanwhile = (): unknown => undefined) => {
    const inverses = takeBack(board, command);
    expect(board.do(hedda, command)).toMatchObject({ ok: true });
    meanwhile();
    return inverses.flatMap((inverse) => inverse(board) ?? []).map((back) => board.do(hedda, back).ok);
  };

  it.each<[string, Unsent]>([
    ['deleting', { type: 'poll.remove', pollId: POLL }],
    ['changing', { type: 'poll.edit', pollId: POLL, question: 'Wo?', shows: 'live' }],
    ['moving', { type: 'poll.move', pollId: POLL, rank: 'zz' }],
    ['hiding a word', { type: 'poll.hide', pollId: POLL, word: 'Wut', on: true }]
  ])('%s', (_what, command) => {
    const board = asked(new BoardFixture());
    const before = poll(board);
    expect(undo(board, command)).toEqual([true]);
    expect({ ...poll(board), seq: 0 }).toEqual({ ...before, seq: 0 });
  });

  it('a new one goes, with no way back into answers to another question', () => {
    const board = new BoardFixture();
    const add: Unsent = { type: 'poll.add', pollId: POLL, kind: 'words', question: 'Ein Wort', open: true };
    expect(undo(board, add)).toEqual([true]);
    expect(poll(board).removedAt).not.toBeNull();
    board.do(hedda, { type: 'poll.restore', pollId: POLL });
    const edit: Unsent = { type: 'poll.edit', pollId: POLL, question: 'Zwei Wörter' };
    expect(undo(board, edit, () => answer(board, lotte, 'Mut'))).toEqual([]);
    expect(poll(board).question).toBe('Zwei Wörter');
  });
});

it('of two entries of one person, one answer counts', () => {
  const board = asked(new BoardFixture());
  answer(board, lotte, ONLINE);
  answer(board, otto, HERE);
  const merge = (fromId: string, intoId: string) => {
    for (const record of mergedAnswers(board, fromId, intoId, 5))
      board.records.set(`${record.type}/${record.id}`, record);
  };
  merge(lotte.id, otto.id);
  expect(counts(board)).toEqual({ [HERE]: 1 });
  expect(poll(board).answers).toBe(1);
  merge(otto.id, ida.id);
  expect(counts(board)).toEqual({ [HERE]: 1 });
  expect(board.get('pollAnswer', `${POLL}:${ida.id}`)).toMatchObject({ values: [HERE], removedAt: null });
  expect(board.get('pollAnswer', `${POLL}:${otto.id}`)?.removedAt).not.toBeNull();
});

it('sums equal the answers, whatever people do', () => {
  const people = [hedda, lotte, otto, ida];
  const values = {
    single: [ONLINE, HERE, DAY],
    multiple: [ONLINE, HERE, DAY],
    scale: ['1', '3', '5', '9'],
    words: ['Mut', 'mut', ' MUT', 'Lust auf mehr', 'lust  auf Mehr', 'Wut']
  };
  const kinds = fc.constantFrom<PollKind[]>('single', 'multiple', 'scale', 'words');
  const steps = kinds.chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      steps: fc.array(
        fc.oneof(
          {
            weight: 8,
            arbitrary: fc.tuple(
              fc.constantFrom(...people),
              fc.array(fc.constantFrom(...values[kind]), { maxLength: 3 })
            )
          },
          { weight: 1, arbitrary: fc.constantFrom('poll.close', 'poll.open', 'poll.remove', 'poll.restore') }
        ),
        { maxLength: 40 }
      )
    })
  );
  fc.assert(
    fc.property(steps, ({ kind, steps: done }) => {
      const board = asked(new BoardFixture(), { kind });
      for (const step of done) {
        if (Array.isArray(step)) answer(board, step[0], ...step[1]);
        else board.do(hedda, { type: step as 'poll.open', pollId: POLL });
      }
      const expected: Record<string, number> = {};
      const spelled: Record<string, number> = {};
      let answered = 0;
      for (const record of board.all('pollAnswer')) {
        if (record.removedAt !== null) continue;
        answered += 1;
        for (const value of record.values) {
          const key = answerKey(kind, value);
          expected[key] = (expected[key] ?? 0) + 1;
          spelled[value] = (spelled[value] ?? 0) + 1;
        }
      }
      expect(counts(board)).toEqual(expected);
      expect(poll(board).answers).toBe(answered);
      expect(poll(board).given).toBe(Object.values(expected).reduce((sum, count) => sum + count, 0));
      if (kind !== 'words') return;
      const spellings = (poll(board).sums ?? []).flatMap((sum) => sum.spellings ?? []);
      expect(Object.fromEntries(spellings.map(({ text, count }) => [text, count]))).toEqual(spelled);
    })
  );
});
