import { expect, it } from 'vitest';
import { Line } from './Line';

it('serves one at a time, in order, and goes on after a failure', async () => {
  const line = new Line(3);
  const seen: string[] = [];
  const work =
    (name: string, fails = false) =>
    async () => {
      seen.push(`${name} begins`);
      await Promise.resolve();
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const all = await Promise.allSettled([line.run(work('a')), line.run(work('b', true)), line.run(work('c'))]);
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(line.isFull).toBe(false);
});

it('turns away who finds too many', async () => {
  const line = new Line(1);
  let finish: () => void = () => undefined;
  const first = line.run(() => new Promise<void>((resolve) => (finish = resolve)));
  await expect(line.run(() => Promise.resolve())).rejects.toThrow(RangeError);
  finish();
  await first;
  expect(await line.run(() => Promise.resolve('next'))).toBe('next');
});
