import type { CommandOf } from '../commands.ts';
import { offeredKind } from '../kinds.ts';
import { LIMITS } from '../limits.ts';
import { isBlank } from '../noteContent.ts';
import { rankAt } from '../rank.ts';
import type { NoteRecord, TopicRecord } from '../records.ts';
import type { Actor, Decision, RoomView } from '../rules.ts';
import { accept, allLive, hangingOn, live, refuse } from './decision.ts';
import { homeOf } from './groups.ts';
import { mayRead } from './project.ts';
import { boardOf, currentAnonymous, rightsOf, type Rights } from './rights.ts';
import { topOf } from '../stacks.ts';

const isAuthor = (note: NoteRecord, actor: Actor): boolean =>
  note.authorId !== null && note.authorId === actor.id;

/** A locked topic is changed by the moderation only. */
const isLocked = (topic: TopicRecord | undefined, rights: Rights): boolean =>
  topic?.locked === true && !rights.moderate;

export function addNote(view: RoomView, actor: Actor, command: CommandOf<'note.add'>, now: number): Decision {
  const rights = rightsOf(view, actor);
  if (!rights.write) return refuse('closed');
  // Written while the group was merged or dissolved: the words go where its people went.
  const groupId = homeOf(view, command.groupId ?? null);
  const topicId = command.topicId ?? null;
  if (!rights.moderate && groupId !== null && groupId !== actor.groupId) return refuse('forbidden');
  if (topicId !== null && !rights.moveOwn) return refuse('forbidden');
  if (view.get('note', command.noteId)) return refuse('conflict');
  const named = command.groupId ?? null;
  if (named !== null && !view.get('group', named)) return refuse('not_found');
  if (topicId !== null) {
    const topic = live(view, 'topic', topicId);
    if (!topic) return refuse('not_found');
    if (isLocked(topic, rights)) return refuse('closed');
  }
  const { title = '', body, attachments = [] } = command;
  if (isBlank({ title, body, attachments })) return refuse('empty');
  const author = authorOfNew(view, actor, command);
  if (!author) return refuse('forbidden');
  const board = boardOf(view);
  if (allLive(view, 'note').length >= LIMITS.notesPerBoard) return refuse('limit');
  return accept({
    type: 'note',
    id: command.noteId,
    seq: 0,
    removedAt: null,
    groupId,
    topicId,
    stackId: null,
    title,
    body,
    kind: command.kind ?? (board ? offeredKind(board, 'idea') : 'idea'),
    attachments,
    status: statusOfNew(view, rights),
    pinnedAt: null,
    rank: command.rank ?? rankAt(now),
    x: command.x ?? null,
    y: command.y ?? null,
    authorId: author.id,
    authorName: author.name,
    authorOrganisation: author.organisation,
    anonymous: currentAnonymous(view),
    revealed: false,
    version: 1,
    createdAt: now,
    editedAt: null
  });
}

/** A facilitator writes down what somebody without a device says: it is theirs then. Nobody writes for those who can. */
function authorOfNew(
  view: RoomView,
  actor: Actor,
  { forId }: CommandOf<'note.add'>
): Pick<Actor, 'id' | 'name' | 'organisation'> | undefined {
  if (forId === undefined) return actor;
  const person = rightsOf(view, actor).moderate ? live(view, 'participant', forId) : undefined;
  return person?.byHand === true ? person : undefined;
}

/** What participants write or rewrite waits where the board asks for approval. */
const statusOfNew = (view: RoomView, rights: Rights): NoteRecord['status'] =>
  boardOf(view)?.approval === true && !rights.moderate ? 'waiting' : 'shown';

