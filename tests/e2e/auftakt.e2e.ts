/**
 * The whole *Auftakt* in one go, as a hall of sixty lives it: a facilitator, a co-facilitator and sixty participants on sockets in
 * six groups, three more in browsers. Lines break, pages are reloaded, two press at once, taps come twice. In the end the sums are right.
 */
import type { Unsent } from '../../src/lib/domain/commands.ts';
import type { PhaseName, RecordType, StoredOf } from '../../src/lib/domain/records.ts';
import type { CommandAnswer } from '../../src/lib/protocol/rooms.ts';
import { must } from '../../src/lib/util/must.ts';
import { newId } from '../../src/lib/util/newId.ts';
import { pick, seededRandom } from '../../src/lib/util/random.ts';
import { HistoryKeeper } from '../faults/History.ts';
import { until } from '../faults/until.ts';
import { VirtualClient } from '../faults/VirtualClient.ts';
import { connection, enter, joinByCode, makeWorkshop, openBoard, pin } from '../support/actors.ts';
import { expect, test } from '../support/e2e.ts';
import { joinAt } from '../support/people.ts';
import { sentence } from '../support/sentences.ts';

const PEOPLE = 60;
const GROUPS = 6;
const NOTES_EACH = 3;
const TOPICS = 6;
const DOTS = 3;
const AGS = 3;
/** Whatever sixty people did has arrived at all of them after so long, also at those whose line broke. */
const SETTLED_MS = 30_000;

const random = seededRandom(20_210_216);
const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

/** What lies there for this person, removed records and stubs left out. */
function all<T extends RecordType>(who: VirtualClient, type: T): StoredOf<T>[] {
  return Array.from(who.view.all(type)).filter(({ removedAt }) => removedAt === null);
}
const phaseOf = (who: VirtualClient) => {
  const [board] = all(who, 'board');
  return all(who, 'phase').find(({ id }) => id === board?.phaseId)?.phase;
};

