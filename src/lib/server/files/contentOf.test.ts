import { describe, expect, it } from 'vitest';
import { docx, HTML, odt, PDF, pngOfSize, SVG, zipOf } from '../../../../tests/support/files';
import { contentOf } from './contentOf';
import type { Source } from './zipNames';

const sourceOf = (bytes: Buffer): Source => ({
  size: bytes.length,
  read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length))
});
const look = async (bytes: Buffer | string, ending = '') => {
  const content = await contentOf(sourceOf(Buffer.from(bytes)), ending);
  return content.as === 'document' ? content.type.ext : content.as;
};
const media = (...brands: string[]) =>
  Buffer.from(
    `\0\0\0${String.fromCharCode(8 + 4 * (brands.length + 1))}ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}`
  );

describe('images', () => {
  it.each<[string, Buffer]>([
    ['JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0])],
    ['PNG', pngOfSize(10, 10)],
    ['GIF', Buffer.from('GIF89a\x01\0\x01\0')],
    ['WebP', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ')],
    ['AVIF', media('avif', 'mif1', 'miaf')],
    ['AVIF, as compatible brand', media('mif1', 'avif')]
  ])('%s is one, whatever its name says', async (_what, bytes) => {
    expect(await look(bytes, 'html')).toBe('image');
  });

  it('HEIC is told apart, for a sentence of its own', async () => {
    expect(await look(media('heic', 'mif1'))).toBe('heic');
  });
});

describe('documents', () => {
  it('are known by their content', async () => {
    expect(await look(PDF, 'exe')).toBe('pdf');
    expect(await look(docx(), 'zip')).toBe('docx');
    expect(await look(zipOf({ '[Content_Types].xml': '', 'xl/workbook.xml': '' }))).toBe('xlsx');
    expect(await look(zipOf({ '[Content_Types].xml': '', 'ppt/presentation.xml': '' }))).toBe('pptx');
    expect(await look(odt())).toBe('odt');
  });

  it('with something that runs are not taken', async () => {
    expect(await look(docx({ 'word/vbaProject.bin': 'x' }), 'docx')).toBe('macros');
    expect(await look(docx({ 'word/activeX/activeX1.xml': 'x' }), 'docx')).toBe('macros');
    const calc = { mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'Basic/Standard/a.xml': 'x' };
    expect(await look(zipOf(calc), 'ods')).toBe('macros');
  });

  it('archives are none, nor broken ones, whatever they are called', async () => {
    expect(await look(zipOf({ 'virus.exe': 'MZ' }), 'docx')).toBe('archive');
    expect(await look(zipOf({ mimetype: 'text/html', 'content.xml': '' }), 'odt')).toBe('archive');
    expect(await look(docx().subarray(0, 60), 'docx')).toBe('archive');
    const cut = docx();
    cut.writeUInt32LE(0xffffff00, cut.length - 6);
    expect(await look(cut, 'docx')).toBe('archive');
  });
});

describe('text', () => {
  it('is what has no control characters and says by its ending what it is', async () => {
    expect(await look('Name;Ort\nLotte;Halle\n', 'csv')).toBe('csv');
    expect(await look('Grüße', 'txt')).toBe('txt');
    expect(await look(Buffer.from('Gr\xfc\xdfe', 'latin1'), 'txt')).toBe('txt');
    expect(await look('x'.repeat(300_000), 'txt')).toBe('txt');
    expect(await look('Grüße', 'md')).toBe('unknown');
    expect(await look(`${'x'.repeat(300_000)}\0`, 'txt')).toBe('unknown');
  });

  it('is no page and no drawing', async () => {
    expect(await look(HTML, 'txt')).toBe('active');
    expect(await look(SVG, 'png')).toBe('active');
    expect(await look('\ufeff  <?xml version="1.0"?><svg/>', 'csv')).toBe('active');
    expect(await look('<3 für alle', 'txt')).toBe('txt');
  });
});

it('programs, nothing, and anything else are not taken', async () => {
  expect(await look('MZ\x90\0\x03\0', 'txt')).toBe('unknown');
  expect(await look('\x7fELF\x02', 'pdf')).toBe('unknown');
  expect(await look('')).toBe('empty');
});
