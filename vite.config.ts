import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';
import { auftaktDev } from './src/lib/server/devPlugin.ts';

const INITIAL = '$initial' as const;
/**
 * A phone pays some 350 bytes and a place in the queue for each file, so what several pages need comes in a few files, by
 * layer; `$initial` leaves out what is loaded when somebody needs it. Not in them is what only some pages need and brings
 * much along: QR codes with their library, the directory with the rules of cards. `speaker` is in the root layout, so it goes
 * with `ui`: with `room` it would bring the whole sync client to the start page.
 */
const GROUPS = [
  { name: 'framework', test: /node_modules\/(svelte|@sveltejs|devalue|clsx|esm-env)\//, tags: [INITIAL] },
  { name: 'icons', test: /@lucide\/svelte/, tags: [INITIAL], minShareCount: 3 },
  {
    name: 'ui',
    test: /src\/lib\/(ui\/(?!QrCode)|util|i18n|client\/speaker)/,
    tags: [INITIAL],
    minShareCount: 3
  },
  { name: 'room', test: /src\/lib\/(sync|client)\/(?!Directory)/, tags: [INITIAL], minShareCount: 2 },
  // What is left of these is tiny: alone each word and each icon would cost more for its head than for itself.
  { name: 'words', test: /paraglide\/messages\/(board|files|ui|note)_|@lucide\/svelte/, minShareCount: 2 }
];

/** For browsers only: grouped, the server's chunks import each other in circles and do not start. */
function fewFiles(): Plugin {
  return {
    name: 'auftakt:few-files',
    configEnvironment: (name) =>
      name === 'client'
        ? {
            build: {
              rolldownOptions: {
                output: {
                  codeSplitting: {
                    groups: GROUPS
                  }
                }
              }
            }
          }
        : null
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
