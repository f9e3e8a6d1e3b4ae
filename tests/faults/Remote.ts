import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Crowd } from './Crowd.ts';
import type { Fleet } from './Fleet.ts';

export interface Call {
  readonly id: number;
  readonly method: string;
  readonly args: unknown[];
}
export type Reply =
  { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: string };

interface Kinds {
  fleet: Fleet;
  crowd: Crowd;
}
type Method<T> = { [K in keyof T]: T[K] extends (...args: never[]) => unknown ? K : never }[keyof T] & string;
type Given<F> = F extends (...args: infer A) => unknown ? A : never;
type Answer<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;

const LIB = new URL('../support/registerLib.mjs', import.meta.url).href;

/** A {@link Fleet} or {@link Crowd} in a child process. */
export class Remote<K extends keyof Kinds> {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #calls = 0;

  constructor(kind: K) {
    this.#child = fork(fileURLToPath(new URL('remoteProcess.ts', import.meta.url)), [kind], {
      execArgv: ['--import', LIB, '--max-old-space-size=4096'],
      serialization: 'advanced',
      // Its own process group: a stopped process would otherwise take its whole group down with a closing terminal.
      detached: true,
      stdio: ['ignore', 2, 2, 'ipc']
    });
    const end = () => void this.#child.kill('SIGKILL');
    process.once('exit', end);
    this.#child.once('close', () => process.removeListener('exit', end));
    this.#child.on('message', (reply: Reply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ('error' in reply) waiting?.reject(new Error(`clients: ${reply.error}`));
      else waiting?.resolve(reply.result);
    });
    this.#child.once('close', (code, signal) => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(`a process of clients ended (${signal ?? code})`));
      this.#waiting.clear();
    });
  }

  /** Does `method` over there. @throws what went wrong */
  async do<M extends Method<Kinds[K]>>(method: M, ...args: Given<Kinds[K][M]>): Promise<Answer<Kinds[K][M]>> {
    const id = ++this.#calls;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    // A scenario that breaks off waits for nothing any more; that is no error of its own.
    waiting.promise.catch(() => undefined);
    this.#child.send({ id, method, args } satisfies Call);
    return (await waiting.promise) as Answer<Kinds[K][M]>;
  }

  /** The laptop is shut: nothing runs over there, no timer, no answer to a ping. */
  sleep(): void {
    this.#child.kill('SIGSTOP');
  }

  wake(): void {
    this.#child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await gone;
  }
}
