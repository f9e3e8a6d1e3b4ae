/** The commands a client may send, as schemas. The types stand in domain/commands.ts; the compiler holds both together. */
import * as v from 'valibot';
import { LANGUAGES } from '../domain/cards/languages.ts';
import type { WireCommand } from '../domain/commands.ts';
import { LIMITS } from '../domain/limits.ts';
import {
  AUDIENCES,
  BOARD_ORDERS,
  CARD_COLOURS,
  CARD_FIELDS,
  GROUPINGS,
  JOININGS,
  LAYOUTS,
  LEFT_NOTES,
  LINK_ACCESS,
  NOTE_KINDS,
  NOTE_STATUSES,
  PARTICIPANT_RIGHTS,
  PHASES,
  POLL_KINDS,
  POLL_SHOWS,
  REACTION_KINDS,
  SEES,
  SIGNUP_LEVELS,
  TOPIC_COLOURS,
  STAGE_VIEWS,
  VERDICTS,
  VOTE_SUBJECTS,
  WORKING_GROUP_AUDIENCES,
  WORKING_GROUP_STATES
} from '../domain/records.ts';
import { lineUpTo, nameUpTo, rank, textUpTo, uuid, wordsOrNoneUpTo, wordsUpTo } from './text.ts';

/** May be empty where a title or an attachment says it: the rules look at the whole note. */
const noteBody = wordsOrNoneUpTo(LIMITS.noteBody);
const noteTitle = v.pipe(
  wordsOrNoneUpTo(LIMITS.noteTitle),
  v.transform((text) => text.replace(/\s+/g, ' '))
);
const commentBody = wordsUpTo(LIMITS.commentBody);
const place = v.pipe(v.number(), v.finite(), v.minValue(-1e6), v.maxValue(1e6));
const dotCount = (least: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(LIMITS.dotsPerPerson));

const command = <const T extends string, E extends v.ObjectEntries>(type: T, entries: E) =>
  v.object({ id: uuid, type: v.literal(type), ...entries });

/** An address that a browser may follow: no `javascript:`, no `data:`. */
const webAddress = v.pipe(
  lineUpTo(LIMITS.url),
  v.check((text) => /^https?:\/\//i.test(text) && URL.canParse(text), 'invalid')
);
/** Of a video room: only over https, so that nobody is led to a page that others can listen in on. '' for none. */
const videoAddress = v.pipe(
  lineUpTo(LIMITS.url),
  v.check((text) => text === '' || (/^https:\/\//i.test(text) && URL.canParse(text)), 'invalid')
);
const pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20_000));
const attachments = v.pipe(
  v.array(
    v.variant('type', [
      v.object({
        type: v.literal('image'),
        fileId: uuid,
        width: pixels,
        height: pixels,
        alt: lineUpTo(LIMITS.altText)
      }),
      v.object({
        type: v.literal('file'),
        fileId: uuid,
        name: nameUpTo(LIMITS.fileName),
        mime: v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z0-9.+-]{1,100}$/, 'invalid')),
        size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER))
      }),
      v.object({ type: v.literal('link'), url: webAddress, title: lineUpTo(LIMITS.linkTitle) })
    ])
  ),
  v.maxLength(LIMITS.attachments, 'limit')
);
const length = v.pipe(v.number(), v.finite(), v.minValue(1), v.maxValue(1e6));
const area = v.object({ x: place, y: place, width: length, height: length });
/** Each value at most once: a set on the wire. */
const setOf = <const T extends readonly string[]>(values: T) =>
  v.pipe(
    v.array(v.picklist(values)),
    v.maxLength(values.length, 'limit'),
    v.check((list) => new Set(list).size === list.length, 'invalid')
  );
const may = setOf(PARTICIPANT_RIGHTS);
const phasePosition = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(LIMITS.phasesPerWorkshop, 'limit')
);
const phaseSettings = {
  title: v.optional(lineUpTo(LIMITS.phaseTitle)),
  sees: v.optional(v.picklist(SEES)),
  may: v.optional(may),
  anonymous: v.optional(v.boolean()),
  minutes: v.optional(
    v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.phaseMinutes)))
  ),
  instruction: v.optional(textUpTo(LIMITS.instruction))
};
const kinds = v.pipe(
  v.array(v.object({ kind: v.picklist(NOTE_KINDS), name: lineUpTo(LIMITS.kindName) })),
  v.maxLength(NOTE_KINDS.length, 'limit'),
  v.check((list) => new Set(list.map(({ kind }) => kind)).size === list.length, 'invalid')
);

const organisation = nameUpTo(LIMITS.organisation);
const voteSettings = {
  title: v.optional(lineUpTo(LIMITS.voteTitle)),
  on: v.optional(v.picklist(VOTE_SUBJECTS)),
  topicId: v.optional(v.nullable(uuid)),
  perPerson: v.optional(dotCount(1)),
  perItem: v.optional(v.nullable(dotCount(1)))
};

