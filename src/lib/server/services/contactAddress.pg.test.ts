import { beforeEach, expect, test } from 'vitest';
import type { Person } from '$lib/server/auth/sessions';
import { must } from '$lib/util/must';
import { testServices } from '../../../../tests/support/services';

const { db, clock, space, person, services, context } = await testServices({
  ORIGIN: 'https://auftakt.example',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'auftakt@example.org'
});
const { contactAddress } = services;
const DAY = 24 * 3_600_000;
let mina: Person;
beforeEach(async () => {
  await db.deleteFrom('mail').execute();
  await db.deleteFrom('contact').execute();
  clock.advance(2 * DAY);
  mina = await person('Mina Muster');
});

const save = (email: string, consent = true) => contactAddress.save(mina, space.id, { email, consent });
const state = async () => (await contactAddress.stateOf(mina, space.id))?.state;
const mails = () => db.selectFrom('mail').selectAll().orderBy('created_at').orderBy('id').execute();
const lastToken = async () => must(/\/ags\/contact\/(\S+)/.exec((await mails()).at(-1)?.text ?? '')?.[1]);

test('an address counts once the button behind the link was pressed; twice changes nothing', async () => {
  expect(await contactAddress.stateOf(mina, space.id)).toBeNull();
  expect(await save('mina@example.org')).toEqual({ ok: true });
  expect(await state()).toBe('waiting');
  const [mail] = await mails();
  expect(mail).toMatchObject({ recipient: 'mina@example.org', person_id: mina.id });
  const token = await lastToken();
  // Who reads the table cannot confirm.
  expect(JSON.stringify(await db.selectFrom('contact').selectAll().execute())).not.toContain(token);
  expect(await contactAddress.page(token)).toEqual({ state: 'open', email: 'mina@example.org' });
  expect(await state()).toBe('waiting');
  expect(await contactAddress.confirm(token)).toEqual({ ok: true });
  expect(await contactAddress.confirm(token)).toEqual({ ok: true });
  expect(await contactAddress.page(token)).toMatchObject({ state: 'confirmed' });
  expect(await state()).toBe('confirmed');
  // Saved once more as it is: still confirmed, and nobody is asked again.
  await save('mina@example.org');
  expect(await state()).toBe('confirmed');
  expect(await mails()).toHaveLength(1);
});

test('the link of an address that was changed or withdrawn, and one a week old, confirm nothing', async () => {
  await save('wrong@example.org');
  const old = await lastToken();
  await save('right@example.org');
  expect(await contactAddress.page(old)).toEqual({ state: 'gone' });
  expect(await contactAddress.confirm(old)).toMatchObject({ code: 'not_found' });
  const token = await lastToken();
  clock.advance(8 * DAY);
  expect(await contactAddress.page(token)).toEqual({ state: 'gone' });
  expect(await state()).toBe('waiting');
  for (const none of ['', 'x', 'a'.repeat(27), "'; drop table contact"])
    expect(await contactAddress.page(none)).toEqual({ state: 'gone' });
});

test('nobody can be made to get a thousand mails; what was typed is kept all the same', async () => {
  for (let n = 0; n < 1000; n += 1) await save('victim@example.org');
  expect(await mails()).toHaveLength(5);
  expect(await contactAddress.ask(mina, space.id)).toMatchObject({ code: 'rate_limited' });
  expect(await state()).toBe('waiting');
  // Another person, the same address.
  const other = await person('Otto Obstwiese');
  await contactAddress.save(other, space.id, { email: 'victim@example.org', consent: true });
  expect(await mails()).toHaveLength(5);
});

test('a refused address is told, and gets a mail again once it is given anew', async () => {
  await save('mina@example.org');
  await contactAddress.confirm(await lastToken());
  await db.updateTable('contact').set({ refused_at: new Date() }).execute();
  expect(await state()).toBe('refused');
  await save('mina@example.org');
  expect(await state()).toBe('confirmed');
});

test.each(['mina', 'mina@example.org\r\nBcc: all@example.org', '', 'a@b, c@d'])(
  '%j is refused, with the field, and mails nobody',
  async (email) => {
    expect(await save(email)).toMatchObject({ ok: false, field: 'email' });
    expect(await save('mina@example.org', false)).toMatchObject({ ok: false, field: 'consent' });
    expect(await mails()).toEqual([]);
    expect(context.mail).not.toBeNull();
  }
);
