import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal } from '$lib/protocol/rooms';
import { uuid } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import * as rows from '$lib/server/repositories/templates';
import type { TemplateSummary } from '$lib/server/repositories/templates';
import { findWorkshop, type Workshop } from '$lib/server/repositories/workshops';
import { moderates } from './actors';
import { insertCopy, type CopyOrder } from './boardCopy';
import type { ServiceContext } from './context';
import { refuse } from './refuse';
import { freeCode } from './workshops';
import { workshopTitle } from './workshopTitle';

export type { TemplateSummary } from '$lib/server/repositories/templates';

/** Codes let people into open workshops; a template is never one. */
const NO_CODE = '000000';

/** A space's own templates: kept from workshops, without their people, for all who make workshops here. */
export class TemplatesService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** By title; none for whoever makes no workshops here. */
  async list(person: Person, spaceId: string): Promise<TemplateSummary[]> {
    return (await this.#makes(person, spaceId)) ? rows.listTemplates(this.#context.db, spaceId) : [];
  }

  /** Keeps a workshop as a template. Refusals: `forbidden`, `empty`, `too_long`, `limit`. */
  async keep(
    person: Person,
    workshopId: string,
    wanted: { title: string; notes: boolean }
  ): Promise<{ ok: true; id: string } | Refusal> {
    const { db } = this.#context;
    const source = v.is(uuid, workshopId) ? await findWorkshop(db, { id: workshopId }) : null;
    if (!source || !(await this.#makes(person, source.spaceId))) return refuse('forbidden');
    if ((await rows.countTemplates(db, source.spaceId)) >= LIMITS.templatesPerSpace)
      return refuse('limit', m.templates_full({ count: LIMITS.templatesPerSpace }));
    const made = await this.#copy(source, person, { ...wanted, code: NO_CODE, asTemplate: true });
    return made.ok ? { ok: true, id: made.workshop.id } : made;
  }

  /** A new workshop from a template. Refusals: `forbidden`, `empty`, `too_long`. */
  async use(
    person: Person,
    id: string,
    wanted: Pick<CopyOrder, 'title' | 'startsAt' | 'place' | 'question'>
  ): Promise<{ ok: true; workshop: Workshop } | Refusal> {
    const source = await this.#own(person, id);
    return source ? this.#copy(source, person, { ...wanted, notes: true }) : refuse('forbidden');
  }

  /** Refusals: `forbidden`, `empty`, `too_long`. */
  async rename(person: Person, id: string, title: string): Promise<{ ok: true } | Refusal> {
    const template = await this.#own(person, id);
    if (!template) return refuse('forbidden');
    const named = workshopTitle(title);
    if (!named.ok) return named;
    await rows.renameTemplate(this.#context.db, template.id, named.title);
    return { ok: true };
  }

  /** Workshops made from it stay as they are. Refusal: `forbidden`. */
  async remove(person: Person, id: string): Promise<{ ok: true } | Refusal> {
    const template = await this.#own(person, id);
    if (!template) return refuse('forbidden');
    await this.#context.db.transaction().execute((tx) => rows.deleteTemplate(tx, template));
    return { ok: true };
  }

  async #copy(
    source: Workshop,
    person: Person,
    wanted: Omit<CopyOrder, 'by' | 'now' | 'code'> & { code?: string }
  ): Promise<{ ok: true; workshop: Workshop } | Refusal> {
    const named = workshopTitle(wanted.title);
    if (!named.ok) return named;
    const { db, clock } = this.#context;
    const workshop = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) =>
        insertCopy(tx, source, {
          ...wanted,
          title: named.title,
          code: wanted.code ?? (await freeCode(tx)),
          by: person.id,
          now: clock.now()
        })
      );
    return { ok: true, workshop };
  }

  async #own(person: Person, id: string): Promise<Workshop | null> {
    const template = v.is(uuid, id) ? await rows.findTemplate(this.#context.db, id) : null;
    return template && (await this.#makes(person, template.spaceId)) ? template : null;
  }

  async #makes(person: Person, spaceId: string): Promise<boolean> {
    return moderates(await this.#context.spaces.roleOf(spaceId, person.id));
  }
}
