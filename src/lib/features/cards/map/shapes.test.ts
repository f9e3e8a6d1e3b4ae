import { describe, expect, test } from 'vitest';
import { FIRST_REGIONS } from '$lib/domain/cards/lists';
import { HEIGHT, labelAt, outlineOf, shapeOf, SHAPES, WIDTH } from './shapes';

const cornersOf = (outline: string) =>
  outline
    .slice(1, -1)
    .split('L')
    .map((corner) => corner.split(' ').map(Number) as [number, number]);

test("every region of a new space's list is drawn, each as an area of its own, but for what has no place", () => {
  const drawn = FIRST_REGIONS.filter((region) => shapeOf(region) !== null);
  expect(FIRST_REGIONS.filter((region) => !drawn.includes(region))).toEqual(['überregional']);
  expect(new Set(drawn.map(shapeOf)).size).toBe(SHAPES.length);
});

test.each([
  ['Leipzig', 'leipzig'],
  ['Stadt Leipzig', 'leipzig'],
  ['Landkreis Leipzig', 'leipzigLand'],
  ['Halle (Saale)', 'halle'],
  ['Mansfeld-Südharz', 'mansfeld'],
  ['LANDKREIS NORDSACHSEN', 'nordsachsen'],
  ['Lausitz', undefined],
  ['', undefined]
])('%j is %s', (region, key) => {
  expect(shapeOf(region)?.key).toBe(key);
});

describe.each(SHAPES)('$key', (shape) => {
  const corners = cornersOf(outlineOf(shape));
  test('lies within the drawing, and so does its label, inside the area', () => {
    for (const [x, y] of corners) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(WIDTH);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(HEIGHT);
    }
    const { x, y } = labelAt(shape);
    expect(contains(corners, x, y)).toBe(true);
  });
});

/** Whether a ray to the right crosses the outline an odd number of times. */
function contains(corners: readonly [number, number][], x: number, y: number): boolean {
  let inside = false;
  for (const [index, [ax, ay]] of corners.entries()) {
    const [bx, by] = corners[(index + 1) % corners.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
