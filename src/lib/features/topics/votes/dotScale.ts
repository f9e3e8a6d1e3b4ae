/** A row of dots stays readable up to here; above, one dot stands for several. */
export const MOST_DOTS = 60;
const SCALES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** How many votes one drawn dot stands for, the same for all bars so that they can be compared. */
export function votesPerDot(counts: readonly number[]): number {
  const most = Math.max(0, ...counts);
  return SCALES.find((scale) => most / scale <= MOST_DOTS) ?? Math.ceil(most / MOST_DOTS);
}

export interface DrawnDots {
  /** Whole dots. */
  whole: number;
  /** Part of one more dot, 0 up to 1. */
  part: number;
  /** How many of the drawn dots, from the left, wear the own ring. */
  own: number;
}

/** The dots to draw for `count` votes of which `own` are the viewer's. One own vote is always seen. */
export function drawnDots(count: number, own: number, scale: number): DrawnDots {
  const whole = Math.floor(count / scale);
  return {
    whole,
    part: count / scale - whole,
    own: Math.min(Math.ceil(own / scale), Math.ceil(count / scale))
  };
}
