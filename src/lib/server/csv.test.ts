import { expect, test } from 'vitest';
import { csvOf, csvResponse } from './csv';

test('quotes what would break a row, and begins with the mark for UTF-8', () => {
  expect(
    csvOf([
      ['Frage', 'Stimmen'],
      ['Was „jetzt"; und\nwo?', 3],
      ['', null]
    ])
  ).toBe('\ufeffFrage;Stimmen\r\n"Was „jetzt""; und\nwo?";3\r\n;\r\n');
});

test.each(['=1+1', '+49 351', '-2', '@SUM(A1)', '\t=1', '=HYPERLINK("https://example.org")'])(
  '%j, which somebody typed, is text and no formula',
  (typed) => {
    const [, cell = ''] = csvOf([['a'], [typed]]).split('\r\n');
    expect(cell.replace(/^"/, '').startsWith("'")).toBe(true);
  }
);

test('a number stays a number, also a negative one', () => {
  expect(csvOf([[-2]])).toBe('\ufeff-2\r\n');
});

test('is saved under its name', () => {
  const { headers } = csvResponse('Umfragen Dörfer.csv', [['a']]);
  expect(headers.get('content-disposition')).toBe(
    `attachment; filename="Umfragen D_rfer.csv"; filename*=UTF-8''Umfragen%20D%C3%B6rfer.csv`
  );
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
});
