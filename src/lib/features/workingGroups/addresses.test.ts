import { describe, expect, test } from 'vitest';
import { addressee, bccLine, isPlainAddress, mailtoLink, MAILTO_LIMIT } from './addresses';

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
      expect(isPlainAddress(email)).toBe(false);
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

describe('mailtoLink', () => {
  test('puts everybody into Bcc and keeps them apart', () => {
    expect(
      mailtoLink(
        [
          { name: 'Ida', email: 'ida+ag@example.org' },
          { name: 'Otto', email: 'otto&co@example.org' }
        ],
        'AG 1: Treffen'
      )
    ).toBe('mailto:?bcc=ida%2Bag%40example.org,otto%26co%40example.org&subject=AG%201%3A%20Treffen');
  });
  test('none when it would be too long, and none for nobody', () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ name: 'X', email: `person${i}@example.org` }));
    expect(mailtoLink(many, '')).toBeNull();
    expect(mailtoLink(many.slice(0, 40), '')?.length).toBeLessThanOrEqual(MAILTO_LIMIT);
    expect(mailtoLink([], '')).toBeNull();
  });
});
