import readExcelFile from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { xlsxOf } from './xlsx';

const widths = [20, 20];

/** As a spreadsheet program reads it. */
async function readBack(rows: Parameters<typeof xlsxOf>[0], sheet = 'AG 1') {
  return readExcelFile(await xlsxOf(rows, { sheet, widths }));
}

test('comes back as it was written: umlauts, quotes, line breaks, numbers, nothing', async () => {
  const rows = [
    ['Name', 'Zahl'],
    ['Jörg „Größe" <b> & Söhne', 3],
    ['zwei\nZeilen; "', null]
  ];
  expect(await readBack(rows)).toEqual([{ sheet: 'AG 1', data: rows }]);
});

test.each(['=1+1', '+49 30', '-2', '@SUM(A1)', "=cmd|' /C calc'!A0"])('%j stays a text', async (text) => {
  const file = await xlsxOf([['Name'], [text]], { sheet: 'AG', widths });
  const [read] = await readExcelFile(file);
  expect(read?.data[1]).toEqual([text]);
});

test('writes what XML cannot carry without it, and any name of a sheet', async () => {
  expect(
    await readBack([['a\u0000\ud800b']], "AG [1]: 'Dorf' / Stadt? und noch viel mehr dazu")
  ).toMatchObject([{ data: [['ab']] }]);
  expect(await readBack([['a']], '')).toMatchObject([{ sheet: 'Auftakt' }]);
});
