import type { Scenario } from './Scenario.ts';
import { clients } from './scenarios/clients.ts';
import { clocks } from './scenarios/clocks.ts';
import { crowd } from './scenarios/crowd.ts';
import { disk } from './scenarios/disk.ts';
import { fuzz } from './scenarios/fuzz.ts';
import { garbage } from './scenarios/garbage.ts';
import { kill } from './scenarios/kill.ts';
import { order } from './scenarios/order.ts';
import { postgres } from './scenarios/postgres.ts';
import { processes } from './scenarios/processes.ts';
import { restore } from './scenarios/restore.ts';
import { stalled } from './scenarios/stalled.ts';

/** The rows of the table of faults, in the order in which they are run. */
export const scenarios: readonly Scenario[] = [
  kill,
  postgres,
  clients,
  fuzz,
  order,
  processes,
  stalled,
  clocks,
  disk,
  crowd,
  garbage,
  restore
];
