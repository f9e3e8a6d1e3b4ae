import type { WireCommand } from '../../domain/commands.ts';
import {
  LEFT_NOTES,
  PARTICIPANT_RIGHTS,
  PHASES,
  SEES,
  SIGNUP_LEVELS,
  VERDICTS,
  type RecordType,
  type StoredOf
} from '../../domain/records.ts';
import type { RoomView } from '../../domain/rules.ts';
import { GROUP_A, GROUP_B, PHASE } from '../../domain/testing/boardFixture.ts';
import { pick, type Random } from '../../util/random.ts';
import { PEOPLE } from './boardRoom.ts';

export type Given = WireCommand extends infer C ? (C extends WireCommand ? Omit<C, 'id'> : never) : never;

/** What a seeded world draws from: the same seed draws the same. */
export class Dice {
  readonly random: Random;
  #count = 0;

  constructor(random: Random) {
    this.random = random;
  }

  /** How many ids and numbers were given out. */
  get count(): number {
    return this.#count;
  }

  /** @param of from 0, never, to 1, always */
  chance(of: number): boolean {
    return this.random() < of;
  }

  /** A number, for words that tell texts apart. */
  next(): number {
    return this.#count++;
  }

  id(): string {
    return `00000000-0000-4000-9000-${String(++this.#count).padStart(12, '0')}`;
  }
}

