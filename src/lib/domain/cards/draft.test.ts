import { expect, test } from 'vitest';
import { cardForCircle, emptyCard } from './circles.ts';
import { choicesOf, chosenOf, draftOf, shownOf } from './draft.ts';
import type { CardRecord } from '../records.ts';

const KNOWN = { name: 'Lotte', organisation: 'Dorfladen', email: 'lotte@example.org' };

const asRecord = (draft: ReturnType<typeof draftOf>): CardRecord => ({
  type: 'card',
  id: '1',
  seq: 0,
  removedAt: null,
  ...shownOf(draft),
  ownerId: null,
  updatedAt: 0,
  own: null
});

test('a new card begins with what is known, and is for nobody until its owner says so', () => {
  const draft = draftOf(null, KNOWN, []);
  expect(draft.card).toMatchObject({ name: 'Lotte', organisation: 'Dorfladen', email: 'lotte@example.org' });
  expect(cardForCircle('participants', asRecord(draft))).toBeNull();
  // Also once the card is for all, what reaches the person is not.
  expect(cardForCircle('public', asRecord({ ...draft, audience: 'public' }))).toMatchObject({
    organisation: 'Dorfladen',
    email: ''
  });
});

test('what is chosen for single fields comes back as it was, and the rest goes with the card', () => {
  const audiences = { email: 'participants', about: 'members' } as const;
  const choices = choicesOf(audiences);
  expect(choices).toMatchObject({ email: 'participants', about: 'members', phone: 'private', offer: '' });
  expect(chosenOf(choices)).toMatchObject(audiences);
  expect(chosenOf(choices)).not.toHaveProperty('offer');
});

test("fields of the space's list are ticked, one's own stand in their line, and both are kept", () => {
  const card = {
    ...asRecord(draftOf(null, KNOWN, [])),
    ...emptyCard(),
    fields: ['Kultur', 'Imkerei', 'Chor']
  };
  const draft = draftOf(card, KNOWN, ['Kultur', 'Bildung']);
  expect(draft).toMatchObject({ fields: ['Kultur'], ownFields: 'Imkerei, Chor' });
  expect(shownOf(draft).fields).toEqual(['Kultur', 'Imkerei', 'Chor']);
  // The space has changed its list: nothing of the card is lost.
  expect(shownOf(draftOf(card, KNOWN, ['Bildung'])).fields).toEqual(['Kultur', 'Imkerei', 'Chor']);
});

test('empty rows are no profiles', () => {
  const draft = draftOf(null, KNOWN, []);
  draft.card.profiles = ['https://example.org', ' ', ''];
  expect(shownOf(draft).profiles).toEqual(['https://example.org']);
});
