import type { Stage } from './Stage.ts';
import type { Findings } from './Verdict.ts';

export interface ScenarioContext {
  readonly stage: Stage;
  readonly findings: Findings;
  readonly seed: number;
  /** How many rounds were asked for, else null: a few by default. */
  readonly rounds: number | null;
  /** A line about what happens now. */
  say(what: string): void;
}

/** A row of the table of faults. */
export interface Scenario {
  readonly name: string;
  /** In a few words, for the table. */
  readonly fault: string;
  /** At the latest then it is broken off. */
  limitMs(rounds: number | null): number;
  run(context: ScenarioContext): Promise<void>;
}
