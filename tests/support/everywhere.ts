import { randomUUID } from 'node:crypto';
import { emptyCard } from '../../src/lib/domain/cards/circles';
import type { Person } from '../../src/lib/server/auth/sessions';
import { newToken } from '../../src/lib/server/auth/token';
import { must } from '../../src/lib/util/must';
import { saveCard } from './cards';
import { docx } from './files';
import { phaseIn } from './phases';
import type { testServices } from './services';

/** Stands in every word of theirs, and in nobody else's. */
export const MARK = 'zypr';
const EMAIL = 'zyprian.zander@example.org';

/**
 * Somebody who has left something in every table that can hold a person, by the ways that there are; where a way would be long,
 * by hand. The services need SMTP_URL and AUFTAKT_DATA.
 *
 * Whoever adds a table to `personalData.ts` lets them have a row of it here.
 */
export async function somebodyEverywhere(world: Awaited<ReturnType<typeof testServices>>) {
  const { services, sessions, space, db, clock, person, account } = world;
  const { rooms, workshops, join, workingGroups, files, accounts } = services;
  const hedda = await account('facilitator');
  const who: Person = {
    ...(await account('member', 'Zyprian Zander')),
    organisation: 'Zyprianhof',
    email: EMAIL
  };
  await db
    .updateTable('person')
    .set({ organisation: who.organisation, email: EMAIL })
    .where('id', '=', who.id)
    .execute();
  await sessions.start(who.id);
  await accounts.newSignInLink(who.id, null);

  const made = await workshops.create(hedda, space.id, {
    title: 'Auftakt',
    startsAt: null,
    place: '',
    template: 'auftakt',
    groups: 2,
    question: 'Was zuerst?'
  });
  if (!made.ok) throw new Error(made.message);
  const { roomId, code, id: workshopId } = made.workshop;
  await rooms.open(roomId, hedda);
  const come = async (one: Person) => {
    const form = { name: one.name, organisation: one.organisation ?? '' };
    const joined = await join.join({ code }, form, one, '192.0.2.1');
    if (!joined.ok) throw new Error(joined.message);
    return joined.participantId;
  };
  const send = async (one: Person, type: string, more: Record<string, unknown>, room = roomId) => {
    clock.advance(100);
    const answer = await rooms.command(room, one, { id: randomUUID(), type, ...more });
    if (!answer.ok) throw new Error(`${type}: ${answer.message}`);
  };
  const twice: Person = await person('Zyprian Zwei');
  const otto: Person = await person('Otto Obstwiese');
  const [participantId, twiceId] = [await come(who), await come(twice)];
  await come(otto);

  // What hangs on notes.
  const upload = async (one: Person) => {
    const bytes = docx({ 'word/zyprian.xml': 'Zyprians Zettel' });
    const { body } = new Response(new Uint8Array(bytes));
    const taken = await files.upload(roomId, one, {
      name: 'Zyprians Zettel.docx',
      declared: bytes.length,
      body: must(body)
    });
    if (!taken.ok) throw new Error(taken.message);
    return taken.attachment;
  };
  const [onOwn, onOther] = [await upload(who), await upload(who)];

  const [mine, moved, others, topicId, workingGroupId, voteId, pollId] = Array.from({ length: 7 }, () =>
    randomUUID()
  ) as [string, string, string, string, string, string, string];
  await send(who, 'note.add', {
    noteId: mine,
    title: 'Zyprians Zebrastreifen',
    body: 'Zyprians Zitterpappel',
    attachments: [onOwn]
  });
  await send(who, 'note.edit', { noteId: mine, body: 'Zyprians Zwetschge', version: 1 });
  await send(twice, 'note.add', { noteId: moved, body: 'Zyprians Zinnie' });
  await send(otto, 'note.add', { noteId: others, body: 'Bänke am Bach' });
  // The moderation hangs a picture of theirs on a note of somebody else.
  await send(hedda, 'note.edit', { noteId: others, version: 1, attachments: [onOther] });
  await send(otto, 'comment.add', { commentId: randomUUID(), noteId: mine, body: 'Wie Zyprian sagt' });
  await send(who, 'comment.add', { commentId: randomUUID(), noteId: others, body: 'Zyprians Ziegel' });
  await send(who, 'reaction.set', { noteId: others, on: true });
  await send(hedda, 'participant.edit', { participantId, name: 'Zyprian Zobel' });
  await send(hedda, 'participant.merge', { participantId: twiceId, intoId: participantId });
  const groupId = must(await rooms.read(roomId, (view) => view.get('participant', participantId)?.groupId));
  await send(hedda, 'group.edit', { groupId, noteTakerId: participantId });
  await send(hedda, 'poll.add', {
    pollId,
    kind: 'words',
    question: 'Ein Wort?',
    shows: 'live',
    rank: 'a',
    open: true
  });
  await send(who, 'poll.answer', { pollId, values: ['Zyprianwort'] });
  await send(hedda, 'poll.hide', { pollId, word: 'zyprianwort', on: true });
  await send(otto, 'poll.answer', { pollId, values: ['Bach'] });
  await send(hedda, 'topic.add', { topicId, title: 'Wege' });
  await send(hedda, 'note.move', { noteId: mine, topicId });
  await send(hedda, 'topic.promote', { topicId, workingGroupId });
  const phaseId = await phaseIn(rooms, roomId, 'vote');
  await send(hedda, 'vote.add', { voteId, phaseId });
  await send(hedda, 'phase.set', { phaseId });
  await send(who, 'ballot.set', { voteId, dots: [{ itemId: topicId, count: 2 }] });
  await send(hedda, 'phase.set', { phaseId: await phaseIn(rooms, roomId, 'commit') });
  await send(who, 'signup.set', { workingGroupId, level: 'active' });

  // Afterwards: address, wishes by mail, a mail to the AG, the card.
  const contact = await workingGroups.saveContact(who, space.id, { email: EMAIL, consent: true });
  if (!contact.ok) throw new Error(contact.message);
  await db.updateTable('contact').set({ confirmed_at: new Date() }).where('person_id', '=', who.id).execute();
  const wish = { level: 'active', name: 'Zyprian Zander', organisation: 'Zyprianhof', email: EMAIL };
  const form = { ...wish, message: 'Zyprian grüßt alle', consent: true, showName: false };
  await db
    .updateTable('signup')
    .set({ message: 'Zyprian grüßt' })
    .where('working_group_id', '=', workingGroupId)
    .execute();
  // Known, and from another device where nobody knows them.
  await workingGroups.signUp(who, workingGroupId, { ...form, ticket: newToken() }, '192.0.2.2');
  await workingGroups.signUp(null, workingGroupId, { ...form, ticket: newToken() }, '192.0.2.3');
  const mailed = await services.mailings.send(hedda, workingGroupId, {
    id: randomUUID(),
    subject: 'Treffen',
    body: 'Guten Tag {Name},\n\nAntworten bitte an zyprian.zander@example.org.',
    active: true,
    informed: true,
    chosen: null,
    answersToMe: false
  });
  if (!mailed.ok) throw new Error(mailed.message);
  const content = Object.entries(emptyCard()).map(([field, empty]) => [
    field,
    typeof empty === 'string' && field !== 'colour' ? 'Zyprian' : empty
  ]);
  await send(
    who,
    'card.save',
    {
      cardId: randomUUID(),
      card: {
        ...(Object.fromEntries(content) as object),
        colour: 'yellow',
        fields: ['Zyprianisch'],
        email: EMAIL,
        web: 'https://zyprian.example'
      },
      audience: 'public',
      audiences: { email: 'members' },
      consent: 'Ja, das darf jeder lesen.'
    },
    space.directoryRoom
  );

  await amongCards(world, { who, roomId });
  await byHand(world, { who, otto, participantId, roomId, workshopId, workingGroupId });
  rooms.reload(roomId);
  return { who, twice, otto, hedda, participantId, twiceId, roomId, others, workingGroupId, pollId };
}

