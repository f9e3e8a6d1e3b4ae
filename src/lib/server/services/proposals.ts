import { mayRead } from '$lib/domain/board/project';
import { rightsOf } from '$lib/domain/board/rights';
import { stacksOf } from '$lib/domain/stacks';
import { byRank } from '$lib/domain/rank';
import type { NoteRecord } from '$lib/domain/records';
import type { Actor, RoomView } from '$lib/domain/rules';
import type { ProposalsAnswer } from '$lib/protocol/proposals';
import type { Person } from '$lib/server/auth/sessions';
import type { Note, Topic } from '$lib/server/clustering/propose';
import { ProposalThread } from '$lib/server/clustering/ProposalThread';
import type { Clock } from '$lib/util/clock';
import { proseText } from '$lib/util/prose';
import { refuse } from './refuse';
import type { RoomsService } from './rooms';
import { TokenBucket } from './tokenBucket';

/** How soon to come again while the board is being looked at for somebody else. */
const BUSY_MS = 500;
/** What lies in a topic says what it is about; its first notes are enough. */
const NOTES_OF_TOPIC = 30;

interface Work {
  notes: Note[];
  topics: Topic[];
}

/** Proposes topics for the loose notes of a board, to whoever may sort them; of notes that this person reads, and no others. */
export class ProposalsService {
  readonly #rooms: RoomsService;
  readonly #clock: Clock;
  readonly #thread = new ProposalThread();
  /** Rooms that are being looked at: one at a time for each. */
  readonly #busy = new Set<string>();
  readonly #buckets = new Map<string, TokenBucket>();

  constructor({ rooms, clock }: { rooms: RoomsService; clock: Clock }) {
    this.#rooms = rooms;
    this.#clock = clock;
  }

  /** Never rejects. Nothing of it is logged or kept. */
  async ask(roomId: string, person: Person | null): Promise<ProposalsAnswer> {
    if (!person) return refuse('unauthenticated');
    const found = await this.#rooms.actor(roomId, person);
    if (!found.ok) return found;
    if (found.kind !== 'board') return refuse('forbidden');
    const work = await this.#rooms.read(roomId, (view) => gather(view, found.actor)).catch(() => null);
    if (work === null) return refuse('unavailable');
    if (work === 'forbidden') return refuse('forbidden');
    const wait = this.#bucketOf(person.id).take(this.#clock.now());
    if (wait > 0) return refuse('rate_limited', undefined, wait);
    if (this.#busy.has(roomId)) return refuse('rate_limited', undefined, BUSY_MS);
    this.#busy.add(roomId);
    const proposals = await this.#thread.propose(work.notes, work.topics);
    this.#busy.delete(roomId);
    return proposals ? { ok: true, proposals } : refuse('unavailable');
  }

  /** One every two seconds, ten at once. */
  #bucketOf(personId: string): TokenBucket {
    let bucket = this.#buckets.get(personId);
    if (!bucket) {
      if (this.#buckets.size > 10_000) this.#buckets.clear();
      this.#buckets.set(personId, (bucket = new TokenBucket(0.5, 10, this.#clock.now())));
    }
    return bucket;
  }
}

function gather(view: RoomView, actor: Actor): Work | 'forbidden' {
  if (!rightsOf(view, actor).moveNotes) return 'forbidden';
  const topics = new Map(
    [...view.all('topic')].filter((topic) => topic.removedAt === null).map((topic) => [topic.id, topic])
  );
  const loose: NoteRecord[] = [];
  const inTopic = new Map<string, NoteRecord[]>();
  const readable = [...view.all('note')].filter(
    (note) => note.removedAt === null && note.status === 'shown' && mayRead(view, actor, note)
  );
  // Duplicates in a stack count once: the top speaks for them, and they follow it.
  for (const note of stacksOf(readable).tops) {
    if (note.topicId === null || !topics.has(note.topicId)) loose.push(note);
    else inTopic.set(note.topicId, [...(inTopic.get(note.topicId) ?? []), note]);
  }
  return {
    notes: loose.sort(byRank).map(({ id, title, body }) => ({ id, title, body: proseText(body) })),
    topics: [...topics.values()].sort(byRank).map(({ id, title }) => ({
      id,
      title,
      body: (inTopic.get(id) ?? [])
        .slice(0, NOTES_OF_TOPIC)
        .map((note) => `${note.title}\n${proseText(note.body)}`)
        .join('\n')
    }))
  };
}
