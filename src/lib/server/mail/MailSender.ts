import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '$lib/server/db/database';
import type { Log } from '$lib/server/log';
import { claimMail, settleMail, type ClaimedMail, type MailOutcome } from '$lib/server/repositories/mails';
import { systemClock, type Clock } from '$lib/util/clock';
import type { Delivery, MailTransport } from './smtpTransport';

const MINUTE = 60_000;
/** About twenty hours with the waits below. */
export const MAX_ATTEMPTS = 13;
/** The database is away just now. */
const SETTLE_AGAIN_MS = 1000;
const LONGEST_WAIT_MS = 240 * MINUTE;

/** What became of an attempt, for the metrics. */
export type MailResult = 'sent' | 'failed' | 'later';

export interface SenderTimes {
  /** Looks for mails of other processes, and for those due again. */
  lookMs: number;
  /** After this a mail counts as interrupted. Longer than `deliverMs`, and than the database may be away after it. */
  claimMs: number;
  /** One attempt takes no longer. */
  deliverMs: number;
  /** A stop waits so long for the mail under way. Then it is cut off, and comes again later. */
  stopMs: number;
  /** First and longest rest while the server is away. */
  restMs: readonly [first: number, longest: number];
  /** Wait before the attempt after `attempts`. */
  retryMs: (attempts: number) => number;
  /** The longest wait of a mail that found the server away. */
  awayRetryMs: number;
}

const TIMES: SenderTimes = {
  lookMs: 15_000,
  claimMs: 10 * MINUTE,
  deliverMs: 2 * MINUTE,
  stopMs: 4_000,
  restMs: [10_000, 5 * MINUTE],
  retryMs: waitAfter,
  awayRetryMs: 10 * MINUTE
};

/** One minute, then twice as long each time up to four hours, give or take a fifth, ms. */
export function waitAfter(attempts: number, random: () => number = Math.random): number {
  const wait = Math.min(MINUTE * 2 ** (attempts - 1), LONGEST_WAIT_MS);
  return Math.round(wait * (0.8 + 0.4 * random()));
}

/**
 * Sends what lies in the queue, one mail after the other. Each process has one; they share the queue by claiming.
 * What is promised, and what is not: docs/decisions/0011-mails-at-least-once.md.
 */
export class MailSender {
  readonly #db: Db;
  readonly #log: Pick<Log, 'info' | 'warn'>;
  readonly #transport: MailTransport;
  readonly #times: SenderTimes;
  readonly #onSettled: (result: MailResult) => void;
  readonly #clock: Pick<Clock, 'after'>;
  #running: Promise<void> | null = null;
  #stopping = false;
  /** How often in a row the server was away. */
  #away = 0;
  #endSleep: (() => void) | null = null;
  /** Woken while it worked: looks once more before it sleeps. */
  #woken = false;

  constructor(
    {
      db,
      log,
      transport,
      onSettled = () => undefined,
      clock = systemClock
    }: {
      db: Db;
      log: Pick<Log, 'info' | 'warn'>;
      transport: MailTransport;
      /** For the metrics. */
      onSettled?: (result: MailResult) => void;
      clock?: Pick<Clock, 'after'>;
    },
    times: Partial<SenderTimes> = {}
  ) {
    this.#db = db;
    this.#log = log;
    this.#transport = transport;
    this.#onSettled = onSettled;
    this.#clock = clock;
    this.#times = { ...TIMES, ...times };
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** There is something new. While the server is away that changes nothing. */
  wake(): void {
    this.#woken = true;
    if (this.#away === 0) this.#endSleep?.();
  }

  /** Finishes the mail under way, if the server lets it, and takes no other. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#endSleep?.();
    const cut = setTimeout(() => this.#transport.close(), this.#times.stopMs);
    await this.#running;
    clearTimeout(cut);
    this.#transport.close();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      const rest = await this.#sendOne().catch((error: unknown) => {
        this.#log.warn({ err: error }, 'the mail queue could not be read');
        return this.#times.lookMs;
      });
      if (rest > 0) await this.#sleep(rest);
    }
  }

  /** @returns how long to rest, ms */
  async #sendOne(): Promise<number> {
    const mail = await claimMail(this.#db, this.#times.claimMs);
    if (!mail) return this.#times.lookMs;
    const claimed = performance.now();
    const delivery = await this.#transport.deliver(mail, this.#times.deliverMs);
    const outcome = this.#outcomeOf(mail, delivery);
    await this.#settle(mail, outcome, claimed);
    this.#onSettled(outcome.state === 'waiting' ? 'later' : outcome.state);
    return this.#restAfter(delivery);
  }

  #outcomeOf({ attempts }: ClaimedMail, delivery: Delivery): MailOutcome {
    if (delivery.kind === 'accepted') return { state: 'sent' };
    const error = delivery.reason;
    if (delivery.kind === 'refused') return { state: 'failed', error, address: delivery.address };
    const retryMs = this.#times.retryMs(attempts);
    // A server that is away for days spends no mail.
    if (delivery.kind === 'away')
      return { state: 'waiting', error, retryMs: Math.min(retryMs, this.#times.awayRetryMs) };
    if (attempts >= MAX_ATTEMPTS) return { state: 'failed', error, address: false };
    return { state: 'waiting', error, retryMs };
  }

  /** Tries as long as the claim holds: a mail that went out and is not noted goes out again. */
  async #settle(mail: ClaimedMail, outcome: MailOutcome, claimed: number): Promise<void> {
    for (;;) {
      try {
        return await settleMail(this.#db, mail, outcome);
      } catch (error) {
        if (this.#stopping || performance.now() - claimed > this.#times.claimMs) throw error;
        await pause(SETTLE_AGAIN_MS);
      }
    }
  }

  #restAfter(delivery: Delivery): number {
    if (delivery.kind !== 'away') {
      if (this.#away > 0) this.#log.info('the mail server is there again');
      this.#away = 0;
      return 0;
    }
    // What the server said stands in the table: it may name an address.
    if (this.#away === 0)
      this.#log.warn('the mail server takes nothing now: see last_error in the table mail');
    const [first, longest] = this.#times.restMs;
    this.#away += 1;
    return Math.min(first * 2 ** (this.#away - 1), longest);
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#stopping || (this.#woken && this.#away === 0)) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(ms, resolve);
      this.#endSleep = () => {
        cancel();
        resolve();
      };
    });
    this.#endSleep = null;
  }
}
