import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { must } from '$lib/util/must';
import { createLog } from '$lib/server/log';
import { readFrom, readServer } from '$lib/server/mailSettings';
import { dropWaitingMails, waitingMails } from '$lib/server/repositories/mails';
import { deletePerson, insertPerson } from '$lib/server/repositories/persons';
import { testDatabase } from '../../../../tests/support/database';
import { startSmtp, type SmtpOptions } from '../../../../tests/support/smtp';
import { MailQueue, unsubscribeHeaders, type NewMail } from './MailQueue';
import { MailSender, MAX_ATTEMPTS, type MailResult, type SenderTimes } from './MailSender';
import { smtpTransport, type MailTransport } from './smtpTransport';

const { db, url: databaseUrl } = await testDatabase();
const from = must(readFrom('Bündnis, Größe <auftakt@example.org>'));
const queue = new MailQueue({ from }, 30);
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  await db.deleteFrom('mail').execute();
});

async function smtp(options: SmtpOptions = {}) {
  const server = await startSmtp(options);
  open.push(() => server.close());
  return server;
}

function sender(
  smtpUrl: string,
  times: Partial<SenderTimes> = {},
  onSettled: (result: MailResult) => void = () => undefined
) {
  const transport = smtpTransport({ server: must(readServer(smtpUrl)), from });
  const made = new MailSender(
    { db, log: createLog('silent'), transport, onSettled },
    { lookMs: 20, restMs: [20, 50], retryMs: () => 10, ...times }
  );
  open.push(() => made.stop());
  made.start();
  return made;
}

const until = (test: () => boolean | Promise<boolean>, timeout = 10_000) =>
  expect.poll(test, { timeout, interval: 10 }).toBe(true);

const mail = (more: Partial<NewMail> = {}): NewMail => ({
  key: randomUUID(),
  personId: null,
  to: 'mina@example.org',
  subject: 'Bitte bestätigen: „Dorf“',
  letter: { language: 'de', greeting: 'Guten Tag,', paragraphs: ['Größe = 1'], footer: ['Auftakt'] },
  ...more
});

const rows = () => db.selectFrom('mail').selectAll().orderBy('created_at').execute();
const allAre = async (state: string) => (await rows()).every((row) => row.state === state);

