/** A small chart's line and scale. Pure. */
import type { GrowthPoint } from '$lib/domain/growth';

/** The line of a chart `width` by `height`, as SVG points; 0 lies at the bottom, `top` (at least 1) at the top. */
export function linePoints(
  points: readonly GrowthPoint[],
  { width, height, top }: { width: number; height: number; top: number }
): string {
  const last = Math.max(points.length - 1, 1);
  return points
    .map(({ count }, index) => {
      const x = (index / last) * width;
      const y = height - (count / Math.max(top, 1)) * height;
      return `${round(x)},${round(y)}`;
    })
    .join(' ');
}
const round = (value: number): number => Math.round(value * 10) / 10;

/** A round number at or above `most`, for the top of the scale: 5, 10, 20, 50, 100 … */
export function scaleTop(most: number): number {
  for (let unit = 5; ; unit *= 10)
    for (const times of [1, 2, 4, 10]) if (unit * times >= most) return unit * times;
}
