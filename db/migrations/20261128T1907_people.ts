import { sql, type Kysely } from 'kysely';

/** What the moderation does with the people of a workshop. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table participant
      add muted boolean not null default false,
      -- Moderates this one workshop, also as a guest.
      add appointed boolean not null default false,
      -- Added by the moderation for somebody without a device.
      add by_hand boolean not null default false,
      -- The entry of the same person that this one was merged into: whoever is behind this one acts as that one.
      add merged_into uuid references participant on delete set null
        constraint participant_merged_chk check (merged_into is null or removed_at is not null);
    create index participant_merged_idx on participant (merged_into) where merged_into is not null;
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table participant drop muted, drop appointed, drop by_hand, drop merged_into
  `.execute(db);
}
