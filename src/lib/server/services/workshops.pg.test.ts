import { describe, expect, test } from 'vitest';
import { must } from '$lib/util/must';
import { isObviousCode } from '$lib/server/joinCode';
import { phaseIn } from '../../../../tests/support/phases';
import { testServices } from '../../../../tests/support/services';
import type { NewWorkshop } from './workshops';

const { services, space, account } = await testServices();
const { workshops, rooms } = services;
const hedda = await account('facilitator');

const plan: NewWorkshop = {
  title: 'Auftakt im Revier',
  startsAt: Date.UTC(2026, 11, 1, 17),
  place: 'online',
  template: 'auftakt',
  groups: 3,
  question: 'Was soll unser Bündnis zuerst anpacken?',
  sees: 'group'
};
async function create(changes: Partial<NewWorkshop> = {}) {
  const made = await workshops.create(hedda, space.id, { ...plan, ...changes });
  if (!made.ok) throw new Error(made.message);
  return made.workshop;
}

describe('a new workshop', () => {
  test('has board, five phases and its groups, and begins with collecting', async () => {
    const workshop = await create();
    const opened = await rooms.open(workshop.roomId, hedda);
    const of = (type: string) => (opened.ok ? opened.records.filter((record) => record.type === type) : []);
    const phases = of('phase') as { id: string; phase: string; sees: string; instruction: string }[];
    expect(phases.map(({ phase, sees }) => `${phase} ${sees}`)).toEqual([
      'collect group',
      'cluster all',
      'vote all',
      'commit all',
      'network all'
    ]);
    expect(phases.every(({ instruction }) => instruction.length > 20)).toBe(true);
    expect(of('board')).toMatchObject([
      { title: plan.title, question: plan.question, phaseId: phases[0]?.id, open: true }
    ]);
    expect(of('group').map((group) => ('name' in group ? group.name : ''))).toEqual([
      'Kleingruppe 1',
      'Kleingruppe 2',
      'Kleingruppe 3'
    ]);
  });

  test('to vote has its vote planned, on the proposals themselves', async () => {
    const { roomId } = await create({ template: 'vote', groups: 0 });
    const votes = await rooms.read(roomId, (view) => [...view.all('vote')]);
    expect(votes).toMatchObject([
      { on: 'notes', state: 'planned', phaseId: await phaseIn(rooms, roomId, 'vote') }
    ]);
  });

  test('of the template board has no phases', async () => {
    const { roomId } = await create({ template: 'board', groups: 0 });
    const types = await rooms.read(roomId, (view) => [...view.all('phase'), ...view.all('group')]);
    expect(types).toEqual([]);
  });

  test('has a code of six digits that is not easy to guess', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => create({ groups: 0 })));
    expect(codes.every(({ code }) => /^[0-9]{6}$/.test(code) && !isObviousCode(code))).toBe(true);
    expect(new Set(codes.map(({ code }) => code)).size).toBe(20);
  });

  test('takes a wished code once', async () => {
    expect(await create({ code: '472 918' })).toMatchObject({ code: '472918' });
    expect(await workshops.create(hedda, space.id, { ...plan, code: '472918' })).toMatchObject({
      code: 'conflict'
    });
    expect(await workshops.create(hedda, space.id, { ...plan, code: '123456' })).toMatchObject({
      code: 'invalid'
    });
  });

  test('is for facilitators and owners only', async () => {
    for (const role of ['member', null] as const) {
      const answer = await workshops.create(await account(role), space.id, plan);
      expect(answer).toMatchObject({ ok: false, code: 'forbidden' });
    }
  });

  test.each<[string, Partial<NewWorkshop>]>([
    ['empty', { title: '  ' }],
    ['too_long', { title: 'x'.repeat(141) }],
    ['invalid', { groups: 41 }],
    ['invalid', { groups: 1.5 }],
    ['too_long', { question: 'x'.repeat(201) }]
  ])('is refused with %s: %j', async (code, changes) => {
    const answer = await workshops.create(hedda, space.id, { ...plan, ...changes });
    expect(answer).toMatchObject({ ok: false, code });
  });
});

