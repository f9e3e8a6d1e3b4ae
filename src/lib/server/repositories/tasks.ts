import type { Task } from '$lib/domain/tasks';
import type { Db } from '$lib/server/db/database';

export interface TaskContent {
  title: string;
  /** A participant. */
  assigneeId: string | null;
  dueOn: string | null;
}

/** As they were noted. Whoever left the AG is nobody's assignee any more. */
export async function tasksOf(db: Db, workingGroupId: string): Promise<Task[]> {
  const rows = await db
    .selectFrom('task')
    .leftJoin('signup', (join) =>
      join
        .onRef('signup.working_group_id', '=', 'task.working_group_id')
        .onRef('signup.participant_id', '=', 'task.assignee_id')
        .on('signup.removed_at', 'is', null)
        .on('signup.state', '=', 'in')
    )
    .leftJoin('participant', (join) =>
      join.onRef('participant.id', '=', 'signup.participant_id').on('participant.removed_at', 'is', null)
    )
    .where('task.working_group_id', '=', workingGroupId)
    .select(['task.id', 'task.title', 'task.due_on as dueOn', 'task.done_at as doneAt'])
    .select(['participant.id as assigneeId', 'participant.name as assigneeName'])
    .orderBy('task.created_at')
    .orderBy('task.id')
    .execute();
  return rows.map(({ assigneeId, assigneeName, doneAt, ...task }) => ({
    ...task,
    assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' },
    doneAt: doneAt?.getTime() ?? null
  }));
}

/** Those who work in the AG, by name: who may be given a task. */
export async function workersOf(db: Db, workingGroupId: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('signup')
    .innerJoin('participant', 'participant.id', 'signup.participant_id')
    .where('signup.working_group_id', '=', workingGroupId)
    .where('signup.removed_at', 'is', null)
    .where('signup.level', '=', 'active')
    .where('signup.state', '=', 'in')
    .where('participant.removed_at', 'is', null)
    .select(['participant.id', 'participant.name'])
    .orderBy('participant.name')
    .orderBy('participant.id')
    .execute();
}

/** One that is there already (the same form sent twice) stays as it is. */
export async function insertTask(
  db: Db,
  task: TaskContent & { id: string; workingGroupId: string; createdAt: Date }
): Promise<void> {
  await db
    .insertInto('task')
    .values({
      id: task.id,
      working_group_id: task.workingGroupId,
      title: task.title,
      assignee_id: task.assigneeId,
      due_on: task.dueOn,
      created_at: task.createdAt
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Of this AG only. @returns false when there is no such task */
export async function updateTask(
  db: Db,
  workingGroupId: string,
  id: string,
  change: TaskContent | { doneAt: Date | null }
): Promise<boolean> {
  const result = await db
    .updateTable('task')
    .where('working_group_id', '=', workingGroupId)
    .where('id', '=', id)
    .set(
      'doneAt' in change
        ? { done_at: change.doneAt }
        : { title: change.title, assignee_id: change.assigneeId, due_on: change.dueOn }
    )
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function deleteTask(db: Db, workingGroupId: string, id: string): Promise<void> {
  await db.deleteFrom('task').where('working_group_id', '=', workingGroupId).where('id', '=', id).execute();
}
