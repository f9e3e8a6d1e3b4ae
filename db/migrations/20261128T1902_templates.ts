import { sql, type Kysely } from 'kysely';

/** More templates to begin with; workshops kept as a space's own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table workshop
      drop constraint workshop_template_chk,
      add constraint workshop_template_chk check (template in ('auftakt', 'ideas', 'retro', 'vote', 'board')),
      -- A model for new workshops and none itself: nobody enters it, no list has it.
      add is_template boolean not null default false,
      add constraint workshop_is_template_chk check (not (is_template and open));
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table workshop drop constraint workshop_is_template_chk;
    delete from workshop where is_template;
    update workshop set template = 'auftakt' where template in ('ideas', 'retro', 'vote');
    alter table workshop
      drop is_template,
      drop constraint workshop_template_chk,
      add constraint workshop_template_chk check (template in ('auftakt', 'board'));
  `.execute(db);
}
