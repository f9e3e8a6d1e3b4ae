import { MAX_BOARD_PASSWORD, MIN_BOARD_PASSWORD } from '$lib/domain/sharing';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal } from '$lib/protocol/rooms';
import type { Sharing, SharingChange } from '$lib/protocol/sharing';
import { hashPassword } from '$lib/server/auth/password';
import type { Person } from '$lib/server/auth/sessions';
import * as workshops from '$lib/server/repositories/workshops';
import type { Workshop } from '$lib/server/repositories/workshops';
import { moderates } from './actors';
import type { ServiceContext } from './context';
import { refuse } from './refuse';

export type SharingAnswer = { ok: true; sharing: Sharing } | Refusal;

/**
 * How a board is shared, as far as nobody in it may know: passwords and public addresses. Who comes in by its link stands in
 * the board's own record (`board.configure`), because everybody's rights follow from it.
 */
export class SharingService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** Refusals: `forbidden`. */
  async look(person: Person, workshopId: string): Promise<SharingAnswer> {
    const workshop = await this.#moderated(person, workshopId);
    return workshop ? this.#answer(workshop) : refuse('forbidden');
  }

  /** Those who are in stay in, whatever becomes of the password. Refusals: `forbidden`, `invalid`, `too_long`. */
  async change(person: Person, workshopId: string, change: SharingChange): Promise<SharingAnswer> {
    const workshop = await this.#moderated(person, workshopId);
    if (!workshop) return refuse('forbidden');
    const password = change.password?.trim();
    if (password !== undefined) {
      if (password.length < MIN_BOARD_PASSWORD)
        return refuse('invalid', m.error_board_password_short({ count: MIN_BOARD_PASSWORD }));
      if (password.length > MAX_BOARD_PASSWORD) return refuse('too_long');
    }
    if (change.password !== undefined) {
      const passwordHash = password === undefined ? null : await hashPassword(password);
      await workshops.updateSharing(this.#context.db, workshop.id, { passwordHash });
    }
    return this.#answer(workshop);
  }

  async #answer({ id, code }: Workshop): Promise<SharingAnswer> {
    const row = await workshops.sharingOf(this.#context.db, id);
    if (!row) return refuse('forbidden');
    return { ok: true, sharing: { code, hasPassword: row.passwordHash !== null } };
  }

  async #moderated(person: Person, id: string): Promise<Workshop | null> {
    const workshop = await workshops.findWorkshop(this.#context.db, { id });
    if (!workshop) return null;
    return moderates(await this.#context.spaces.roleOf(workshop.spaceId, person.id)) ? workshop : null;
  }
}
