import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Person } from '$lib/server/auth/sessions';
import { must } from '$lib/util/must';
import { phaseIn } from '../../../../tests/support/phases';
import { testServices } from '../../../../tests/support/services';

const { services, space, clock, person, account, db } = await testServices();
const { rooms, workshops, join, sharing } = services;
const hedda = await account('facilitator');

async function hall() {
  const made = await workshops.create(hedda, space.id, {
    title: 'Auftakt',
    startsAt: null,
    place: '',
    template: 'auftakt',
    groups: 2,
    question: 'Was zuerst?'
  });
  if (!made.ok) throw new Error(made.message);
  const { code, roomId, id } = made.workshop;
  await rooms.open(roomId, hedda);
  const come = (who: Person, name = who.name) => join.join({ code }, { name }, who, '192.0.2.1');
  const guest = async (name: string) => {
    const who = await person(name);
    const joined = await come(who);
    if (!joined.ok) throw new Error(joined.message);
    return { who, participantId: joined.participantId };
  };
  const send = (who: Person, command: { type: string } & Record<string, unknown>) => {
    clock.advance(100);
    return rooms.command(roomId, who, { id: randomUUID(), ...command });
  };
  return { code, roomId, workshopId: id, come, guest, send };
}

test('an appointed guest moderates this board, not the space; taken away it counts at once', async () => {
  const { roomId, workshopId, guest, send } = await hall();
  const other = await hall();
  const { who: otto, participantId } = await guest('Otto Obstwiese');
  await other.come(otto);
  const start = { type: 'timer.start', seconds: 60 };
  expect(await send(otto, start)).toMatchObject({ code: 'forbidden' });

  expect(await send(hedda, { type: 'participant.appoint', participantId, on: true })).toMatchObject({
    ok: true
  });
  expect(await rooms.actor(roomId, otto)).toMatchObject({ actor: { role: 'facilitator', appointed: true } });
  expect(await send(otto, start)).toMatchObject({ ok: true });
  expect(await workshops.saveAgenda(otto, workshopId, [{ title: 'Begrüßung' }])).toEqual({ ok: true });
  expect(await workshops.setOpen(otto, workshopId, false)).toEqual({ ok: true });
  expect(await workshops.setOpen(otto, workshopId, true)).toEqual({ ok: true });

  // What is only for members: the door, the copy, the other boards, new workshops, new facilitators.
  expect(await send(otto, { type: 'board.configure', access: 'none' })).toMatchObject({ code: 'forbidden' });
  expect(await send(otto, { type: 'participant.appoint', participantId, on: true })).toMatchObject({
    code: 'forbidden'
  });
  expect(await sharing.look(otto, workshopId)).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await sharing.change(otto, workshopId, { password: 'geheim123' })).toMatchObject({
    code: 'forbidden'
  });
  expect(await workshops.copy(otto, workshopId, { title: 'Kopie', notes: true })).toMatchObject({
    code: 'forbidden'
  });
  expect(await workshops.setOpen(otto, other.workshopId, false)).toMatchObject({ code: 'forbidden' });
  expect(await rooms.actor(other.roomId, otto)).toMatchObject({ actor: { role: 'participant' } });
  // A board that is shut to its participants is not shut to those who run it.
  await send(hedda, { type: 'board.configure', access: 'none' });
  expect(await rooms.actor(roomId, otto)).toMatchObject({ actor: { role: 'facilitator' } });
  await send(hedda, { type: 'board.configure', access: 'write' });

  await send(hedda, { type: 'participant.appoint', participantId, on: false });
  expect(await send(otto, start)).toMatchObject({ code: 'forbidden' });
  expect(await workshops.saveAgenda(otto, workshopId, [])).toMatchObject({ code: 'forbidden' });
  expect(await rooms.actor(roomId, otto)).toMatchObject({ actor: { role: 'participant' } });
});

test('a removed person does not come back with the same session, until a facilitator lets them in', async () => {
  const { code, roomId, guest, come, send } = await hall();
  const { who: lotte, participantId } = await guest('Lotte Löwenzahn');
  await send(hedda, { type: 'participant.remove', participantId, notes: 'keep' });

  const refusal = { ok: false, code: 'removed', message: expect.stringContaining('entfernt') as string };
  expect(await come(lotte, 'Jemand anders')).toEqual(refusal);
  expect(await join.look(code, '192.0.2.1', lotte)).toEqual(refusal);
  expect(await rooms.open(roomId, lotte)).toMatchObject({ code: 'forbidden' });
  expect(await send(lotte, { type: 'note.add', noteId: randomUUID(), body: 'Doch' })).toMatchObject({
    code: 'forbidden'
  });
  expect(
    await rooms.join(roomId, {
      personId: lotte.id,
      name: 'L',
      organisation: null,
      role: 'interested',
      groupId: null
    })
  ).toMatchObject({ code: 'removed' });
  // Nobody else is told about them.
  expect(await join.look(code, '192.0.2.1', await person())).toMatchObject({ ok: true, joinedAs: null });

  await send(hedda, { type: 'participant.restore', participantId });
  expect(await come(lotte)).toMatchObject({ ok: true, participantId });
});

test('the space’s own facilitator comes back by membership, whatever the board says', async () => {
  const { roomId, guest, send } = await hall();
  const { participantId } = await guest('Otto Obstwiese');
  const emil = await account('facilitator', 'Emil Eisvogel');
  const opened = await rooms.open(roomId, emil);
  const emilsId = opened.ok ? opened.me.id : '';
  expect(
    await send(hedda, { type: 'participant.remove', participantId: emilsId, notes: 'keep' })
  ).toMatchObject({
    code: 'forbidden'
  });
  expect(await send(emil, { type: 'participant.mute', participantId, on: true })).toMatchObject({ ok: true });
});

