import { describe, expect, test } from 'vitest';
import { parseConfig } from '$lib/server/config';
import { isObviousCode, newJoinCode } from '$lib/server/joinCode';
import { localPath } from '$lib/server/localPath';
import { publicDoor } from './guard';
import { hashPassword, verifyPassword } from './password';
import { sameOrigin } from './sameOrigin';
import { sessionTokenOf } from './sessionCookie';
import { hashToken, newToken } from './token';

describe('passwords', () => {
  test('are hashed with argon2id, salted, in a string that carries its own parameters', async () => {
    const [one, two] = [await hashPassword('holunder im hof'), await hashPassword('holunder im hof')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, 'holunder im hof')).toBe(true);
    expect(await verifyPassword(one, 'Holunder im Hof')).toBe(false);
  });

  test('are the same however a keyboard composes an umlaut', async () => {
    const stored = await hashPassword('frühlingswiese');
    expect(await verifyPassword(stored, 'frühlingswiese'.normalize('NFD'))).toBe(true);
  });

  test('nothing fits what is no hash', async () => {
    for (const stored of ['', 'none', '$argon2id$v=19$m=1', '$2b$10$abc']) {
      expect(await verifyPassword(stored, 'holunder im hof')).toBe(false);
    }
  });
});

describe('tokens and codes', () => {
  test('a token has at least 128 random bits and is stored as a hash', () => {
    const tokens = new Set(Array.from({ length: 1000 }, newToken));
    expect(tokens.size).toBe(1000);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{27}$/);
    expect(hashToken('x')).toMatch(/^[0-9a-f]{64}$/);
  });

  test('codes that people try first are never given out', () => {
    for (const code of ['111111', '123456', '654321', '121212', '123123', '112211']) {
      expect([code, isObviousCode(code)]).toEqual([code, true]);
    }
    expect(isObviousCode('472918')).toBe(false);
    for (let i = 0; i < 1000; i += 1) expect(newJoinCode()).toMatch(/^[1-9][0-9]{5}$/);
  });

  test('the session is read from a cookie header, whatever else is in it', () => {
    expect(sessionTokenOf('a=b; auftakt_session=abc; c=d')).toBe('abc');
    expect(sessionTokenOf('auftakt_session=%E0%A4%A')).toBeNull();
    expect(sessionTokenOf('xauftakt_session=abc')).toBeNull();
    expect(sessionTokenOf(undefined)).toBeNull();
  });
});

describe('addresses to go to', () => {
  test.each([
    ['/w/1?view=board#top', '/w/1?view=board#top'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/ok\\..\\evil', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/\t/evil.example', '/'],
    ['/a/../..//evil.example', '/'],
    ['', '/'],
    [null, '/']
  ])('%j leads to %s', (wish, expected) => {
    expect(localPath(wish)).toBe(expected);
  });

  test('a public door says why', () => {
    expect(() => publicDoor('')).toThrow();
    expect(() => publicDoor('the code is the key')).not.toThrow();
  });
});

describe('requests from elsewhere', () => {
  const public_ = parseConfig({ ORIGIN: 'https://auftakt.example.org' });
  const local = parseConfig({ PORT: '3000' });
  const from = (headers: Record<string, string>) => (name: string) => headers[name];

  test.each<[string, boolean, Record<string, string>]>([
    ['our own page', true, { origin: 'https://auftakt.example.org', host: 'auftakt.example.org' }],
    ['another site', false, { origin: 'https://evil.example', host: 'auftakt.example.org' }],
    ['a sibling domain', false, { origin: 'https://foto.example.org', host: 'auftakt.example.org' }],
    [
      'the same name without TLS',
      false,
      { origin: 'http://auftakt.example.org', host: 'auftakt.example.org' }
    ],
    ['a sandboxed frame', false, { origin: 'null', host: 'auftakt.example.org' }],
    ['a lying Host header', false, { origin: 'https://evil.example', host: 'evil.example' }],
    ['a cross-site fetch without Origin', false, { 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch without Origin', false, { 'sec-fetch-site': 'same-site' }],
    ['a same-origin poll without Origin', true, { 'sec-fetch-site': 'same-origin' }],
    ['a tool without a browser', true, { host: 'auftakt.example.org' }]
  ])('%s: %s', (_what, allowed, headers) => {
    expect(sameOrigin(public_, from(headers))).toBe(allowed);
  });

  test('without ORIGIN the address that was asked for counts, if it is a local one', () => {
    expect(sameOrigin(local, from({ origin: 'http://192.168.1.20:3000', host: '192.168.1.20:3000' }))).toBe(
      true
    );
    expect(sameOrigin(local, from({ origin: 'http://evil.example:3000', host: 'evil.example:3000' }))).toBe(
      false
    );
  });
});
