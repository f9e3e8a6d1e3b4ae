import type { BoardSession } from '$lib/client/BoardSession.svelte';
import { fetchProposals, type ProposalsAnswer, type TopicProposal } from '$lib/client/proposals';
import type { Unsent } from '$lib/domain/commands';
import { LIMITS } from '$lib/domain/limits';
import { ranksFor } from '$lib/domain/place';
import { rankBetween } from '$lib/domain/rank';
import type { NoteRecord, TopicRecord } from '$lib/domain/records';
import { newId } from '$lib/util/newId';

/** Fewer loose notes than that are sorted faster by hand. */
export const FEWEST_NOTES = 4;
/** A group smaller than that is none. */
const SMALLEST = 2;
/** How often to come again when somebody else asked at the same moment. */
const TRIES = 4;

/** One proposal as the person has it before them: with a name of their own, and without the notes they took out. */
export class Draft {
  readonly proposal: TopicProposal;
  name = $state('');
  #without = $state.raw<ReadonlySet<string>>(new Set());

  constructor(proposal: TopicProposal) {
    this.proposal = proposal;
    this.name = proposal.name.slice(0, LIMITS.topicTitle);
  }

  has(noteId: string): boolean {
    return !this.#without.has(noteId);
  }

  toggle(noteId: string): void {
    const without = new Set(this.#without);
    if (!without.delete(noteId)) without.add(noteId);
    this.#without = without;
  }
}

/** What is left of a proposal: others sort meanwhile. */
export interface Offer {
  draft: Draft;
  /** Its notes that are still loose, in their order. */
  notes: { note: NoteRecord; marks: readonly string[] }[];
  /** The ticked ones. */
  chosen: NoteRecord[];
  /** The topic about the same, if it is still there. */
  like: TopicRecord | null;
}

export type Progress = 'idle' | 'loading' | 'ready' | 'failed';
export interface Taken {
  step: number | null;
  notes: number;
  topics: number;
}

/** Same notes, same proposal: what was dismissed stays away for as long as the page is open. */
const keyOf = ({ notes }: TopicProposal): string =>
  notes
    .map(({ id }) => id)
    .sort()
    .join();

type Ask = (roomId: string, signal: AbortSignal) => Promise<ProposalsAnswer | null>;
type Wait = (ms: number) => Promise<void>;

/** What is needed of the board. */
export type SortedBoard = Pick<
  BoardSession,
  'roomId' | 'notes' | 'topics' | 'notesOf' | 'kindName' | 'steps'
>;

/** The proposals of the server, and what the person makes of them. Nothing moves until they say so. */
export class ProposalsState {
  readonly session: SortedBoard;
  progress = $state<Progress>('idle');
  #drafts = $state.raw<readonly Draft[]>([]);
  #dismissed = $state.raw<ReadonlySet<string>>(new Set());
  #running: AbortController | null = null;
  readonly #ask: Ask;
  readonly #wait: Wait;

  constructor(
    session: SortedBoard,
    ask: Ask = fetchProposals,
    wait: Wait = (ms) => new Promise((done) => setTimeout(done, ms))
  ) {
    this.session = session;
    this.#ask = ask;
    this.#wait = wait;
  }

  readonly loose: ReadonlyMap<string, NoteRecord> = $derived.by(() => {
    const topics = new Set(this.session.topics.map((topic) => topic.id));
    return new Map(
      this.session.notes
        .filter((note) => note.topicId === null || !topics.has(note.topicId))
        .map((note) => [note.id, note])
    );
  });

  readonly offers: Offer[] = $derived.by(() =>
    this.#drafts
      .filter((draft) => !this.#dismissed.has(keyOf(draft.proposal)))
      .map((draft) => this.#offer(draft))
      .filter(({ notes }) => notes.length >= SMALLEST)
  );

  readonly tooFew = $derived.by(() => this.loose.size < FEWEST_NOTES);
  readonly dismissed = $derived.by(
    () => this.#drafts.filter((draft) => this.#dismissed.has(keyOf(draft.proposal))).length
  );

  /** Asks the server anew; of two askings the later counts. */
  async load(): Promise<void> {
    this.#running?.abort();
    if (this.tooFew) {
      this.#drafts = [];
      this.progress = 'ready';
      return;
    }
    const running = new AbortController();
    this.#running = running;
    this.progress = 'loading';
    const answer = await this.#answer(running.signal);
    if (running.signal.aborted) return;
    if (!answer?.ok) {
      this.progress = 'failed';
      return;
    }
    this.#drafts = answer.proposals.map((proposal) => new Draft(proposal));
    this.progress = 'ready';
  }

  /** Makes the topic, or puts the notes into `intoId`. Null when there is nothing to do. */
  accept(offer: Offer, intoId: string | null): Taken | null {
    return this.#take([{ offer, intoId }]);
  }

  /** Takes all that are offered, as one step: each into the topic about the same, if there is one. */
  acceptAll(): Taken | null {
    return this.#take(this.offers.map((offer) => ({ offer, intoId: offer.like?.id ?? null })));
  }

  dismiss({ draft }: Offer): void {
    this.#dismissed = new Set(this.#dismissed).add(keyOf(draft.proposal));
  }

  /** Shows again what was dismissed. */
  restore(): void {
    this.#dismissed = new Set();
  }

  async #answer(signal: AbortSignal): Promise<ProposalsAnswer | null> {
    let answer: ProposalsAnswer | null = null;
    for (let tried = 0; tried < TRIES && !signal.aborted; tried++) {
      answer = await this.#ask(this.session.roomId, signal);
      if (answer === null || answer.ok || answer.code !== 'rate_limited') return answer;
      await this.#wait(answer.retryAfterMs ?? 1000);
    }
    return answer;
  }

  #offer(draft: Draft): Offer {
    const notes = draft.proposal.notes.flatMap(({ id, marks }) => {
      const note = this.loose.get(id);
      return note ? [{ note, marks }] : [];
    });
    const { topicId } = draft.proposal;
    return {
      draft,
      notes,
      chosen: notes.map(({ note }) => note).filter((note) => draft.has(note.id)),
      like: this.session.topics.find((topic) => topic.id === topicId) ?? null
    };
  }

  #take(choices: readonly { offer: Offer; intoId: string | null }[]): Taken | null {
    const commands: Unsent[] = [];
    let last = this.session.topics.at(-1)?.rank ?? null;
    let notes = 0;
    let topics = 0;
    for (const { offer, intoId } of choices) {
      const title = offer.draft.name.trim();
      if (offer.chosen.length === 0 || (intoId === null && title === '')) continue;
      const topicId = intoId ?? newId();
      if (intoId === null) {
        last = rankBetween(last, null);
        commands.push({ type: 'topic.add', topicId, title, rank: last });
      }
      const there = intoId === null ? [] : this.session.notesOf(intoId);
      const ranks = ranksFor(
        there,
        there.length,
        offer.chosen.map((note) => note.id)
      );
      for (const { id, rank } of ranks) commands.push({ type: 'note.move', noteId: id, topicId, rank });
      notes += offer.chosen.length;
      topics++;
    }
    return commands.length === 0 ? null : { step: this.session.steps.do(commands), notes, topics };
  }
}
