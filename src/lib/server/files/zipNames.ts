/** Random access to something's bytes. */
export interface Source {
  readonly size: number;
  /** Up to `length` bytes from `offset` on; fewer at the end. */
  read(offset: number, length: number): Promise<Buffer>;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
/** A comment of up to 64 kB may follow the end record. */
const LOOK_BACK = END_BYTES + 0xffff;
/** No office document has a table of contents near this size; what has is not looked at. */
const MAX_DIRECTORY = 1024 * 1024;

/** The names in a ZIP archive's table of contents; null when there is none that makes sense. Unpacks nothing. */
export async function zipNames(source: Source): Promise<string[] | null> {
  const from = Math.max(0, source.size - LOOK_BACK);
  const tail = await source.read(from, LOOK_BACK);
  const at = lastEnd(tail);
  if (at < 0) return null;
  const count = tail.readUInt16LE(at + 10);
  const length = tail.readUInt32LE(at + 12);
  const offset = tail.readUInt32LE(at + 16);
  if (length > MAX_DIRECTORY || offset + length > from + at) return null;
  return namesIn(await source.read(offset, length), count);
}

function lastEnd(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at -= 1) if (tail.readUInt32LE(at) === END) return at;
  return -1;
}

function namesIn(directory: Buffer, count: number): string[] | null {
  const names: string[] = [];
  let at = 0;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY) return null;
    const nameLength = directory.readUInt16LE(at + 28);
    const end = at + 46 + nameLength;
    if (end > directory.length) return null;
    names.push(directory.toString('utf8', at + 46, end));
    at = end + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}