/** Kept, asked and was asked, reported, invited and was invited, wears a badge. */
async function amongCards(
  { services, db, space, account }: Awaited<ReturnType<typeof testServices>>,
  { who, roomId }: { who: Person; roomId: string }
): Promise<void> {
  const { cards, keptCards, contactRequests, cardReports, badges } = services;
  const ida = await account('member', 'Ida Immergrün');
  const idas = await saveCard(cards, space, ida);
  const own = must(await cards.mine(space, who));
  await keptCards.keep(space, who, idas);
  await keptCards.setNote(who, idas, 'Zyprians Notiz');
  await contactRequests.ask(space, who, idas, { message: 'Zyprian fragt', email: EMAIL });
  await contactRequests.ask(space, ida, own.id, { message: 'Lieber Zyprian', email: '' });
  const { received } = await contactRequests.lists(space, who);
  for (const { id } of received)
    await contactRequests.decide(space, who, id, { accept: true, answer: 'Zyprian dankt', email: EMAIL });
  await contactRequests.setOff(who, true);
  await cardReports.report(space, who, idas, { reason: 'other', note: 'Zyprian findet' }, '192.0.2.4');
  await db.updateTable('card_report').set({ settled_at: new Date(), settled_by: who.id }).execute();
  await badges.ofWorkshop(roomId);
  await db
    .updateTable('card')
    .set({ hidden_at: new Date(), hidden_reason: 'Zyprian wirbt' })
    .where('id', '=', own.id)
    .execute();
  const invitation = {
    space_id: space.id,
    kind: 'person',
    created_at: new Date(),
    expires_at: null,
    token_hash: null,
    batch_id: null,
    mailed_at: null,
    refused_hash: null
  } as const;
  await db
    .insertInto('card_invitation')
    .values([
      {
        ...invitation,
        id: randomUUID(),
        email: EMAIL,
        content: JSON.stringify({ ...emptyCard(), name: 'Zyprian Zander' }),
        created_by: null,
        taken_by: who.id
      },
      {
        ...invitation,
        id: randomUUID(),
        email: 'ida@example.org',
        content: null,
        created_by: who.id,
        taken_by: null
      }
    ])
    .execute();
}

