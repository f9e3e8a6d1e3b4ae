import { describe, expect, it } from 'vitest';
import { LIMITS } from '../domain/limits.ts';
import { parseCommand } from './commands.ts';
import { joinCode } from './join.ts';
import { cleanText, nameUpTo } from './text.ts';
import * as v from 'valibot';

const id = '11111111-1111-4111-8111-111111111111';
const note = (body: unknown, more: object = {}) =>
  parseCommand({ id, type: 'note.add', noteId: id, body, ...more });
const comment = (body: unknown) => parseCommand({ id, type: 'comment.add', commentId: id, noteId: id, body });
const card = {
  name: 'Lotte Löwenzahn',
  photo: null,
  organisation: '',
  role: '',
  region: '',
  fields: [],
  offer: '',
  need: '',
  about: '',
  languages: [],
  email: '',
  phone: '',
  web: '',
  profiles: [],
  workingGroups: [],
  workshops: [],
  colour: 'blue'
};
const save = (given: object, more: object = {}) =>
  parseCommand({
    id,
    type: 'card.save',
    cardId: id,
    card: { ...card, ...given },
    audience: 'private',
    audiences: {},
    consent: null,
    ...more
  });

const group = (given: object) => parseCommand({ id, type: 'group.edit', groupId: id, ...given });
const place = { participantId: id, groupId: null };

describe('parseCommand', () => {
  it('cleans text: trims, joins line ends, drops control characters, composes', () => {
    expect(note('  Bus\r\nnach 19 Uhr\u0000\u001b[31m\u0308 ')).toMatchObject({
      ok: true,
      command: { body: 'Bus\nnach 19 Uhr[31m\u0308' }
    });
    expect(cleanText('u\u0308ber')).toBe('über');
  });

  it.each([
    ['empty', comment('')],
    ['empty', comment(' \n\t ')],
    ['too_long', note('x'.repeat(LIMITS.noteBody + 1))],
    ['too_long', note('x'.repeat(10_000))],
    ['invalid', note(42)],
    ['invalid', note('x', { kind: 'joke' })],
    ['invalid', note('x', { noteId: '../etc' })],
    ['invalid', note('x', { x: Number.NaN })],
    ['empty', parseCommand({ id, type: 'note.reveal', noteIds: [], on: true })],
    [
      'limit',
      parseCommand({ id, type: 'note.reveal', noteIds: Array(LIMITS.notesAtOnce + 1).fill(id), on: true })
    ],
    ['invalid', parseCommand({ id, type: 'topic.edit', topicId: id, colour: '#f00' })],
    ['invalid', note('x', { rank: 'ä' })],
    ['invalid', group({ video: 'javascript:alert(1)' })],
    ['invalid', group({ video: 'http://example.org/raum' })],
    ['invalid', group({ limit: 0 })],
    ['limit', parseCommand({ id, type: 'group.deal', places: Array(LIMITS.placesPerDeal + 1).fill(place) })],
    ['empty', parseCommand({ id, type: 'message.send', messageId: id, groupId: null, body: ' ' })],
    ['unknown_command', parseCommand({ id, type: 'note.explode' })],
    ['unknown_command', parseCommand({ id, type: 'participant.join', participantId: id })],
    ['invalid', parseCommand(null)],
    ['invalid', parseCommand([])],
    ['invalid', parseCommand('note.add')],
    ['invalid', parseCommand({ type: 'note.remove', noteId: id })],
    ['invalid', save({ web: 'javascript:alert(1)' })],
    ['invalid', save({ web: 'data:text/html,x' })],
    ['invalid', save({ email: 'not an address' })],
    ['invalid', save({ email: 'a@example.org\nbcc: b@example.org' })],
    ['empty', save({ name: ' \u200b ' })],
    ['empty', comment('\u200b\u2060 \ufe0f')],
    ['empty', comment('\ud800')],
    ['invalid', note('x', { x: Infinity })],
    ['invalid', note('x', { x: NaN })],
    ['invalid', parseCommand({ id: id.replaceAll('1', 'A'), type: 'note.remove', noteId: id })],
    ['invalid', parseCommand({ id: 'a'.repeat(50_000), type: 'note.remove', noteId: id })],
    ['invalid', save({ fields: Object.assign([], { length: 5 }) })]
  ])('answers bad input with %s', (code, parsed) => {
    expect(parsed).toEqual({ ok: false, code });
  });

  it('takes out what PostgreSQL cannot store and what turns the reading direction', () => {
    expect(note('halb \ud83d\udc1d \ud83d ganz\udc1d')).toMatchObject({
      command: { body: 'halb \ud83d\udc1d  ganz' }
    });
    expect(cleanText('Rechnung\u202egnp.exe\u2066\uffff')).toBe('Rechnunggnp.exe');
    // joins the parts of one picture, and is needed
    expect(cleanText('👩‍🌾')).toBe('👩‍🌾');
  });

  it.each(['', ' \n\t ', '\u200b\u2060 \ufe0f', '\ud800'])('takes %j for a note without words', (nothing) => {
    expect(note(nothing, { title: nothing })).toMatchObject({ command: { body: '', title: '' } });
  });

  it('keeps a title on one line', () => {
    expect(note('x', { title: ' Bus\nnach  19 Uhr ' })).toMatchObject({
      command: { title: 'Bus nach 19 Uhr' }
    });
    expect(note('x', { title: 'x'.repeat(LIMITS.noteTitle + 1) })).toEqual({ ok: false, code: 'too_long' });
  });

  it.each([
    ['is too long, counted as the form counts: two units each', '🌻'.repeat(5000), 'too_long'],
    ['fits', '🌻'.repeat(LIMITS.noteBody / 2), undefined]
  ])('a note of sunflowers that %s', (_case, body, code) => {
    expect(note(body)).toMatchObject(code ? { ok: false, code } : { ok: true, command: { body } });
  });

  it('drops what does not belong there: author, role, seq', () => {
    const parsed = note('x', { authorId: id, role: 'facilitator', seq: 99, __proto__: { admin: true } });
    expect(parsed).toEqual({ ok: true, command: { id, type: 'note.add', noteId: id, body: 'x' } });
  });

  it('completes a web address and keeps circles per field', () => {
    expect(
      save({ web: 'example.org/obst' }, { audiences: { email: 'members', toString: 'public' } })
    ).toMatchObject({
      ok: true,
      command: { card: { web: 'https://example.org/obst' }, audiences: { email: 'members' } }
    });
  });
});

describe('names', () => {
  const name = nameUpTo(80);
  it('may be emoji or any script, not only spaces', () => {
    expect(v.is(name, '🌻')).toBe(true);
    expect(v.is(name, 'Łucja Ćwik')).toBe(true);
    expect(v.is(name, '李雷')).toBe(true);
    expect(v.is(name, '   ')).toBe(false);
    expect(v.is(name, '\u200d\u2060')).toBe(false);
  });
});

describe('joinCode', () => {
  it('takes the six digits as people type them', () => {
    expect(v.parse(joinCode, ' 472 918 ')).toBe('472918');
    expect(v.parse(joinCode, '472-918')).toBe('472918');
    expect(v.is(joinCode, '47291')).toBe(false);
    expect(v.is(joinCode, '47291a')).toBe(false);
  });
});
