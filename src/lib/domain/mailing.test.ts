import { describe, expect, test } from 'vitest';
import { isPlainAddress, leftOutSum, paragraphsFor, recipientsOf } from './mailing';

const DAY = new Date(0);
const one = (
  email: string | null,
  more: { confirmedAt?: Date | null; mailsOffAt?: Date; refusedAt?: Date } = {}
) => ({
  email,
  confirmedAt: DAY,
  mailsOffAt: null,
  refusedAt: null,
  ...more
});

describe('recipients', () => {
  const all = [
    one('lotte@example.org'),
    one(null),
    one('ida@example.org', { confirmedAt: null }),
    one('IDA@example.org', { confirmedAt: null }),
    one('otto@example.org', { mailsOffAt: DAY }),
    one('away@example.org', { refusedAt: DAY }),
    one('Lotte@example.org'),
    one('eva@example.org\r\nBcc: all@example.org')
  ];

  test('are those with consent, each address once; everybody else is counted with the reason', () => {
    const { people, left } = recipientsOf(all, { confirmed: true });
    expect(people.map(({ email }) => email)).toEqual(['lotte@example.org']);
    expect(left).toEqual({ noConsent: 2, unsubscribed: 1, refused: 1, unconfirmed: 2, twice: 1 });
    expect(people.length + leftOutSum(left)).toBe(all.length);
  });

  test('need no confirmation where no mail could ask for one', () => {
    const { people, left } = recipientsOf(all, { confirmed: false });
    expect(people.map(({ email }) => email)).toEqual(['lotte@example.org', 'ida@example.org']);
    expect(left).toEqual({ noConsent: 2, unsubscribed: 1, refused: 1, unconfirmed: 0, twice: 2 });
  });
});

test.each(['a@b,c@d', 'a@b\r\nBcc: c@d', '<a@b>', 'a b@c', 'a@b;c@d', 'a', '', '"a"@b', 'a@b@c'])(
  '%j is no address',
  (email) => {
    expect(isPlainAddress(email)).toBe(false);
  }
);

describe('the text', () => {
  test('is read with the own name in it, paragraph by paragraph', () => {
    const text = 'Guten Tag {Name},\n\nerste Zeile\nzweite Zeile\n \n\nGrüße, {name}';
    expect(paragraphsFor(text, 'Lotte  Löwenzahn')).toEqual([
      'Guten Tag Lotte Löwenzahn,',
      'erste Zeile\nzweite Zeile',
      'Grüße, Lotte Löwenzahn'
    ]);
  });

  test('takes a name as it is: it is no pattern, no second place and no paragraph', () => {
    expect(paragraphsFor('{Name}', "$& {Name}\n\nBcc: x $'")).toEqual(["$& {Name} Bcc: x $'"]);
    expect(paragraphsFor('  ', 'x')).toEqual(['']);
  });
});
