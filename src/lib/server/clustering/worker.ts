/** The thread in which proposals are computed; see `ProposalThread.ts`. Run by Node itself, past the bundler. */
import { parentPort } from 'node:worker_threads';
import { propose, type Note, type Proposal, type Topic } from './propose.ts';

export interface Job {
  id: number;
  notes: readonly Note[];
  topics: readonly Topic[];
}
/** Without `proposals` the job went wrong. Nothing of the notes' text leaves the thread by another way. */
export interface Done {
  id: number;
  proposals: Proposal[] | null;
}

parentPort?.on('message', ({ id, notes, topics }: Job) => {
  let proposals: Done['proposals'] = null;
  try {
    proposals = propose(notes, topics);
  } catch {
    // The message of an error might hold what somebody wrote.
  }
  parentPort?.postMessage({ id, proposals } satisfies Done);
});
