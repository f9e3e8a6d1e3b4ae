import type { Stage } from '../Stage.ts';
import type { Figures } from '../stats.ts';

export interface Table {
  readonly title: string;
  readonly rows: readonly Readonly<Record<string, string | number>>[];
}

export interface Scenario {
  readonly name: string;
  /** One round: starts what it needs on the stage, which is cleared afterwards. */
  run(stage: Stage): Promise<Figures>;
  /** The figures (medians over the rounds) for people to read. */
  tables(figures: Figures): Table[];
}
