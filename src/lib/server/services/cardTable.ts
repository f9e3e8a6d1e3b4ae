import { cardForRole } from '$lib/domain/cards/circles';
import type { CardRecord } from '$lib/domain/records';
import { isoDateTime } from '$lib/i18n/dates';
import { m } from '$lib/i18n/paraglide/messages.js';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import type { Cell } from '$lib/server/csv';
import type { Contact } from './keptCards';

type Column = [head: string, cell: (card: CardRecord) => Cell];

/** What a card becomes in a table, column by column. */
function cardColumns(): Column[] {
  const names = new Intl.DisplayNames([getLocale()], { type: 'language' });
  return [
    [m.cards_edit_name(), ({ name }) => name],
    [m.cards_edit_organisation(), ({ organisation }) => organisation],
    [m.cards_edit_role(), ({ role }) => role],
    [m.cards_region_label(), ({ region }) => region],
    [m.cards_edit_fields(), ({ fields }) => fields.join(', ')],
    [m.cards_offer(), ({ offer }) => offer],
    [m.cards_need(), ({ need }) => need],
    [m.cards_about(), ({ about }) => about],
    [
      m.contacts_table_languages(),
      ({ languages }) => languages.map((code) => names.of(code) ?? code).join(', ')
    ],
    [m.cards_email(), ({ email }) => email],
    [m.cards_phone(), ({ phone }) => phone],
    [m.cards_web(), ({ web }) => web],
    [m.contacts_table_profiles(), ({ profiles }) => profiles.join(', ')]
  ];
}

/**
 * A directory as rows, by name: what its viewer may read. One's own card is in it as others of one's circle read it, so that
 * no table that is passed on holds what its owner kept back.
 *
 * @param cards as the viewer may see them
 */
export function directoryRows(cards: readonly CardRecord[], viewerId: string, origin: string): Cell[][] {
  const columns = cardColumns();
  const order = new Intl.Collator('de', { sensitivity: 'base', numeric: true });
  const shown = cards.flatMap((card) =>
    card.ownerId === viewerId ? (cardForRole('facilitator', card) ?? []) : [card]
  );
  return [
    [...columns.map(([head]) => head), m.contacts_table_address()],
    ...shown
      .sort((a, b) => order.compare(a.name, b.name))
      .map((card) => [...columns.map(([, cell]) => cell(card)), `${origin}/cards/${card.id}`])
  ];
}

/** One's contacts as rows, the first with the names of the columns. Who may be seen no more is there with one's note. */
export function contactRows(contacts: readonly Contact[], origin: string): Cell[][] {
  const columns = cardColumns();
  return [
    [
      ...columns.map(([head]) => head),
      m.contacts_note(),
      m.contacts_table_kept_at(),
      m.contacts_table_address()
    ],
    ...contacts.map(({ card, cardId, note, keptAt }) => [
      ...columns.map(([, cell]) => (card ? cell(card) : '')),
      note,
      isoDateTime(keptAt),
      card ? `${origin}/cards/${cardId}` : m.contacts_gone()
    ])
  ];
}