/** Anything that somebody may try who sees `view`, allowed or not, on something that is there where there is anything. */
export function anyCommand(view: RoomView, me: string, dice: Dice): Given {
  const known = <T extends RecordType>(type: T): StoredOf<T> | null => {
    const all = [...view.all(type)];
    return all.length === 0 ? null : pick(all, dice.random);
  };
  const groupId = pick([null, GROUP_A, GROUP_B], dice.random);
  const [note, topic, comment, ag] = [known('note'), known('topic'), known('comment'), known('workingGroup')];
  const pollId = known('poll')?.id ?? dice.id();
  const noteId = note?.id ?? dice.id();
  const topicId = topic?.id ?? dice.id();
  const phaseId = known('phase')?.id ?? dice.id();
  // Of those who have a client nobody is removed: it would have nothing more to compare.
  const others = Array.from(view.all('participant')).filter(({ id }) => !PEOPLE.some((one) => one.id === id));
  const byHand = others.length > 0 ? pick(others, dice.random).id : dice.id();
  const vote = known('vote');
  const voteId = vote?.id ?? dice.id();
  const choices: (() => Given)[] = [
    () => ({ type: 'note.add', noteId: dice.id(), body: `n${dice.count}`, groupId }),
    () => ({ type: 'note.add', noteId: dice.id(), body: `n${dice.count}` }),
    () => ({ type: 'note.edit', noteId, body: `e${dice.next()}`, version: note?.version ?? 1 }),
    () => ({ type: 'note.move', noteId, topicId: dice.chance(0.5) ? topicId : null }),
    () => ({ type: 'note.move', noteId, groupId }),
    () => ({ type: 'note.remove', noteId }),
    () => ({ type: 'note.restore', noteId }),
    () => ({ type: 'comment.add', commentId: dice.id(), noteId, body: `c${dice.count}` }),
    () => ({ type: 'note.pin', noteId, on: dice.chance(0.5) }),
    () => ({ type: 'note.review', noteId, status: dice.chance(0.7) ? 'shown' : 'declined' }),
    () => ({ type: 'note.stack', noteId, ontoId: known('note')?.id ?? dice.id() }),
    () => ({ type: 'note.unstack', noteId }),
    () => ({ type: 'note.reveal', noteIds: [noteId], on: dice.chance(0.7) }),
    () => ({ type: 'comment.restore', commentId: comment?.id ?? dice.id() }),
    () => ({ type: 'comment.remove', commentId: comment?.id ?? dice.id() }),
    () => ({ type: 'reaction.set', noteId, on: dice.chance(0.7) }),
    () => ({ type: 'topic.add', topicId: dice.id(), title: `t${dice.count}` }),
    () => ({ type: 'topic.edit', topicId, locked: dice.chance(0.3) }),
    () => ({ type: 'topic.merge', topicId, intoId: known('topic')?.id ?? dice.id() }),
    () => ({ type: 'topic.remove', topicId }),
    () => ({ type: 'topic.promote', topicId, workingGroupId: dice.id() }),
    () => ({
      type: 'signup.set',
      workingGroupId: ag?.id ?? dice.id(),
      level: pick([...SIGNUP_LEVELS, null], dice.random)
    }),
    () => ({ type: 'workingGroup.add', workingGroupId: dice.id(), title: `w${dice.count}` }),
    () => ({
      type: 'signup.decide',
      workingGroupId: ag?.id ?? dice.id(),
      participantId: pick(PEOPLE, dice.random).id,
      verdict: pick(VERDICTS, dice.random)
    }),
    () => ({
      type: 'workingGroup.edit',
      workingGroupId: ag?.id ?? dice.id(),
      limit: dice.chance(0.3) ? null : 1 + Math.floor(dice.random() * 2),
      state: dice.chance(0.8) ? 'open' : 'paused',
      joining: dice.chance(0.8) ? 'open' : 'approval'
    }),
    () => ({
      type: 'ballot.set',
      voteId,
      dots: topic ? [{ itemId: vote?.on === 'notes' ? noteId : topicId, count: 1 }] : []
    }),
    () => ({ type: 'vote.add', voteId: dice.id(), on: dice.chance(0.5) ? 'notes' : 'topics' }),
    () => ({ type: dice.chance(0.7) ? 'vote.open' : 'vote.reopen', voteId }),
    () => ({ type: dice.chance(0.5) ? 'vote.close' : 'vote.reveal', voteId }),
    () => ({ type: 'vote.configure', voteId, perItem: dice.chance(0.5) ? 1 : null }),
    () => ({ type: 'phase.set', phaseId: dice.chance(0.3) ? phaseId : PHASE.collect }),
    () => ({ type: 'phase.configure', phaseId: PHASE.collect, sees: pick(SEES, dice.random) }),
    () => ({ type: 'phase.configure', phaseId: PHASE.collect, anonymous: dice.chance(0.2) }),
    () => ({ type: 'phase.move', phaseId, position: Math.floor(dice.random() * 6) }),
    () => ({
      type: 'phase.configure',
      phaseId: PHASE.collect,
      may: PARTICIPANT_RIGHTS.filter(() => dice.chance(0.8))
    }),
    () => ({ type: 'board.configure', approval: dice.chance(0.4) }),
    () => ({ type: 'board.configure', anonymous: dice.chance(0.4) }),
    () => ({ type: 'board.configure', frozen: dice.chance(0.2) }),
    () => ({ type: 'participant.assign', participantId: me, groupId }),
    () => ({ type: 'participant.assign', participantId: pick(PEOPLE, dice.random).id, groupId }),
    () => ({ type: 'participant.mute', participantId: pick(PEOPLE, dice.random).id, on: dice.chance(0.3) }),
    () => ({
      type: 'participant.appoint',
      participantId: pick(PEOPLE, dice.random).id,
      on: dice.chance(0.3)
    }),
    () => ({
      type: 'participant.edit',
      participantId: pick(PEOPLE, dice.random).id,
      name: `p${dice.next()}`
    }),
    () => ({
      type: 'participant.add',
      participantId: dice.id(),
      name: `p${dice.count}`,
      organisation: null,
      groupId
    }),
    () => ({ type: 'note.add', noteId: dice.id(), body: `n${dice.count}`, forId: byHand }),
    () => ({
      type: 'participant.remove',
      participantId: byHand,
      notes: pick(LEFT_NOTES, dice.random)
    }),
    () => ({ type: 'participant.restore', participantId: byHand }),
    () => ({ type: 'participant.merge', participantId: byHand, intoId: pick(PEOPLE, dice.random).id }),
    () => ({ type: 'group.edit', groupId: groupId ?? GROUP_A, done: dice.chance(0.5) }),
    () => ({ type: 'group.add', groupId: dice.id(), name: `g${dice.count}` }),
    () => ({
      type: 'poll.add',
      pollId: dice.id(),
      kind: 'words',
      question: `p${dice.count}`,
      shows: dice.chance(0.5) ? 'live' : 'end',
      open: dice.chance(0.5)
    }),
    () => ({
      type: 'poll.answer',
      pollId,
      values: ['Mut', 'mut ', `w${dice.next()}`].filter(() => dice.chance(0.6))
    }),
    () => ({ type: dice.chance(0.7) ? 'poll.open' : 'poll.close', pollId }),
    () => ({ type: dice.chance(0.4) ? 'poll.remove' : 'poll.restore', pollId }),
    () => ({ type: 'poll.hide', pollId, word: 'MUT', on: dice.chance(0.5) }),
    () => ({ type: 'group.edit', groupId: groupId ?? GROUP_A, limit: dice.chance(0.5) ? 2 : null }),
    () => ({ type: 'group.edit', groupId: groupId ?? GROUP_A, noteTakerId: pick(PEOPLE, dice.random).id }),
    () => ({ type: 'group.edit', groupId: groupId ?? GROUP_A, video: `https://example.org/${dice.next()}` }),
    () => ({ type: 'group.help', groupId: groupId ?? GROUP_A, on: dice.chance(0.6) }),
    () => ({
      type: 'group.deal',
      places: PEOPLE.filter(() => dice.chance(0.5)).map(({ id }) => ({
        participantId: id,
        groupId: pick([null, GROUP_A, GROUP_B], dice.random)
      }))
    }),
    () => ({ type: 'message.send', messageId: dice.id(), groupId, body: `m${dice.count}` })
  ];
  if (dice.chance(0.05))
    choices.push(() => ({ type: 'phase.add', phaseId: dice.id(), phase: pick(PHASES, dice.random) }));
  if (dice.chance(0.05)) choices.push(() => ({ type: 'phase.remove', phaseId }));
  if (dice.chance(0.05)) choices.push(() => ({ type: 'group.merge', groupId: GROUP_A, intoId: GROUP_B }));
  if (dice.chance(0.1)) choices.push(() => ({ type: 'vote.remove', voteId }));
  if (dice.chance(0.02)) choices.push(() => ({ type: 'group.remove', groupId: groupId ?? GROUP_B }));
  if (dice.chance(0.05)) choices.push(() => ({ type: 'group.restore', groupId: groupId ?? GROUP_B }));
  return pick(choices, dice.random)();
}
