import { describe, expect, test } from 'vitest';
import type { ProposalsAnswer, TopicProposal } from '$lib/client/proposals';
import { UndoStack } from '$lib/client/UndoStack.svelte';
import type { Unsent } from '$lib/domain/commands';
import type { NoteRecord, TopicRecord } from '$lib/domain/records';
import { takeBack } from '$lib/domain/testing/takeBack';
import { BoardFixture, hedda, id } from '$lib/domain/testing/boardFixture';
import { must } from '$lib/util/must';
import { ProposalsState, type SortedBoard } from './ProposalsState.svelte';

const noteId = (n: number) => id(500 + n);
const TOPIC = id(600);

/** A board that decides at once and shows what came of it. */
class Board implements SortedBoard {
  readonly fixture = new BoardFixture();
  readonly roomId = 'room';
  notes = $state.raw<NoteRecord[]>([]);
  topics = $state.raw<TopicRecord[]>([]);
  sent: Unsent[] = [];
  readonly steps = new UndoStack(
    {
      view: this.fixture,
      send: (command) => {
        this.sent.push(command);
        const decision = this.do(command);
        return Promise.resolve(
          decision.ok ? { ok: true, seq: 1 } : { ok: false, code: decision.code, message: decision.code }
        );
      }
    },
    takeBack
  );

  constructor(...bodies: string[]) {
    for (const [index, body] of bodies.entries()) this.do({ type: 'note.add', noteId: noteId(index), body });
  }

  do(command: Unsent) {
    const decision = this.fixture.do(hedda, command);
    const live = <T extends { removedAt: number | null }>(all: Iterable<T>) =>
      [...all].filter(({ removedAt }) => removedAt === null);
    this.notes = live(this.fixture.all('note'));
    this.topics = live(this.fixture.all('topic'));
    return decision;
  }

  notesOf(topicId: string | null): NoteRecord[] {
    return this.notes.filter((note) => note.topicId === topicId);
  }

  kindName(): string {
    return '';
  }
}

const proposal = (name: string, notes: number[], topicId: string | null = null): TopicProposal => ({
  name,
  words: [{ word: name, notes: notes.length }],
  notes: notes.map((n) => ({ id: noteId(n), marks: [name] })),
  topicId
});

async function opened(board: Board, ...found: TopicProposal[]): Promise<ProposalsState> {
  const state = new ProposalsState(board, () => Promise.resolve({ ok: true, proposals: found }));
  await state.load();
  return state;
}

const SIX = ['Nachtbus', 'Bus', 'Rufbus', 'Arzt', 'Hausarzt', 'Kino'];

describe('taking', () => {
  test('makes a topic with the ticked notes and the own name, as one step', async () => {
    const board = new Board(...SIX);
    const state = await opened(board, proposal('Bus', [0, 1, 2]), proposal('Arzt', [3, 4]));
    const [bus] = state.offers;
    must(bus).draft.name = '  Bus und Bahn ';
    must(bus).draft.toggle(noteId(1));
    expect(state.accept(must(state.offers[0]), null)).toMatchObject({ notes: 2, topics: 1 });
    expect(board.topics.map(({ title }) => title)).toEqual(['Bus und Bahn']);
    expect(board.notesOf(must(board.topics[0]).id).map(({ body }) => body)).toEqual(['Nachtbus', 'Rufbus']);
    expect(state.offers.map(({ draft }) => draft.proposal.name)).toEqual(['Arzt']);
    board.steps.undo();
    expect(board.notesOf(null)).toHaveLength(6);
    expect(state.offers).toHaveLength(2);
  });

  test('or puts them into the topic about the same, behind what lies there', async () => {
    const board = new Board(...SIX, 'Zug');
    board.do({ type: 'topic.add', topicId: TOPIC, title: 'Mobilität', rank: 'a0' });
    board.do({ type: 'note.move', noteId: noteId(6), topicId: TOPIC, rank: 'a0' });
    const state = await opened(board, proposal('Bus', [0, 1], TOPIC));
    const offer = must(state.offers[0]);
    expect(offer.like?.title).toBe('Mobilität');
    state.accept(offer, TOPIC);
    expect(
      board
        .notesOf(TOPIC)
        .sort((a, b) => (a.rank < b.rank ? -1 : 1))
        .map(({ body }) => body)
    ).toEqual(['Zug', 'Nachtbus', 'Bus']);
    expect(board.topics).toHaveLength(1);
  });

  test('all at once is one step to take back', async () => {
    const board = new Board(...SIX);
    const state = await opened(board, proposal('Bus', [0, 1, 2]), proposal('Arzt', [3, 4]));
    expect(state.acceptAll()).toMatchObject({ notes: 5, topics: 2 });
    expect(board.topics.map(({ title }) => title)).toEqual(['Bus', 'Arzt']);
    expect(new Set(board.topics.map(({ rank }) => rank)).size).toBe(2);
    board.steps.undo();
    expect([board.topics, board.notesOf(null).length]).toEqual([[], 6]);
  });

  test('nothing ticked, or no name: nothing is sent', async () => {
    const board = new Board(...SIX);
    const state = await opened(board, proposal('Bus', [0, 1]));
    const offer = () => must(state.offers[0]);
    offer().draft.name = ' ';
    expect(state.accept(offer(), null)).toBeNull();
    offer().draft.name = 'Bus';
    offer().draft.toggle(noteId(0));
    offer().draft.toggle(noteId(1));
    expect(state.accept(offer(), null)).toBeNull();
    expect(board.sent).toEqual([]);
  });
});

