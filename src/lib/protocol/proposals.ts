import type { Refusal } from './rooms.ts';

/** A topic that the server proposes for loose notes. Nothing has happened yet. */
export interface TopicProposal {
  /** One or two of the shared words: "Bus und Bahn". */
  name: string;
  /** The words that made it, and how many of its notes have each; most first. */
  words: { word: string; notes: number }[];
  /** At least two; `marks` are the words of the note that are shared, as written in its title or body. */
  notes: { id: string; marks: string[] }[];
  /** A topic of the board about the same, to which the notes could go instead. */
  topicId: string | null;
}

/** GET /api/rooms/:room/proposals */
export type ProposalsAnswer = { ok: true; proposals: TopicProposal[] } | Refusal;
