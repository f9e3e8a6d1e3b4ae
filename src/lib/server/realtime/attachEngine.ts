import type { Server as HttpServer } from 'node:http';
import type { Server } from 'socket.io';

/**
 * Puts the socket server on an HTTP server; the answer takes it off again without touching the HTTP server, which in
 * development is Vite's and outlives a hot reload. (Socket.IO's own `close` would end it, and its upgrade listener
 * would stay and fight with the next one's.)
 */
export function attachEngine(io: Server, http: HttpServer): () => void {
  const before = { request: http.listeners('request'), upgrade: http.listeners('upgrade') };
  io.attach(http);
  const engine = io.engine;
  return () => {
    for (const event of ['request', 'upgrade'] as const) {
      http.removeAllListeners(event);
      for (const listener of before[event]) http.on(event, listener as (...args: unknown[]) => void);
    }
    engine.close();
  };
}
