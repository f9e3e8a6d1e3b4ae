import { sql, type Kysely } from 'kysely';

/** Addresses that a mail server refused for good, and the link that confirms an address given on its own page. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table contact
      -- When a mail server said that nobody is there. Nothing goes to it any more, until the person gives it anew.
      add column refused_at timestamptz,
      -- Hash of the secret in the link that was sent to the address last, and until when it confirms.
      add column confirm_hash text unique,
      add column confirm_until timestamptz;
    create index contact_address_idx on contact (lower(email));
    -- What somebody waits for goes before mails to lists.
    drop index mail_due_idx;
    create index mail_due_idx on mail ((mailing_id is not null), next_try_at) where state in ('waiting', 'sending');
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index mail_due_idx;
    create index mail_due_idx on mail (next_try_at) where state in ('waiting', 'sending');
    drop index contact_address_idx;
    alter table contact drop column refused_at, drop column confirm_hash, drop column confirm_until
  `.execute(db);
}
