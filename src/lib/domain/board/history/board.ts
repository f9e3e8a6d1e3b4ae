/** What happened to a board beside its notes: told to facilitators. */
import type { BoardRecord, PhaseRecord } from '../../records.ts';
import type { RoomView } from '../../rules.ts';
import { timerLeft } from '../timer.ts';
import { boardOf } from '../rights.ts';
import { shortened } from '../../../util/shortened.ts';
import {
  stepOf,
  TOLD_SETTINGS,
  type HistoryKind,
  type LoggedCommand,
  type Told,
  type ToldPhase,
  type ToldSetting
} from './entry.ts';

/** Of any command that is not on a note or a comment. */
export function ofTheBoard(view: RoomView, command: LoggedCommand): Told | null {
  if (command.type.startsWith('topic.')) return ofTopic(view, command);
  if (command.type.startsWith('group.')) return ofGroup(view, command);
  if (command.type.startsWith('phase.')) return ofPhase(view, command);
  if (command.type.startsWith('poll.')) return ofPoll(view, command);
  if (command.type.startsWith('participant.')) return ofPerson(view, command);
  if (command.type === 'message.send') return ofMessage(view, command);
  if (command.type.startsWith('vote.')) return ofVote(view, command);
  return command.type.startsWith('workingGroup.') ? ofWorkingGroup(view, command) : ofBoard(view, command);
}

const renamed = (before: string, after: string): Pick<Told, 'before' | 'after'> => ({
  before: { title: before, body: '' },
  after: { title: after, body: '' }
});

function ofTopic(view: RoomView, command: LoggedCommand): Told | null {
  if (command.type === 'topic.promote') return ofWorkingGroup(view, command);
  const step = stepOf(view, command, 'topic');
  if (!step) return null;
  const { before, after } = step;
  const told: Omit<Told, 'what'> = { about: { type: 'topic', id: after.id }, label: after.title };
  switch (command.type) {
    case 'topic.add':
      return { ...told, what: before ? 'topic.restore' : 'topic.add' };
    case 'topic.edit':
      if (before && before.title !== after.title)
        return { ...told, what: 'topic.rename', ...renamed(before.title, after.title) };
      if (before && before.locked !== after.locked)
        return { ...told, what: after.locked ? 'topic.lock' : 'topic.unlock' };
      return null;
    case 'topic.merge': {
      const into = command.steps.find((other) => other.after.type === 'topic' && other.after.id !== after.id);
      if (into?.after.type !== 'topic') return null;
      const { title: to, id: intoId } = into.after;
      return { ...told, what: 'topic.merge', to, intoId, notes: notesIn(command, after.id) };
    }
    case 'topic.remove':
      return { ...told, what: 'topic.remove', notes: notesIn(command, after.id) };
    default:
      return null;
  }
}

function notesIn({ steps }: LoggedCommand, topicId: string): { id: string; rank: string }[] {
  return steps.flatMap(({ before }) =>
    before?.type === 'note' && before.topicId === topicId ? [{ id: before.id, rank: before.rank }] : []
  );
}

/** Who was put where is not told. */
function ofDeal(view: RoomView): Told | null {
  const board = boardOf(view);
  return board ? { what: 'group.deal', about: { type: 'board', id: board.id }, label: board.title } : null;
}

function ofMessage(view: RoomView, command: LoggedCommand): Told | null {
  const step = stepOf(view, command, 'message');
  if (!step) return null;
  const { id, groupId, body } = step.after;
  const to = groupId === null ? null : (view.get('group', groupId)?.name ?? '');
  return { what: 'message.send', about: { type: 'message', id }, label: shortened(body), to };
}

