import { expect, test } from 'vitest';
import { choiceOf, TimeUp } from './timeUp.svelte';

/** A device that writes down what it does. */
function device(kept: string | null = null) {
  const did: string[] = [];
  const timeUp = new TimeUp({
    kept: () => kept,
    keep: (choice) => did.push(`keep ${choice}`),
    buzz: () => did.push('buzz'),
    chime: () =>
      Promise.resolve({
        unlock: () => {
          did.push('unlock');
          return Promise.resolve(true);
        },
        ring: () => did.push('ring')
      })
  });
  return { timeUp, did };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('what was kept comes back; nothing kept is the buzz alone', () => {
  expect(choiceOf(null)).toEqual({ sound: false, buzz: true });
  expect(choiceOf('')).toEqual({ sound: false, buzz: false });
  expect(choiceOf('sound buzz')).toEqual({ sound: true, buzz: true });
});

test('usually a device buzzes and makes no sound', async () => {
  const { timeUp, did } = device();
  timeUp.start(new EventTarget());
  timeUp.ring();
  await settled();
  expect(did).toEqual(['buzz']);
});

test('the sound is heard when it is switched on, and at the end from then on', async () => {
  const { timeUp, did } = device();
  timeUp.start(new EventTarget());
  timeUp.setBuzz(false);
  await timeUp.setSound(true);
  expect(did).toEqual(['keep ', 'keep sound', 'unlock', 'ring']);
  timeUp.ring();
  await settled();
  expect(did.slice(4)).toEqual(['ring']);
  await timeUp.setSound(false);
  timeUp.ring();
  await settled();
  expect(did.slice(5)).toEqual(['keep ']);
});

test('after a reload the first touch makes the sound ready, and only one', async () => {
  const { timeUp, did } = device('sound');
  const page = new EventTarget();
  const stop = timeUp.start(page);
  page.dispatchEvent(new Event('pointerdown'));
  page.dispatchEvent(new Event('pointerdown'));
  await settled();
  expect(did).toEqual(['unlock']);
  stop();
  page.dispatchEvent(new Event('keydown'));
  await settled();
  expect(did).toEqual(['unlock']);
});
