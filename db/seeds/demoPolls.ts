/** Polls of a demo workshop: the survey of interests that was answered, and two questions that wait for their moment. */
import { randomUUID } from 'node:crypto';
import { recounted } from '$lib/domain/board/pollSums';
import { rankBetween } from '$lib/domain/rank';
import type { ParticipantRecord, PollAnswerRecord, PollRecord } from '$lib/domain/records';
import { must } from '$lib/util/must';
import { fresh, MINUTE, type Script } from './demoScript';

const AREAS = [
  'Dorf-/Stadt-/Regionalentwicklung',
  'Klima & Umwelt',
  'Demokratie, Partizipation & Engagement',
  'Kultur & Bildung',
  'Soziales & Gesundheit',
  'Mobilität'
];
/** Who chose what, by index into the people and the areas. */
const CHOSEN: readonly (readonly number[])[] = [
  [],
  [0, 2],
  [0, 1],
  [1, 2, 4],
  [0],
  [0, 3, 5],
  [1, 2],
  [0, 2],
  [1, 3],
  [0, 1, 2],
  [4],
  [2, 5]
];

const plan: Omit<PollRecord, 'id' | 'question' | 'kind' | 'rank'> = {
  type: 'poll',
  ...fresh,
  options: [],
  scale: null,
  most: null,
  shows: 'end',
  state: 'planned',
  answers: 0,
  given: 0,
  sums: [],
  hidden: [],
  openedAt: null,
  closedAt: null
};

/** @param at when the survey was asked */
export function addPolls(script: Script, participants: readonly ParticipantRecord[], at: number): void {
  const facilitator = must(participants[0]).id;
  let rank: string | null = null;
  const add = (given: Pick<PollRecord, 'question' | 'kind'> & Partial<PollRecord>): PollRecord => {
    rank = rankBetween(rank, null);
    const poll: PollRecord = { ...plan, id: randomUUID(), rank, ...given };
    const { id: pollId, question, kind, options, most } = poll;
    const command = { id: randomUUID(), type: 'poll.add' as const, pollId, question, kind, options, most };
    script.step(at, facilitator, command, { after: poll });
    return poll;
  };
  const options = AREAS.map((label) => ({ id: randomUUID(), label }));
  let survey = add({
    kind: 'multiple',
    question: 'In welchen Bereichen möchten Sie enger zusammenarbeiten?',
    options,
    state: 'open',
    openedAt: at
  });
  for (const [index, { id: participantId }] of participants.entries()) {
    const values = (CHOSEN[index] ?? []).map((area) => must(options[area]).id);
    if (values.length === 0) continue;
    const id = `${survey.id}:${participantId}`;
    const answer: PollAnswerRecord = {
      type: 'pollAnswer',
      id,
      ...fresh,
      pollId: survey.id,
      participantId,
      values
    };
    const next = recounted(survey, [], values);
    const command = { id: randomUUID(), type: 'poll.answer' as const, pollId: survey.id, values };
    script.step(
      at + index * 5000,
      participantId,
      command,
      { after: answer },
      { before: survey, after: next }
    );
    survey = next;
  }
  const closedAt = at + 2 * MINUTE;
  const close = { id: randomUUID(), type: 'poll.close' as const, pollId: survey.id };
  script.step(closedAt, facilitator, close, {
    before: survey,
    after: { ...survey, state: 'closed', closedAt }
  });
  add({
    kind: 'scale',
    question: 'Wie zuversichtlich gehen Sie heute nach Hause?',
    scale: { steps: 5, low: 'gar nicht', high: 'sehr' },
    shows: 'live'
  });
  add({ kind: 'words', question: 'Ein Wort zum heutigen Tag', most: 3, shows: 'live' });
}