function ofGroup(view: RoomView, command: LoggedCommand): Told | null {
  if (command.type === 'group.deal') return ofDeal(view);
  const step = stepOf(view, command, 'group');
  if (!step) return null;
  const { before, after } = step;
  const told: Omit<Told, 'what'> = { about: { type: 'group', id: after.id }, label: after.name };
  if (command.type === 'group.merge') {
    // The first group of the step is the one that ended.
    const into = view.get('group', after.mergedInto ?? '');
    return into ? { ...told, what: 'group.merge', to: into.name } : null;
  }
  if (command.type !== 'group.edit') return { ...told, what: command.type as HistoryKind };
  if (!before) return null;
  if (before.name !== after.name)
    return { ...told, what: 'group.rename', ...renamed(before.name, after.name) };
  if (before.task !== after.task) {
    return {
      ...told,
      what: 'group.task',
      before: { title: '', body: before.task },
      after: { title: '', body: after.task }
    };
  }
  return before.done === after.done ? null : { ...told, what: after.done ? 'group.done' : 'group.undone' };
}

/** Called as they are now, wherever they were called otherwise. */
function ofPerson(view: RoomView, command: LoggedCommand): Told | null {
  const step = stepOf(view, command, 'participant');
  if (!step) return null;
  const { after, now } = step;
  const told: Omit<Told, 'what'> = { about: { type: 'participant', id: now.id }, label: now.name };
  switch (command.type) {
    case 'participant.mute':
      return { ...told, what: after.muted ? 'participant.mute' : 'participant.unmute' };
    case 'participant.appoint':
      return { ...told, what: after.appointed ? 'participant.appoint' : 'participant.dismiss' };
    case 'participant.merge': {
      const into = after.mergedInto === null ? undefined : view.get('participant', after.mergedInto);
      return { ...told, what: 'participant.merge', to: into?.name ?? null };
    }
    case 'participant.add':
    case 'participant.edit':
    case 'participant.remove':
    case 'participant.restore':
      return { ...told, what: command.type };
    default:
      return null;
  }
}

function ofPhase(view: RoomView, command: LoggedCommand): Told | null {
  if (command.type === 'phase.set') return ofPhaseSet(view, command);
  const step = stepOf(view, command, 'phase');
  if (!step) return null;
  const { before, after } = step;
  const told = { about: { type: 'phase' as const, id: after.id }, label: '', phase: toldPhase(after) };
  if (command.type !== 'phase.configure')
    return {
      ...told,
      what: command.type === 'phase.add' && before ? 'phase.restore' : (command.type as HistoryKind)
    };
  const settings = before ? changedSettings(before, after) : [];
  return settings.length === 0 ? null : { ...told, what: 'phase.configure', settings };
}

function ofPhaseSet(view: RoomView, command: LoggedCommand): Told | null {
  const step = stepOf(view, command, 'board');
  if (!step || step.before?.phaseId === step.after.phaseId) return null;
  const [from, phase] = [phaseOf(view, step.before), phaseOf(view, step.after)];
  const about = { type: 'phase' as const, id: phase?.id ?? from?.id ?? '' };
  if (phase) return { what: 'phase.set', about, label: '', from, phase };
  return from && step.after.phaseId === null ? { what: 'phase.end', about, label: '', from } : null;
}

function phaseOf(view: RoomView, board: BoardRecord | null): ToldPhase | null {
  const phase = board?.phaseId ? view.get('phase', board.phaseId) : undefined;
  return phase ? toldPhase(phase) : null;
}

const toldPhase = ({ id, phase, title }: PhaseRecord): ToldPhase => ({ id, phase, title });

function ofBoard(view: RoomView, command: LoggedCommand): Told | null {
  const step = stepOf(view, command, 'board');
  if (!step?.before) return null;
  const { before, after } = step;
  const told: Omit<Told, 'what'> = { about: { type: 'board', id: after.id }, label: after.title };
  if (command.type.startsWith('timer.')) return ofTimer(told, command, before, after);
  if (command.type === 'lead.take') {
    if (before.leadId === after.leadId || after.leadId === null) return null;
    const name = view.get('participant', after.leadId)?.name ?? null;
    return { ...told, what: 'lead.take', to: after.leadId === command.actorId ? null : name };
  }
  if (command.type === 'callBack.start') return { ...told, what: 'callBack.start' };
  if (before.open !== after.open) return { ...told, what: after.open ? 'board.open' : 'board.close' };
  const settings = changedSettings(before, after);
  return settings.length === 0 ? null : { ...told, what: 'board.configure', settings };
}

