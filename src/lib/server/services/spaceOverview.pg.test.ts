import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Person } from '$lib/server/auth/sessions';
import { must } from '$lib/util/must';
import { phaseIn } from '../../../../tests/support/phases';
import { testServices } from '../../../../tests/support/services';
import { makeWorkingGroup } from '../../../../tests/support/workingGroup';

const world = await testServices();
const { services, space, db, account, person, clock } = world;
const { rooms, spaceOverview } = services;
const DAY = 24 * 3_600_000;

test('members see how all AGs stand, how they grew, and how many are in none; who that is see those who run the space', async () => {
  const hedda = await account('facilitator');
  const member = await account('member', 'Mara Moos');
  const { id, roomId } = await makeWorkingGroup(world, hedda, 'Dorf');
  const other = await makeWorkingGroup(world, hedda, 'Energie');
  const does = async (who: Person, type: string, more: Record<string, unknown>) => {
    const answer = await rooms.command(roomId, who, { id: randomUUID(), type, ...more });
    if (!answer.ok) throw new Error(`${type}: ${answer.message}`);
  };
  await does(hedda, 'phase.set', { phaseId: await phaseIn(rooms, roomId, 'commit') });
  const names = ['Anna', 'Bert', 'Cem'];
  for (const [index, name] of names.entries()) {
    const guest = await person(name);
    await rooms.join(roomId, {
      personId: guest.id,
      name,
      organisation: null,
      role: 'participant',
      groupId: null
    });
    if (name !== 'Cem')
      await does(guest, 'signup.set', { workingGroupId: id, level: index === 0 ? 'active' : 'informed' });
  }
  await db
    .updateTable('signup')
    .set({ created_at: new Date(clock.now() - 10 * DAY) })
    .where('level', '=', 'active')
    .execute();
  await db.updateTable('working_group').set({ places: 1 }).where('id', '=', id).execute();
  await db
    .updateTable('working_group')
    .set({ state: 'paused', audience: 'participants' })
    .where('id', '=', other.id)
    .execute();
  await db
    .insertInto('coordinator')
    .values({ working_group_id: id, person_id: member.id, since: new Date(clock.now()) })
    .execute();

  const seen = await spaceOverview.look(space.id, { id: hedda.id, role: 'facilitator' });
  expect(seen.groups).toMatchObject([
    { title: 'Dorf', standing: 'full', active: 1, informed: 1, limit: 1, unanswered: 1, coordinators: 1 },
    { title: 'Energie', standing: 'paused', active: 0, coordinators: 0, nextMeeting: null }
  ]);
  expect(seen.growth.active[0]?.count).toBe(1);
  expect(seen.growth.informed[0]?.count).toBe(0);
  expect([must(seen.growth.active.at(-1)).count, must(seen.growth.informed.at(-1)).count]).toEqual([1, 1]);
  expect(seen.none).toMatchObject({ count: 1, people: [{ name: 'Cem' }] });

  const theirs = await spaceOverview.look(space.id, { id: member.id, role: 'member' });
  expect(theirs.groups.map(({ title }) => title)).toEqual(['Dorf']);
  expect(theirs.none).toEqual({ count: 1, people: null });
  expect(JSON.stringify(theirs)).not.toMatch(/Anna|Bert|Cem/);
  expect(await spaceOverview.look(randomUUID(), { id: member.id, role: 'member' })).toEqual({
    groups: [],
    growth: { active: [], informed: [] },
    none: { count: 0, people: null }
  });
});
