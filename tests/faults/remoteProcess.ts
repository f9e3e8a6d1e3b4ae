import { Crowd } from './Crowd.ts';
import { Fleet } from './Fleet.ts';
import type { Call, Reply } from './Remote.ts';

/** Clients in a process of their own, so that the server does not share its core with a thousand of them. */
const ours = process.argv[2] === 'crowd' ? new Crowd() : new Fleet();
const methods = ours as unknown as Record<string, (...args: unknown[]) => unknown>;

process.on('message', ({ id, method, args }: Call) => void answer(id, () => methods[method]?.(...args)));
// Without its parent nobody needs it.
process.on('disconnect', () => process.exit(0));

async function answer(id: number, work: () => unknown): Promise<void> {
  let reply: Reply;
  try {
    reply = { id, result: await work() };
  } catch (error) {
    reply = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  process.send?.(reply);
}