function ofTimer(
  told: Omit<Told, 'what'>,
  { type, at }: LoggedCommand,
  before: BoardRecord,
  after: BoardRecord
): Told | null {
  const [was, is] = [timerLeft(before, at), timerLeft(after, at)];
  const minutes = (ms: number) => Math.max(1, Math.round(ms / 60_000));
  switch (type) {
    case 'timer.start':
      return { ...told, what: 'timer.start', minutes: minutes(is ?? 0) };
    case 'timer.add': {
      const more = (is ?? 0) - (was ?? 0);
      return { ...told, what: more < 0 ? 'timer.cut' : 'timer.add', minutes: minutes(Math.abs(more)) };
    }
    case 'timer.pause':
    case 'timer.resume':
      return before.timerEndsAt === after.timerEndsAt ? null : { ...told, what: type };
    default:
      return was === null ? null : { ...told, what: 'timer.stop' };
  }
}

function changedSettings<R extends BoardRecord | PhaseRecord>(before: R, after: R): ToldSetting[] {
  const [was, is] = [before, after] as unknown as Partial<Record<ToldSetting, unknown>>[];
  // Plain data that the rules copy as a whole: equal text is equal content.
  return TOLD_SETTINGS.filter((key) => JSON.stringify(was?.[key]) !== JSON.stringify(is?.[key]));
}

function ofPoll(view: RoomView, command: LoggedCommand): Told | null {
  const step = stepOf(view, command, 'poll');
  if (!step) return null;
  const { before, after } = step;
  const told: Omit<Told, 'what'> = {
    about: { type: 'poll', id: after.id },
    label: shortened(after.question)
  };
  switch (command.type) {
    case 'poll.open':
      return before?.state === 'open'
        ? null
        : { ...told, what: before?.state === 'closed' ? 'poll.reopen' : 'poll.open' };
    case 'poll.close':
      return before?.state === 'closed' ? null : { ...told, what: 'poll.close' };
    case 'poll.hide':
      return {
        ...told,
        what: after.hidden.length > (before?.hidden.length ?? 0) ? 'poll.hide' : 'poll.unhide'
      };
    case 'poll.add':
    case 'poll.edit':
    case 'poll.remove':
    case 'poll.restore':
      return { ...told, what: command.type };
    default:
      return null;
  }
}

function ofVote(view: RoomView, command: LoggedCommand): Told | null {
  const step = stepOf(view, command, 'vote');
  if (!step) return null;
  const { before, after } = step;
  const told: Omit<Told, 'what'> = { about: { type: 'vote', id: after.id }, label: after.title };
  if (command.type === 'vote.add') return { ...told, what: before ? 'vote.restore' : 'vote.add' };
  // Pressed twice, or by two at once: the second one changed nothing.
  if (before && JSON.stringify({ ...before, seq: 0 }) === JSON.stringify({ ...after, seq: 0 })) return null;
  return { ...told, what: command.type as HistoryKind };
}

function ofWorkingGroup(view: RoomView, command: LoggedCommand): Told | null {
  const step = stepOf(view, command, 'workingGroup');
  if (!step) return null;
  const { before, after } = step;
  const told: Omit<Told, 'what'> = { about: { type: 'workingGroup', id: after.id }, label: after.title };
  if (!before) return { ...told, what: 'workingGroup.add' };
  if (command.type === 'workingGroup.remove') return { ...told, what: 'workingGroup.remove' };
  if (before.title === after.title && before.purpose === after.purpose)
    return { ...told, what: 'workingGroup.settings' };
  return {
    ...told,
    what: 'workingGroup.edit',
    before: { title: before.title, body: before.purpose },
    after: { title: after.title, body: after.purpose }
  };
}
