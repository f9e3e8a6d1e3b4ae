/** A poll while facilitators write it, and the commands that come of it. Pure. */
import { wordKey } from '$lib/domain/board/pollSums';
import type { CommandOf, WithoutId } from '$lib/domain/commands';
import { LIMITS } from '$lib/domain/limits';
import type { PollRecord, PollShows } from '$lib/domain/records';

/** The three forms one chooses from; several choices are a switch of the first. */
export const POLL_FORMS = ['choice', 'scale', 'words'] as const;
export type PollForm = (typeof POLL_FORMS)[number];

export interface PollDraft {
  form: PollForm;
  question: string;
  options: { id: string; label: string }[];
  several: boolean;
  /** Of several choices; null: no limit. */
  most: number | null;
  steps: number;
  low: string;
  high: string;
  /** Words per person. */
  words: number;
  shows: PollShows;
}

export function newPollDraft(newId: () => string): PollDraft {
  return {
    form: 'choice',
    question: '',
    options: [
      { id: newId(), label: '' },
      { id: newId(), label: '' }
    ],
    several: false,
    most: null,
    steps: 5,
    low: '',
    high: '',
    words: 3,
    shows: 'end'
  };
}

export function draftOfPoll(poll: PollRecord, newId: () => string): PollDraft {
  const fresh = newPollDraft(newId);
  const isChoice = poll.kind === 'single' || poll.kind === 'multiple';
  return {
    ...fresh,
    form: poll.kind === 'scale' || poll.kind === 'words' ? poll.kind : 'choice',
    question: poll.question,
    options: isChoice ? poll.options.map((option) => ({ ...option })) : fresh.options,
    several: poll.kind === 'multiple',
    most: poll.kind === 'multiple' ? poll.most : null,
    ...(poll.scale ?? {}),
    words: poll.kind === 'words' ? (poll.most ?? LIMITS.pollWords) : fresh.words,
    shows: poll.shows
  };
}

/** Nothing was written yet that would be lost. */
export const isUntouched = ({ question, options, low, high }: PollDraft): boolean =>
  [question, low, high, ...options.map(({ label }) => label)].every((text) => text.trim() === '');

/** What is missing before it can be asked; null: nothing. */
export function missing(draft: PollDraft): 'question' | 'options' | 'same' | null {
  if (draft.question.trim() === '') return 'question';
  if (draft.form !== 'choice') return null;
  const labels = written(draft).map(({ label }) => wordKey(label));
  if (labels.length < 2) return 'options';
  return new Set(labels).size === labels.length ? null : 'same';
}

/** Empty lines are no options. */
const written = ({ options }: PollDraft) => options.filter(({ label }) => label.trim() !== '');

type Content = Pick<
  WithoutId<CommandOf<'poll.add'>>,
  'kind' | 'question' | 'options' | 'scale' | 'most' | 'shows'
>;

/** What of a draft goes into `poll.add` and `poll.edit`. */
export function pollContent(draft: PollDraft): Content {
  const { form, question, shows, steps, low, high, several, most, words } = draft;
  const base = { question, shows };
  if (form === 'scale')
    return { ...base, kind: 'scale', options: [], scale: { steps, low, high }, most: null };
  if (form === 'words') return { ...base, kind: 'words', options: [], most: words };
  return {
    ...base,
    kind: several ? 'multiple' : 'single',
    options: written(draft),
    most: several ? most : null
  };
}

/** `list` with the entry at `from` put to `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
