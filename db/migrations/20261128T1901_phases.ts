import { sql, type Kysely } from 'kysely';

/** Phases have a title, a planned length and their own anonymity; voting and signing up are rights like the others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table phase
      add title text not null default '',
      add anonymous boolean not null default false,
      add minutes integer
        constraint phase_minutes_chk check (minutes > 0);
    -- As it was: one votes in its phase or on a board without any, and signs up at any time.
    update phase set may = may || case phase when 'vote' then '["vote", "signUp"]'::jsonb else '["signUp"]'::jsonb end;
    update board set may = may || '["vote", "signUp"]'::jsonb;
    alter table board alter may set default '["write", "comment", "react", "names", "vote", "signUp"]';
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table board alter may set default '["write", "comment", "react", "names"]';
    update board set may = may - 'vote' - 'signUp';
    update phase set may = may - 'vote' - 'signUp';
    alter table phase drop title, drop anonymous, drop minutes
  `.execute(db);
}
