import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';

/** As the app names the connection that carries its hints. */
const HINTS = 'auftakt hints';

/**
 * A way to PostgreSQL on which hints between processes come late or not at all, while everything else passes: the
 * connection for hints is known by the name it gives itself.
 */
export class HintProxy {
  /** What comes on a connection for hints comes so much later, ms. */
  delayMs = 0;
  /** Nothing comes any more on connections for hints, and nobody is told: a cable that was pulled. */
  holding = false;
  readonly #server = createServer((down) => this.#carry(down));
  readonly #sockets = new Set<Socket>();
  readonly #target: URL;
  /** Pieces that came late, and that never came: so that a run can show that it did something. */
  readonly counts = { late: 0, lost: 0 };

  constructor(databaseUrl: string) {
    this.#target = new URL(databaseUrl);
  }

  /** The database's address by this way. */
  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const url = new URL(this.#target);
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #carry(down: Socket): void {
    const up = createConnection({ host: this.#target.hostname, port: Number(this.#target.port) });
    let forHints: boolean | null = null;
    for (const socket of [down, up]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        down.destroy();
        up.destroy();
      });
    }
    down.on('data', (piece) => {
      // The first piece is the start-up packet with the connection's name.
      forHints ??= piece.includes(HINTS);
      up.write(piece);
    });
    up.on('data', (piece) => {
      if (!forHints || (this.delayMs === 0 && !this.holding)) return void down.write(piece);
      // Held is lost: the connection is of no use afterwards, as after a cable was pulled.
      if (this.holding) this.counts.lost += 1;
      else {
        this.counts.late += 1;
        setTimeout(() => !down.destroyed && down.write(piece), this.delayMs);
      }
    });
  }
}
