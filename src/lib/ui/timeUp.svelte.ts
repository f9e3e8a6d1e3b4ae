import { m } from '$lib/i18n/paraglide/messages.js';
import { toasts } from './toasts.svelte';

/** How this device says that the time is up. */
export interface TimeUpChoice {
  sound: boolean;
  buzz: boolean;
}

/** Sixty phones that ring in one hall are not gentle: the sound is asked for, the buzz in the pocket is not. */
const USUAL: TimeUpChoice = { sound: false, buzz: true };
const KEY = 'auftakt_time_up';

/** What was kept on the device, such as "sound buzz"; the usual choice where nothing was. */
export function choiceOf(kept: string | null): TimeUpChoice {
  if (kept === null) return USUAL;
  const on = kept.split(' ');
  return { sound: on.includes('sound'), buzz: on.includes('buzz') };
}

/** What a device can do; other ones in tests. */
export interface TimeUpDevice {
  kept(): string | null;
  keep(choice: string): void;
  buzz(pattern: number[]): void;
  /** Comes when it is needed. Rejects when the browser cannot get it. */
  chime(): Promise<{ unlock(): Promise<boolean>; ring(): void }>;
}

/** Sound and vibration at the end of the time, as this device's owner wants them. */
export class TimeUp {
  #choice = $state.raw(USUAL);
  readonly #device: TimeUpDevice;

  constructor(device: TimeUpDevice) {
    this.#device = device;
  }

  get choice(): TimeUpChoice {
    return this.#choice;
  }

  /**
   * Reads what was chosen before. Browsers play nothing until somebody has touched the page: the first touch makes the
   * sound ready. Answers what ends the waiting for it.
   */
  start(page: EventTarget): () => void {
    this.#choice = choiceOf(this.#device.kept());
    if (!this.#choice.sound) return () => undefined;
    const ready = () => void this.#unlock();
    page.addEventListener('pointerdown', ready, { once: true });
    page.addEventListener('keydown', ready, { once: true });
    return () => {
      page.removeEventListener('pointerdown', ready);
      page.removeEventListener('keydown', ready);
    };
  }

  /** Call it from a click: it plays the sound once, so that one hears what is coming, and the browser allows it. */
  async setSound(on: boolean): Promise<void> {
    this.#set({ ...this.#choice, sound: on });
    if (on && (await this.#unlock())) (await this.#device.chime()).ring();
  }

  setBuzz(on: boolean): void {
    this.#set({ ...this.#choice, buzz: on });
    if (on) this.#device.buzz([150]);
  }

  /** The time is up. */
  ring(): void {
    if (this.#choice.buzz) this.#device.buzz([200, 120, 200]);
    // Without a line it cannot come, and then the clock on the screen must do.
    if (this.#choice.sound)
      void this.#device.chime().then(
        (chime) => chime.ring(),
        () => undefined
      );
  }

  #set(choice: TimeUpChoice): void {
    this.#choice = choice;
    this.#device.keep([choice.sound ? 'sound' : '', choice.buzz ? 'buzz' : ''].join(' ').trim());
  }

  async #unlock(): Promise<boolean> {
    try {
      return await (await this.#device.chime()).unlock();
    } catch {
      toasts.add({ text: m.ui_load_failed() });
      return false;
    }
  }
}

/** Whether this device can vibrate at all; iPhones cannot from a page. */
export const canBuzz = (): boolean => typeof navigator !== 'undefined' && 'vibrate' in navigator;

/** This page's. */
export const timeUp = new TimeUp({
  kept: () => stored()?.getItem(KEY) ?? null,
  keep: (choice) => stored()?.setItem(KEY, choice),
  buzz: (pattern) => void (canBuzz() && navigator.vibrate(pattern)),
  chime: () => import('./chime')
});

/** Private windows of some browsers have none, or refuse it. */
function stored(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
