import { describe, expect, it } from 'vitest';
import { allowsOrigin, ConfigError, parseConfig } from './config.ts';

describe('parseConfig', () => {
  it('works without any setting', () => {
    expect(parseConfig({})).toEqual({
      port: 3000,
      host: '0.0.0.0',
      origin: 'http://127.0.0.1:3000',
      originIsSet: false,
      databaseUrl: null,
      redisUrl: null,
      dataDir: './data',
      historyDays: 90,
      mail: null,
      mailDays: 30,
      uploadBytes: 10_000_000,
      boardBytes: 1_000_000_000,
      autoMigrate: true,
      demo: false,
      logLevel: 'info',
      nodeEnv: 'production'
    });
  });

  it('listens on this machine only in the demo', () => {
    expect(parseConfig({ AUFTAKT_DEMO: '1' })).toMatchObject({ demo: true, host: '127.0.0.1' });
    expect(parseConfig({ AUFTAKT_DEMO: '1', HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
  });

  it('tolerates a trailing slash in ORIGIN and takes empty values as unset', () => {
    expect(
      parseConfig({ ORIGIN: 'https://auftakt.example.org/', PORT: '', DATABASE_URL: ' ' })
    ).toMatchObject({
      origin: 'https://auftakt.example.org',
      originIsSet: true,
      port: 3000,
      databaseUrl: null
    });
  });

  it('derives the origin from host and port', () => {
    expect(parseConfig({ HOST: 'localhost', PORT: '8080' }).origin).toBe('http://localhost:8080');
    expect(parseConfig({ HOST: '::', PORT: '8080' }).origin).toBe('http://127.0.0.1:8080');
    expect(parseConfig({ HOST: '::1', PORT: '8080' }).origin).toBe('http://[::1]:8080');
  });

  it.each(['off', 'false', '0', 'OFF'])('reads AUTO_MIGRATE=%s as off', (value) => {
    expect(parseConfig({ AUTO_MIGRATE: value }).autoMigrate).toBe(false);
  });

  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['HOST', 'http://example.org'],
    ['ORIGIN', 'pinnwand.example.net'],
    ['ORIGIN', 'https://example.org/sub'],
    ['ORIGIN', 'ftp://example.org'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['REDIS_URL', 'localhost'],
    ['SMTP_URL', 'mail.example.org'],
    ['SMTP_URL', 'http://mail.example.org'],
    ['SMTP_URL', 'smtp://mail.example.org/?logger=true'],
    ['SMTP_URL', 'smtp://name@mail.example.org'],
    ['SMTP_URL', 'smtp://name:%zz@mail.example.org'],
    ['MAIL_FROM', 'somebody'],
    ['MAIL_FROM', 'Auftakt auftakt@example.org'],
    ['MAIL_FROM', 'Auftakt\n <auftakt@example.org>'],
    ['AUFTAKT_MAIL_DAYS', '0'],
    ['AUFTAKT_MAIL_DAYS', '366'],
    ['AUTO_MIGRATE', 'maybe'],
    ['AUFTAKT_UPLOAD_MB', '501'],
    ['AUFTAKT_UPLOAD_MB', '1,5'],
    ['AUFTAKT_BOARD_MB', 'viel'],
    ['AUFTAKT_DEMO', 'ja bitte'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'staging']
  ])('names a wrong %s (%s) and does not repeat its value', (name, value) => {
    let message = '';
    try {
      parseConfig({ [name]: value });
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      message = error instanceof Error ? error.message : '';
    }
    expect(message).toMatch(new RegExp(`^Die Einstellung ${name} muss .+\\.$`));
    expect(message).not.toContain(value);
  });

  it('reads how mails are sent, and asks for a sender', () => {
    const from = 'Bündnis Musterrevier <Auftakt@example.org>';
    const read = parseConfig({ SMTP_URL: 'smtps://na%40me:pa%3Ass@mail.example.org', MAIL_FROM: from });
    expect(read.mail).toEqual({
      server: {
        host: 'mail.example.org',
        port: 465,
        secure: true,
        requireTls: true,
        login: { user: 'na@me', pass: 'pa:ss' }
      },
      from: { name: 'Bündnis Musterrevier', address: 'Auftakt@example.org' }
    });
    expect(parseConfig({ SMTP_URL: 'smtp://127.0.0.1:2525', MAIL_FROM: 'a@example.org' }).mail).toEqual({
      server: { host: '127.0.0.1', port: 2525, secure: false, requireTls: false, login: null },
      from: { name: '', address: 'a@example.org' }
    });
    expect(() => parseConfig({ SMTP_URL: 'smtp://mail.example.org' })).toThrow(/MAIL_FROM muss .*\.$/);
    expect(parseConfig({ MAIL_FROM: from }).mail).toBeNull();
  });

  it('names every wrong setting at once', () => {
    expect(() => parseConfig({ PORT: 'x', LOG_LEVEL: 'loud' })).toThrow(/PORT[^\n]*\n[^\n]*LOG_LEVEL/);
  });
});

describe('allowsOrigin', () => {
  const fixed = parseConfig({ ORIGIN: 'https://auftakt.example.org' });
  const open = parseConfig({});

  it('accepts exactly the configured origin', () => {
    expect(allowsOrigin(fixed, 'https://auftakt.example.org', 'auftakt.example.org')).toBe(true);
    expect(allowsOrigin(fixed, 'http://auftakt.example.org', 'auftakt.example.org')).toBe(false);
    expect(allowsOrigin(fixed, 'https://evil.example', 'evil.example')).toBe(false);
    expect(allowsOrigin(fixed, 'http://127.0.0.1:3000', '127.0.0.1:3000')).toBe(false);
    expect(allowsOrigin(fixed, undefined, 'auftakt.example.org')).toBe(false);
    expect(allowsOrigin(fixed, 'null', 'auftakt.example.org')).toBe(false);
  });

  it('accepts the local address that was asked for when none is configured', () => {
    expect(allowsOrigin(open, 'http://192.168.1.20:3000', '192.168.1.20:3000')).toBe(true);
    expect(allowsOrigin(open, 'http://localhost:3000', 'localhost:3000')).toBe(true);
    expect(allowsOrigin(open, 'http://saal.local:3000', 'saal.local:3000')).toBe(true);
    expect(allowsOrigin(open, 'http://localhost:3000', '192.168.1.20:3000')).toBe(false);
    expect(allowsOrigin(open, 'http://localhost:3001', 'localhost:3000')).toBe(false);
  });

  it('refuses a foreign domain that points here', () => {
    expect(allowsOrigin(open, 'http://evil.example:3000', 'evil.example:3000')).toBe(false);
  });
});
