import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { must } from '../../src/lib/util/must';
import { startApp, type RunningApp } from '../support/app';
import { facilitatorOf, request, type Caller } from '../support/people';
import { startPostgres, type TestPostgres } from '../support/postgres';
import { startSmtp } from '../support/smtp';

/** A mail to an AG of 500, and an app that dies over it. */
const PEOPLE = 500;

let postgres: TestPostgres;
let db: pg.Client;
let app: RunningApp;
let smtp: Awaited<ReturnType<typeof startSmtp>>;
/** Addresses the server was asked about, and what it does with the one in the middle. */
let asked = 0;
let atMiddle: (() => Promise<undefined>) | null = null;

beforeAll(async () => {
  postgres = await startPostgres();
  db = new pg.Client(postgres.url);
  await db.connect();
  smtp = await startSmtp({
    onAddress: () => {
      asked += 1;
      return asked === PEOPLE / 2 ? atMiddle?.() : undefined;
    }
  });
  app = await startApp({
    env: {
      DATABASE_URL: postgres.url,
      AUFTAKT_DEMO: '1',
      SMTP_URL: smtp.url,
      MAIL_FROM: 'Auftakt <auftakt@example.org>'
    }
  });
});
afterAll(async () => {
  await Promise.allSettled([app.stop(), smtp.close(), db.end()]);
  await postgres.stop();
});

/** An AG with `PEOPLE` who signed up and confirmed their addresses; its id. */
async function fullGroup(): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `select id from working_group where removed_at is null order by number limit 1`
  );
  const id = must(rows[0]).id;
  await db.query(
    `with made as (
       insert into person (id, name) select gen_random_uuid(), 'Person ' || n from generate_series(1, $2) n
       returning id, name),
     ag as (select * from working_group where id = $1),
     joined as (
       insert into participant (id, room_id, seq, person_id, name, role)
       select gen_random_uuid(), ag.room_id, ag.seq, made.id, made.name, 'interested' from made, ag
       returning id, room_id, seq),
     signed as (
       insert into signup (working_group_id, participant_id, room_id, seq, level, since, created_at)
       select $1, joined.id, joined.room_id, joined.seq, 'informed', now(), now() from joined)
     insert into contact (person_id, space_id, email, consent_text, consented_at, confirmed_at)
     select made.id, ag.space_id, replace(lower(made.name), ' ', '-') || '@example.org', 'Ja', now(), now()
     from made, ag`,
    [id, PEOPLE]
  );
  return id;
}

const form = (caller: Caller, path: string, fields: Record<string, string>) =>
  request(caller, path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    body: new URLSearchParams(fields).toString()
  });

const states = async () =>
  (await db.query<{ state: string; n: number }>(`select state, count(*)::int n from mail group by state`))
    .rows;

test('500 sign-ups and one mail to all: 500 accepted, none twice, with the app killed in the middle', async () => {
  const id = await fullGroup();
  const hedda = await facilitatorOf(app);
  const reached = new Promise<void>((resolve) => {
    atMiddle = async () => {
      resolve();
      // No answer: the connection is cut meanwhile.
      return new Promise<undefined>(() => undefined);
    };
  });
  const mail = { id: randomUUID(), subject: 'Treffen', body: 'Guten Tag {Name},\n\nkommt!', informed: 'on' };
  const [first, second] = await Promise.all([
    form(hedda, `/ags/${id}/desk/mail?/send`, mail),
    form(hedda, `/ags/${id}/desk/mail?/send`, mail)
  ]);
  expect([first.status, second.status]).toEqual([303, 303]);

  await reached;
  await app.kill();
  expect(smtp.mails).toHaveLength(PEOPLE / 2 - 1);
  // Exactly the one under way is unsure. Its claim is over in ten minutes: now.
  expect((await states()).find(({ state }) => state === 'sending')?.n).toBe(1);
  await db.query(`update mail set next_try_at = now() where state = 'sending'`);
  await app.restart();

  await expect.poll(states, { timeout: 40_000, interval: 200 }).toEqual([{ state: 'sent', n: PEOPLE }]);
  expect(smtp.mails).toHaveLength(PEOPLE);
  expect(new Set(smtp.mails.map(({ to }) => to)).size).toBe(PEOPLE);
  const one = must(smtp.mails.find(({ to }) => to === 'person-42@example.org'));
  expect(one.text).toContain('Guten Tag Person 42,');
  const log = await request(hedda, `/ags/${id}/desk/sent`);
  expect(await log.text()).toContain('500 gesendet');

  // One click in a mail program: no session, no page of ours behind it (RFC 8058).
  const url = new URL(must(/<(.+)>/.exec(one.header('List-Unsubscribe'))?.[1]));
  expect(one.header('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
  const oneClick = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
    redirect: 'manual'
  } as const;
  expect((await fetch(url)).status).toBe(200);
  const off = async () => (await db.query(`select from signup where mails_off_at is not null`)).rowCount;
  expect(await off()).toBe(0);
  expect((await fetch(url, oneClick)).status).toBe(200);
  expect(await off()).toBe(1);
  // Every other door still asks where a form comes from.
  expect((await fetch(new URL(`/ags/${id}?/signUp`, app.url), oneClick)).status).toBe(403);
});
