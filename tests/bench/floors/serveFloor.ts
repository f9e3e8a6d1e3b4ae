import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on a free port of loopback and tells the runner which. Ends with the runner. */
export function serveFloor(http: Server): void {
  http.listen(0, '127.0.0.1', () => process.send?.({ port: (http.address() as AddressInfo).port }));
  process.once('disconnect', () => process.exit());
  // Ctrl-C reaches the whole group; the runner ends this process in order.
  process.on('SIGINT', () => undefined);
}
