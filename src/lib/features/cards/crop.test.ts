import { expect, test } from 'vitest';
import { reachOf, within } from './crop';

test.each([
  ['wide, as it fits', { width: 4000, height: 2000 }, 1, { x: 100, y: 0 }],
  ['tall, as it fits', { width: 1000, height: 4000 }, 1, { x: 0, y: 150 }],
  ['square, as it fits', { width: 50, height: 50 }, 1, { x: 0, y: 0 }],
  ['wide, twice as large', { width: 4000, height: 2000 }, 2, { x: 300, y: 100 }]
])('an image that is %s', (_what, image, zoom, reach) => {
  expect(reachOf(image, { width: 400, height: 400 }, zoom)).toEqual(reach);
});

test('the square is never left empty', () => {
  expect(within({ x: 120, y: -3 }, { x: 100, y: 0 })).toEqual({ x: 100, y: 0 });
  expect(within({ x: -50, y: 20 }, { x: 100, y: 30 })).toEqual({ x: -50, y: 20 });
});
