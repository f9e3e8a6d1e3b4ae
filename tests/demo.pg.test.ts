import { expect, test } from 'vitest';
import { seedDemo } from '../db/seeds/demo';
import { demoLinks } from '../db/seeds/demoLinks';
import { parseConfig } from '../src/lib/server/config';
import { createLog } from '../src/lib/server/log';
import { makeServices } from '../src/lib/server/makeServices';
import { must } from '../src/lib/util/must';
import { testDatabase } from './support/database';
import { HandClock } from './support/services';

const { db } = await testDatabase();
const clock = new HandClock();
await seedDemo(db, clock.now());
const { services, sessions } = makeServices({ config: parseConfig({}), log: createLog('silent'), db, clock });
const { accounts, join, rooms, spaces, workshops } = services;
const space = must(await spaces.current());
const list = await workshops.list(space.id);

test('one workshop collects, with forty notes in four groups; one is over, with AG 1 to 3', async () => {
  expect(list).toMatchObject([
    { open: true, phase: 'collect', notes: 40, participants: 11 },
    { open: false, phase: 'network', notes: 12, participants: 11 }
  ]);
  const groups = await db.selectFrom('working_group').orderBy('number').selectAll().execute();
  expect(groups.map(({ number, title }) => `AG ${number}: ${title}`)).toEqual([
    'AG 1: Nachhaltige Dorfentwicklung',
    'AG 2: Transparenz und Beteiligung',
    'AG 3: Interne Struktur und Vernetzung'
  ]);
  const { roomId } = must(await workshops.byId(must(list[0]).id));
  expect(await rooms.read(roomId, (view) => [...view.all('workingGroup')].length)).toBe(0);
});

test('the survey of interests was answered: its sums are those of the answers', async () => {
  const { roomId } = must(await workshops.byId(must(list[0]).id));
  const [polls, answers] = must(
    await rooms.read(roomId, (view) => [[...view.all('poll')], [...view.all('pollAnswer')]] as const)
  );
  const survey = must(polls.find(({ state }) => state === 'closed'));
  expect(polls.filter(({ state }) => state === 'planned')).toHaveLength(2);
  expect(survey.answers).toBe(answers.length);
  const chosen = Map.groupBy(
    answers.flatMap(({ values }) => values),
    (value) => value
  );
  for (const { key, count } of must(survey.sums)) expect(count).toBe(chosen.get(key)?.length);
  expect(survey.given).toBe([...chosen.values()].flat().length);
});

test('is written once', async () => {
  await seedDemo(db, clock.now());
  expect(await workshops.list(space.id)).toHaveLength(2);
});

test('counts of sign-ups are those of the lists', async () => {
  const rows = await db
    .selectFrom('working_group')
    .innerJoin('signup', 'signup.working_group_id', 'working_group.id')
    .select(({ fn }) => ['working_group.active', 'working_group.informed', fn.countAll<number>().as('all')])
    .groupBy(['working_group.id', 'working_group.active', 'working_group.informed'])
    .execute();
  expect(rows).toHaveLength(3);
  for (const row of rows) expect(row.all).toBe(row.active + row.informed);
});

test('twelve cards; visitors see the public ones without addresses', async () => {
  const opened = await rooms.open(space.directoryRoom, null);
  const cards = opened.ok ? opened.records : [];
  expect(await db.selectFrom('card').selectAll().execute()).toHaveLength(12);
  expect(cards.length).toBeGreaterThanOrEqual(8);
  expect(JSON.stringify(cards)).not.toContain('@example.org');
});

test('the links let people in, and those of an earlier start end', async () => {
  const first = must(await demoLinks(db, accounts, 'http://localhost:3000'));
  const links = must(await demoLinks(db, accounts, 'http://localhost:3000'));
  expect(await join.join({ code: links.code }, { name: 'Lotte' }, null, '192.0.2.1')).toMatchObject({
    ok: true,
    room: links.room
  });
  expect(links.participantLink).toBe(`http://localhost:3000/j/${links.code}`);
  const tokenOf = (link: string) => link.replace(/^.*\/link\//, '');
  expect(await accounts.redeemLink(tokenOf(first.facilitatorLink))).toMatchObject({ ok: false });
  const redeemed = await accounts.redeemLink(tokenOf(links.facilitatorLink));
  expect(redeemed).toMatchObject({ ok: true, target: `/w/${must(list[0]).id}/manage` });
  const hedda = must(await sessions.validate(redeemed.ok ? redeemed.session.token : '')).person;
  expect(await rooms.open(links.room, hedda)).toMatchObject({
    ok: true,
    me: { role: 'facilitator', name: 'Hedda Holunder' }
  });
});
