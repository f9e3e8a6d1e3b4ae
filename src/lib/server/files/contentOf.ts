import { DOCUMENT_TYPES, type FileType } from '$lib/domain/files';
import { zipNames, type Source } from './zipNames';

/** Why something is not taken in; each has its sentence (services/fileRefusals.ts). */
export type Unwelcome = 'empty' | 'active' | 'heic' | 'archive' | 'macros' | 'unknown';

export type Content = { as: 'image' } | { as: 'document'; type: FileType } | { as: Unwelcome };

type Ext = (typeof DOCUMENT_TYPES)[number]['ext'];

const document = (ext: Ext): Content => {
  const type = DOCUMENT_TYPES.find((one) => one.ext === ext);
  return type ? { as: 'document', type } : { as: 'unknown' };
};

/**
 * What something is, by its bytes alone: neither its name nor what the browser says of it counts. Only text has no bytes
 * to know it by, so there `ending` (in lower case, without a dot) says which kind it is.
 */
export async function contentOf(source: Source, ending: string): Promise<Content> {
  if (source.size === 0) return { as: 'empty' };
  const head = await source.read(0, 512);
  if (isImage(head)) return { as: 'image' };
  const brands = brandsOf(head);
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return { as: 'image' };
  if (brands.some((brand) => /^(hei[cmsx]|hev[cmsx]|mif1|msf1)$/.test(brand))) return { as: 'heic' };
  if (head.toString('latin1', 0, 5) === '%PDF-') return document('pdf');
  if (head.toString('latin1', 0, 4) === 'PK\x03\x04') return inZip(source, head);
  return inText(source, ending);
}

const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function isImage(head: Buffer): boolean {
  if (head.subarray(0, 3).equals(JPEG) || head.subarray(0, 8).equals(PNG)) return true;
  const ascii = head.toString('latin1', 0, 12);
  return /^GIF8[79]a/.test(ascii) || /^RIFF[^]{4}WEBP/.test(ascii);
}

/** The brands of an ISO media file (AVIF, HEIC): one main brand, then those it is compatible with. */
function brandsOf(head: Buffer): string[] {
  if (head.length < 16 || head.toString('latin1', 4, 8) !== 'ftyp') return [];
  const end = Math.min(head.readUInt32BE(0), head.length);
  const brands = [head.toString('latin1', 8, 12)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString('latin1', at, at + 4));
  return brands;
}

/** Office files are ZIP archives that say what they are by the names in them. */
const MAIN_PART: readonly [string, Ext][] = [
  ['word/document.xml', 'docx'],
  ['xl/workbook.xml', 'xlsx'],
  ['ppt/presentation.xml', 'pptx']
];
/** Code of Word, Excel and PowerPoint, Excel's old macro sheets, ActiveX; Basic and scripts of LibreOffice. */
const RUNS = /(^|\/)vbaProject|^xl\/macrosheets\/|\/activeX\/|^Basic\/|^Scripts\//i;

async function inZip(source: Source, head: Buffer): Promise<Content> {
  const names = await zipNames(source);
  if (names === null) return { as: 'archive' };
  const type = openDocument(head) ?? officeOpen(names);
  if (type === null) return { as: 'archive' };
  return names.some((name) => RUNS.test(name)) ? { as: 'macros' } : type;
}

function officeOpen(names: readonly string[]): Content | null {
  if (!names.includes('[Content_Types].xml')) return null;
  const ext = MAIN_PART.find(([part]) => names.includes(part))?.[1];
  return ext ? document(ext) : null;
}

/** OpenDocument files begin with their MIME type, not compressed, in an entry of its own. */
function openDocument(head: Buffer): Content | null {
  if (head.length < 38 || head.readUInt16LE(8) !== 0 || head.toString('latin1', 30, 38) !== 'mimetype')
    return null;
  const from = 38 + head.readUInt16LE(28);
  const mime = head.toString('latin1', from, from + head.readUInt32LE(18));
  const type = DOCUMENT_TYPES.find((one) => one.ext.startsWith('od') && one.mime === mime);
  return type ? { as: 'document', type } : null;
}

const CHUNK = 256 * 1024;
/** What no text contains: control characters but tab, the ends of lines and form feed. */
const BINARY = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;
/** Begins like a page or a drawing, whatever it calls itself. */
const MARKUP = /^\s*<(?:!|\?xml|[a-z]+[\s>/])/i;

async function inText(source: Source, ending: string): Promise<Content> {
  // Excel in German writes Windows-1252 to this day, where every byte has a meaning.
  const decoder = new TextDecoder('utf-8');
  for (let at = 0; at < source.size; at += CHUNK) {
    const text = decoder.decode(await source.read(at, CHUNK), { stream: true });
    if (at === 0 && MARKUP.test(text)) return { as: 'active' };
    if (BINARY.test(text)) return { as: 'unknown' };
  }
  return ending === 'txt' || ending === 'csv' ? document(ending) : { as: 'unknown' };
}
