import * as v from 'valibot';
import { ANSWER_WITHIN_MS } from '$lib/domain/answering';
import { LIMITS } from '$lib/domain/limits';
import { JOININGS, VERDICTS, WORKING_GROUP_AUDIENCES, WORKING_GROUP_STATES } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import type { Refusal } from '$lib/protocol/rooms';
import { uuid } from '$lib/protocol/text';
import type { Cell } from '$lib/server/csv';
import * as repository from '$lib/server/repositories/answers';
import {
  deskRows,
  memberRoleOf,
  ownSignup,
  type DeskRow,
  type WorkingGroupRow,
  type WorkingGroupWithSource
} from '$lib/server/repositories/workingGroups';
import type { Person } from '$lib/server/auth/sessions';
import { newId } from '$lib/util/newId';
import { moderates } from './actors';
import type { ServiceContext } from './context';
import { deskTable } from './deskTable';
import { enrol, enter, setLevel } from './enrol';
import { refuse } from './refuse';
import type { FormRefusal, WorkingGroupsService } from './workingGroups';

const oneLine = (text: string) => text.replace(/\s+/g, ' ');
/** Empty: no limit. */
const limitSchema = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^\d{0,4}$/),
  v.transform((text) => (text === '' ? null : Number(text))),
  v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(LIMITS.workingGroupSize)))
);
const termsSchema = v.object({
  state: v.picklist(WORKING_GROUP_STATES),
  joining: v.picklist(JOININGS),
  audience: v.picklist(WORKING_GROUP_AUDIENCES)
});
/** What some file systems refuse in a name. */
const NOT_IN_NAMES = /[\\/:*?"<>|]/g;

/** What a coordination does with its list besides writing to it: notes whom it answered, takes the list along. */
export class DeskService {
  readonly #context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config' | 'rooms'>;
  readonly #groups: WorkingGroupsService;

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock' | 'mail' | 'config' | 'rooms'>,
    groups: WorkingGroupsService
  ) {
    this.#context = context;
    this.#groups = groups;
  }

  /** Notes that the coordination got in touch, with who did and when; the first note stays. Or takes it back. */
  async setContacted(
    person: { id: string },
    groupId: string,
    participantIds: readonly string[],
    on: boolean
  ): Promise<{ ok: true } | Refusal> {
    if (!(await this.#groups.coordinated(person, groupId))) return refuse('forbidden');
    const ids = participantIds.filter((id) => v.is(uuid, id));
    const { db, clock } = this.#context;
    const contacted = on ? { at: new Date(clock.now()), by: person.id } : null;
    await repository.setContacted(db, groupId, ids, contacted);
    return { ok: true };
  }

  /**
   * Moves sign-ups to another AG of the space, as they are, and tells those with an address. Who is there already stays
   * there; a second time changes nothing.
   */
  async move(
    person: Person,
    { from, to, participantIds }: { from: string; to: unknown; participantIds: readonly string[] }
  ): Promise<{ ok: true; moved: number } | Refusal> {
    const source = await this.#groups.coordinated(person, from);
    if (!source) return refuse('forbidden');
    const goal = typeof to === 'string' && to !== from ? await this.#groups.coordinated(person, to) : null;
    if (!goal) return refuse('invalid', m.desk_move_error());
    if (goal.state !== 'open') return refuse('closed', m.desk_move_closed());
    const ids = new Set(participantIds);
    let moved = 0;
    for (const row of await deskRows(this.#context.db, from)) {
      if (!ids.has(row.participantId) || row.personId === null) continue;
      const who = { id: row.personId, name: row.name, organisation: row.organisation, email: null };
      const there = await ownSignup(this.#context.db, goal.id, who.id);
      // What they agreed to be shown was for the other page.
      const wish = { ...row, level: there?.level ?? row.level, showName: there?.showName ?? false };
      const enrolled = await (wish.level === 'active'
        ? this.#takeIn(person, goal, who)
        : enrol(this.#context, goal, who, wish));
      if (!enrolled.ok) return enrolled;
      const left = await setLevel(this.#context, source, who, null);
      if (!left.ok) return left;
      await this.#tellMoved(row, source, goal);
      moved += 1;
    }
    this.#context.mail?.wake();
    return { ok: true, moved };
  }

  /** Without asking: whoever moves somebody approves of them. Where it is full they wait. */
  async #takeIn(person: Person, goal: WorkingGroupWithSource, who: Person): Promise<{ ok: true } | Refusal> {
    const entered = await enter(this.#context, goal, who);
    if (!entered.ok) return entered;
    const { participantId } = entered;
    return this.#groups.command(person, goal, {
      type: 'signup.decide',
      workingGroupId: goal.id,
      participantId,
      verdict: 'approve'
    });
  }

  /**
   * Approves or declines those who asked to work in the AG, or takes somebody in beyond its limit; each is told by mail. Who
   * has left meanwhile is passed over.
   *
   * @returns how many it was about
   */
  async decide(
    person: Person,
    groupId: string,
    participantIds: readonly string[],
    verdict: unknown
  ): Promise<{ ok: true; decided: number } | Refusal> {
    const group = await this.#groups.coordinated(person, groupId);
    if (!group) return refuse('forbidden');
    if (!v.is(v.picklist(VERDICTS), verdict)) return refuse('invalid');
    let decided = 0;
    const ids = new Set(participantIds);
    for (const row of await deskRows(this.#context.db, groupId)) {
      if (!ids.has(row.participantId) || row.level !== 'active') continue;
      const { participantId } = row;
      const command = { type: 'signup.decide', workingGroupId: groupId, participantId, verdict } as const;
      const answer = await this.#groups.command(person, group, command);
      if (answer.ok) decided += 1;
      else if (answer.code !== 'not_found' && answer.code !== 'conflict') return answer;
    }
    return { ok: true, decided };
  }

  /** Whom the AG takes in and how many, and who sees it. A number of places below those who are in sends nobody away. */
  async setTerms(
    person: Person,
    groupId: string,
    form: { state: unknown; limit: unknown; joining: unknown; audience: unknown }
  ): Promise<{ ok: true } | FormRefusal<'limit'>> {
    const group = await this.#groups.coordinated(person, groupId);
    if (!group) return { ...refuse('forbidden'), field: null };
    const limit = v.safeParse(limitSchema, form.limit);
    if (!limit.success)
      return { ...refuse('invalid', m.terms_error_limit({ most: LIMITS.workingGroupSize })), field: 'limit' };
    const terms = v.safeParse(termsSchema, form);
    if (!terms.success) return { ...refuse('invalid'), field: null };
    const answer = await this.#groups.command(person, group, {
      type: 'workingGroup.edit',
      workingGroupId: groupId,
      ...terms.output,
      limit: limit.output
    });
    return answer.ok ? { ok: true } : { ...answer, field: null };
  }

  /**
   * Deletes the AG for good, with its sign-ups; those with a confirmed address are told by mail, and addresses that no other
   * AG needs go along. For the space's moderation only.
   */
  async dissolve(person: Person, groupId: string): Promise<{ ok: true } | Refusal> {
    const { db, rooms } = this.#context;
    const group = await this.#groups.coordinated(person, groupId);
    if (!group || !moderates(await memberRoleOf(db, group.spaceId, person.id))) return refuse('forbidden');
    const actor = await rooms.actor(group.roomId, person);
    if (!actor.ok) return actor;
    const answer = await rooms.command(group.roomId, person, {
      id: newId(),
      type: 'workingGroup.remove',
      workingGroupId: groupId
    });
    return answer.ok ? { ok: true } : answer;
  }

  async #tellMoved(
    { personId, participantId, email }: DeskRow,
    source: WorkingGroupRow,
    goal: WorkingGroupRow
  ): Promise<void> {
    const { db, clock, mail, config } = this.#context;
    if (!mail || email === null) return;
    const names = {
      from: m.ag_page_title({ number: source.number, title: oneLine(source.title) }),
      to: m.ag_page_title({ number: goal.number, title: oneLine(goal.title) })
    };
    await mail.add(db, {
      key: `moved:${source.id}:${goal.id}:${participantId}:${clock.now()}`,
      personId,
      to: email,
      subject: m.mail_moved_subject({ to: names.to }),
      letter: {
        language: getLocale(),
        greeting: m.mail_greeting(),
        paragraphs: [m.mail_moved_text(names)],
        action: {
          label: m.mail_moved_action(),
          url: `${config.origin}/ags/${goal.id}`,
          after: [m.mail_moved_after()]
        },
        footer: [m.mail_moved_why(names), m.mail_sent_by({ url: config.origin })]
      }
    });
  }

  /** The list as rows of a table, the first with their names. `name` is one that files may have. */
  async table(
    person: { id: string },
    groupId: string
  ): Promise<{ ok: true; name: string; rows: Cell[][] } | Refusal> {
    const desk = await this.#groups.desk(person, groupId);
    if (!desk.ok) return desk;
    const { number, title } = desk.group;
    const name = `${m.ag_name({ number })} ${title.replace(NOT_IN_NAMES, ' ')}`;
    return { ok: true, name, rows: deskTable(desk.signups) };
  }

  /**
   * Tells coordinators by mail, once, of those who have waited too long for an answer: how many and where, no names.
   * Without a mail server they read it at the desk.
   */
  async remind(): Promise<void> {
    const { db, clock, mail } = this.#context;
    if (!mail) return;
    const now = clock.now();
    await db.transaction().execute(async (tx) => {
      const waiting = await repository.takeUnanswered(tx, new Date(now - ANSWER_WITHIN_MS), new Date(now));
      const groups = Map.groupBy(waiting, ({ workingGroupId }) => workingGroupId);
      for (const [workingGroupId, [group, ...more]] of groups) {
        if (!group) continue;
        const count = more.length + 1;
        const title = oneLine(group.title);
        for (const { id, email } of await repository.answerersOf(tx, workingGroupId)) {
          await mail.add(tx, {
            key: `unanswered:${workingGroupId}:${id}:${now}`,
            personId: id,
            to: email,
            subject: m.mail_waiting_subject({ count, number: group.number }),
            letter: {
              language: getLocale(),
              greeting: m.mail_greeting(),
              paragraphs: [m.mail_waiting_text({ count, number: group.number, title })],
              action: {
                label: m.mail_waiting_action(),
                url: `${this.#context.config.origin}/ags/${workingGroupId}/desk`,
                after: [m.mail_waiting_after()]
              },
              footer: [m.mail_waiting_why(), m.mail_sent_by({ url: this.#context.config.origin })]
            }
          });
        }
      }
    });
    mail.wake();
  }
}
