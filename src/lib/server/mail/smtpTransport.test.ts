import { expect, test } from 'vitest';
import { waitAfter } from './MailSender';
import { deliveryOf } from './smtpTransport';

test.each([
  [{ code: 'EENVELOPE', command: 'RCPT TO', permanent: true, response: '550 5.1.1 unknown' }, 'refused'],
  [{ code: 'EENVELOPE', command: 'RCPT TO', permanent: false, response: '450 busy' }, 'later'],
  [{ code: 'EMESSAGE', command: 'DATA', permanent: true, response: '554 spam' }, 'refused'],
  // Ours to mend, and true of every mail: none may be lost for it.
  [{ code: 'EENVELOPE', command: 'MAIL FROM', permanent: true, response: '550 who are you' }, 'away'],
  [{ code: 'EAUTH', permanent: true, response: '535 wrong password' }, 'away'],
  [{ code: 'ESOCKET', message: 'connect ECONNREFUSED' }, 'away'],
  [{ code: 'EABORT', message: 'aborted' }, 'away']
] as const)('%j is %s', (error, kind) => {
  expect(deliveryOf(error)).toMatchObject({ kind });
});

test.each([
  ['550 5.1.1 <a@example.org>: unknown user', true],
  ['550 no such user', true],
  ['553 5.1.2 no such domain', true],
  ['550 5.2.1 mailbox disabled', true],
  ['552 5.2.2 mailbox full', false],
  ['550 5.7.1 you are on a list', false],
  ['554 not now, not ever', false]
])('%j says that nobody is there: %s', (response, address) => {
  const error = { code: 'EENVELOPE', command: 'RCPT TO', permanent: true, response };
  expect(deliveryOf(error)).toMatchObject({ kind: 'refused', address });
  expect(deliveryOf({ ...error, code: 'EMESSAGE', command: 'DATA' })).toMatchObject({ address: false });
});

test('what a server says is kept on one line of bounded length', () => {
  const { reason } = deliveryOf({ code: 'EMESSAGE', response: `550 no\r\n${'x'.repeat(2000)}` });
  expect(reason).toMatch(/^550 no x+$/);
  expect(reason.length).toBeLessThanOrEqual(300);
});

test('attempts wait longer each time and spread over about a day', () => {
  const waits = Array.from({ length: 12 }, (_, index) => waitAfter(index + 1, () => 0.5));
  expect(waits[0]).toBe(60_000);
  expect(waits[3]).toBe(8 * 60_000);
  const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
  expect(hours).toBeGreaterThan(18);
  expect(hours).toBeLessThan(26);
  expect(waitAfter(1, () => 0)).toBeLessThan(waitAfter(1, () => 1));
});
