import { beforeEach, expect, test, vi } from 'vitest';
import type { Clock } from '../util/clock.ts';
import { TOAST_MS, Toasts } from './toasts.svelte.ts';

/** A clock that stands until somebody moves it. */
class HandClock implements Clock {
  #now = 0;
  #due: { at: number; work: () => void }[] = [];
  now(): number {
    return this.#now;
  }
  after(ms: number, work: () => void): () => void {
    const entry = { at: this.#now + ms, work };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }
  pass(ms: number): void {
    this.#now += ms;
    const due = this.#due.filter((entry) => entry.at <= this.#now);
    this.#due = this.#due.filter((entry) => entry.at > this.#now);
    for (const entry of due) entry.work();
  }
}

let clock: HandClock;
let toasts: Toasts;
beforeEach(() => {
  clock = new HandClock();
  toasts = new Toasts(clock);
});
const texts = () => toasts.list.map((toast) => toast.text);

test('a toast stays eight seconds', () => {
  toasts.add({ text: 'Angepinnt.' });
  clock.pass(TOAST_MS - 1);
  expect(texts()).toEqual(['Angepinnt.']);
  clock.pass(1);
  expect(texts()).toEqual([]);
});

test('pointing at it stops the time, and the rest is kept', () => {
  toasts.add({ text: 'Angepinnt.' });
  clock.pass(5000);
  toasts.pause();
  clock.pass(60_000);
  expect(texts()).toEqual(['Angepinnt.']);
  toasts.resume();
  clock.pass(2999);
  expect(texts()).toEqual(['Angepinnt.']);
  clock.pass(1);
  expect(texts()).toEqual([]);
});

test('what arrives while time stands still starts with the others', () => {
  toasts.pause();
  toasts.add({ text: 'Neu' });
  clock.pass(60_000);
  expect(texts()).toEqual(['Neu']);
  toasts.resume();
  clock.pass(TOAST_MS);
  expect(texts()).toEqual([]);
});

test('pausing twice takes the time off once', () => {
  toasts.add({ text: 'Angepinnt.' });
  clock.pass(4000);
  toasts.pause();
  toasts.pause();
  toasts.resume();
  clock.pass(3999);
  expect(texts()).toEqual(['Angepinnt.']);
});

test('three at once; the oldest makes room', () => {
  for (const text of ['a', 'b', 'c', 'd']) toasts.add({ text });
  expect(texts()).toEqual(['b', 'c', 'd']);
});

test('the action runs once and takes the toast with it', () => {
  const run = vi.fn();
  const id = toasts.add({ text: 'Gelöscht.', action: { label: 'Rückgängig', run } });
  toasts.act(id);
  toasts.act(id);
  expect(run).toHaveBeenCalledOnce();
  expect(texts()).toEqual([]);
});
