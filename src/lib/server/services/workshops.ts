import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import type { Sees } from '$lib/domain/records';
import { WORKSHOP_TEMPLATES, type WorkshopTemplate } from '$lib/domain/templates';
import { m } from '$lib/i18n/paraglide/messages.js';
import { joinCode } from '$lib/protocol/join';
import { lineUpTo, nameUpTo, uuid } from '$lib/protocol/text';
import type { Refusal } from '$lib/protocol/rooms';
import type { Person } from '$lib/server/auth/sessions';
import type { Db } from '$lib/server/db/database';
import { isObviousCode, newJoinCode } from '$lib/server/joinCode';
import { agendaOf, replaceAgenda, type AgendaItem } from '$lib/server/repositories/agenda';
import { codeInUse, writeChanges } from '$lib/server/repositories/roomStore';
import * as roomRows from '$lib/server/repositories/rooms';
import * as workshops from '$lib/server/repositories/workshops';
import type { Workshop, WorkshopSummary } from '$lib/server/repositories/workshops';
import { newId } from '$lib/util/newId';
import { moderates } from './actors';
import { agendaItems, withFiles, type AgendaInput } from './agendaItems';
import { insertCopy } from './boardCopy';
import type { ServiceContext } from './context';
import { refuse } from './refuse';
import { TEMPLATES, timedPoints } from './templatePlans';
import { workshopTitle } from './workshopTitle';
import { firstChange } from './workshopTemplate';

export type { AgendaInput } from './agendaItems';
export type { AgendaItem } from '$lib/server/repositories/agenda';
export type { Workshop, WorkshopSummary } from '$lib/server/repositories/workshops';

export interface NewWorkshop {
  title: string;
  /** ms since 1970, or null */
  startsAt: number | null;
  place: string;
  template: WorkshopTemplate;
  /** How many Kleingruppen, 0 to 40. */
  groups: number;
  question: string;
  /** Whose notes participants read while collecting; `all` when not given. */
  sees?: Sees | undefined;
  /** A wished code; a random one when not given. */
  code?: string | undefined;
  expected?: number | null | undefined;
}
const newWorkshop = v.object({
  title: nameUpTo(LIMITS.workshopTitle),
  startsAt: v.nullable(v.pipe(v.number(), v.integer())),
  place: lineUpTo(LIMITS.organisation),
  template: v.picklist(WORKSHOP_TEMPLATES),
  groups: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.groupsPerWorkshop)),
  question: lineUpTo(LIMITS.question),
  sees: v.optional(v.picklist(['all', 'group', 'own']), 'all'),
  code: v.optional(joinCode),
  expected: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000))), null)
});

export class WorkshopsService {
  readonly #context: ServiceContext;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /**
   * The workshops of a space, open ones first. Open to everybody: neither codes nor rooms are in it, and what is shut to
   * somebody is not either.
   */
  async list(spaceId: string, person: Person | null = null): Promise<WorkshopSummary[]> {
    const { db, spaces } = this.#context;
    const member = person && person.email !== null ? await spaces.roleOf(spaceId, person.id) : null;
    return workshops.listWorkshops(db, spaceId, { personId: person?.id ?? null, member });
  }

  async byId(id: string): Promise<Workshop | null> {
    return v.is(uuid, id) ? workshops.findWorkshop(this.#context.db, { id }) : null;
  }

  /** The open workshop with this code. Not limited: pages that take codes from strangers use `join.look`. */
  byCode(code: string): Promise<Workshop | null> {
    return workshops.findWorkshop(this.#context.db, { openCode: code });
  }

  /**
   * Makes a workshop with its board. Only facilitators and owners of the space.
   * Refusals: `forbidden`, `empty`, `too_long`, `invalid`, `conflict` (code in use).
   */
  async create(
    person: Person,
    spaceId: string,
    input: NewWorkshop
  ): Promise<{ ok: true; workshop: Workshop } | Refusal> {
    const { db, clock, spaces } = this.#context;
    if (!moderates(await spaces.roleOf(spaceId, person.id))) return refuse('forbidden');
    const parsed = v.safeParse(newWorkshop, { ...input, ...(input.code === '' && { code: undefined }) });
    if (!parsed.success) return refuseNew(parsed.issues[0]);
    const { code: wished, ...fields } = parsed.output;
    if (wished !== undefined && isObviousCode(wished)) return refuse('invalid', m.error_code_obvious());
    const workshop = await db.transaction().execute(async (tx) => {
      const code = await codeFor(tx, wished);
      return code === null ? null : insertWithBoard(tx, { ...fields, code, spaceId }, person.id, clock.now());
    });
    return workshop ? { ok: true, workshop } : refuse('conflict', m.error_code_taken());
  }

  /**
   * Makes a new workshop after the model of another one, with or without its notes, never with its people (boardCopy.ts).
   * Refusals: `forbidden`, `empty`, `too_long`.
   */
  async copy(
    person: Person,
    id: string,
    wanted: { title: string; notes: boolean }
  ): Promise<{ ok: true; workshop: Workshop } | Refusal> {
    const source = await this.#moderated(person, id);
    if (!source) return refuse('forbidden');
    const named = workshopTitle(wanted.title);
    if (!named.ok) return named;
    const { db, clock } = this.#context;
    const workshop = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) =>
        insertCopy(tx, source, {
          title: named.title,
          code: await freeCode(tx),
          notes: wanted.notes,
          by: person.id,
          now: clock.now()
        })
      );
    return { ok: true, workshop };
  }

