import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { forkTs } from './forkTs.ts';
import type { Reply, TaskName, Tasks } from './load/tasks.ts';

/** The runner's end of a load process. */
export class LoadProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #count = 0;

  constructor() {
    this.#child = forkTs('load/process.ts');
    this.#child.on('message', (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ('error' in reply) waiting?.reject(new Error(`load: ${reply.error}`));
      else waiting?.resolve(reply.told);
    });
    this.#child.once('close', (code, signal) => {
      const error = new Error(`the load process ended (${signal ?? code})`);
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    });
  }

  /** @throws what went wrong over there */
  ask<T extends TaskName>(task: T, asked: Tasks[T]['asked']): Promise<Tasks[T]['told']> {
    const id = (this.#count += 1);
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#child.send({ id, task, asked });
    return waiting.promise as Promise<Tasks[T]['told']>;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await gone;
  }
}
