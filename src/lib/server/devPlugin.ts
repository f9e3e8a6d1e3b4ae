import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Plugin } from 'vite';

interface App {
  attach(server: Server): void | Promise<void>;
  close(): Promise<void>;
}

const APP = Symbol.for('auftakt.app');
const HTTP = Symbol.for('auftakt.http');

/** How often to look whether `init` has made an app (or, after a hot reload, a new one), milliseconds. */
const LOOK = 300;

/**
 * Does for `vite dev` what src/server.ts does in production: hands the HTTP server to the app that `init` in
 * src/hooks.server.ts leaves under a symbol. Kit runs `init` with the first request, so one is sent.
 */
export function auftaktDev(): Plugin {
  return {
    name: 'auftakt-dev',
    apply: 'serve',
    config: () => ({
      server: process.env['PORT'] ? { port: Number(process.env['PORT']), strictPort: true } : {}
    }),
    configureServer(vite) {
      // In middleware mode (Vitest) there is no server of Vite's own.
      const http = vite.httpServer as Server | null;
      if (http === null || process.env['VITEST']) return;
      const shared = globalThis as { [APP]?: App | undefined; [HTTP]?: Server };
      shared[HTTP] = http;
      let attached: App | undefined;
      let timer: NodeJS.Timeout | undefined;

      const attachNew = () => {
        const app = shared[APP];
        if (app === undefined || app === attached) return;
        attached = app;
        void Promise.resolve(app.attach(http)).catch((error: unknown) =>
          vite.config.logger.error(`attaching the app failed: ${String(error)}`)
        );
      };

      http.once('listening', () => {
        const { port } = http.address() as AddressInfo;
        // Links made by the app lead here; Vite knows the port only now.
        process.env['PORT'] = String(port);
        process.env['HOST'] ??= '127.0.0.1';
        process.env['NODE_ENV'] ??= 'development';
        timer = setInterval(attachNew, LOOK).unref();
        fetch(`http://localhost:${port}/healthz`).catch(() => undefined);
      });
      http.once('close', () => {
        clearInterval(timer);
        const app = shared[APP];
        shared[APP] = undefined;
        void app?.close();
      });
    }
  };
}
