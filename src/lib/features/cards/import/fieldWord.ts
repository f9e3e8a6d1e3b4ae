import type { ImportField } from '$lib/domain/cards/columns';
import { m } from '$lib/i18n/paraglide/messages.js';

/** What a field is called, as on the card's own form. */
export function fieldWord(field: ImportField): string {
  switch (field) {
    case 'name':
      return m.cards_edit_name();
    case 'organisation':
      return m.cards_edit_organisation();
    case 'role':
      return m.cards_edit_role();
    case 'region':
      return m.cards_region_label();
    case 'fields':
      return m.cards_edit_fields();
    case 'offer':
      return m.cards_offer();
    case 'need':
      return m.cards_need();
    case 'about':
      return m.cards_about();
    case 'email':
      return m.cards_email();
    case 'phone':
      return m.cards_phone();
    case 'web':
      return m.cards_web();
  }
}
