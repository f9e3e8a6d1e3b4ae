import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { CommandAnswer } from '$lib/protocol/rooms';

/** Numbers for the operator. Labels are closed lists: nothing of a person or a room ever becomes one. */
export class Metrics {
  readonly registry = new Registry();
  readonly #commands: Counter<'type' | 'result'>;
  readonly #duration: Histogram<'type'>;
  readonly #batches: Histogram;
  readonly #mails: Counter<'result'>;

  /** @param counts is asked with each scrape */
  constructor(counts: { rooms: () => number; sockets: () => number }) {
    collectDefaultMetrics({ register: this.registry });
    const registers = [this.registry];
    this.#commands = new Counter({
      name: 'auftakt_commands_total',
      help: 'Commands answered, by type and result (ok or the refusal code)',
      labelNames: ['type', 'result'],
      registers
    });
    this.#duration = new Histogram({
      name: 'auftakt_command_seconds',
      help: 'Time from the arrival of a command to its answer',
      labelNames: ['type'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers
    });
    this.#batches = new Histogram({
      name: 'auftakt_batch_changes',
      help: 'Changes committed in one transaction',
      buckets: [1, 2, 5, 10, 20, 50, 100, 200],
      registers
    });
    this.#mails = new Counter({
      name: 'auftakt_mails_total',
      help: 'Attempts to send a mail, by what became of them',
      labelNames: ['result'],
      registers
    });
    const gauge = (name: string, help: string, value: () => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(value());
        }
      });
    gauge('auftakt_rooms', 'Rooms in memory', counts.rooms);
    gauge('auftakt_sockets', 'Open sockets', counts.sockets);
  }

  /** @param type a command type of the wire; anything else must be given as `unknown` */
  command(type: string, answer: CommandAnswer, seconds: number): void {
    this.#commands.inc({ type, result: answer.ok ? 'ok' : answer.code });
    this.#duration.observe({ type }, seconds);
  }

  /** An attempt to send a mail: taken, refused for good, or to be tried again. */
  mail(result: 'sent' | 'failed' | 'later'): void {
    this.#mails.inc({ result });
  }

  /** Shows how many mails wait. @param look is asked with each scrape; one that fails shows what was known before */
  mailQueue(look: () => Promise<{ single: number; list: number; oldestSeconds: number }>): void {
    const oldest = new Gauge({
      name: 'auftakt_mail_oldest_seconds',
      help: 'How long ago the oldest mail was left that still waits',
      registers: [this.registry]
    });
    new Gauge({
      name: 'auftakt_mail_waiting',
      help: 'Mails that wait to be sent: single ones, which go first, and those to lists',
      labelNames: ['kind'],
      registers: [this.registry],
      async collect() {
        const waiting = await look().catch(() => null);
        if (!waiting) return;
        this.set({ kind: 'single' }, waiting.single);
        this.set({ kind: 'list' }, waiting.list);
        oldest.set(waiting.oldestSeconds);
      }
    });
  }

  batch(changes: number): void {
    this.#batches.observe(changes);
  }
}
