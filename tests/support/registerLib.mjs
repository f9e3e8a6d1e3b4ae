import { statSync } from 'node:fs';
import { registerHooks } from 'node:module';

/**
 * `node --import ./tests/support/registerLib.mjs file.ts`: lets plain Node import the server's modules as Vite does,
 * `$lib/…` and without an ending. For programs that must not run inside a bundler: bench and faults.
 */
const LIB = new URL('../../src/lib/', import.meta.url);
const ROOT = new URL('../../', import.meta.url).href;

const isFile = (url) => statSync(url, { throwIfNoEntry: false })?.isFile() === true;

registerHooks({
  resolve(specifier, context, next) {
    const ours =
      specifier.startsWith('$lib/') || (context.parentURL?.startsWith(ROOT) && specifier.startsWith('.'));
    if (!ours || context.parentURL?.includes('/node_modules/')) return next(specifier, context);
    const url = specifier.startsWith('$lib/')
      ? new URL(specifier.slice('$lib/'.length), LIB)
      : new URL(specifier, context.parentURL);
    // A folder may have the same name: `records.ts` lies beside `records/`.
    if (!isFile(url) && isFile(new URL(`${url.href}.ts`))) url.href += '.ts';
    return next(url.href, context);
  }
});
