import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter(),
    // Kit looks at forms only, and knows no door that mail servers may use: we look at every request (server/auth/formPost.ts).
    csrf: { trustedOrigins: ['*'] },
    // What one page alone needs comes with it: only the sheet that all pages share is worth a request, and its place in the cache.
    inlineStyleThreshold: 8_000,
    // Script only from ourselves, with nonces for Kit's inline start script. Styles: Svelte
    // transitions and custom properties set from markup need inline styles.
    csp: {
      mode: 'auto',
      directives: {
        'default-src': ['self'],
        'script-src': ['self'],
        'style-src': ['self', 'unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self', 'ws:', 'wss:'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'form-action': ['self'],
        'frame-ancestors': ['none']
      }
    },
    typescript: {
      config: (config) => {
        config.include.push('../scripts/**/*.ts', '../tests/**/*.ts', '../db/**/*.ts', '../*.config.ts');
      }
    }
  }
};
