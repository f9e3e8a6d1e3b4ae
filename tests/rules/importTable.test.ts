import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** The import table is only worth something if it bites: a small project with forbidden arrows, in both languages. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONFIG = ['.dependency-cruiser.mjs', '.dependency-cruiser.tsconfig.json'];

let project: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'auftakt-imports-'));
  for (const file of CONFIG) await copyFile(join(ROOT, file), join(project, file));
});
afterEach(() => rm(project, { recursive: true, force: true }));

/** Writes the files, looks at their imports, and returns the broken rules as `rule: from → to`. */
async function broken(files: Record<string, string>): Promise<string[]> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), content);
  }
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'json',
      'src'
    ],
    { cwd: project, encoding: 'utf8' }
  );
  expect(stderr).toBe('');
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

const script = (code: string) => `<script lang="ts">\n${code}\n</script>\n\n<p>x</p>\n`;
const VALUE = 'export const value: number = 1;\n';

describe('the import table', () => {
  it('finds a feature that imports another, in a .svelte file', async () => {
    expect(
      await broken({
        'src/lib/features/cards/Card.svelte': script(
          `import { value } from '$lib/features/board/thing';\nlet n: number = $state(value);`
        ),
        'src/lib/features/board/thing.ts': VALUE
      })
    ).toEqual(['table-features: src/lib/features/cards/Card.svelte → src/lib/features/board/thing.ts']);
  });

  it('finds a component that is only used in the markup of a foreign one', async () => {
    expect(
      await broken({
        'src/lib/ui/Frame.svelte': `<script lang="ts">\nimport Board from '$lib/features/board/Board.svelte';\n</script>\n<Board />\n`,
        'src/lib/features/board/Board.svelte': script('let n: number = 1;')
      })
    ).toEqual(['table-ui: src/lib/ui/Frame.svelte → src/lib/features/board/Board.svelte']);
  });

  it('finds Node and server code in the pure folders, imports of types included', async () => {
    expect(
      await broken({
        'src/lib/domain/rules.ts': `import type { Db } from '../server/db.ts';\nimport { readFile } from 'node:fs';\nexport const x: Db | typeof readFile = 1;\n`,
        'src/lib/server/db.ts': 'export type Db = number;\n'
      })
    ).toEqual([
      'table-domain: src/lib/domain/rules.ts → fs',
      'table-domain: src/lib/domain/rules.ts → src/lib/server/db.ts'
    ]);
  });

  it('finds a page that reaches into the database, and a repository that calls a service', async () => {
    expect(
      await broken({
        'src/routes/+page.server.ts': `import { value } from '$lib/server/repositories/notes';\nexport const load = () => value;\n`,
        'src/lib/server/repositories/notes.ts': `export { value } from '$lib/server/services/notes';\n`,
        'src/lib/server/services/notes.ts': VALUE
      })
    ).toEqual([
      'server-layer-2: src/lib/server/repositories/notes.ts → src/lib/server/services/notes.ts',
      'table-routes-server: src/routes/+page.server.ts → src/lib/server/repositories/notes.ts'
    ]);
  });

  it('finds a cycle', async () => {
    const found = await broken({
      'src/lib/util/a.ts': `import { b } from './b.ts';\nexport const a = (): number => b();\n`,
      'src/lib/util/b.ts': `import { a } from './a.ts';\nexport const b = (): number => a();\n`
    });
    expect(found.map((line) => line.split(':')[0])).toContain('no-cycles');
  });

  it('lets through what the table allows, and a component that draws itself', async () => {
    expect(
      await broken({
        'src/lib/features/board/Tree.svelte': `<script lang="ts">\nimport Tree from './Tree.svelte';\nimport { value } from '$lib/domain/rules';\n</script>\n{#if value > 1}<Tree />{/if}\n`,
        'src/lib/domain/rules.ts': `export { value } from '../util/value.ts';\n`,
        'src/lib/util/value.ts': VALUE
      })
    ).toEqual([]);
  });
});