test('both devices of two merged entries are one person, with one ballot and each file of theirs', async () => {
  const { roomId, guest, come, send } = await hall();
  const one = await guest('Lotte L.');
  const two = await guest('Lotte Löwenzahn');
  const noteId = randomUUID();
  const pin = { id: randomUUID(), type: 'note.add', noteId, body: 'Vom Telefon' };
  const answer = await rooms.command(roomId, one.who, pin);
  expect(
    await send(hedda, {
      type: 'participant.merge',
      participantId: one.participantId,
      intoId: two.participantId
    })
  ).toMatchObject({ ok: true });

  for (const { who } of [one, two])
    expect(await rooms.actor(roomId, who)).toMatchObject({
      actor: { id: two.participantId, name: 'Lotte Löwenzahn' }
    });
  // Its answer was lost on the way: it is the same person's command, and not done again.
  expect(await rooms.command(roomId, one.who, pin)).toEqual(answer);
  expect(
    await send(one.who, { type: 'note.edit', noteId, body: 'Vom Telefon aus', version: 1 })
  ).toMatchObject({
    ok: true
  });
  expect(await come(one.who, 'Lotte L.')).toMatchObject({ ok: true, participantId: two.participantId });
  const note = await rooms.read(roomId, (view) => view.get('note', noteId));
  expect(note).toMatchObject({ authorId: two.participantId, authorName: 'Lotte Löwenzahn' });

  // Two files of two devices, hung up by one person: either may be.
  const fileId = randomUUID();
  await db
    .insertInto('file')
    .values({
      id: fileId,
      room_id: roomId,
      owner_id: one.who.id,
      name: 'Liste.txt',
      mime: 'text/plain',
      size: 1,
      kept: 1,
      width: null,
      height: null
    })
    .execute();
  const file = { type: 'file', fileId, name: 'Liste.txt', mime: 'text/plain', size: 1 };
  const hang = (who: Person) =>
    send(who, { type: 'note.add', noteId: randomUUID(), body: 'Mit Datei', attachments: [file] });
  expect(await hang(two.who)).toMatchObject({ ok: true });
  expect(await hang((await guest('Otto Obstwiese')).who)).toMatchObject({ code: 'not_found' });

  const topicId = randomUUID();
  await send(hedda, { type: 'topic.add', topicId, title: 'Mobilität' });
  const workingGroupId = randomUUID();
  await send(hedda, { type: 'topic.promote', topicId, workingGroupId });
  await send(hedda, { type: 'phase.set', phaseId: await phaseIn(rooms, roomId, 'commit') });
  await send(one.who, { type: 'signup.set', workingGroupId, level: 'active' });
  await send(two.who, { type: 'signup.set', workingGroupId, level: 'active' });
  const ag = await rooms.read(roomId, (view) => view.get('workingGroup', workingGroupId));
  expect(ag).toMatchObject({ active: 1 });
  const mine = await workshops.list(space.id, one.who);
  expect(mine.some(({ mine: took }) => took)).toBe(true);
});

test('who is here is told to facilitators of the board, and to nobody else', async () => {
  const { roomId, guest } = await hall();
  const { who: otto } = await guest('Otto Obstwiese');
  expect(await rooms.here(roomId, hedda)).toEqual({ ok: true, here: [] });
  for (const who of [otto, await person(), null])
    expect(await rooms.here(roomId, who)).toMatchObject({ code: 'forbidden' });
  expect(await rooms.here(space.directoryRoom, hedda)).toMatchObject({ code: 'forbidden' });
});

test('participants are refused alike for people who are there and people who are not', async () => {
  const { guest, send } = await hall();
  const { who: otto } = await guest('Otto Obstwiese');
  const { participantId: lotte } = await guest('Lotte Löwenzahn');
  const asked = async (participantId: string) => [
    await send(otto, { type: 'participant.mute', participantId, on: true }),
    await send(otto, { type: 'participant.remove', participantId, notes: 'remove' }),
    await send(otto, { type: 'participant.merge', participantId, intoId: lotte }),
    await send(otto, { type: 'participant.restore', participantId }),
    await send(otto, { type: 'note.add', noteId: randomUUID(), body: 'x', forId: participantId })
  ];
  expect(await asked(lotte)).toEqual(await asked(randomUUID()));
});

test('what is on the record is in the table, and read back', async () => {
  const { roomId, guest, send } = await hall();
  const { participantId } = await guest('Lotte Löwenzahn');
  const elsa = randomUUID();
  await send(hedda, {
    type: 'participant.add',
    participantId: elsa,
    name: 'Elsa',
    organisation: null,
    groupId: null
  });
  await send(hedda, { type: 'participant.mute', participantId, on: true });
  await send(hedda, { type: 'participant.merge', participantId, intoId: elsa });
  const known = await rooms.read(roomId, (view) => [
    view.get('participant', participantId),
    view.get('participant', elsa)
  ]);
  rooms.reload(roomId);
  const read = await rooms.read(roomId, (view) => [
    view.get('participant', participantId),
    view.get('participant', elsa)
  ]);
  expect(read).toEqual(known);
  expect(must(read?.[1])).toMatchObject({ muted: true, byHand: false, mergedInto: null });
});
