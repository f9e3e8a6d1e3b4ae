import { expect, test } from 'vitest';
import { aVote } from '$lib/domain/testing/records';
import { changesOf, formOf, settingsOf } from './voteForm';

test('what is filled in is what is set', () => {
  const form = { title: ' Welche Notiz? ', subject: 'topic-1', perPerson: 1, several: false };
  const settings = { title: 'Welche Notiz?', on: 'notes', topicId: 'topic-1', perPerson: 1, perItem: 1 };
  expect(settingsOf(form)).toEqual(settings);
  expect(settingsOf({ ...form, subject: 'notes', several: true })).toMatchObject({
    on: 'notes',
    topicId: null,
    perItem: null
  });
  expect(settingsOf({ ...form, subject: 'topics' })).toMatchObject({ on: 'topics', topicId: null });
  expect([0, 2.4, Number.NaN, 99].map((perPerson) => settingsOf({ ...form, perPerson }).perPerson)).toEqual([
    1, 2, 1, 10
  ]);
});

test('only what was changed is sent', () => {
  const vote = aVote({ on: 'notes', topicId: 'topic-1', perPerson: 5, perItem: 3 });
  expect(changesOf(vote, formOf(vote))).toEqual({});
  expect(changesOf(vote, { ...formOf(vote), title: 'Neu', subject: 'notes' })).toEqual({
    title: 'Neu',
    topicId: null
  });
  expect(changesOf(vote, { ...formOf(vote), several: false })).toEqual({ perItem: 1 });
});
