import type { RedisClientType } from '@redis/client';
import { waitBefore, type Line, type LineEars, type OpenLine } from './Line';

const PING_MS = 5000;
/** A connection on which nothing comes back for so long is dead. */
const SILENT_MS = 15_000;

/**
 * A line through Redis' publish and subscribe, on two connections. Channels know nothing of Redis' numbered databases, so
 * the number in the address (`redis://host/3`) becomes part of the name: that keeps installations apart.
 */
export function redisLine(redisUrl: string): OpenLine {
  const channel = `auftakt:${new URL(redisUrl).pathname.replace(/^\//, '') || '0'}`;
  return (ears) => new RedisLine(redisUrl, channel, ears);
}

class RedisLine implements Line {
  readonly #url: string;
  readonly #channel: string;
  readonly #ears: LineEars;
  readonly #opened: Promise<void>;
  #publisher: RedisClientType | null = null;
  #subscriber: RedisClientType | null = null;
  #closed = false;
  #told = false;
  #subscribed = false;

  constructor(url: string, channel: string, ears: LineEars) {
    this.#url = url;
    this.#channel = channel;
    this.#ears = ears;
    this.#opened = this.#open().catch((error: unknown) => this.#lost(error));
  }

  async send(text: string): Promise<void> {
    const publisher = this.#publisher;
    if (!publisher?.isReady) throw new Error('no connection for hints');
    await publisher.publish(this.#channel, text);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const clients = [this.#publisher, this.#subscriber];
    this.#publisher = this.#subscriber = null;
    for (const client of clients) if (client?.isOpen) client.destroy();
    await this.#opened;
  }

  async #open(): Promise<void> {
    // Nobody without Redis pays for its client.
    const { createClient } = await import('@redis/client');
    const made = () => {
      const client = createClient({
        url: this.#url,
        disableOfflineQueue: true,
        pingInterval: PING_MS,
        socket: {
          connectTimeout: 5000,
          socketTimeout: SILENT_MS,
          keepAlive: true,
          reconnectStrategy: (attempt) => waitBefore(attempt)
        }
      }) as RedisClientType;
      client.on('error', (error: unknown) => this.#lost(error));
      client.on('ready', () => this.#ready());
      return client;
    };
    if (this.#closed) return;
    this.#publisher = made();
    this.#subscriber = made();
    await Promise.all([this.#publisher.connect(), this.#subscriber.connect()]);
    // Again and again by itself whenever it reconnects.
    await this.#subscriber.subscribe(this.#channel, (text) => this.#ears.heard(text));
    this.#subscribed = true;
    this.#ready();
  }

  #ready(): void {
    if (!this.#subscribed || !this.#publisher?.isReady || !this.#subscriber?.isReady) return;
    this.#told = false;
    this.#ears.restored();
  }

  #lost(error: unknown): void {
    if (this.#told || this.#closed) return;
    this.#told = true;
    this.#ears.lost(error);
  }
}
