/** A promise, and whether it held. */
export interface Invariant {
  readonly name: string;
  readonly ok: boolean;
  /** Numbers, or the first cases that broke it. */
  readonly detail: string;
}

/** A number of the table in docs, and what was measured. */
export interface Limit {
  readonly name: string;
  readonly value: number;
  readonly atMost: number;
  readonly unit: string;
  readonly met: boolean;
}

/** What one scenario found. */
export interface Verdict {
  readonly scenario: string;
  readonly invariants: readonly Invariant[];
  readonly limits: readonly Limit[];
  readonly figures: Readonly<Record<string, number | string>>;
  /** Parts that could not be run here, and why. They count neither as met nor as missed. */
  readonly notRun: readonly string[];
  /** The scenario itself broke off. */
  readonly error?: string;
}

/** Collects what a scenario finds. */
export class Findings {
  readonly #invariants: Invariant[] = [];
  readonly #limits: Limit[] = [];
  readonly #figures: Record<string, number | string> = {};
  readonly #notRun: string[] = [];

  invariant(name: string, ok: boolean, detail: string | number = ''): void {
    this.#invariants.push({ name, ok, detail: String(detail) });
  }

  invariants(found: readonly Invariant[], prefix = ''): void {
    for (const { name, ok, detail } of found) this.invariant(prefix + name, ok, detail);
  }

  limit(name: string, value: number, atMost: number, unit: string): void {
    this.#limits.push({ name, value: round(value), atMost, unit, met: value <= atMost });
  }

  figure(name: string, value: number | string): void {
    this.#figures[name] = typeof value === 'number' ? round(value) : value;
  }

  notRun(what: string): void {
    this.#notRun.push(what);
  }

  verdict(scenario: string, error?: string): Verdict {
    return {
      scenario,
      invariants: this.#invariants,
      limits: this.#limits,
      figures: this.#figures,
      notRun: this.#notRun,
      ...(error !== undefined && { error })
    };
  }
}

/** `not run`: nothing was looked at, for reasons that `notRun` names. */
export type Outcome = 'met' | 'missed' | 'not run';

export function outcome({ invariants, limits, error, notRun }: Verdict): Outcome {
  const broken = invariants.some(({ ok }) => !ok) || limits.some(({ met }) => !met);
  if (error !== undefined || broken) return 'missed';
  // A scenario that looked at nothing has shown nothing.
  if (invariants.length > 0) return 'met';
  return notRun.length > 0 ? 'not run' : 'missed';
}

const round = (value: number): number => Math.round(value * 100) / 100;
