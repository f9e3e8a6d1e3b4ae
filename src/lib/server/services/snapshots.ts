import { promisify } from 'node:util';
import { brotliCompress, constants, crc32, deflateRaw, deflateRawSync } from 'node:zlib';
import { packRecords } from '$lib/protocol/packed';
import type { SharedPicture } from '$lib/sync/Pictures';
import type { RoomPicture } from '$lib/sync/RoomMemory';

/** Plain records, or columns (protocol/packed.ts). */
export type SnapshotForm = 'records' | 'packed';
export type SnapshotCoding = 'br' | 'gzip' | 'identity';

/** The shared part of an answer, ready to be sent. */
interface Prepared {
  bytes: Buffer;
  /** Of the text before it was compressed, for gzip's trailer. */
  length: number;
  crc: number;
}

const brotli = promisify(brotliCompress);
const deflate = promisify(deflateRaw);
/** 2,000 notes, packed: 6 ms and 49.6 kB; quality 7 takes 26 ms for 48.5 kB, quality 4 takes 4 ms for 52 kB. */
const BROTLI_QUALITY = 5;

/**
 * Answers of `GET /api/rooms/:room` as bytes. What an audience shares is encoded and compressed once, however many ask; a
 * person's own part is appended: brotli and gzip both allow a stream to go on with blocks of its own.
 */
export class Snapshots {
  readonly #prepared = new WeakMap<SharedPicture, Map<string, Promise<Prepared>>>();

  async encode(
    picture: RoomPicture,
    form: SnapshotForm,
    coding: SnapshotCoding
  ): Promise<Buffer<ArrayBuffer>> {
    const { shared, own, seq, me, now } = picture;
    const text = own.map((record) => JSON.stringify(record)).join(',');
    // Plain records go on in the list that the shared part has begun.
    const comma = form === 'records' && shared.records.length > 0 && own.length > 0 ? ',' : '';
    const end = Buffer.from(`${comma}${text}],"seq":${seq},"me":${JSON.stringify(me)},"now":${now}}`);
    return withEnd(await this.#sharedPart(shared, form, coding), end, coding);
  }

  #sharedPart(shared: SharedPicture, form: SnapshotForm, coding: SnapshotCoding): Promise<Prepared> {
    let ready = this.#prepared.get(shared);
    if (!ready) this.#prepared.set(shared, (ready = new Map<string, Promise<Prepared>>()));
    const key = `${form} ${coding}`;
    let prepared = ready.get(key);
    if (!prepared) ready.set(key, (prepared = prepare(shared, form, coding)));
    return prepared;
  }
}

/** The best coding that `Accept-Encoding` names. `q` counts only as far as 0 forbids: all are good enough for us. */
export function codingFor(acceptEncoding: string | null): SnapshotCoding {
  const accepted = (acceptEncoding ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(';', 1)[0]?.trim().toLowerCase());
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : 'identity';
}

async function prepare(shared: SharedPicture, form: SnapshotForm, coding: SnapshotCoding): Promise<Prepared> {
  const head = '{"ok":true,"full":true,"removed":[],';
  // The text stays open: what follows are the records of one person, then the rest of the answer.
  const text =
    form === 'packed'
      ? `${head}"packed":${JSON.stringify(packRecords(shared.records))},"records":[`
      : `${head}"records":[${shared.records.map((record) => JSON.stringify(record)).join(',')}`;
  const plain = Buffer.from(text);
  const bytes = await compressOpen(plain, coding);
  return { bytes, length: plain.length, crc: coding === 'gzip' ? crc32(plain) : 0 };
}

/** Compresses to a byte boundary, without the mark that ends a stream. */
async function compressOpen(plain: Buffer, coding: SnapshotCoding): Promise<Buffer> {
  if (coding === 'identity') return plain;
  if (coding === 'gzip') return deflate(plain, { finishFlush: constants.Z_SYNC_FLUSH });
  return brotli(plain, {
    finishFlush: constants.BROTLI_OPERATION_FLUSH,
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length
    }
  });
}

function withEnd({ bytes, length, crc }: Prepared, end: Buffer, coding: SnapshotCoding): Buffer<ArrayBuffer> {
  if (coding === 'identity') return Buffer.concat([bytes, end]);
  if (coding === 'br') return Buffer.concat([bytes, ...uncompressedMetaBlocks(end), BROTLI_LAST]);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(end, crc), 0);
  trailer.writeUInt32LE((length + end.length) >>> 0, 4);
  return Buffer.concat([GZIP_HEADER, bytes, deflateRawSync(end), trailer]);
}

/** RFC 1952: deflate, no flags, no time, unknown system. */
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
/** RFC 7932, 9.2: ISLAST and ISLASTEMPTY. */
const BROTLI_LAST = Buffer.from([0b11]);
const META_BLOCK = 1 << 16;

/**
 * RFC 7932, 9.2, bits from the least: ISLAST = 0, MNIBBLES = 00 (four), MLEN - 1 in 16 bits, ISUNCOMPRESSED = 1, padding to
 * the byte, then the bytes themselves.
 */
function uncompressedMetaBlocks(data: Buffer): Buffer[] {
  const blocks: Buffer[] = [];
  for (let from = 0; from < data.length; from += META_BLOCK) {
    const part = data.subarray(from, from + META_BLOCK);
    const header = Buffer.alloc(3);
    header.writeUIntLE(((part.length - 1) << 3) | (1 << 19), 0, 3);
    blocks.push(header, part);
  }
  return blocks;
}
