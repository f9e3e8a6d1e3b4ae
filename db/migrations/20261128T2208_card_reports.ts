import { sql, type Kysely } from 'kysely';

/** What people report about cards, and cards that the moderation has hidden. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table card
      add column hidden_at timestamptz,
      -- Said to its owner.
      add column hidden_reason text,
      add constraint card_hidden_chk check ((hidden_at is null) = (hidden_reason is null));

    create table card_report (
      id uuid primary key,
      card_id uuid not null references card on delete cascade,
      -- Null: a visitor without a session.
      reporter_id uuid references person on delete cascade,
      reason text not null,
      note text not null default '',
      created_at timestamptz not null,
      settled_at timestamptz,
      settled_by uuid references person on delete set null,
      constraint card_report_reason_chk check (reason in ('wrong', 'unasked', 'offensive', 'advertising', 'other', 'review'))
    );
    create index card_report_card_idx on card_report (card_id);
    create index card_report_open_idx on card_report (created_at) where settled_at is null;
    create index card_report_reporter_idx on card_report (reporter_id);
    -- Once while it is open.
    create unique index card_report_once_uq on card_report (card_id, reporter_id, reason) where settled_at is null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table card_report;
    alter table card drop column hidden_at, drop column hidden_reason
  `.execute(db);
}
