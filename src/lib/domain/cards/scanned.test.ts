import { expect, test } from 'vitest';
import { readScanned } from '$lib/domain/cards/scanned';

const ORIGIN = 'https://auftakt.example';
const ID = '0f8fad5b-d9cb-469f-a165-70867728950e';
const card = { kind: 'card', cardId: ID };
const unknown = { kind: 'unknown' };

test.each([
  [`${ORIGIN}/cards/${ID}`, card],
  [` ${ORIGIN}/cards/${ID}/?q=x#y\n`, card],
  [`${ORIGIN}/cards/badge/7KQ4M2XP`, { kind: 'badge', code: '7KQ4M2XP' }],
  ['7kq4 m2xp', { kind: 'badge', code: '7KQ4M2XP' }],
  [`BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Otto\r\nNOTE:Hallo\\n${ORIGIN}/cards/${ID}\r\nEND:VCARD`, card],
  [`BEGIN:VCARD\r\nURL:https://otto.example\r\nNOTE:${ORIGIN}/cards/${ID}\r\nEND:VCARD`, card],
  [`${ORIGIN}/c/${ID}`, { kind: 'link', linkId: ID }],
  [`https://evil.example/cards/${ID}`, unknown],
  [`https://auftakt.example.evil.example/cards/${ID}`, unknown],
  [`https://auftakt.example@evil.example/cards/${ID}`, unknown],
  [`http://auftakt.example/cards/${ID}`, unknown],
  [`${ORIGIN}/cards/${ID}/vcard`, unknown],
  [`${ORIGIN}/logout`, unknown],
  ['javascript:alert(1)', unknown],
  ['BEGIN:VCARD\r\nFN:Otto\r\nURL:https://otto.example\r\nEND:VCARD', { kind: 'vcard' }],
  ['WIFI:S:Saal;T:WPA;P:geheim;;', unknown],
  ['', unknown],
  ['x'.repeat(100_000), unknown]
])('%j', (text, expected) => {
  expect(readScanned(text, ORIGIN)).toEqual(expected);
});
