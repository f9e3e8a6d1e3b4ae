import { must } from '../../../src/lib/util/must.ts';
import { KINDS, type Kind } from '../load/tasks.ts';
import type { Served, Stage } from '../Stage.ts';

export const TITLES: Readonly<Record<Kind, string>> = {
  ours: 'Auftakt',
  socketIo: 'bare Socket.IO',
  ws: 'plain ws'
};

/** Our app and the floors, each warmed up by a few bursts, so that no first measurement pays for cold code. */
export async function serveAll(stage: Stage, kinds: readonly Kind[] = KINDS): Promise<Served[]> {
  const all: Served[] = [];
  for (const kind of kinds) {
    const served = await stage.serve(kind);
    const { load } = await stage.gather(served, { people: 40 });
    for (let i = 0; i < 3; i += 1) await load.ask('burst', { spreadMs: 200 });
    await load.ask('disperse', null);
    await stage.end(load);
    all.push(served);
  }
  return all;
}

/** Measures one after another: ours next to its floors, so that noise hits all alike. */
export async function onEach<T>(
  servers: readonly Served[],
  measure: (served: Served) => Promise<T>
): Promise<Record<Kind, T>> {
  const measured = new Map<Kind, T>();
  for (const served of servers) measured.set(served.kind, await measure(served));
  return Object.fromEntries(KINDS.map((kind) => [kind, must(measured.get(kind), kind)])) as Record<Kind, T>;
}
