import { getContext, setContext } from 'svelte';

/** What every view on a projector has in common. All of it is read when it is shown, so that it may change. */
export interface StageInfo {
  /** The join link; null once nobody can come in any more. */
  readonly link: string | null;
  readonly code: string;
  /** "38 von 40 sind da" */
  readonly present: string;
  /** The line is down: what stands there may be old. */
  readonly lost: boolean;
  readonly timerEndsAt: number | null;
  readonly timerLeftMs: number | null;
  /** The server's time in milliseconds. */
  clock(): number;
  /** The time is up. */
  onover(): void;
}

const STAGE = Symbol('stage');

/** Called by the page of the projector while it is set up. */
export function setStageInfo(info: StageInfo): StageInfo {
  return setContext(STAGE, info);
}

export function getStageInfo(): StageInfo {
  return getContext<StageInfo>(STAGE);
}
