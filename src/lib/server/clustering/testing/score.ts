import { clustersOf } from '../clusters.ts';
import { featuresOf } from '../features.ts';
import { similarities } from '../similarity.ts';
import { propose, type Proposal } from '../propose.ts';
import { adjustedRandIndex } from './adjustedRandIndex.ts';

export interface Labelled {
  topic: string;
  body: string;
}

/** The labelled notes in their order, those with an even place in their topic apart from the others. */
export function halves(byTopic: Readonly<Record<string, readonly string[]>>): [Labelled[], Labelled[]] {
  const every = (rest: number) =>
    Object.entries(byTopic).flatMap(([topic, bodies]) =>
      bodies.filter((_, index) => index % 2 === rest).map((body) => ({ topic, body }))
    );
  return [every(0), every(1)];
}

/** Adjusted Rand index of the proposals; a note in none counts as a group of its own. */
export function score(notes: readonly Labelled[]): { index: number; proposals: Proposal[]; left: number } {
  const proposals = propose(notes.map(({ body }, index) => ({ id: String(index), title: '', body })));
  const groupOf = new Map(
    proposals.flatMap((proposal, at) => proposal.notes.map(({ id }) => [id, `p${at}`]))
  );
  const found = notes.map((_, index) => groupOf.get(String(index)) ?? `alone ${index}`);
  return {
    index: adjustedRandIndex(
      notes.map(({ topic }) => topic),
      found
    ),
    proposals,
    left: notes.length - groupOf.size
  };
}

/** The same without the vocabulary of fields: what words and runs of letters give alone. */
export function byWordsAlone(notes: readonly Labelled[]): number {
  const features = featuresOf(notes.map(({ body }) => ({ title: '', body })));
  const groups = clustersOf(
    similarities(features, { words: 0.75, fields: 0, letters: 0.25 }),
    features.map(({ key }) => key)
  );
  const groupOf = new Map(groups.flatMap((group, at) => group.map((index) => [index, `p${at}`])));
  return adjustedRandIndex(
    notes.map(({ topic }) => topic),
    notes.map((_, index) => groupOf.get(index) ?? `alone ${index}`)
  );
}

/** What chance gives: as many groups as there are topics, every note thrown into one of them. Mean of 20 throws. */
export function chance(notes: readonly Labelled[]): number {
  const topics = new Set(notes.map(({ topic }) => topic)).size;
  let seed = 20210216;
  const next = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const throws = Array.from({ length: 20 }, () =>
    adjustedRandIndex(
      notes.map(({ topic }) => topic),
      notes.map(() => String(Math.floor(next() * topics)))
    )
  );
  return throws.reduce((sum, value) => sum + value, 0) / throws.length;
}
