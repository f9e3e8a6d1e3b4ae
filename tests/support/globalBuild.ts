import { build, isStale } from '../../scripts/build.mjs';

/** The realtime tests talk to the built app. `npm test` has built it by now; a single run does it here. */
export default function setup(): void {
  if (isStale()) build();
}
