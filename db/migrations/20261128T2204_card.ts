import { sql, type Kysely } from 'kysely';

/**
 * Cards have a photo, languages, profiles, and the AGs and workshops their owner shows; a history of consents; an address that
 * can be given up; a day on which their owner last said that they are right. Spaces without a list of regions or fields get
 * the first ones.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table card
      -- [{audience, text, from, until}], oldest first: what was agreed to, word for word. Goes with the card.
      add column consents jsonb not null default '[]',
      -- When its owner last said that it is right, and the circle it had before it ran out.
      add column confirmed_at timestamptz,
      add column expired_from text,
      -- Behind the QR code.
      add column link_id uuid,
      -- When its owner was last asked whether it is right.
      add column reminded_at timestamptz,
      -- {circle: ms since 1970}: when what a circle reads changed last.
      add column updated_for jsonb not null default '{}',
      add constraint card_expired_chk check (expired_from in ('participants', 'members', 'public'));
    update card set
      confirmed_at = updated_at,
      content = '{"photo": null, "languages": [], "profiles": [], "workingGroups": [], "workshops": []}' || content,
      consents = case when consent_text is null then '[]' else jsonb_build_array(jsonb_build_object(
        'audience', audience, 'text', consent_text,
        'from', floor(extract(epoch from consented_at) * 1000)::bigint, 'until', null)) end;
    alter table card
      alter column confirmed_at set not null,
      drop column consent_text,
      drop column consented_at;
    create unique index card_link_uq on card (link_id);
    create index card_confirmed_idx on card (confirmed_at) where removed_at is null;

    update space set regions = '["Landkreis Leipzig", "Stadt Leipzig", "Landkreis Nordsachsen", "Burgenlandkreis", "Saalekreis",
      "Stadt Halle (Saale)", "Landkreis Mansfeld-Südharz", "Landkreis Anhalt-Bitterfeld", "Landkreis Altenburger Land",
      "überregional"]' where regions = '[]';
    update space set fields = '["Dorf-/Stadt-/Regionalentwicklung", "Klima & Umwelt",
      "Demokratie, Partizipation & Engagement", "Kultur", "Bildung", "Soziales"]' where fields = '[]'
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table card add column consent_text text, add column consented_at timestamptz;
    update card set content = content - array['photo', 'languages', 'profiles', 'workingGroups', 'workshops'];
    update card set
      consent_text = consents->-1->>'text',
      consented_at = to_timestamp((consents->-1->>'from')::bigint / 1000.0)
      where consents->-1->'until' = 'null';
    alter table card drop column consents, drop column confirmed_at, drop column expired_from, drop column link_id,
      drop column reminded_at, drop column updated_for
  `.execute(db);
}
