import { describe, expect, test } from 'vitest';
import { must } from '$lib/util/must';
import { createLog } from '$lib/server/log';
import { parseConfig } from '$lib/server/config';
import { makeServices } from '$lib/server/makeServices';
import { testDatabase } from '../../../../tests/support/database';
import { HandClock } from '../../../../tests/support/services';

// Without a space: what a first start finds.
const { db } = await testDatabase();
const clock = new HandClock();
const { services, sessions } = makeServices({ config: parseConfig({}), log: createLog('silent'), db, clock });
const { accounts, spaces } = services;

const owner = {
  spaceName: 'Bündnis Musterrevier',
  name: 'Hedda Holunder',
  email: 'Hedda@Example.org',
  password: 'holunder im hof'
};
const login = (password: string, address = '192.0.2.7', email = owner.email) =>
  accounts.login({ email, password, address });

describe('first set-up', () => {
  test('needs the key, and refuses what cannot be an account', async () => {
    const key = must(await accounts.newSetupKey());
    expect(await accounts.setUp({ ...owner, key: 'guessed' })).toMatchObject({ code: 'forbidden' });
    expect(await accounts.setUp({ ...owner, key, name: '  ' })).toMatchObject({ code: 'empty' });
    expect(await accounts.setUp({ ...owner, key, email: 'hedda' })).toMatchObject({ code: 'invalid' });
    expect(await accounts.setUp({ ...owner, key, password: 'zu kurz' })).toMatchObject({ code: 'invalid' });
    expect(await accounts.setUp({ ...owner, key, spaceName: '' })).toMatchObject({ code: 'empty' });
    expect(await spaces.current()).toBeNull();
  });

  test('a newer key ends the older one', async () => {
    const old = must(await accounts.newSetupKey());
    const key = must(await accounts.newSetupKey());
    expect(await accounts.setupKeyValid(old)).toBe(false);
    expect(await accounts.setupKeyValid(key)).toBe(true);
  });

  test('makes space, directory and owner once, however often the form is sent', async () => {
    const key = must(await accounts.newSetupKey());
    const answers = await Promise.all([1, 2, 3].map(() => accounts.setUp({ ...owner, key })));
    const made = answers.filter((answer) => answer.ok);
    expect(made).toHaveLength(1);
    const space = must(await spaces.current());
    expect(space.name).toBe(owner.spaceName);
    const { person } = must(await sessions.validate(made[0]?.ok ? made[0].session.token : ''));
    expect(person.email).toBe('hedda@example.org');
    expect(await spaces.roleOf(space.id, person.id)).toBe('owner');
    expect(await accounts.setupNeeded()).toBe(false);
    expect(await accounts.newSetupKey()).toBeNull();
    expect(await accounts.setUp({ ...owner, key, email: 'zwei@example.org' })).toMatchObject({
      code: 'forbidden'
    });
  });
});

describe('signing in', () => {
  test('knows the address in any case, and gives a new session each time', async () => {
    const [one, two] = [
      await login(owner.password),
      await login(owner.password, '192.0.2.7', 'hedda@EXAMPLE.org')
    ];
    expect(one).toMatchObject({ ok: true, person: { name: 'Hedda Holunder' } });
    expect(one.ok && two.ok && one.session.token !== two.session.token).toBe(true);
  });

  test('a wrong password and an unknown address are the same answer', async () => {
    const wrong = await login('falsches passwort');
    expect(wrong).toMatchObject({ ok: false, code: 'unauthenticated' });
    expect(await login('falsches passwort', '192.0.2.7', 'niemand@example.org')).toEqual(wrong);
    expect(await login('x'.repeat(100_000))).toEqual(wrong);
  });

  test('guessing is refused to the guesser, while the owner still gets in', async () => {
    const from = '203.0.113.9';
    for (let i = 0; i < 8; i += 1)
      expect(await login(`versuch nummer ${i}`, from)).toMatchObject({ code: 'unauthenticated' });
    expect(await login(owner.password, from)).toMatchObject({ ok: false, code: 'rate_limited' });
    expect(await login(owner.password, '198.51.100.23')).toMatchObject({ ok: true });
    clock.advance(15 * 60_000 + 1);
    expect(await login(owner.password, from)).toMatchObject({ ok: true });
  });

  test('a burst gets no more tries than a row', async () => {
    const from = '203.0.113.10';
    const answers = await Promise.all(Array.from({ length: 30 }, () => login('noch ein versuch', from)));
    expect(answers.filter((answer) => !answer.ok && answer.code === 'unauthenticated')).toHaveLength(8);
  });

  test('signing out ends the session, and says so to whoever listens', async () => {
    const signedIn = await login(owner.password);
    const token = signedIn.ok ? signedIn.session.token : '';
    const ended: string[] = [];
    const stop = sessions.onEnded((hash) => ended.push(hash));
    expect(await sessions.check(token)).not.toBeNull();
    await accounts.logout(token);
    stop();
    expect(await sessions.validate(token)).toBeNull();
    expect(await sessions.check(token)).toBeNull();
    expect(ended).toHaveLength(1);
    expect((await sessions.alive(ended)).size).toBe(0);
  });

  test('an expired session is nobody', async () => {
    const signedIn = await login(owner.password);
    const token = signedIn.ok ? signedIn.session.token : '';
    await db
      .updateTable('session')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .execute();
    expect(await sessions.validate(token)).toBeNull();
    expect(await sessions.validate('')).toBeNull();
    expect(await sessions.validate('x'.repeat(5000))).toBeNull();
  });
});

describe('links that sign in', () => {
  test('open a session until they expire or are revoked, and lead home', async () => {
    const { id } = must(await sessionsOwner());
    const token = await accounts.newSignInLink(id, clock.now() + 60_000);
    const redeemed = await accounts.redeemLink(token);
    expect(redeemed).toMatchObject({ ok: true, target: '/workshops' });
    const stored = await db.selectFrom('access_link').select('token_hash').execute();
    expect(stored.map((row) => row.token_hash)).not.toContain(token);
    clock.advance(61_000);
    expect(await accounts.redeemLink(token)).toMatchObject({ ok: false, code: 'forbidden' });
    const lasting = await accounts.newSignInLink(id, null);
    await accounts.revokeSignInLinks(id);
    expect(await accounts.redeemLink(lasting)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await accounts.redeemLink('geraten')).toMatchObject({ ok: false, code: 'forbidden' });
  });
});

async function sessionsOwner() {
  const signedIn = await login(owner.password, '192.0.2.200');
  return signedIn.ok ? signedIn.person : null;
}
