import { sql, type RawBuilder } from 'kysely';

/**
 * Joins `participant` to an entry of it: itself, or the one that it was merged into. Whatever asks for somebody by
 * `person_id` asks so, for a person whose two entries were made one acts as the one that stayed.
 *
 * @param entry alias of the participant row with the `person_id`
 */
export const standsFor = (entry: string): RawBuilder<boolean> =>
  sql<boolean>`participant.id = coalesce(${sql.ref(`${entry}.merged_into`)}, ${sql.ref(`${entry}.id`)})`;