test('sixty people from the first note to working groups, and the sums are right', async ({
  browser,
  demo
}) => {
  test.setTimeout(240_000);
  const problems: string[] = [];
  const home = demo.url;
  const hedda = await enter(browser, 'Hedda Holunder', { home, problems });
  const lotte = await enter(browser, 'Lotte Löwenzahn', { home, problems, phone: true });
  const otto = await enter(browser, 'Otto Obstwiese', { home, problems });
  const hall: VirtualClient[] = [];

  /** A device on a socket, with the app's own client. */
  const sit = async (name: string, cookie: string, room: string): Promise<VirtualClient> => {
    const place = { name, participantId: name, cookie, room, url: home };
    const client = new VirtualClient(place, { keeper: new HistoryKeeper(), random });
    await client.open({ fetched: true });
    expect(await until(() => client.connection === 'live', SETTLED_MS), `${name} is in`).not.toBeNull();
    return client;
  };
  const done = async (who: VirtualClient, command: Unsent): Promise<void> => {
    expect(await who.act(command), `${who.place.name}: ${command.type}`).toMatchObject({ ok: true });
  };
  /** Everybody is live, has said everything, and `is` true for them. */
  const settled = async (what: string, is: (who: VirtualClient) => boolean = () => true) => {
    const missing = () => hall.filter((who) => !who.quiet || !is(who)).map(({ place }) => place.name);
    await until(() => missing().length === 0, SETTLED_MS);
    expect(missing(), what).toEqual([]);
  };
  const notesOf = (who: VirtualClient) => all(who, 'note');
  const phaseId = (phase: PhaseName) => must(all(facilitator, 'phase').find((one) => one.phase === phase)).id;

  let facilitator!: VirtualClient;
  let helper!: VirtualClient;
  let people: VirtualClient[] = [];
  let url = '';
  let code = '';

  try {
    await test.step('the template, six groups, sixty-four people', async () => {
      await hedda.page.goto(demo.facilitatorLink);
      await hedda.page.waitForURL(/\/manage$/);
      ({ url, code } = await makeWorkshop(hedda, { title: 'Auftakt im Musterrevier', groups: GROUPS }));
      await openBoard(hedda, url);
      const konrad = await joinAt(home, code, 'Konrad Kranich');
      const [session] = (await hedda.context.cookies()).filter(({ name }) => name === 'auftakt_session');
      facilitator = await sit('Hedda Holunder', `auftakt_session=${must(session).value}`, konrad.room);
      helper = await sit('Konrad Kranich', konrad.cookie, konrad.room);
      people = await Promise.all(
        range(PEOPLE).map(async (n) => {
          const name = `Teilnehmende ${n + 1}`;
          const { cookie, room } = await joinAt(home, code, name, { organisation: `Verein ${n % 9}` });
          return sit(name, cookie, room);
        })
      );
      hall.push(facilitator, helper, ...people);
      await Promise.all([joinByCode(lotte, code), joinByCode(otto, code)]);

      await done(facilitator, {
        type: 'participant.appoint',
        participantId: must(helper.me).id,
        on: true
      });
      await settled(
        'the co-facilitator may moderate',
        (who) => who !== helper || who.me?.role === 'facilitator'
      );
      const groups = all(facilitator, 'group');
      const seats = all(facilitator, 'participant').filter(
        ({ role, id }) => role === 'participant' && id !== helper.me?.id
      );
      expect(seats).toHaveLength(PEOPLE + 2);
      await done(helper, {
        type: 'group.deal',
        places: seats.map(({ id }, n) => ({ participantId: id, groupId: must(groups[n % GROUPS]).id }))
      });
      const sizes = () => {
        const seated = all(facilitator, 'participant').filter(({ id }) => id !== helper.me?.id);
        return groups.map(({ id }) => seated.filter(({ groupId }) => groupId === id).length).sort();
      };
      await expect.poll(sizes).toEqual([10, 10, 10, 10, 11, 11]);
      await settled(
        'everybody knows their group',
        (who) => who === facilitator || who === helper || who.me?.groupId !== null
      );
      // A note goes into the group that its page knows of; who does not know the new one yet would have to pin it again.
      for (const { page, name } of [lotte, otto]) {
        const groupId = all(facilitator, 'participant').find((one) => one.name === name)?.groupId;
        const group = must(groups.find(({ id }) => id === groupId));
        await expect(page.locator('header').first()).toContainText(group.name);
      }
    });

    const written = new Set<string>();
    await test.step('everybody writes; lines break, pages are reloaded, one phone is offline', async () => {
      await lotte.context.setOffline(true);
      await expect(connection(lotte.page)).not.toHaveText(/Verbunden/);
      await pin(lotte.page, 'Ein Bürgerbus, auch am Sonntag');
      await pin(otto.page, 'Leere Höfe als Werkstätten öffnen');
      for (const text of ['Ein Bürgerbus, auch am Sonntag', 'Leere Höfe als Werkstätten öffnen'])
        written.add(text);
      for (const round of range(NOTES_EACH)) {
        people.forEach((who, n) => {
          const body = `${sentence(round * PEOPLE + n)} (${n}/${round})`;
          written.add(body);
          void who.act({ type: 'note.add', noteId: newId(), body, groupId: must(who.me).groupId });
          if ((n + round) % 5 === 0) who.cut();
          if (n % 12 === round) who.reload();
        });
        await settled(`round ${round} is written`);
      }
      await lotte.context.setOffline(false);
      await expect(connection(lotte.page)).toHaveText(/Verbunden/);
      await settled('every note is there', (who) => notesOf(who).length === written.size);
      const bodies = notesOf(facilitator).map(({ body }) => body);
      expect(bodies.toSorted()).toEqual([...written].toSorted());
      expect(people.reduce((sum, { drops }) => sum + drops, 0)).toBeGreaterThanOrEqual(PEOPLE / 5);
    });

    await test.step('two press "Weiter" at once, in the middle of writing: one step, and no word is lost', async () => {
      const late = people.map((who, n) => {
        const body = `Noch ein Gedanke (${n})`;
        written.add(body);
        return who.act({ type: 'note.add', noteId: newId(), body, groupId: must(who.me).groupId });
      });
      const onwards: Unsent = { type: 'phase.set', phaseId: phaseId('cluster'), from: phaseId('collect') };
      const pressed = await Promise.all([facilitator.act(onwards), helper.act(onwards)]);
      expect(pressed.some(({ ok }) => ok)).toBe(true);
      expect((await Promise.all(late)).filter(({ ok }) => !ok)).toEqual([]);
      await settled(
        'everybody is clustering',
        (who) => phaseOf(who) === 'cluster' && notesOf(who).length === written.size
      );
      for (const { page } of [hedda, lotte, otto])
        await expect(page.getByRole('heading', { name: 'Noch lose' })).toBeVisible();
    });

    const topicIds = range(TOPICS).map(() => newId());
    await test.step('two facilitators cluster side by side; duplicates are stacked', async () => {
      await Promise.all(
        topicIds.map((topicId, n) =>
          done(n % 2 ? facilitator : helper, { type: 'topic.add', topicId, title: `Schwerpunkt ${n + 1}` })
        )
      );
      const notes = notesOf(facilitator);
      const loose = 10;
      await Promise.all(
        notes.slice(loose).map(({ id }, n) =>
          done(n % 2 ? facilitator : helper, {
            type: 'note.move',
            noteId: id,
            topicId: must(topicIds[n % TOPICS])
          })
        )
      );
      const [top, ...under] = notes.slice(0, 4);
      for (const { id } of under)
        await done(helper, { type: 'note.stack', noteId: id, ontoId: must(top).id });
      await settled('all see the same clusters', (who) => {
        const seen = notesOf(who);
        return (
          seen.filter(({ topicId }) => topicId === null).length === loose &&
          topicIds.every((id, n) => {
            const share = Math.floor((written.size - loose - 1 - n) / TOPICS) + 1;
            return seen.filter(({ topicId }) => topicId === id).length === share;
          }) &&
          seen.filter(({ stackId }) => stackId !== null).length === under.length
        );
      });
    });

    const dots = new Map<string, number>();
    await test.step('everybody has three dots; ballots are changed, sent twice, and sent over lines that break', async () => {
      await done(facilitator, { type: 'phase.set', phaseId: phaseId('vote'), from: phaseId('cluster') });
      await settled('the vote is open', (who) => all(who, 'vote').some(({ state }) => state === 'open'));
      const { id: voteId } = must(all(facilitator, 'vote')[0]);
      const ballot = () => {
        const counts = new Map<string, number>();
        for (let dot = 0; dot < DOTS; dot += 1) {
          const itemId = pick(topicIds, random);
          counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
        }
        return Array.from(counts, ([itemId, count]) => ({ itemId, count }));
      };
      const count = (cast: { itemId: string; count: number }[]) => {
        for (const { itemId, count: more } of cast) dots.set(itemId, (dots.get(itemId) ?? 0) + more);
      };
      people.forEach((who, n) => {
        if (n % 3 === 0) void who.act({ type: 'ballot.set', voteId, dots: ballot() });
        const last = ballot();
        count(last);
        const id = newId();
        void who.act({ type: 'ballot.set', voteId, dots: last }, id);
        if (n % 4 === 0) void who.act({ type: 'ballot.set', voteId, dots: last });
        if (n % 6 === 0) who.cut();
      });
      for (const { page } of [lotte, otto]) {
        const plus = page.getByRole('button', { name: 'Punkt kleben: Schwerpunkt 1' });
        for (let dot = 0; dot < DOTS; dot += 1) await plus.click();
        await expect(plus).toBeDisabled();
      }
      count([{ itemId: must(topicIds[0]), count: 2 * DOTS }]);
      await settled('every ballot is cast');
      // While it is open nobody reads a sum, and facilitators count papers that they cannot read.
      await expect.poll(() => facilitator.stubs('ballot')).toBe(PEOPLE + 2);
      expect(all(must(people[0]), 'ballot')).toHaveLength(1);
      expect(all(facilitator, 'topic').filter((topic) => topic.dots !== null)).toEqual([]);

      await done(helper, { type: 'phase.set', phaseId: phaseId('commit'), from: phaseId('vote') });
      await settled('all read the same sums', (who) =>
        all(who, 'topic').every((topic) => topic.dots === (dots.get(topic.id) ?? 0))
      );
      expect([...dots.values()].reduce((sum, one) => sum + one, 0)).toBe((PEOPLE + 2) * DOTS);
      const [vote] = all(facilitator, 'vote');
      expect(vote).toMatchObject({ state: 'closed', turnout: PEOPLE + 2 });
    });

    const agIds = range(AGS).map(() => newId());
    await test.step('three topics become AGs; sign-ups are tapped twice, changed and taken back', async () => {
      const best = topicIds.toSorted((a, b) => (dots.get(b) ?? 0) - (dots.get(a) ?? 0)).slice(0, AGS);
      for (const [n, topicId] of best.entries())
        await done(n % 2 ? helper : facilitator, {
          type: 'topic.promote',
          topicId,
          workingGroupId: must(agIds[n])
        });
      await settled('the AGs are there', (who) => all(who, 'workingGroup').length === AGS);
      const expected = agIds.map(() => ({ active: 0, informed: 0 }));
      people.forEach((who, n) => {
        const workingGroupId = must(agIds[n % AGS]);
        const level = n % 5 === 0 ? 'informed' : 'active';
        const sign = (wanted: typeof level | null): Promise<CommandAnswer> =>
          who.act({ type: 'signup.set', workingGroupId, level: wanted });
        void sign(level === 'active' ? 'informed' : 'active');
        void sign(level);
        void sign(level);
        if (n % 10 === 3) void sign(null);
        else must(expected[n % AGS])[level] += 1;
        if (n % 8 === 0) who.cut();
      });
      await lotte.page.getByRole('radio', { name: 'Aktiv mitarbeiten' }).first().click();
      await expect(lotte.page.getByText('Sie arbeiten aktiv mit', { exact: true })).toBeVisible();
      await settled('every sign-up is in');
      const sums = (who: VirtualClient) =>
        agIds.map((id) => {
          const { active, informed } = must(all(who, 'workingGroup').find((one) => one.id === id));
          return { active, informed };
        });
      const total = (list: typeof expected) => list.reduce((sum, one) => sum + one.active + one.informed, 0);
      await expect.poll(() => total(sums(facilitator))).toBe(total(expected) + 1);
      const withLotte = sums(facilitator);
      // Lotte is one more active person in exactly one of them; which comes first on her screen is the ranking's.
      const more = withLotte.map((one, n) => one.active - must(expected[n]).active);
      expect(more.toSorted()).toEqual([0, 0, 1]);
      expect(withLotte.map(({ informed }) => informed)).toEqual(expected.map(({ informed }) => informed));
      await settled(
        'all read the same numbers',
        (who) => JSON.stringify(sums(who)) === JSON.stringify(withLotte)
      );
    });

    await test.step('the last phase; everybody is there once', async () => {
      await done(facilitator, { type: 'phase.set', phaseId: phaseId('network'), from: phaseId('commit') });
      await settled('everybody is in the last phase', (who) => phaseOf(who) === 'network');
      await expect(lotte.page.getByRole('link', { name: 'Karte machen' })).toBeVisible();
      const names = all(facilitator, 'participant').map(({ name }) => name);
      const wanted = [
        ...people.map(({ place }) => place.name),
        lotte.name,
        otto.name,
        hedda.name,
        'Konrad Kranich'
      ];
      expect(names.toSorted()).toEqual(wanted.toSorted());
      expect(notesOf(facilitator)).toHaveLength(written.size);
      expect(problems).toEqual([]);
    });
  } finally {
    for (const client of hall) client.close();
    for (const { context } of [hedda, lotte, otto]) await context.close();
  }
});