describe('what is offered', () => {
  test('what others sorted meanwhile is gone, and one note alone is no proposal', async () => {
    const board = new Board(...SIX);
    const state = await opened(board, proposal('Bus', [0, 1, 2]), proposal('Arzt', [3, 4]));
    board.do({ type: 'topic.add', topicId: TOPIC, title: 'Unterwegs', rank: 'a0' });
    board.do({ type: 'note.move', noteId: noteId(0), topicId: TOPIC, rank: 'a0' });
    board.do({ type: 'note.remove', noteId: noteId(3) });
    expect(state.offers.map(({ notes }) => notes.map(({ note }) => note.body))).toEqual([['Bus', 'Rufbus']]);
  });

  test('what was dismissed stays away when asked anew, until it is wanted back', async () => {
    const board = new Board(...SIX);
    const state = await opened(board, proposal('Bus', [0, 1, 2]), proposal('Arzt', [3, 4]));
    state.dismiss(must(state.offers[0]));
    await state.load();
    expect(state.offers.map(({ draft }) => draft.proposal.name)).toEqual(['Arzt']);
    expect(state.dismissed).toBe(1);
    state.restore();
    expect(state.offers).toHaveLength(2);
  });

  test('with too few loose notes nobody is asked', async () => {
    const asked: string[] = [];
    const state = new ProposalsState(new Board('Bus', 'Bahn', 'Rad'), (roomId) => {
      asked.push(roomId);
      return Promise.resolve(null);
    });
    await state.load();
    expect([state.tooFew, state.progress, asked]).toEqual([true, 'ready', []]);
  });
});

describe('asking', () => {
  const busy: ProposalsAnswer = { ok: false, code: 'rate_limited', message: '', retryAfterMs: 500 };

  test('comes again when somebody else asked at the same moment', async () => {
    const answers: ProposalsAnswer[] = [busy, busy, { ok: true, proposals: [proposal('Bus', [0, 1])] }];
    const waited: number[] = [];
    const state = new ProposalsState(
      new Board(...SIX),
      () => Promise.resolve(answers.shift() ?? null),
      (ms) => {
        waited.push(ms);
        return Promise.resolve();
      }
    );
    await state.load();
    expect([state.progress, waited, state.offers.length]).toEqual(['ready', [500, 500], 1]);
  });

  test.each([
    ['no line', null],
    ['a refusal', { ok: false, code: 'unavailable', message: '' } as const],
    ['never free', busy]
  ])('%s: says so, and can be tried again', async (_, answer) => {
    let given: ProposalsAnswer | null = answer;
    const state = new ProposalsState(
      new Board(...SIX),
      () => Promise.resolve(given),
      () => Promise.resolve()
    );
    await state.load();
    expect(state.progress).toBe('failed');
    given = { ok: true, proposals: [] };
    await state.load();
    expect(state.progress).toBe('ready');
  });
});
