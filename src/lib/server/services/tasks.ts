import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import type { Task } from '$lib/domain/tasks';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Refusal } from '$lib/protocol/rooms';
import { nameUpTo, uuid } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import * as repository from '$lib/server/repositories/tasks';
import { momentOf } from '$lib/util/zonedTime';
import type { ServiceContext } from './context';
import { refuseField, refuseForm } from './formRefusal';
import { standingIn, type Standing } from './groupStanding';
import { refuse } from './refuse';
import type { FormRefusal, WorkingGroupsService } from './workingGroups';

/** A task as its form sends it. */
export interface TaskForm {
  /** Made with the form of a new one: the same form sent twice is one task. */
  id: unknown;
  title: unknown;
  /** A participant id; empty: nobody yet. */
  assignee: unknown;
  /** `2026-03-09`; empty: without a day. */
  due: unknown;
}
type Refused = FormRefusal<'title' | 'assignee' | 'due'>;

/**
 * Who does what until when. Names stand in them, also of those who want none on the public page: only those inside see them.
 * Those who work in the AG note, change and tick them.
 */
export class TasksService {
  readonly #context: Pick<ServiceContext, 'db' | 'clock'>;
  readonly #groups: WorkingGroupsService;

  constructor(context: Pick<ServiceContext, 'db' | 'clock'>, groups: WorkingGroupsService) {
    this.#context = context;
    this.#groups = groups;
  }

  /** Null: nothing for this viewer. */
  async page(person: { id: string } | null, groupId: string): Promise<TasksPage | null> {
    const standing = await standingIn(this.#context, this.#groups, person, groupId);
    return standing && this.shownTo(standing);
  }

  /** As {@link page}, for whoever's standing is known. */
  async shownTo({ group, inside, works }: Standing): Promise<TasksPage | null> {
    return inside ? { tasks: await repository.tasksOf(this.#context.db, group.id), writes: works } : null;
  }

  /** One as its form shows it, or nothing for an empty form (`id` is null), and who may be given it. */
  async forForm(
    person: Person,
    groupId: string,
    id: string | null
  ): Promise<({ ok: true } & TaskToEdit) | Refusal> {
    const standing = await this.#worker(person, groupId);
    if (!standing) return refuse('forbidden');
    const { id: group, number } = standing.group;
    const workers = await repository.workersOf(this.#context.db, groupId);
    const tasks = id === null ? [] : await repository.tasksOf(this.#context.db, groupId);
    const task = tasks.find((one) => one.id === id) ?? null;
    if (id !== null && task === null) return refuse('not_found');
    return { ok: true, group: { id: group, number }, task, workers };
  }

  async add(person: Person, groupId: string, form: TaskForm): Promise<{ ok: true } | Refused> {
    const found = await this.forForm(person, groupId, null);
    if (!found.ok) return { ...found, field: null };
    const id = v.safeParse(uuid, form.id);
    if (!id.success) return refuseForm('invalid');
    const content = readForm(form, found.workers);
    if (!content.ok) return content;
    const { db, clock } = this.#context;
    if ((await repository.tasksOf(db, groupId)).length >= LIMITS.tasksPerGroup) {
      return refuseForm('limit');
    }
    await repository.insertTask(db, {
      ...content.task,
      id: id.output,
      workingGroupId: groupId,
      createdAt: new Date(clock.now())
    });
    return { ok: true };
  }

  async edit(person: Person, groupId: string, id: string, form: TaskForm): Promise<{ ok: true } | Refused> {
    const found = await this.forForm(person, groupId, id);
    if (!found.ok) return { ...found, field: null };
    const content = readForm(form, found.workers);
    if (!content.ok) return content;
    await repository.updateTask(this.#context.db, groupId, id, content.task);
    return { ok: true };
  }

  async setDone(
    person: Person,
    groupId: string,
    id: unknown,
    done: boolean
  ): Promise<{ ok: true } | Refusal> {
    if (!(await this.#worker(person, groupId))) return refuse('forbidden');
    if (!v.is(uuid, id)) return refuse('invalid');
    const { db, clock } = this.#context;
    const doneAt = done ? new Date(clock.now()) : null;
    const found = await repository.updateTask(db, groupId, id, { doneAt });
    return found ? { ok: true } : refuse('not_found');
  }

  async remove(person: Person, groupId: string, id: string): Promise<{ ok: true } | Refusal> {
    if (!(await this.#worker(person, groupId))) return refuse('forbidden');
    if (v.is(uuid, id)) await repository.deleteTask(this.#context.db, groupId, id);
    return { ok: true };
  }

  async #worker(person: Person, groupId: string): Promise<Standing | null> {
    const standing = await standingIn(this.#context, this.#groups, person, groupId);
    return standing?.works ? standing : null;
  }
}

export interface TasksPage {
  tasks: Task[];
  /** They note, change and tick them. */
  writes: boolean;
}

export interface TaskToEdit {
  group: { id: string; number: number };
  task: Task | null;
  /** Who may be given it, by name. */
  workers: { id: string; name: string }[];
}

function readForm(
  form: TaskForm,
  workers: readonly { id: string }[]
): { ok: true; task: repository.TaskContent } | Refused {
  const title = v.safeParse(nameUpTo(LIMITS.taskTitle), form.title);
  if (!title.success) return refuseField('title', m.task_error_title({ most: LIMITS.taskTitle }));
  const assignee = String(form.assignee ?? '');
  if (assignee !== '' && !workers.some(({ id }) => id === assignee)) {
    return refuseField('assignee', m.task_error_assignee());
  }
  const due = String(form.due ?? '');
  if (due !== '' && momentOf(due, '12:00', 'UTC') === 'none')
    return refuseField('due', m.meeting_error_date());
  return { ok: true, task: { title: title.output, assigneeId: assignee || null, dueOn: due || null } };
}
