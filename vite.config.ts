import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { auftaktDev } from './src/lib/server/devPlugin.ts';

export default defineConfig({
  // Its entry points are folders, which Node refuses to import: bundled, they are ordinary code.
  // A phone pays some 350 bytes and a place in the queue for each file: what is small and everywhere comes together.
  build: {
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'icons', test: /@lucide\/svelte/ }]
        }
      }
    }
  },
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
    auftaktDev()
  ]
});
