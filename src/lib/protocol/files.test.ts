import { expect, it } from 'vitest';
import { fileNameFor } from './files';

it.each([
  ['Grundriss.pdf', 'Grundriss.pdf'],
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\Eigene Dateien\\Plan.PDF', 'Plan.pdf'],
  ['rechnung\u202efdp.exe', 'rechnungfdp.pdf'],
  ['zeile\r\nSet-Cookie: a.pdf', 'zeile Set-Cookie_ a.pdf'],
  ['"x".pdf', '_x_.pdf'],
  ['Grüße 🌱.pdf', 'Grüße 🌱.pdf'],
  ['....', ''],
  ['', '']
])('%j becomes %j', (name, plain) => {
  expect(fileNameFor(name, { ext: 'pdf' })).toBe(plain);
});

it('stays within the length of a name', () => {
  expect(fileNameFor(`${'🌱'.repeat(200)}.pdf`, { ext: 'pdf' }).length).toBeLessThanOrEqual(160);
});
