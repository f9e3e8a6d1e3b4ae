import { sql, type Kysely } from 'kysely';

/** Invitations to the directory, and cards prepared for people who have not said yes to them yet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table card_invitation (
      id uuid primary key,
      space_id uuid not null references space on delete cascade,
      -- link: for whoever has it; person: for one; refused: somebody said no, kept as a hash, so that they are left alone.
      kind text not null,
      token_hash text unique,
      -- Of a link: what it is for.
      label text not null default '',
      email text,
      -- What was prepared for the person. No card yet: nobody but the moderation reads it until they agree.
      content jsonb,
      -- Rows of one import, so that it can be taken back.
      batch_id uuid,
      created_by uuid references person on delete set null,
      created_at timestamptz not null,
      expires_at timestamptz,
      mailed_at timestamptz,
      -- Who came by it. Of a link: how many.
      taken_by uuid references person on delete cascade,
      taken integer not null default 0,
      refused_hash text,
      constraint card_invitation_kind_chk check (kind in ('link', 'person', 'refused')),
      constraint card_invitation_refused_chk check (
        (kind = 'refused') = (refused_hash is not null)
        and (kind <> 'refused' or num_nonnulls(email, content, taken_by, token_hash) = 0))
    );
    create index card_invitation_space_idx on card_invitation (space_id, created_at);
    create unique index card_invitation_email_uq on card_invitation (space_id, email) where email is not null;
    create unique index card_invitation_refused_uq on card_invitation (space_id, refused_hash) where refused_hash is not null;
    create index card_invitation_taken_idx on card_invitation (taken_by);
    create index card_invitation_batch_idx on card_invitation (batch_id);
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table card_invitation`.execute(db);
}
