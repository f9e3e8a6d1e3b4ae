import { sql, type Kysely } from 'kysely';

/** What goes on in an AG after it was founded: meetings, news, tasks, materials, a board, and what people ask it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table meeting (
      id uuid primary key,
      working_group_id uuid not null references working_group on delete cascade,
      title text not null,
      body text not null default '',
      place text not null default '',
      -- Address of a video room; shown to those signed up only, unless it is public.
      video text not null default '',
      video_public boolean not null default false,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      -- Where its clock stands (IANA), so that everybody reads the time that was agreed on.
      time_zone text not null,
      -- Of its calendar entry: raised when it changes, so that calendars take the change (RFC 5545, 3.8.7.4).
      sequence integer not null default 0,
      cancelled_at timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      constraint meeting_order_chk check (ends_at > starts_at)
    );
    create index meeting_group_idx on meeting (working_group_id, starts_at);

    -- The secret in the address of a person's calendar of an AG. Kept as it is, so that it can be shown again: calendar
    -- programs have no session.
    create table calendar_key (
      working_group_id uuid not null references working_group on delete cascade,
      person_id uuid not null references person on delete cascade,
      key text not null unique,
      created_at timestamptz not null,
      primary key (working_group_id, person_id)
    );

    create table news (
      id uuid primary key,
      working_group_id uuid not null references working_group on delete cascade,
      title text not null,
      body text not null default '',
      -- For everybody and in the feed; else for those signed up.
      public boolean not null,
      -- The name is read from person, so that erasing the person erases it here.
      author_id uuid references person on delete set null,
      published_at timestamptz not null,
      edited_at timestamptz
    );
    create index news_group_idx on news (working_group_id, published_at);

    create table task (
      id uuid primary key,
      working_group_id uuid not null references working_group on delete cascade,
      title text not null,
      assignee_id uuid references participant on delete set null,
      -- A day, YYYY-MM-DD.
      due_on text,
      done_at timestamptz,
      created_at timestamptz not null,
      constraint task_due_chk check (due_on ~ '^\\d{4}-\\d{2}-\\d{2}$')
    );
    create index task_group_idx on task (working_group_id, created_at);

    create table material (
      id uuid primary key,
      working_group_id uuid not null references working_group on delete cascade,
      kind text not null,
      title text not null,
      body text not null default '',
      -- One of the two, or neither: a result may be a text alone.
      url text,
      file_id uuid references file on delete set null,
      public boolean not null,
      created_at timestamptz not null,
      constraint material_kind_chk check (kind in ('material', 'result')),
      constraint material_one_chk check (num_nonnulls(url, file_id) <= 1)
    );
    create index material_group_idx on material (working_group_id, created_at);
    create index material_file_idx on material (file_id) where file_id is not null;

    create table working_group_board (
      working_group_id uuid primary key references working_group on delete cascade,
      workshop_id uuid not null unique references workshop on delete cascade
    );

    -- What somebody asked the coordination by the form of the AG's page. It goes when it is answered, or by itself.
    create table enquiry (
      id uuid primary key,
      working_group_id uuid not null references working_group on delete cascade,
      -- Null: somebody without a session.
      person_id uuid references person on delete cascade,
      name text not null,
      email text not null,
      body text not null,
      created_at timestamptz not null,
      constraint enquiry_line_chk check (name !~ '[[:cntrl:]]' and email !~ '[[:cntrl:]]')
    );
    create index enquiry_group_idx on enquiry (working_group_id, created_at);
    create index enquiry_person_idx on enquiry (person_id) where person_id is not null
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table enquiry, working_group_board, material, task, news, calendar_key, meeting`.execute(db);
}