describe('the queue', () => {
  test('a mail goes out with the transaction that causes it, or not at all', async () => {
    const { url, mails } = await smtp();
    sender(url);
    const failed = db.transaction().execute(async (tx) => {
      await queue.add(tx, mail({ to: 'never@example.org' }));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await db.transaction().execute((tx) => queue.add(tx, mail()));
    await until(() => allAre('sent'));
    expect(mails.map(({ to }) => to)).toEqual(['mina@example.org']);
    expect(await rows()).toMatchObject([{ attempts: 1, last_error: null, sent_at: expect.any(Date) }]);
  });

  test('the same key is the same mail, however often and from wherever it is left', async () => {
    const key = 'signup:1';
    const added = await Promise.all([1, 2, 3, 4, 5].map(() => queue.add(db, mail({ key }))));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
  });

  test('says who it is from, to whom and why, in words that arrive unharmed', async () => {
    const { url, mails } = await smtp();
    sender(url);
    const headers = unsubscribeHeaders('https://auftakt.example/off/abc');
    await queue.add(db, mail({ headers }));
    await until(() => mails.length === 1);
    const [got] = mails.map(({ header, text }) => ({ header, text }));
    const { header, text } = must(got);
    expect(header('From')).toMatch(/^=\?UTF-8\?.+\?= <auftakt@example\.org>$/);
    expect(header('To')).toBe('mina@example.org');
    expect(header('Subject')).toMatch(/^=\?UTF-8\?Q\?Bitte_best=C3=A4tigen/);
    expect(header('Auto-Submitted')).toBe('auto-generated');
    expect(header('List-Unsubscribe')).toBe('<https://auftakt.example/off/abc>');
    expect(header('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(header('Message-ID')).toBe(`<${must((await rows())[0]).message_id}>`);
    expect(header('Message-ID')).toMatch(/@example\.org>$/);
    expect(header('Content-Type')).toMatch(/^multipart\/alternative/);
    expect(text.replaceAll('\r\n', '\n')).toContain('Guten Tag,\n\nGröße = 1\n\n-- \nAuftakt');
  });

  test.each<Partial<NewMail>>([
    { to: 'mina@example.org\r\nBcc: all@example.org' },
    { to: 'mina@example.org\n' },
    { to: 'a@example.org, b@example.org' },
    { subject: 'Hallo\r\nBcc: all@example.org' },
    { subject: 'Hallo\u0085Bcc: all@example.org' },
    { headers: { 'X-A': 'b\r\nBcc: all@example.org' } },
    { headers: { 'X-A\r\nBcc': 'all@example.org' } }
  ])('%j is refused and left nowhere', async (wrong) => {
    await expect(queue.add(db, mail(wrong))).rejects.toThrow();
    expect(await rows()).toEqual([]);
  });

  test('nodemailer itself makes no header of a line break either', async () => {
    const { url, mails } = await smtp();
    const transport = smtpTransport({ server: must(readServer(url)), from });
    open.push(() => Promise.resolve(transport.close()));
    const evil = { subject: 'Hallo\r\nBcc: all@example.org', headers: { 'X-A': 'b\r\nX-Evil: c' } };
    await transport.deliver(
      {
        id: '',
        recipient: 'm@example.org',
        text: '',
        html: '',
        messageId: 'a@b',
        createdAt: new Date(),
        attempts: 1,
        ...evil
      },
      5000
    );
    const [got] = mails;
    expect([got?.to, got?.header('Bcc'), got?.header('X-Evil')]).toEqual(['m@example.org', '', '']);
  });

  test('weeks later nobody can read what it said; that it was sent stays, and counts', async () => {
    const { url, mails } = await smtp();
    sender(url);
    await queue.add(db, mail({ key: 'old' }));
    await until(() => allAre('sent'));
    await queue.sweep(db, Date.now() + 29 * 24 * 3_600_000);
    expect(await rows()).toMatchObject([{ recipient: 'mina@example.org' }]);
    await queue.sweep(db, Date.now() + 31 * 24 * 3_600_000);
    expect(await rows()).toMatchObject([
      { state: 'sent', recipient: null, subject: null, text: null, html: null }
    ]);
    expect(await queue.add(db, mail({ key: 'old' }))).toBe(false);
    expect(mails).toHaveLength(1);
  });

  test('who is erased takes their mails along, sent or not', async () => {
    const id = randomUUID();
    await insertPerson(db, { id, name: 'Mina', organisation: null, email: null, passwordHash: null });
    await queue.add(db, mail({ personId: id }));
    await queue.add(db, mail());
    await dropWaitingMails(db, randomUUID());
    await deletePerson(db, id);
    expect(await rows()).toMatchObject([{ person_id: null }]);
  });
});

describe('the sender', () => {
  test('comes again when the server says later, and gives up at once when it says never', async () => {
    let tries = 0;
    const { url, mails } = await smtp({
      onAddress: (address) => {
        if (address.startsWith('gone')) return 550;
        return ++tries < 3 ? 451 : undefined;
      }
    });
    await queue.add(db, mail({ key: 'gone', to: 'gone@example.org' }));
    await queue.add(db, mail({ key: 'later' }));
    sender(url);
    await until(() => mails.length === 1);
    await until(async () => (await rows()).every(({ state }) => state === 'sent' || state === 'failed'));
    const found = Object.fromEntries((await rows()).map((row) => [row.key, row]));
    expect(found['gone']).toMatchObject({
      state: 'failed',
      attempts: 1,
      last_error: expect.stringMatching(/^550/)
    });
    expect(found['later']).toMatchObject({ state: 'sent', attempts: 3, last_error: null });
  });

  test(`gives up after ${MAX_ATTEMPTS} attempts and keeps the reason`, async () => {
    const { url } = await smtp({ onAddress: () => 452 });
    await queue.add(db, mail());
    sender(url);
    await until(() => allAre('failed'));
    expect(await rows()).toMatchObject([
      { attempts: MAX_ATTEMPTS, last_error: expect.stringMatching(/^452/) }
    ]);
  });

  test('while the server is away nothing is lost, and afterwards everything arrives once', async () => {
    const first = await startSmtp();
    const { port, url } = first;
    await first.close();
    for (let n = 0; n < 20; n += 1) await queue.add(db, mail({ to: `m${n}@example.org` }));
    sender(url);
    await until(async () => (await rows()).some(({ last_error }) => last_error !== null));
    // One mail finds out, and the others are not spent on it.
    expect((await rows()).reduce((sum, { attempts }) => sum + attempts, 0)).toBeLessThan(10);
    const { mails } = await smtp({ port });
    await until(() => allAre('sent'));
    expect(mails.map(({ to }) => to).sort()).toEqual((await rows()).map(({ recipient }) => recipient).sort());
  });

  test('stops in time when the server says nothing, and the mail waits for another time', async () => {
    let asked = false;
    const { url } = await smtp({
      onAddress: () => {
        asked = true;
        return new Promise<undefined>(() => undefined);
      }
    });
    await queue.add(db, mail());
    const stopping = sender(url, { stopMs: 50 });
    await until(() => asked);
    await stopping.stop();
    expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 1 }]);
  });

  test('several on one queue send each mail once', async () => {
    const { url, mails } = await smtp();
    for (let n = 0; n < 60; n += 1) await queue.add(db, mail({ to: `m${n}@example.org` }));
    for (let n = 0; n < 4; n += 1) sender(url);
    await until(() => allAre('sent'));
    expect(mails).toHaveLength(60);
    expect(new Set(mails.map(({ to }) => to)).size).toBe(60);
    expect((await rows()).every(({ attempts }) => attempts === 1)).toBe(true);
  });
});

describe('what goes first, and where nothing goes', () => {
  /** Mails to a list wait, and somebody waits for a confirmation. */
  async function mailing(count: number) {
    const [space, room, group, mailingId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await db.insertInto('space').values({ id: space, name: 'Bündnis' }).execute();
    await db.insertInto('room').values({ id: room, kind: 'board', space_id: space }).execute();
    await sql`insert into working_group (id, space_id, room_id, seq, number, title)
      values (${group}, ${space}, ${room}, 1, 1, 'Dorf')`.execute(db);
    await db
      .insertInto('mailing')
      .values({
        id: mailingId,
        working_group_id: group,
        sender_id: null,
        subject: 'Treffen',
        body: 'Wir treffen uns.',
        recipients: count,
        left_out: 0,
        created_at: new Date()
      })
      .execute();
    const mails = Array.from({ length: count }, (_, n) => mail({ to: `m${n}@example.org`, mailingId }));
    await queue.addAll(db, mails);
    return { space };
  }

  test('who waits for a confirmation gets it before a mail to a list that was left earlier', async () => {
    const { url, mails } = await smtp();
    await mailing(30);
    await queue.add(db, mail({ key: 'signup:1', to: 'waiting@example.org' }));
    expect(await waitingMails(db)).toMatchObject({ single: 1, list: 30 });
    sender(url);
    await until(() => allAre('sent'));
    expect(mails.map(({ to }) => to).indexOf('waiting@example.org')).toBe(0);
    expect(await waitingMails(db)).toEqual({ single: 0, list: 0, oldestSeconds: 0 });
  });

  test('an address that nobody is at is marked; one whose mailbox is full is not', async () => {
    const { url } = await smtp({
      onAddress: (address) => (address.toLowerCase().startsWith('gone') ? 550 : 552)
    });
    const { space } = await mailing(0);
    for (const email of ['gone@example.org', 'full@example.org']) {
      const id = randomUUID();
      await insertPerson(db, { id, name: email, organisation: null, email: null, passwordHash: null });
      await db
        .insertInto('contact')
        .values({
          person_id: id,
          space_id: space,
          email,
          consent_text: 'Ja',
          consented_at: new Date(),
          confirmed_at: new Date(),
          refused_at: null,
          confirm_hash: null,
          confirm_until: null
        })
        .execute();
      await queue.add(db, mail({ to: email.toUpperCase(), personId: id }));
    }
    const results: string[] = [];
    sender(url, {}, (result) => results.push(result));
    await until(() => allAre('failed'));
    const contacts = await db
      .selectFrom('contact')
      .select(['email', 'refused_at'])
      .orderBy('email')
      .execute();
    expect(contacts).toEqual([
      { email: 'full@example.org', refused_at: null },
      { email: 'gone@example.org', refused_at: expect.any(Date) }
    ]);
    expect(results).toEqual(['failed', 'failed']);
  });
});

describe('a server that is away for long', () => {
  test('for an hour: few attempts, nothing is given up, and afterwards each mail goes out once', async () => {
    const log: string[] = [];
    let there = false;
    const transport: MailTransport = {
      deliver: ({ recipient }) => {
        log.push(`${there ? '+' : '-'}${recipient}`);
        return Promise.resolve(there ? { kind: 'accepted' } : { kind: 'away', reason: 'ECONNREFUSED' });
      },
      close: () => undefined
    };
    /** What the sender sleeps for, and how much of it is left. */
    let sleep: { ms: number; wake: () => void } | null = null;
    const clock = {
      after(ms: number, wake: () => void) {
        sleep = { ms, wake };
        return () => (sleep = null);
      }
    };
    const asleep = () => vi.waitUntil(() => sleep, { timeout: 5000, interval: 1 });
    /** The clock of the process goes on, and the database's with it. */
    const pass = async (minutes: number) => {
      for (let left = minutes * 60_000; left > 0;) {
        const now = await asleep();
        const ms = Math.min(now.ms, left);
        left -= ms;
        await sql`update mail set next_try_at = next_try_at - ${ms / 1000} * interval '1 second'`.execute(db);
        if (ms < now.ms) sleep = { ...now, ms: now.ms - ms };
        else {
          sleep = null;
          now.wake();
        }
      }
      await asleep();
    };
    for (let n = 0; n < 20; n += 1) await queue.add(db, mail({ to: `m${n}@example.org` }));
    const made = new MailSender({ db, log: createLog('silent'), transport, clock });
    open.push(() => made.stop());
    made.start();
    await pass(60);
    expect(log.length).toBeGreaterThan(10);
    expect(log.length).toBeLessThan(30);
    expect((await rows()).map(({ state }) => state)).not.toContain('failed');
    there = true;
    await pass(20);
    expect(await allAre('sent')).toBe(true);
    const out = log.filter((one) => one.startsWith('+'));
    expect(out).toHaveLength(20);
    expect(new Set(out).size).toBe(20);
  });

  test('for days: the one mail that finds out again and again is not given up for it', async () => {
    let there = false;
    const transport: MailTransport = {
      deliver: () => Promise.resolve(there ? { kind: 'accepted' } : { kind: 'away', reason: 'ECONNREFUSED' }),
      close: () => undefined
    };
    await queue.add(db, mail());
    const times = { lookMs: 2, restMs: [1, 1] as const, retryMs: () => 1 };
    const made = new MailSender({ db, log: createLog('silent'), transport }, times);
    open.push(() => made.stop());
    made.start();
    await until(async () => ((await rows())[0]?.attempts ?? 0) > MAX_ATTEMPTS + 2);
    there = true;
    await until(() => allAre('sent'));
  });
});

describe('a process that is killed', () => {
  const CLAIM_MS = 1500;

  function startProcess(smtpUrl: string): ChildProcess {
    const child = fork(fileURLToPath(new URL('../../../../tests/support/mailProcess.ts', import.meta.url)), {
      execArgv: ['--import', new URL('../../../../tests/support/registerLib.mjs', import.meta.url).href],
      env: { ...process.env, DATABASE_URL: databaseUrl, SMTP_URL: smtpUrl, CLAIM_MS: String(CLAIM_MS) }
    });
    open.push(() => kill(child));
    return child;
  }
  const kill = (child: ChildProcess) =>
    new Promise<void>((resolve) => {
      if (child.signalCode !== null || child.exitCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    });

  test('in the middle of 500 mails: all 500 arrive, none twice', { timeout: 60_000 }, async () => {
    let asked = 0;
    let inTheMiddle = (): void => undefined;
    const middle = new Promise<void>((resolve) => (inTheMiddle = resolve));
    const { url, mails } = await smtp({
      async onAddress() {
        asked += 1;
        if (asked !== 250) return undefined;
        inTheMiddle();
        // The connection is cut meanwhile.
        return new Promise<undefined>(() => undefined);
      }
    });
    for (let n = 0; n < 500; n += 1) await queue.add(db, mail({ key: `all:${n}`, to: `m${n}@example.org` }));
    const first = startProcess(url);
    await middle;
    await kill(first);
    expect(mails).toHaveLength(249);
    startProcess(url);
    await until(() => allAre('sent'), 40_000);
    expect(mails).toHaveLength(500);
    expect(new Set(mails.map(({ to }) => to)).size).toBe(500);
    const attempts = (await rows()).map((row) => row.attempts);
    expect(attempts.filter((n) => n === 2)).toHaveLength(1);
  });

  test('in the moment between accepted and noted: that one goes out again, under the same Message-ID', async () => {
    let child: ChildProcess | null = null;
    const { url, mails } = await smtp({ onMessage: () => (child ? kill(child) : undefined) });
    await queue.add(db, mail());
    child = startProcess(url);
    await until(() => mails.length === 1);
    child = null;
    startProcess(url);
    await until(() => allAre('sent'));
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map(({ header }) => header('Message-ID'))).size).toBe(1);
  });
});
