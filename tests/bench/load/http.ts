import { Agent, request } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, zstdDecompress } from 'node:zlib';
import { unpackRecords, type PackedTable } from '../../../src/lib/protocol/packed.ts';
import type { RoomOpened } from '../../../src/lib/protocol/rooms.ts';
import type { Fetched } from './tasks.ts';
import { PATIENCE, TryAgain } from './tryAgain.ts';

export interface Answer {
  readonly body: Buffer;
  readonly encoding: string;
  /** Of head and body, as they came in. */
  readonly wireBytes: number;
}

/** Too many requests, and whatever ails the server just now: somebody would load the page again. */
const isForLater = (status: number): boolean => status === 429 || status >= 500;

/** GETs `url` as a browser would, compressed. The body is left as it came. Rejects unless the answer is 200,
 * with `TryAgain` where it is for later. */
export function get(url: string, cookie: string, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers: { cookie, 'accept-encoding': 'br, gzip' } }, (response) => {
      // It is taken off the answer when that has ended and the line is kept.
      const { statusCode, headers, socket } = response;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        if (statusCode !== 200) {
          const what = `${statusCode} from ${new URL(url).pathname}`;
          return reject(isForLater(statusCode ?? 0) ? new TryAgain(what) : new Error(what));
        }
        const wireBytes = socket.bytesRead - before;
        resolve({
          body: Buffer.concat(chunks),
          encoding: headers['content-encoding'] ?? 'identity',
          wireBytes
        });
      });
    });
    let before = 0;
    asked.once('socket', (socket) => (before = socket.bytesRead));
    asked.setTimeout(PATIENCE, () => asked.destroy(new Error(`no answer within ${PATIENCE} ms`)));
    asked.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ECONNRESET' ? new TryAgain('the server hung up') : error)
    );
    asked.end();
  });
}

const DECODERS: Readonly<Record<string, (body: Buffer) => Promise<Buffer>>> = {
  br: promisify(brotliDecompress),
  gzip: promisify(gunzip),
  zstd: promisify(zstdDecompress),
  identity: (body) => Promise.resolve(body)
};

export async function decoded({ body, encoding }: Pick<Answer, 'body' | 'encoding'>): Promise<string> {
  const decode = DECODERS[encoding];
  if (!decode) throw new Error(`unknown content-encoding: ${encoding}`);
  return (await decode(body)).toString();
}

/** A room's answer. @throws when it holds fewer than `notes` notes */
export function roomOf(body: string, notes: number): RoomOpened {
  const { packed = [], ...answer } = JSON.parse(body) as RoomOpened & { packed?: PackedTable[] };
  const records = [...unpackRecords(packed), ...answer.records];
  const found = records.filter(({ type }) => type === 'note').length;
  if (found < notes) throw new Error(`${found} notes where ${notes} should be`);
  return { ...answer, records };
}

export async function fetchTimes(
  url: string,
  cookie: string,
  times: number,
  notes?: number
): Promise<Fetched[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const fetched: Fetched[] = [];
  try {
    for (let i = 0; i < times; i += 1) {
      const begin = performance.now();
      const answer = await get(url, cookie, agent);
      const body = await decoded(answer);
      fetched.push({
        ms: performance.now() - begin,
        wireBytes: answer.wireBytes,
        bodyBytes: Buffer.byteLength(body)
      });
      if (notes !== undefined) roomOf(body, notes);
    }
  } finally {
    agent.destroy();
  }
  return fetched;
}