  agenda(id: string): Promise<AgendaItem[]> {
    return agendaOf(this.#context.db, id);
  }

  /**
   * Replaces the agenda by `items` in their order. Files are those that it holds already, and what was uploaded on its board.
   * Refusals: `forbidden`, `empty`, `too_long`, `invalid`, `limit`, `not_found` (a file).
   */
  async saveAgenda(
    person: Person,
    id: string,
    items: readonly AgendaInput[]
  ): Promise<{ ok: true } | Refusal> {
    const workshop = await this.#run(person, id);
    if (!workshop) return refuse('forbidden');
    const parsed = v.safeParse(agendaItems, items);
    if (!parsed.success) return refuse(codeOf(parsed.issues[0].message));
    return this.#context.db.transaction().execute(async (tx) => {
      const settled = await withFiles(tx, workshop, parsed.output);
      if (settled === null) return refuse('not_found', m.workshop_agenda_file_gone());
      await replaceAgenda(tx, id, settled);
      return { ok: true };
    });
  }

  /** Ends the workshop, or opens it again: the board is read-only and the code dead while it is closed. */
  async setOpen(person: Person, id: string, open: boolean): Promise<{ ok: true } | Refusal> {
    const workshop = await this.#run(person, id);
    if (!workshop) return refuse('forbidden');
    const entered = await this.#context.rooms.open(workshop.roomId, person);
    if (!entered.ok) return entered;
    const command = { id: newId(), type: 'board.configure', open };
    const answer = await this.#context.rooms.command(workshop.roomId, person, command);
    return answer.ok ? { ok: true } : answer;
  }

  /** The workshop, for whoever facilitates in it now, by membership or by appointment. */
  async #run(person: Person, id: string): Promise<Workshop | null> {
    const workshop = await this.byId(id);
    const found = workshop && (await this.#context.rooms.actor(workshop.roomId, person));
    return found?.ok && found.actor.role === 'facilitator' ? workshop : null;
  }

  /** The workshop, for the space's own facilitators. */
  async #moderated(person: Person, id: string): Promise<Workshop | null> {
    const workshop = await this.byId(id);
    if (!workshop) return null;
    return moderates(await this.#context.spaces.roleOf(workshop.spaceId, person.id)) ? workshop : null;
  }
}

/** Room, workshop and first records, in the transaction of the caller. Also used by the demo's seed. */
export async function insertWithBoard(
  tx: Db,
  plan: Omit<Workshop, 'id' | 'roomId' | 'open'> & { question: string; groups: number; sees: Sees },
  createdBy: string | null,
  now: number
): Promise<Workshop> {
  const { question, groups, sees, ...fields } = plan;
  const workshop: Workshop = { ...fields, id: newId(), roomId: newId(), open: true };
  const room = { roomId: workshop.roomId, spaceId: workshop.spaceId };
  await roomRows.insertRoom(tx, { id: workshop.roomId, kind: 'board', spaceId: workshop.spaceId });
  await workshops.insertWorkshop(tx, workshop, createdBy);
  const { title, template } = workshop;
  const change = firstChange({ roomId: workshop.roomId, title, question, template, groups, sees, now });
  await writeChanges(tx, room, [change]);
  const points = timedPoints(TEMPLATES[template]().points, workshop.startsAt);
  await replaceAgenda(
    tx,
    workshop.id,
    points.map((point) => ({ ...point, id: newId(), links: [], files: [] }))
  );
  return workshop;
}

/** The wished code if nobody uses it (else null), or a random free one. */
async function codeFor(db: Db, wished: string | undefined): Promise<string | null> {
  if (wished === undefined) return freeCode(db);
  return (await codeInUse(db, wished)) ? null : wished;
}

/** A random code that lets nobody in yet. */
export async function freeCode(db: Db): Promise<string> {
  for (;;) {
    const code = newJoinCode();
    if (!(await codeInUse(db, code))) return code;
  }
}

const codeOf = (message: string) =>
  message === 'too_long' || message === 'empty' || message === 'limit' ? message : 'invalid';

function refuseNew(issue: v.InferIssue<typeof newWorkshop>): Refusal {
  const field = issue.path?.[0].key;
  const code = codeOf(issue.message);
  if (field === 'title' && code === 'empty') return refuse('empty', m.error_title_empty());
  if (field === 'groups') return refuse('invalid', m.error_groups_number());
  if (field === 'code') return refuse('invalid', m.error_code_format());
  return refuse(code);
}
