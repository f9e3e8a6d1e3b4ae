import { systemClock, type Clock } from '../util/clock.ts';

/** How long a toast stays, milliseconds (DESIGN.md). */
export const TOAST_MS = 8000;
/** More than these at once is noise: the oldest goes. */
const MOST = 3;

export interface ToastAction {
  label: string;
  run: () => void;
}
export interface ToastInput {
  text: string;
  /** One way on, mostly "Rückgängig". It must also be reachable elsewhere: toasts go away. */
  action?: ToastAction;
}
export interface Toast extends ToastInput {
  id: number;
}

interface Countdown {
  /** Milliseconds it had left when it last started to run. */
  left: number;
  since: number;
  stop: () => void;
}

/** The messages that are on the screen now, and the time each has left. */
export class Toasts {
  #list = $state.raw<readonly Toast[]>([]);
  #running = new Map<number, Countdown>();
  #paused = false;
  #next = 1;
  readonly #clock: Clock;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  get list(): readonly Toast[] {
    return this.#list;
  }

  /** Shows a message; answers its id. Call it in the browser only: on the server everybody would share it. */
  add(toast: ToastInput): number {
    const id = this.#next++;
    this.#list = [...this.#list, { ...toast, id }];
    this.#start(id, TOAST_MS);
    for (const old of this.#list.slice(0, -MOST)) this.dismiss(old.id);
    return id;
  }

  dismiss(id: number): void {
    this.#running.get(id)?.stop();
    this.#running.delete(id);
    this.#list = this.#list.filter((toast) => toast.id !== id);
  }

  /** Runs the toast's action and takes it away. */
  act(id: number): void {
    const toast = this.#list.find((candidate) => candidate.id === id);
    this.dismiss(id);
    toast?.action?.run();
  }

  /** Somebody points at a toast or stands in one with the keyboard: time stands still. */
  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    for (const countdown of this.#running.values()) {
      countdown.stop();
      countdown.left -= this.#clock.now() - countdown.since;
    }
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    for (const [id, countdown] of this.#running) this.#start(id, countdown.left);
  }

  #start(id: number, left: number): void {
    const stop = this.#paused ? () => {} : this.#clock.after(Math.max(0, left), () => this.dismiss(id));
    this.#running.set(id, { left, since: this.#clock.now(), stop });
  }
}

/** The one list of this page; ToastHost shows it. */
export const toasts = new Toasts();