/** What they are named for where it would take them long to get there: moderating, answering, a mail that does not arrive. */
async function byHand(
  { db }: Awaited<ReturnType<typeof testServices>>,
  at: {
    who: Person;
    otto: Person;
    participantId: string;
    roomId: string;
    workshopId: string;
    workingGroupId: string;
  }
): Promise<void> {
  const { who, otto, participantId, roomId, workshopId, workingGroupId } = at;
  await db.updateTable('workshop').set({ created_by: who.id }).where('id', '=', workshopId).execute();
  await db.updateTable('board').set({ lead_id: participantId }).where('room_id', '=', roomId).execute();
  await db
    .updateTable('breakout_group')
    .set({ helper_id: participantId })
    .where('room_id', '=', roomId)
    .execute();
  await db.updateTable('mailing').set({ sender_id: who.id }).execute();
  await db
    .insertInto('message')
    .values({
      id: randomUUID(),
      room_id: roomId,
      seq: 1,
      group_id: null,
      body: 'Zyprian ruft zur Pause',
      author_id: participantId,
      sent_at: new Date(),
      removed_at: null
    })
    .execute();
  const ottos = await db
    .selectFrom('participant')
    .where('person_id', '=', otto.id)
    .select('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('signup')
    .values({
      working_group_id: workingGroupId,
      participant_id: ottos.id,
      room_id: roomId,
      seq: 1,
      removed_at: null,
      level: 'informed',
      since: new Date(),
      declined_at: null,
      message: null,
      language: null,
      created_at: new Date(),
      contacted_at: new Date(),
      contacted_by: who.id,
      mails_off_at: null,
      reminded_at: null
    })
    .execute();
  await db
    .updateTable('mail')
    .set({ last_error: '550 <zyprian.zander@example.org> unknown' })
    .where('person_id', '=', who.id)
    .execute();
  // What goes on in an AG.
  const about = { working_group_id: workingGroupId };
  const now = new Date();
  await db
    .insertInto('coordinator')
    .values({ ...about, person_id: who.id, since: now })
    .execute();
  await db
    .insertInto('calendar_key')
    .values({ ...about, person_id: who.id, key: 'secret', created_at: now })
    .execute();
  await db
    .insertInto('news')
    .values({
      ...about,
      id: randomUUID(),
      title: 'Es geht los',
      public: true,
      author_id: who.id,
      published_at: now,
      edited_at: null
    })
    .execute();
  await db
    .insertInto('task')
    .values({
      ...about,
      id: randomUUID(),
      title: 'Saal suchen',
      assignee_id: participantId,
      due_on: null,
      done_at: null,
      created_at: now
    })
    .execute();
  await db
    .insertInto('enquiry')
    .values([
      // Signed in, and from a device where nobody knows them.
      ...[who.id, null].map((person_id) => ({
        ...about,
        id: randomUUID(),
        person_id,
        name: 'Zyprian Zander',
        email: EMAIL,
        body: 'Zyprians Frage',
        created_at: now
      }))
    ])
    .execute();
  // A mail of the AG to somebody else, which says where answers go.
  const anyMailing = await db.selectFrom('mailing').select('id').executeTakeFirstOrThrow();
  await db
    .insertInto('mail')
    .values({
      id: randomUUID(),
      key: `mailing:${anyMailing.id}:${ottos.id}`,
      person_id: otto.id,
      recipient: 'otto@example.org',
      subject: 'Treffen',
      text: `Antworten bitte an ${EMAIL}.`,
      html: `<p>Antworten bitte an ${EMAIL}.</p>`,
      headers: JSON.stringify({ 'Reply-To': EMAIL }),
      message_id: `${randomUUID()}@example.org`,
      last_error: null,
      sent_at: null,
      mailing_id: anyMailing.id,
      exit_hash: null
    })
    .execute();
}
