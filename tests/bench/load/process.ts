/** The load: a process of its own, so that neither server nor runner pays for it. Ends with the runner. */
import { must } from '../../../src/lib/util/must.ts';
import { Crowd } from './Crowd.ts';
import { fetchTimes } from './http.ts';
import { fetchAtOnce, join } from './join.ts';
import type { Reply, Request, TaskName, Tasks } from './tasks.ts';

let crowd: Crowd | null = null;
const here = () => must(crowd, 'a crowd');

const WORK: { [T in TaskName]: (asked: Tasks[T]['asked']) => Promise<Tasks[T]['told']> } = {
  async gather(asked) {
    const begin = performance.now();
    crowd = await Crowd.gather(asked);
    return { seconds: (performance.now() - begin) / 1000 };
  },
  steady: (asked) => here().steady(asked),
  burst: (asked) => here().burst(asked),
  storm: (asked) => here().storm(asked),
  async disperse() {
    await here().disperse();
    crowd = null;
    return null;
  },
  fetch: ({ url, cookie, times, notes }) => fetchTimes(url, cookie, times, notes),
  fetchAtOnce,
  join
};

const tell = (reply: Reply) => void process.send?.(reply);

process.on('message', ({ id, task, asked }: Request) => {
  // The runner's types have tied `asked` to its task; over the channel that is lost.
  (WORK[task] as (asked: unknown) => Promise<unknown>)(asked).then(
    (told) => tell({ id, told }),
    (error: unknown) =>
      tell({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  );
});
process.once('disconnect', () => process.exit());
// Ctrl-C reaches the whole group; the runner ends this process in order.
process.on('SIGINT', () => undefined);