/** The live note, when its author or the moderation may change it now; else the reason why not. */
function changeable(
  view: RoomView,
  actor: Actor,
  noteId: string
): { ok: true; note: NoteRecord } | Extract<Decision, { ok: false }> {
  const rights = rightsOf(view, actor);
  const note = view.get('note', noteId);
  if (!note || !mayRead(view, actor, note)) return { ok: false, code: 'not_found' };
  if (!rights.moderate && !isAuthor(note, actor)) return { ok: false, code: 'forbidden' };
  if (!rights.write || isLocked(topicOf(view, note), rights)) return { ok: false, code: 'closed' };
  return note.removedAt === null ? { ok: true, note } : { ok: false, code: 'not_found' };
}

const topicOf = (view: RoomView, { topicId }: NoteRecord): TopicRecord | undefined =>
  topicId === null ? undefined : live(view, 'topic', topicId);

export function editNote(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'note.edit'>,
  now: number
): Decision {
  const found = changeable(view, actor, command.noteId);
  if (!found.ok) return found;
  const { note } = found;
  if (note.version !== command.version) return refuse('conflict');
  const content = {
    title: command.title ?? note.title,
    body: command.body ?? note.body,
    kind: command.kind ?? note.kind,
    attachments: command.attachments ?? note.attachments
  };
  if (isBlank(content)) return refuse('empty');
  const status = saysAnew(command) ? statusAfterEdit(view, actor, note) : note.status;
  const edited: NoteRecord = { ...note, ...content, status, version: note.version + 1, editedAt: now };
  // Approval may have been turned off meanwhile: what hangs on it comes to its new readers with it.
  return status === note.status ? accept(edited) : accept(edited, ...hangingOn(view, (id) => id === note.id));
}

/** Another colour says nothing new. */
const saysAnew = ({ title, body, attachments }: CommandOf<'note.edit'>): boolean =>
  title !== undefined || body !== undefined || attachments !== undefined;

/** What was approved is not what stands there now. A facilitator who corrects a note that waits has not approved it yet. */
function statusAfterEdit(view: RoomView, actor: Actor, note: NoteRecord): NoteRecord['status'] {
  const rights = rightsOf(view, actor);
  return rights.moderate ? note.status : statusOfNew(view, rights);
}

/** What only facilitators do to a note: to the top with it; approved, declined. */
export function moderateNote(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'note.pin'> | CommandOf<'note.review'>,
  now: number
): Decision {
  const rights = rightsOf(view, actor);
  if (!rights.moderate) return refuse('forbidden');
  const note = live(view, 'note', command.noteId);
  if (!note) return refuse('not_found');
  if (!rights.write) return refuse('closed');
  return command.type === 'note.pin'
    ? accept({ ...note, pinnedAt: command.on ? (note.pinnedAt ?? now) : null })
    : // What hangs on it comes to its new readers with it.
      accept({ ...note, status: command.status }, ...hangingOn(view, (id) => id === note.id));
}

export function moveNote(view: RoomView, actor: Actor, command: CommandOf<'note.move'>): Decision {
  const rights = rightsOf(view, actor);
  const note = live(view, 'note', command.noteId);
  if (!note || !mayRead(view, actor, note)) return refuse('not_found');
  const own = isAuthor(note, actor) && rights.write;
  if (!rights.moveNotes && !own) return refuse(isAuthor(note, actor) ? 'closed' : 'forbidden');
  const topicId = command.topicId === undefined ? note.topicId : command.topicId;
  const groupId = command.groupId === undefined ? note.groupId : command.groupId;
  if (isLocked(topicOf(view, note), rights)) return refuse('closed');
  if (topicId !== note.topicId) {
    if (!rights.moveNotes && !(own && rights.moveOwn)) return refuse('forbidden');
    const topic = topicId === null ? undefined : live(view, 'topic', topicId);
    if (topicId !== null && !topic) return refuse('not_found');
    if (isLocked(topic, rights)) return refuse('closed');
  }
  if (groupId !== note.groupId) {
    if (!rights.moderate && groupId !== null && groupId !== actor.groupId) return refuse('forbidden');
    if (groupId !== null && !live(view, 'group', groupId)) return refuse('not_found');
  }
  const moved: NoteRecord = {
    ...note,
    topicId,
    // Into another topic it goes alone; what lies under it follows.
    stackId: topicId === note.topicId ? note.stackId : null,
    groupId,
    rank: command.rank ?? note.rank,
    x: command.x ?? note.x,
    y: command.y ?? note.y
  };
  // What hangs on the note follows it to its new readers.
  return groupId === note.groupId ? accept(moved) : accept(moved, ...hangingOn(view, (id) => id === note.id));
}

