import type { Machine } from './machine.ts';
import type { Scenario, Table } from './scenarios/Scenario.ts';
import { rounded, type Figures } from './stats.ts';
import type { Verdict } from './targets.ts';

export interface Results {
  readonly machine: Machine;
  readonly rounds: number;
  /** Scenarios that could not be measured, and why. */
  readonly failures: readonly string[];
  readonly verdicts: readonly Verdict[];
  /** Of each scenario, medians over the rounds. */
  readonly figures: Readonly<Record<string, Figures>>;
}

const isRatio = (name: string) => /\.times[A-Z]\w*$/.test(name);

/** Ratios first; every other figure under its scenario. */
export function asJson({ machine, rounds, failures, verdicts, figures }: Results): string {
  const entries = Object.entries(figures).flatMap(([scenario, all]) =>
    Object.entries(all).map(([name, value]) => ({ scenario, name, value: rounded(value) }))
  );
  const ratios = entries.filter(({ name }) => isRatio(name));
  const scenarios: Record<string, Figures> = {};
  for (const { scenario, name, value } of entries)
    if (!isRatio(name)) (scenarios[scenario] ??= {})[name] = value;
  return JSON.stringify(
    {
      ratios: Object.fromEntries(ratios.map(({ scenario, name, value }) => [`${scenario}.${name}`, value])),
      targets: verdicts.map((verdict) => ({ ...verdict, measured: rounded(verdict.measured) })),
      failures,
      ...machine,
      rounds,
      scenarios
    },
    null,
    2
  );
}

/** For a terminal, and as it stands for a Markdown file. */
export function asText(
  { machine, rounds, failures, verdicts, figures }: Results,
  scenarios: readonly Scenario[]
): string {
  const targets: Table = {
    title: 'targets',
    rows: verdicts.map(({ says, wanted, measured, unit, met }) => ({
      target: says,
      wanted,
      measured: Number.isFinite(measured) ? `${rounded(measured)} ${unit}` : 'not done in time',
      '': met ? 'met' : 'missed'
    }))
  };
  const { commit, changed, date, cpu, cores, memoryGB, kernel, node, postgres } = machine;
  return [
    ...failures.map((failure) => `FAILED ${failure.split('\n', 1).join('')}\n`),
    ...(verdicts.length === 0 ? [] : [tableText(targets)]),
    `Commit ${commit}${changed ? ' with changes' : ''}, ${date}, ${rounds === 1 ? 'one round' : `medians of ${rounds} rounds`}.`,
    `${cpu}, ${cores} cores, ${memoryGB} GB; ${kernel}, Node ${node}, PostgreSQL ${postgres}.\n`,
    ...scenarios.flatMap((scenario) => {
      const all = figures[scenario.name] ?? {};
      return Object.keys(all).length === 0 ? [] : scenario.tables(all).map(tableText);
    })
  ].join('\n');
}

function tableText({ title, rows }: Table): string {
  const heads = Object.keys(rows[0] ?? {});
  const cells = [heads, ...rows.map((row) => heads.map((head) => String(row[head] ?? '')))];
  const widths = heads.map((_, i) => Math.max(3, ...cells.map((line) => line[i]?.length ?? 0)));
  const isNumber = heads.map((head) =>
    rows.every((row) => typeof row[head] === 'number' || row[head] === '')
  );
  const line = (values: readonly string[]) =>
    `| ${values.map((value, i) => (isNumber[i] ? value.padStart(widths[i] ?? 0) : value.padEnd(widths[i] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, i) => (isNumber[i] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  const [head, ...body] = cells.map(line);
  return [`### ${title}\n`, head, line(rule), ...body, ''].join('\n');
}
