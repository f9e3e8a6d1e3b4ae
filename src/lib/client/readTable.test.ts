import { expect, test } from 'vitest';
import { decodeText, readTable } from '$lib/client/readTable';

const file = (content: string | Uint8Array<ArrayBuffer>, name = 'karten.csv') => new File([content], name);

test('semicolons, commas and tabs, quotes with line breaks, and a mark before it', async () => {
  expect(await readTable(file('\ufeffName;Ort\r\n"Ähre; Özlem";"Bad\nDüben"\r\n;\r\n'))).toEqual({
    name: 'karten.csv',
    heads: ['Name', 'Ort'],
    rows: [['Ähre; Özlem', 'Bad\nDüben']]
  });
  expect(await readTable(file('Name,Ort\nOtto,Halle\n'))).toMatchObject({ rows: [['Otto', 'Halle']] });
  expect(await readTable(file('Name\tOrt\nOtto\tHalle\n'))).toMatchObject({ rows: [['Otto', 'Halle']] });
});

test('umlauts of older programs', () => {
  expect(decodeText(new Uint8Array([0x4c, 0xf6, 0x77, 0x65]))).toBe('Löwe');
  expect(decodeText(new TextEncoder().encode('Löwe'))).toBe('Löwe');
  expect(decodeText(new Uint8Array([0xff, 0xfe, 0x4c, 0, 0xf6, 0]))).toContain('Lö');
});

test.each([
  ['', 'empty'],
  ['Name;Ort\n', 'empty'],
  ['\n\n;;\n', 'empty'],
  ['PK\u0003\u0004 …', 'unreadable'],
  ['Name\nOtto\u0000', 'unreadable'],
  [`Name\n${'Otto\n'.repeat(5001)}`, 'large'],
  ['x'.repeat(5_000_001), 'large']
])('a file that is none (%#) is %s', async (content, problem) => {
  expect(await readTable(file(content))).toBe(problem);
});
