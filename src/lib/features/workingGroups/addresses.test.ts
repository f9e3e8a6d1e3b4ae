import { describe, expect, test } from 'vitest';
import { addressee, bccLine, mailtoParts, MAILTO_LIMIT } from './addresses';

describe('addressee', () => {
  test('quotes the name', () => {
    expect(addressee({ name: 'Ida Immergrün', email: 'ida@example.org' })).toBe(
      '"Ida Immergrün" <ida@example.org>'
    );
  });
  test('a comma, a bracket, a quote and a backslash stay part of the name', () => {
    expect(addressee({ name: 'Muster, Mina <x@y.z>, "Mimi" \\', email: 'mina@example.org' })).toBe(
      '"Muster, Mina <x@y.z>, \\"Mimi\\" \\\\" <mina@example.org>'
    );
  });
  test('no line break, no control and no direction character gets through', () => {
    const line = addressee({
      name: 'Eva\r\nBcc: all@example.org\u2028\u202eX\u0000',
      email: 'eva@example.org'
    });
    expect(line).toBe('"Eva Bcc: all@example.org X" <eva@example.org>');
    expect(line).not.toMatch(/[\r\n\u2028\u202e\u0000]/);
  });
  test('a name of nothing leaves the address alone', () => {
    expect(addressee({ name: ' \u200b ', email: 'a@example.org' })).toBe('a@example.org');
  });
  test.each(['a@b,c@d', 'a@b\r\nBcc: c@d', '<a@b>', 'a b@c', 'a@b;c@d', 'a', '', '"a"@b', 'a@b@c'])(
    '%j is no address',
    (email) => {
      expect(addressee({ name: 'Eva', email })).toBe('');
    }
  );
});

describe('bccLine', () => {
  test('each address once, whatever its case, on one line', () => {
    expect(
      bccLine([
        { name: 'Ida', email: 'ida@example.org' },
        { name: 'Ida noch einmal', email: 'IDA@example.org' },
        { name: 'Kaputt', email: 'a@b, c@d' },
        { name: 'Otto', email: 'otto@example.org' }
      ])
    ).toBe('"Ida" <ida@example.org>, "Otto" <otto@example.org>');
  });
  test('nobody is an empty line', () => {
    expect(bccLine([])).toBe('');
  });
});

describe('mailtoParts', () => {
  const many = Array.from({ length: 200 }, (_, i) => ({ name: 'X', email: `person${i}@example.org` }));

  test('puts everybody into Bcc and keeps them apart', () => {
    const people = [
      { name: 'Ida', email: 'ida+ag@example.org' },
      { name: 'Otto', email: 'otto&co@example.org' }
    ];
    expect(mailtoParts(people, { subject: 'AG 1: Treffen', body: 'Guten Tag,\n\nHallo & auf bald' })).toEqual(
      {
        links: [
          'mailto:?bcc=ida%2Bag%40example.org,otto%26co%40example.org&subject=AG%201%3A%20Treffen' +
            '&body=Guten%20Tag%2C%0D%0A%0D%0AHallo%20%26%20auf%20bald'
        ],
        withBody: true
      }
    );
  });
  test('in parts that mail programs take, with everybody in exactly one', () => {
    const { links } = mailtoParts(many, { subject: 'Treffen' });
    expect(links.length).toBeGreaterThan(1);
    expect(links.every((link) => link.length <= MAILTO_LIMIT)).toBe(true);
    const found = links.flatMap((link) => (/bcc=([^&]*)/.exec(link)?.[1] ?? '').split(','));
    expect(found.map(decodeURIComponent)).toEqual(many.map(({ email }) => email));
  });
  test('a text that leaves no room for addresses is to be copied', () => {
    const { links, withBody } = mailtoParts(many, { subject: 'Treffen', body: 'x'.repeat(5000) });
    expect([withBody, links.every((link) => link.length <= MAILTO_LIMIT)]).toEqual([false, true]);
  });
  test('nobody is no link', () => {
    expect(mailtoParts([], { subject: '' }).links).toEqual([]);
  });
});
