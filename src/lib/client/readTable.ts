/** Reads a table file on this device, before anything of it goes to the server. */

const MAX_BYTES = 5_000_000;
const MAX_ROWS = 5000;

export interface Table {
  name: string;
  heads: string[];
  rows: string[][];
}
export type TableProblem = 'large' | 'empty' | 'unreadable';

/** UTF-8 where it is, else as older programs of German settings write it. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The first row gives the columns their names; rows without anything in them are none. */
export async function readTable(
  file: Pick<File, 'name' | 'size' | 'arrayBuffer'>
): Promise<Table | TableProblem> {
  if (file.size > MAX_BYTES) return 'large';
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  // Excel's own format, pictures, anything else that is no text.
  if (text.startsWith('PK') || text.includes('\u0000')) return 'unreadable';
  const { default: Papa } = await import('papaparse');
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' });
  const [heads, ...rows] = data;
  if (!heads || rows.length === 0) return 'empty';
  if (rows.length > MAX_ROWS) return 'large';
  return { name: file.name, heads, rows };
}
