import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import * as v from 'valibot';
import { OperatorError } from '../operatorError.ts';
import { damaged, readArchive } from './archive.ts';
import { FORMAT, Manifest, Start, StartFormat } from './format.ts';

/** More than any list of tables and files needs; a larger one is not ours. */
const MOST_JSON = 64 * 1024 * 1024;

/**
 * Reads a backup from its beginning to its end and holds all of it against its manifest, before anything is done with it.
 *
 * @throws {OperatorError} when it is damaged, cut short, or of a newer Auftakt
 */
export async function checkBackup(file: string): Promise<{ start: Start; manifest: Manifest }> {
  let start: Start | null = null;
  let manifest: Manifest | null = null;
  const tables = new Map<string, { hash: Hash; parts: number }>();
  const files = new Map<string, { hash: Hash; bytes: number }>();

  for await (const { name, bytes, content } of readArchive(file)) {
    if (manifest !== null || (start === null) !== (name.kind === 'start')) throw damaged(file);
    switch (name.kind) {
      case 'start':
        start = parseStart(await readJson(content, bytes, file), file);
        break;
      case 'manifest':
        manifest = parsed(Manifest, await readJson(content, bytes, file), file);
        break;
      case 'table': {
        const known = tables.get(name.table);
        if ((known?.parts ?? 0) !== name.part) throw damaged(file);
        const hash = known?.hash ?? createHash('sha256');
        for await (const chunk of content) hash.update(chunk);
        tables.set(name.table, { hash, parts: name.part + 1 });
        break;
      }
      case 'file': {
        if (files.has(name.path)) throw damaged(file);
        const hash = createHash('sha256');
        for await (const chunk of content) hash.update(chunk);
        files.set(name.path, { hash, bytes });
      }
    }
  }

  if (start === null || manifest === null) throw damaged(file);
  const empty = createHash('sha256').digest('hex');
  const listed = new Set(manifest.tables.map(({ name }) => name));
  const fits =
    listed.size === manifest.tables.length &&
    [...tables.keys()].every((name) => listed.has(name)) &&
    manifest.tables.every(({ name, sha256 }) => (tables.get(name)?.hash.digest('hex') ?? empty) === sha256) &&
    files.size === manifest.files.length &&
    manifest.files.every(({ path, bytes, sha256 }) => {
      const found = files.get(path);
      return found?.bytes === bytes && found.hash.digest('hex') === sha256;
    });
  if (!fits) throw damaged(file);
  return { start, manifest };
}

function parseStart(value: unknown, file: string): Start {
  const { format: found } = parsed(StartFormat, value, file);
  if (found > FORMAT) throw newer();
  return parsed(Start, value, file);
}

/** The backup knows what this Auftakt does not. */
export function newer(): OperatorError {
  return new OperatorError(
    'Die Sicherung stammt von einer neueren oder anderen Auftakt-Version. Aktualisieren Sie Auftakt zuerst.'
  );
}

async function readJson(content: AsyncIterable<Buffer>, bytes: number, file: string): Promise<unknown> {
  if (bytes > MOST_JSON) throw damaged(file);
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw damaged(file);
  }
}

function parsed<T extends v.GenericSchema>(schema: T, value: unknown, file: string): v.InferOutput<T> {
  const result = v.safeParse(schema, value);
  if (!result.success) throw damaged(file);
  return result.output;
}
