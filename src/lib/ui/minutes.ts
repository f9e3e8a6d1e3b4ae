import { createSubscriber } from 'svelte/reactivity';

const eachMinute = createSubscriber((update) => {
  const timer = setInterval(update, 60_000);
  return () => clearInterval(timer);
});

/** Whoever calls it while something is drawn is drawn anew every minute: for "vor 4 Min.". */
export function everyMinute(): void {
  eachMinute();
}