const audience = v.picklist(AUDIENCES);
const web = v.pipe(
  lineUpTo(LIMITS.web),
  v.transform((text) => (text === '' || /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`)),
  v.check((text) => text === '' || (/^https?:\/\//i.test(text) && URL.canParse(text)), 'invalid')
);
const email = v.pipe(
  lineUpTo(LIMITS.email),
  v.check((text) => text === '' || v.is(v.pipe(v.string(), v.email()), text), 'invalid')
);

/** What a person writes on a card; also used by the form without JavaScript. */
export const cardContent = v.object({
  name: nameUpTo(LIMITS.name),
  photo: v.nullable(uuid),
  organisation: lineUpTo(LIMITS.organisation),
  role: lineUpTo(LIMITS.cardShort),
  region: lineUpTo(LIMITS.cardShort),
  fields: v.pipe(v.array(nameUpTo(LIMITS.cardShort)), v.maxLength(LIMITS.cardFields, 'too_long')),
  offer: textUpTo(LIMITS.cardLong),
  need: textUpTo(LIMITS.cardLong),
  about: textUpTo(LIMITS.cardLong),
  languages: v.pipe(v.array(v.picklist(LANGUAGES)), v.maxLength(LIMITS.cardLanguages, 'too_long')),
  email,
  phone: lineUpTo(LIMITS.phone),
  web,
  profiles: v.pipe(v.array(web), v.maxLength(LIMITS.cardProfiles, 'too_long')),
  workingGroups: v.pipe(v.array(uuid), v.maxLength(LIMITS.cardPlaces, 'too_long')),
  workshops: v.pipe(v.array(uuid), v.maxLength(LIMITS.cardPlaces, 'too_long')),
  colour: v.picklist(CARD_COLOURS)
});

const pollOptions = v.pipe(
  v.array(v.object({ id: uuid, label: nameUpTo(LIMITS.pollOption) })),
  v.maxLength(LIMITS.pollOptions, 'limit')
);
const pollScale = v.object({
  steps: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(LIMITS.pollSteps)),
  low: lineUpTo(LIMITS.pollEnd),
  high: lineUpTo(LIMITS.pollEnd)
});
const most = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.pollOptions)));
/** Ids of options are words like any other here; the rules know which there are. */
const pollValues = v.pipe(v.array(nameUpTo(LIMITS.pollWord)), v.maxLength(LIMITS.pollOptions, 'limit'));

export const commandSchema = v.variant('type', [
  command('note.add', {
    noteId: uuid,
    groupId: v.optional(v.nullable(uuid)),
    topicId: v.optional(v.nullable(uuid)),
    title: v.optional(noteTitle),
    body: noteBody,
    kind: v.optional(v.picklist(NOTE_KINDS)),
    attachments: v.optional(attachments),
    rank: v.optional(rank),
    x: v.optional(place),
    y: v.optional(place),
    forId: v.optional(uuid)
  }),
  command('note.edit', {
    noteId: uuid,
    title: v.optional(noteTitle),
    body: v.optional(noteBody),
    kind: v.optional(v.picklist(NOTE_KINDS)),
    attachments: v.optional(attachments),
    version: v.pipe(v.number(), v.integer(), v.minValue(1))
  }),
  command('note.move', {
    noteId: uuid,
    topicId: v.optional(v.nullable(uuid)),
    groupId: v.optional(v.nullable(uuid)),
    rank: v.optional(rank),
    x: v.optional(place),
    y: v.optional(place)
  }),
  command('note.remove', { noteId: uuid }),
  command('note.restore', { noteId: uuid }),
  command('note.pin', { noteId: uuid, on: v.boolean() }),
  command('note.review', { noteId: uuid, status: v.picklist(NOTE_STATUSES) }),
  command('note.stack', { noteId: uuid, ontoId: uuid }),
  command('note.unstack', { noteId: uuid }),
  command('note.reveal', {
    noteIds: v.pipe(v.array(uuid), v.minLength(1, 'empty'), v.maxLength(LIMITS.notesAtOnce, 'limit')),
    on: v.boolean()
  }),
  command('topic.add', { topicId: uuid, title: nameUpTo(LIMITS.topicTitle), rank: v.optional(rank) }),
  command('topic.edit', {
    topicId: uuid,
    title: v.optional(nameUpTo(LIMITS.topicTitle)),
    locked: v.optional(v.boolean()),
    colour: v.optional(v.nullable(v.picklist(TOPIC_COLOURS))),
    area: v.optional(v.nullable(area))
  }),
  command('topic.move', { topicId: uuid, rank }),
  command('topic.merge', { topicId: uuid, intoId: uuid }),
  command('topic.remove', { topicId: uuid }),
  command('topic.promote', {
    topicId: uuid,
    workingGroupId: uuid,
    title: v.optional(nameUpTo(LIMITS.topicTitle)),
    purpose: v.optional(textUpTo(LIMITS.purpose))
  }),
  command('comment.add', { commentId: uuid, noteId: uuid, body: commentBody }),
  command('comment.edit', { commentId: uuid, body: commentBody }),
  command('comment.remove', { commentId: uuid }),
  command('comment.restore', { commentId: uuid }),
  command('reaction.set', { noteId: uuid, on: v.boolean() }),
  command('ballot.set', {
    voteId: uuid,
    dots: v.pipe(
      v.array(v.object({ itemId: uuid, count: dotCount(0) })),
      v.maxLength(LIMITS.topicsPerBoard, 'limit')
    )
  }),
  command('vote.add', { voteId: uuid, phaseId: v.optional(v.nullable(uuid)), ...voteSettings }),
  command('vote.configure', { voteId: uuid, ...voteSettings }),
  command('vote.open', { voteId: uuid }),
  command('vote.close', { voteId: uuid }),
  command('vote.reveal', { voteId: uuid }),
  command('vote.reopen', { voteId: uuid }),
  command('vote.remove', { voteId: uuid }),
  command('phase.set', { phaseId: v.nullable(uuid), from: v.optional(v.nullable(uuid)) }),
  command('phase.configure', { phaseId: uuid, ...phaseSettings }),
  command('phase.add', {
    phaseId: uuid,
    phase: v.picklist(PHASES),
    position: v.optional(phasePosition),
    ...phaseSettings
  }),
  command('phase.move', { phaseId: uuid, position: phasePosition }),
  command('phase.remove', { phaseId: uuid }),
  command('timer.start', {
    seconds: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.timerSeconds))
  }),
  command('timer.add', {
    seconds: v.pipe(
      v.number(),
      v.integer(),
      v.minValue(-LIMITS.timerSeconds),
      v.maxValue(LIMITS.timerSeconds)
    )
  }),
  command('timer.pause', {}),
  command('timer.resume', {}),
  command('timer.stop', {}),
  command('stage.set', { view: v.optional(v.picklist(STAGE_VIEWS)), names: v.optional(v.boolean()) }),
  command('lead.take', { participantId: uuid }),
  command('group.add', {
    groupId: uuid,
    name: nameUpTo(LIMITS.groupName),
    task: v.optional(textUpTo(LIMITS.groupTask))
  }),
  command('group.edit', {
    groupId: uuid,
    name: v.optional(nameUpTo(LIMITS.groupName)),
    task: v.optional(textUpTo(LIMITS.groupTask)),
    done: v.optional(v.boolean()),
    noteTakerId: v.optional(v.nullable(uuid)),
    limit: v.optional(
      v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.groupSize)))
    ),
    video: v.optional(videoAddress)
  }),
  command('group.deal', {
    places: v.pipe(
      v.array(v.object({ participantId: uuid, groupId: v.nullable(uuid) })),
      v.maxLength(LIMITS.placesPerDeal, 'limit')
    )
  }),
  command('group.merge', { groupId: uuid, intoId: uuid }),
  command('group.help', { groupId: uuid, on: v.boolean() }),
  command('group.remove', { groupId: uuid }),
  command('group.restore', { groupId: uuid }),
  command('participant.assign', { participantId: uuid, groupId: v.nullable(uuid) }),
  command('participant.add', {
    participantId: uuid,
    name: nameUpTo(LIMITS.name),
    organisation: v.nullable(organisation),
    groupId: v.nullable(uuid)
  }),
  command('participant.edit', {
    participantId: uuid,
    name: v.optional(nameUpTo(LIMITS.name)),
    organisation: v.optional(v.nullable(organisation))
  }),
  command('participant.remove', { participantId: uuid, notes: v.picklist(LEFT_NOTES) }),
  command('participant.restore', { participantId: uuid }),
  command('participant.merge', { participantId: uuid, intoId: uuid }),
  command('participant.mute', { participantId: uuid, on: v.boolean() }),
  command('participant.appoint', { participantId: uuid, on: v.boolean() }),
  command('message.send', {
    messageId: uuid,
    groupId: v.nullable(uuid),
    body: wordsUpTo(LIMITS.messageBody)
  }),
  command('callBack.start', {
    seconds: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3600))
  }),
  command('callBack.stop', {}),
  command('board.configure', {
    title: v.optional(nameUpTo(LIMITS.workshopTitle)),
    question: v.optional(lineUpTo(LIMITS.question)),
    open: v.optional(v.boolean()),
    layout: v.optional(v.picklist(LAYOUTS)),
    order: v.optional(v.picklist(BOARD_ORDERS)),
    reactions: v.optional(v.picklist(REACTION_KINDS)),
    kinds: v.optional(kinds),
    anonymous: v.optional(v.boolean()),
    approval: v.optional(v.boolean()),
    frozen: v.optional(v.boolean()),
    may: v.optional(may),
    access: v.optional(v.picklist(LINK_ACCESS)),
    membersOnly: v.optional(v.boolean()),
    grouping: v.optional(v.picklist(GROUPINGS)),
    lateToSmallest: v.optional(v.boolean())
  }),
  command('workingGroup.add', {
    workingGroupId: uuid,
    title: nameUpTo(LIMITS.topicTitle),
    purpose: v.optional(textUpTo(LIMITS.purpose))
  }),
  command('workingGroup.edit', {
    workingGroupId: uuid,
    title: v.optional(nameUpTo(LIMITS.topicTitle)),
    purpose: v.optional(textUpTo(LIMITS.purpose)),
    state: v.optional(v.picklist(WORKING_GROUP_STATES)),
    limit: v.optional(
      v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.workingGroupSize)))
    ),
    joining: v.optional(v.picklist(JOININGS)),
    audience: v.optional(v.picklist(WORKING_GROUP_AUDIENCES))
  }),
  command('workingGroup.remove', { workingGroupId: uuid }),
  command('signup.decide', { workingGroupId: uuid, participantId: uuid, verdict: v.picklist(VERDICTS) }),
  command('signup.set', { workingGroupId: uuid, level: v.nullable(v.picklist(SIGNUP_LEVELS)) }),
  command('poll.add', {
    pollId: uuid,
    kind: v.picklist(POLL_KINDS),
    question: nameUpTo(LIMITS.question),
    options: v.optional(pollOptions),
    scale: v.optional(pollScale),
    most: v.optional(most),
    shows: v.optional(v.picklist(POLL_SHOWS)),
    rank: v.optional(rank),
    open: v.optional(v.boolean())
  }),
  command('poll.edit', {
    pollId: uuid,
    kind: v.optional(v.picklist(POLL_KINDS)),
    question: v.optional(nameUpTo(LIMITS.question)),
    options: v.optional(pollOptions),
    scale: v.optional(v.nullable(pollScale)),
    most: v.optional(most),
    shows: v.optional(v.picklist(POLL_SHOWS))
  }),
  command('poll.move', { pollId: uuid, rank }),
  command('poll.open', { pollId: uuid }),
  command('poll.close', { pollId: uuid }),
  command('poll.remove', { pollId: uuid }),
  command('poll.restore', { pollId: uuid }),
  command('poll.hide', { pollId: uuid, word: nameUpTo(LIMITS.pollWord), on: v.boolean() }),
  command('poll.answer', { pollId: uuid, values: pollValues }),
  command('card.save', {
    cardId: uuid,
    card: cardContent,
    audience,
    // one optional circle per field; an object (not a record) so that no foreign key gets in
    audiences: v.partial(v.object(v.entriesFromList(CARD_FIELDS, audience))),
    consent: v.nullable(textUpTo(2000))
  }),
  command('card.confirm', { cardId: uuid, consent: v.nullable(textUpTo(2000)) }),
  command('card.link', { cardId: uuid, linkId: v.nullable(uuid) }),
  command('card.hide', { cardId: uuid, reason: v.nullable(wordsUpTo(LIMITS.cardLong)) }),
  command('card.remove', { cardId: uuid })
]);

type Parsed = v.InferOutput<typeof commandSchema>;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
/** Fails to compile when schema and domain type drift apart. */
export const schemaDescribesTheType: Same<Parsed, WireCommand> = true;

export type ParsedCommand =
  | { ok: true; command: WireCommand }
  | { ok: false; code: 'invalid' | 'unknown_command' | 'too_long' | 'empty' | 'limit' };

const TYPES: ReadonlySet<string> = new Set(
  commandSchema.options.map((option) => option.entries.type.literal)
);
const MESSAGE_CODES: ReadonlySet<string> = new Set(['too_long', 'empty', 'limit']);

/** Parses what came over the wire. The code says which refusal fits; the input itself is never repeated. */
export function parseCommand(input: unknown): ParsedCommand {
  const result = v.safeParse(commandSchema, input, { abortEarly: true });
  if (result.success) return { ok: true, command: result.output satisfies WireCommand };
  const type = typeof input === 'object' && input !== null && 'type' in input ? input.type : undefined;
  if (typeof type === 'string' && !TYPES.has(type)) return { ok: false, code: 'unknown_command' };
  const message = result.issues[0].message;
  if (MESSAGE_CODES.has(message)) return { ok: false, code: message as 'too_long' | 'empty' | 'limit' };
  return { ok: false, code: 'invalid' };
}
