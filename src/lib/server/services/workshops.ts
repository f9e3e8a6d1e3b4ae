import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import type { Sees } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { joinCode } from '$lib/protocol/join';
import { lineUpTo, nameUpTo, textUpTo, uuid } from '$lib/protocol/text';
import type { Refusal } from '$lib/protocol/rooms';
import type { Person } from '$lib/server/auth/sessions';
import type { Db } from '$lib/server/db/database';
import { isObviousCode, newJoinCode } from '$lib/server/joinCode';
import { codeInUse, writeChanges } from '$lib/server/repositories/roomStore';
import * as roomRows from '$lib/server/repositories/rooms';
import * as workshops from '$lib/server/repositories/workshops';
import type { AgendaItem, Workshop, WorkshopSummary } from '$lib/server/repositories/workshops';
import { must } from '$lib/util/must';
import { newId } from '$lib/util/newId';
import { moderates } from './actors';
import { insertCopy } from './boardCopy';
import type { ServiceContext } from './context';
import { refuse } from './refuse';
import { firstChange } from './workshopTemplate';

export type { AgendaItem, Workshop, WorkshopSummary } from '$lib/server/repositories/workshops';

export interface NewWorkshop {
  title: string;
  /** ms since 1970, or null */
  startsAt: number | null;
  place: string;
  template: 'auftakt' | 'board';
  /** How many Kleingruppen, 0 to 40. */
  groups: number;
  question: string;
  /** Whose notes participants read while collecting; `all` when not given. */
  sees?: Sees | undefined;
  /** A wished code; a random one when not given. */
  code?: string | undefined;
  expected?: number | null | undefined;
}
export type AgendaInput = Partial<AgendaItem> & Pick<AgendaItem, 'title'>;

const newWorkshop = v.object({
  title: nameUpTo(LIMITS.workshopTitle),
  startsAt: v.nullable(v.pipe(v.number(), v.integer())),
  place: lineUpTo(LIMITS.organisation),
  template: v.picklist(['auftakt', 'board']),
  groups: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.groupsPerWorkshop)),
  question: lineUpTo(LIMITS.question),
  sees: v.optional(v.picklist(['all', 'group', 'own']), 'all'),
  code: v.optional(joinCode),
  expected: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000))), null)
});

const agendaItems = v.pipe(
  v.array(
    v.object({
      id: v.optional(uuid, () => newId()),
      starts: v.optional(lineUpTo(20), ''),
      title: nameUpTo(LIMITS.workshopTitle),
      body: v.optional(textUpTo(LIMITS.purpose), ''),
      links: v.optional(
        v.pipe(
          v.array(
            v.object({
              label: nameUpTo(LIMITS.workshopTitle),
              // Only addresses that a browser may follow: no `javascript:`.
              url: v.pipe(
                lineUpTo(500),
                v.check((url) => /^https?:\/\//i.test(url) && URL.canParse(url), 'invalid')
              )
            })
          ),
          v.maxLength(10)
        ),
        () => []
      )
    })
  ),
  v.maxLength(60, 'limit')
);

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
      const code = await freeCode(tx, wished);
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
    const title = v.safeParse(nameUpTo(LIMITS.workshopTitle), wanted.title);
    if (!title.success) {
      const code = codeOf(title.issues[0].message);
      return code === 'empty' ? refuse(code, m.error_title_empty()) : refuse(code);
    }
    const { db, clock } = this.#context;
    const workshop = await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) =>
        insertCopy(tx, source, {
          title: title.output,
          code: must(await freeCode(tx, undefined), 'a code'),
          notes: wanted.notes,
          by: person.id,
          now: clock.now()
        })
      );
    return { ok: true, workshop };
  }

  agenda(id: string): Promise<AgendaItem[]> {
    return workshops.agendaOf(this.#context.db, id);
  }

  /** Replaces the agenda by `items` in their order. Refusals: `forbidden`, `empty`, `too_long`, `invalid`, `limit`. */
  async saveAgenda(
    person: Person,
    id: string,
    items: readonly AgendaInput[]
  ): Promise<{ ok: true } | Refusal> {
    if (!(await this.#run(person, id))) return refuse('forbidden');
    const parsed = v.safeParse(agendaItems, items);
    if (!parsed.success) return refuse(codeOf(parsed.issues[0].message));
    await this.#context.db.transaction().execute((tx) => workshops.replaceAgenda(tx, id, parsed.output));
    return { ok: true };
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
  return workshop;
}

/** The wished code if nobody uses it (else null), or a random free one. */
async function freeCode(db: Db, wished: string | undefined): Promise<string | null> {
  if (wished !== undefined) return (await codeInUse(db, wished)) ? null : wished;
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
