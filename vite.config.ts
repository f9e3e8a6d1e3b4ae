import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';
import { auftaktDev } from './src/lib/server/devPlugin.ts';

const INITIAL = '$initial' as const;
/** What a participant's phone shows first: their board, as a wall. */
const FIRST = [
  'src/routes/+layout.svelte',
  'src/routes/+error.svelte',
  'src/routes/w/[id]/+page.svelte',
  'src/lib/features/board/GroupBoard.svelte',
  'src/lib/features/board/layouts/wall/Wall.svelte'
];
const WORDS = /paraglide\/messages\/|@lucide\/svelte/;
const UI = /src\/lib\/(ui\/(?!QrCode)|util|i18n|client\/speaker)/;

/**
 * A phone pays some 350 bytes and a place in the queue for each file, so what several pages need comes in a few files, by
 * layer, and what the board shows first comes apart from the rest (`isFirst`): a word or an icon alone would cost more for its
 * head than for itself, and all of them together three times as much as a board needs. `$initial` leaves out what is loaded
 * when somebody needs it. Not in them is what only some pages need and brings much along: QR codes with their library, the
 * directory with the rules of cards. `speaker` is in the root layout, so it goes with `ui`: with `room` it would bring the
 * whole sync client to the start page.
 */
function groups(isFirst: (id: string) => boolean) {
  return [
    { name: 'framework', test: /node_modules\/(svelte|@sveltejs|devalue|clsx|esm-env)\//, tags: [INITIAL] },
    { name: 'first-words', test: (id: string) => WORDS.test(id) && isFirst(id) },
    { name: 'first-ui', test: (id: string) => UI.test(id) && isFirst(id), minShareCount: 2 },
    { name: 'icons', test: /@lucide\/svelte/, tags: [INITIAL], minShareCount: 3 },
    { name: 'ui', test: UI, tags: [INITIAL], minShareCount: 3 },
    { name: 'room', test: /src\/lib\/(sync|client)\/(?!Directory)/, tags: [INITIAL], minShareCount: 2 },
    { name: 'words', test: /paraglide\/messages\/(board|files|ui|note)_|@lucide\/svelte/, minShareCount: 2 }
  ];
}

/** For browsers only: grouped, the server's chunks import each other in circles and do not start. */
function fewFiles(): Plugin {
  const first = new Set<string>();
  return {
    name: 'auftakt:few-files',
    configEnvironment: (name) =>
      name === 'client'
        ? {
            build: {
              rolldownOptions: {
                output: { codeSplitting: { groups: groups((id) => first.has(id)) } }
              }
            }
          }
        : null,
    buildEnd() {
      if (this.environment.name !== 'client') return;
      const all = Array.from(this.getModuleIds());
      const words = new Map(
        all.flatMap((id) => [[/paraglide\/messages\/(\w+?)\d*\.js$/.exec(id)?.[1] ?? '', id]])
      );
      const open = all.filter((id) => FIRST.some((root) => id.endsWith(root)));
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        // The index imports every word there is; those that are meant stand in the code.
        if (first.has(id) || id.includes('paraglide/messages/_index')) continue;
        first.add(id);
        const { importedIds = [], code } = this.getModuleInfo(id) ?? {};
        open.push(...importedIds);
        for (const [, name = ''] of (code ?? '').matchAll(/\bm\.(\w+)/g)) open.push(words.get(name) ?? id);
      }
    }
  };
}

export default defineConfig({
  // Its entry points are folders, which Node refuses to import: bundled, they are ordinary code.
  ssr: { noExternal: ['@atlaskit/pragmatic-drag-and-drop'] },
  plugins: [
    paraglideVitePlugin({
      project: './src/lib/i18n/project.inlang',
      outdir: './src/lib/i18n/paraglide',
      // German unless the person chose otherwise: the browser's language is no wish.
      strategy: ['cookie', 'baseLocale'],
      cookieName: 'auftakt_locale'
    }),
    sveltekit(),
    fewFiles(),
    auftaktDev()
  ]
});