describe('open and closed', () => {
  test('a closed workshop ends its code and keeps its board readable', async () => {
    const workshop = await create();
    await workshops.setOpen(hedda, workshop.id, false);
    expect(await workshops.byCode(workshop.code)).toBeNull();
    expect(await workshops.byId(workshop.id)).toMatchObject({ open: false });
    expect(await rooms.open(workshop.roomId, hedda)).toMatchObject({ ok: true });
  });

  test('gets another code on opening again when its own was given away meanwhile', async () => {
    const old = await create({ code: '583 027' });
    await workshops.setOpen(hedda, old.id, false);
    await create({ code: '583 027' });
    expect(await workshops.setOpen(hedda, old.id, true)).toEqual({ ok: true });
    const again = must(await workshops.byId(old.id));
    expect(again.open).toBe(true);
    expect(again.code).not.toBe('583027');
  });

  test('a title changed on the board stands in the list', async () => {
    const workshop = await create();
    const command = { id: crypto.randomUUID(), type: 'board.configure', title: 'Neuer Titel' };
    await rooms.open(workshop.roomId, hedda);
    expect(await rooms.command(workshop.roomId, hedda, command)).toMatchObject({ ok: true });
    expect(await workshops.byId(workshop.id)).toMatchObject({ title: 'Neuer Titel' });
  });

  test('the list lets nobody in: it has neither codes nor rooms', async () => {
    const { code, roomId } = await create();
    const listed = JSON.stringify(await workshops.list(space.id));
    expect(listed).not.toContain(code);
    expect(listed).not.toContain(roomId);
  });

  test('the list shows open ones first, with counts and the phase', async () => {
    const list = await workshops.list(space.id);
    const open = list.map((workshop) => workshop.open);
    expect(open).toEqual(open.toSorted((a, b) => Number(b) - Number(a)));
    expect(list.find(({ template, open }) => open && template === 'auftakt')).toMatchObject({
      phase: 'collect',
      notes: 0,
      participants: 0
    });
  });
});

describe('agenda', () => {
  test('is kept in its order and replaced whole', async () => {
    const { id } = await create();
    const links = [{ label: 'Projektidee', url: 'https://example.org/idee' }];
    expect(
      await workshops.saveAgenda(hedda, id, [
        { title: 'Ankommen', starts: '17:00' },
        { title: 'Impuls', links }
      ])
    ).toEqual({
      ok: true
    });
    expect(await workshops.agenda(id)).toMatchObject([
      { position: 0, starts: '17:00', title: 'Ankommen', body: '', links: [] },
      { position: 1, title: 'Impuls', links }
    ]);
    await workshops.saveAgenda(hedda, id, [{ title: 'Nur noch das' }]);
    expect(await workshops.agenda(id)).toMatchObject([{ title: 'Nur noch das' }]);
  });

  test('begins with the points of its template, from the hour it begins at', async () => {
    const timed = await create();
    const points = await workshops.agenda(timed.id);
    expect(points.slice(0, 2).map(({ starts, title }) => `${starts} ${title}`)).toEqual([
      '18:00 Ankommen',
      '18:10 Die Idee'
    ]);
    const plain = await create({ template: 'board', groups: 0 });
    expect(await workshops.agenda(plain.id)).toEqual([]);
  });

  test('takes no addresses that run something, and nobody who does not moderate', async () => {
    const { id } = await create();
    const before = await workshops.agenda(id);
    const links = [{ label: 'Klick', url: 'javascript:alert(1)' }];
    expect(await workshops.saveAgenda(hedda, id, [{ title: 'x', links }])).toMatchObject({ code: 'invalid' });
    expect(await workshops.saveAgenda(await account('member'), id, [])).toMatchObject({ code: 'forbidden' });
    expect(await workshops.saveAgenda(hedda, 'kein-workshop', [])).toMatchObject({ code: 'forbidden' });
    expect(await workshops.agenda(id)).toEqual(before);
  });
});
