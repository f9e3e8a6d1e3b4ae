import { expect, test } from 'vitest';
import { LIMITS } from '$lib/domain/limits';
import type { RecordType } from '$lib/domain/records';
import { must } from '$lib/util/must';
import { newId } from '$lib/util/newId';
import { phaseIn } from '../../../../tests/support/phases';
import { testServices } from '../../../../tests/support/services';

const { db, services, space, person, account } = await testServices();
const { join, rooms, templates, workshops } = services;
const hedda = await account('facilitator');

async function workshop(title = 'Dorfwerkstatt') {
  const made = await workshops.create(hedda, space.id, {
    title,
    startsAt: Date.UTC(2026, 11, 1, 16),
    place: 'Saal',
    template: 'ideas',
    groups: 2,
    question: 'Was fehlt?'
  });
  if (!made.ok) throw new Error(made.message);
  await rooms.open(made.workshop.roomId, hedda);
  return made.workshop;
}
async function kept(workshopId: string, notes: boolean): Promise<string> {
  const answer = await templates.keep(hedda, workshopId, { title: ' Unser Abend ', notes });
  if (!answer.ok) throw new Error(answer.message);
  return answer.id;
}
const used = { title: 'Zweiter Abend', startsAt: null, place: '', question: '' };
const of = async (roomId: string, type: RecordType) =>
  must(await rooms.read(roomId, (view) => [...view.all(type)]));

test('a workshop is kept without its people, used, renamed and removed; what came of it stays', async () => {
  const source = await workshop();
  const lotte = await person('Lotte Löwenzahn');
  await join.join({ code: source.code }, { name: lotte.name }, lotte, '192.0.2.1');
  const does = async (who: typeof hedda, command: { type: string } & Record<string, unknown>) =>
    expect(await rooms.command(source.roomId, who, { id: newId(), ...command })).toMatchObject({ ok: true });
  const minutes = 33;
  await does(hedda, {
    type: 'phase.configure',
    phaseId: await phaseIn(rooms, source.roomId, 'vote'),
    minutes
  });
  await does(lotte, { type: 'note.add', noteId: newId(), body: 'Eine Linde' });

  const id = await kept(source.id, true);
  const bare = await kept(source.id, false);
  const [first, second] = await templates.list(hedda, space.id);
  expect([first?.title, second?.title]).toEqual(['Unser Abend', 'Unser Abend']);
  expect([first, second].map((one) => one?.notes).sort()).toEqual([0, 1]);
  expect(first?.phases).toBe(4);
  expect(await templates.rename(hedda, id, 'Abend im Dorf')).toEqual({ ok: true });

  const made = await templates.use(hedda, id, { ...used, place: 'Scheune', question: 'Und jetzt?' });
  if (!made.ok) throw new Error(made.message);
  const { roomId } = made.workshop;
  expect(made.workshop).toMatchObject({ title: 'Zweiter Abend', place: 'Scheune', open: true });
  expect(made.workshop.code).not.toBe('000000');
  await rooms.open(roomId, hedda);
  expect(await of(roomId, 'board')).toMatchObject([
    { question: 'Und jetzt?', open: true, title: 'Zweiter Abend' }
  ]);
  expect(await of(roomId, 'phase')).toContainEqual(expect.objectContaining({ phase: 'vote', minutes }));
  expect(await of(roomId, 'note')).toMatchObject([{ body: 'Eine Linde', authorId: null, authorName: null }]);
  expect((await workshops.agenda(made.workshop.id)).length).toBeGreaterThan(3);

  expect(await templates.remove(hedda, id)).toEqual({ ok: true });
  expect((await templates.list(hedda, space.id)).map((one) => one.id)).toEqual([bare]);
  expect(await templates.use(hedda, id, used)).toMatchObject({ code: 'forbidden' });
  expect(await of(roomId, 'note')).toHaveLength(1);
  await templates.remove(hedda, bare);
});

test('a template is no workshop: no list has it, nobody enters it, its code opens nothing', async () => {
  const id = await kept((await workshop()).id, false);
  const before = await workshops.list(space.id, hedda);
  expect(before.map((one) => one.id)).not.toContain(id);
  expect(await workshops.byId(id)).toBeNull();
  expect(await workshops.byCode('000000')).toBeNull();
  const row = await db.selectFrom('workshop').where('id', '=', id).selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ open: false, is_template: true, starts_at: null });
  expect(await rooms.open(row.room_id, hedda)).toMatchObject({ code: 'forbidden' });
  expect(await workshops.setOpen(hedda, id, true)).toMatchObject({ code: 'forbidden' });
  await templates.remove(hedda, id);
  const left = await db.selectFrom('room').where('id', '=', row.room_id).select('id').execute();
  expect(left).toEqual([]);
});

test('templates are for those who make workshops in this space', async () => {
  const source = await workshop();
  const id = await kept(source.id, false);
  for (const who of [await account('member', 'Mina Muster'), await person('Otto Obstwiese')]) {
    expect(await templates.list(who, space.id)).toEqual([]);
    expect(await templates.keep(who, source.id, { title: 'x', notes: true })).toMatchObject({
      code: 'forbidden'
    });
    expect(await templates.use(who, id, used)).toMatchObject({ code: 'forbidden' });
    expect(await templates.rename(who, id, 'x')).toMatchObject({ code: 'forbidden' });
    expect(await templates.remove(who, id)).toMatchObject({ code: 'forbidden' });
  }
  // A workshop is not removed by the door of the templates.
  expect(await templates.remove(hedda, source.id)).toMatchObject({ code: 'forbidden' });
  expect(await templates.rename(hedda, id, '  ')).toMatchObject({ code: 'empty' });
  expect(await templates.rename(hedda, id, 'x'.repeat(LIMITS.workshopTitle + 1))).toMatchObject({
    code: 'too_long'
  });
  expect(await templates.remove(hedda, 'kein-uuid')).toMatchObject({ code: 'forbidden' });
});

test('a space keeps only so many', async () => {
  const source = await workshop();
  const full = LIMITS.templatesPerSpace - (await templates.list(hedda, space.id)).length;
  for (let n = 0; n < full; n += 1) await kept(source.id, false);
  const more = await templates.keep(hedda, source.id, { title: 'x', notes: false });
  expect(more).toMatchObject({ code: 'limit' });
});