export function removeNote(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'note.remove'>,
  now: number
): Decision {
  const found = changeable(view, actor, command.noteId);
  if (!found.ok) return found;
  const { note } = found;
  return accept({ ...note, removedAt: now });
}

export function restoreNote(view: RoomView, actor: Actor, command: CommandOf<'note.restore'>): Decision {
  const rights = rightsOf(view, actor);
  const note = view.get('note', command.noteId);
  if (!note) return refuse('not_found');
  if (!rights.moderate && !isAuthor(note, actor)) return refuse('forbidden');
  if (!rights.write) return refuse('closed');
  if (note.removedAt === null) return refuse('conflict');
  const top = topOf(view, note);
  // Back into its stack, as far as there still is one.
  const stackId = top.id === note.id ? null : top.id;
  const topicId = top.topicId !== null && live(view, 'topic', top.topicId) ? top.topicId : null;
  return accept({ ...note, removedAt: null, topicId, stackId }, ...hangingOn(view, (id) => id === note.id));
}

/** Why `actor` may not add something to this note; null when they may. */
function notOpen(view: RoomView, actor: Actor, noteId: string, right: 'comment' | 'react'): Decision | null {
  const note = live(view, 'note', noteId);
  if (!note || !mayRead(view, actor, note)) return refuse('not_found');
  return rightsOf(view, actor)[right] ? null : refuse('closed');
}

export function addComment(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'comment.add'>,
  now: number
): Decision {
  const refusal = notOpen(view, actor, command.noteId, 'comment');
  if (refusal) return refusal;
  if (view.get('comment', command.commentId)) return refuse('conflict');
  return accept({
    type: 'comment',
    id: command.commentId,
    seq: 0,
    removedAt: null,
    noteId: command.noteId,
    body: command.body,
    authorId: actor.id,
    authorName: actor.name,
    anonymous: currentAnonymous(view),
    createdAt: now,
    editedAt: null
  });
}

export function changeComment(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'comment.edit'> | CommandOf<'comment.remove'>,
  now: number
): Decision {
  const comment = live(view, 'comment', command.commentId);
  if (!comment) return refuse('not_found');
  const refusal = notOpen(view, actor, comment.noteId, 'comment');
  if (refusal) return refusal;
  const own = comment.authorId !== null && comment.authorId === actor.id;
  if (!own && !rightsOf(view, actor).moderate) return refuse('forbidden');
  return command.type === 'comment.remove'
    ? accept({ ...comment, removedAt: now })
    : accept({ ...comment, body: command.body, editedAt: now });
}

export function restoreComment(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'comment.restore'>
): Decision {
  const comment = view.get('comment', command.commentId);
  if (!comment) return refuse('not_found');
  const refusal = notOpen(view, actor, comment.noteId, 'comment');
  if (refusal) return refusal;
  const own = comment.authorId !== null && comment.authorId === actor.id;
  if (!own && !rightsOf(view, actor).moderate) return refuse('forbidden');
  return comment.removedAt === null ? refuse('conflict') : accept({ ...comment, removedAt: null });
}

export function setReaction(
  view: RoomView,
  actor: Actor,
  command: CommandOf<'reaction.set'>,
  now: number
): Decision {
  const refusal = notOpen(view, actor, command.noteId, 'react');
  if (refusal) return refusal;
  return accept({
    type: 'reaction',
    id: `${command.noteId}:${actor.id}`,
    seq: 0,
    removedAt: command.on ? null : now,
    noteId: command.noteId,
    authorId: actor.id
  });
}
