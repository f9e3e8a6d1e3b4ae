import { describe, expect, test } from 'vitest';
import { aPoll } from '$lib/domain/testing/records';
import { BoardFixture, hedda, id } from '$lib/domain/testing/boardFixture';
import {
  draftOfPoll,
  isUntouched,
  missing,
  moved,
  newPollDraft,
  pollContent,
  type PollDraft
} from './pollDraft';

let ids = 0;
const newId = () => id(9000 + ++ids);
const draft = (given: Partial<PollDraft> = {}): PollDraft => ({
  ...newPollDraft(newId),
  question: 'Wie treffen wir uns?',
  ...given
});
const options = (...labels: string[]) => labels.map((label) => ({ id: newId(), label }));

test('says what is missing before it can be asked', () => {
  expect(isUntouched(newPollDraft(newId))).toBe(true);
  expect(isUntouched(draft())).toBe(false);
  expect(missing(draft({ question: ' ' }))).toBe('question');
  expect(missing(draft())).toBe('options');
  expect(missing(draft({ options: options('Online', '', 'Vor Ort') }))).toBeNull();
  expect(missing(draft({ options: options('Online', 'online ') }))).toBe('same');
  expect(missing(draft({ form: 'scale' }))).toBeNull();
});

describe('what comes of a draft', () => {
  test.each<[string, Partial<PollDraft>]>([
    ['one choice', { options: options('Online', 'Vor Ort', '') }],
    ['several choices', { options: options('Online', 'Vor Ort'), several: true, most: 2 }],
    ['a scale', { form: 'scale', steps: 7, low: 'gar nicht', high: 'sehr' }],
    ['words', { form: 'words', words: 1, options: options('Rest', 'von vorhin') }]
  ])('%s is what the rules take, and comes back as it was', (_what, given) => {
    const made = pollContent(draft(given));
    const board = new BoardFixture();
    expect(board.do(hedda, { type: 'poll.add', pollId: id(1), ...made })).toMatchObject({ ok: true });
    const poll = board.get('poll', id(1));
    expect(poll && pollContent(draftOfPoll(poll, newId))).toEqual(made);
  });

  test('a poll of another kind takes nothing of it along', () => {
    const board = new BoardFixture();
    board.do(hedda, {
      type: 'poll.add',
      pollId: id(1),
      ...pollContent(draft({ options: options('A', 'B') }))
    });
    const scale = { ...pollContent(draft({ form: 'scale' })) };
    expect(board.do(hedda, { type: 'poll.edit', pollId: id(1), ...scale })).toMatchObject({ ok: true });
    expect(board.get('poll', id(1))).toMatchObject({ kind: 'scale', options: [], most: null });
    const words = { scale: null, ...pollContent(draft({ form: 'words' })) };
    expect(board.do(hedda, { type: 'poll.edit', pollId: id(1), ...words })).toMatchObject({ ok: true });
  });
});

test('an entry goes up or down', () => {
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(draftOfPoll(aPoll({ kind: 'words' }), newId).words).toBe(5);
});
