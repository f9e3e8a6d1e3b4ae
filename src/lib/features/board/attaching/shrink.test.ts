import { expect, it } from 'vitest';
import { shrink, sizeWithin } from './shrink';

it.each([
  [
    { width: 4000, height: 3000 },
    { width: 1600, height: 1200 }
  ],
  [
    { width: 3000, height: 4000 },
    { width: 1200, height: 1600 }
  ],
  [
    { width: 800, height: 20 },
    { width: 800, height: 20 }
  ],
  [
    { width: 50_000, height: 1 },
    { width: 1600, height: 1 }
  ]
])('%j fits as %j', (size, fitting) => {
  expect(sizeWithin(size)).toEqual(fitting);
});

it('leaves alone what is light, moves, is no image, or cannot be read here', async () => {
  const of = (type: string, bytes: number) => new File([new Uint8Array(bytes)], 'x', { type });
  for (const file of [
    of('image/jpeg', 1000),
    of('image/gif', 900_000),
    of('application/pdf', 900_000),
    // Node has no images: as in a browser that cannot read this one.
    of('image/jpeg', 900_000)
  ])
    expect(await shrink(file)).toBe(file);
});
