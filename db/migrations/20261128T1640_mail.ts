import { sql, type Kysely } from 'kysely';

/** Mails to be sent, in the same transaction as what causes them, and what became of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table mail (
      id uuid primary key,
      -- What the mail is about, as its cause names it: the same key a second time is the same mail.
      key text not null unique,
      -- Whose mail it is: who is erased takes it along.
      person_id uuid references person on delete cascade,
      -- The content goes some weeks after the mail went out; that it did, stays.
      recipient text,
      subject text,
      text text,
      html text,
      headers jsonb not null default '{}',
      message_id text not null,
      state text not null default 'waiting',
      attempts integer not null default 0,
      -- When it is due. While it is being sent: when whoever sends it counts as dead.
      next_try_at timestamptz not null default now(),
      last_error text,
      created_at timestamptz not null default now(),
      sent_at timestamptz,
      constraint mail_state_chk check (state in ('waiting', 'sending', 'sent', 'failed')),
      constraint mail_sent_chk check ((sent_at is not null) = (state = 'sent')),
      constraint mail_content_chk check (
        num_nulls(recipient, subject, text, html) in (0, 4)
        and (recipient is not null or state in ('sent', 'failed'))),
      constraint mail_line_chk check (recipient !~ '[[:cntrl:]]' and subject !~ '[[:cntrl:]]')
    );
    create index mail_due_idx on mail (next_try_at) where state in ('waiting', 'sending');
    create index mail_person_idx on mail (person_id);
    create index mail_done_idx on mail (created_at) where recipient is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table mail`.execute(db);
}
