/** Something that somebody of an AG does. */
export interface Task {
  id: string;
  title: string;
  /** Participant id and name; null: nobody yet, or somebody who left. */
  assignee: { id: string; name: string } | null;
  /** A day, `2026-03-09`; null: without a day. */
  dueOn: string | null;
  /** ms since 1970; null: still to be done. */
  doneAt: number | null;
}

/** What is to be done, the most urgent first, and what is done, the latest first. */
export function openAndDone<T extends Pick<Task, 'dueOn' | 'doneAt'>>(
  tasks: readonly T[]
): { open: T[]; done: T[] } {
  // A day without end sorts after all days.
  const urgency = ({ dueOn }: T) => dueOn ?? '9999';
  return {
    open: tasks
      .filter(({ doneAt }) => doneAt === null)
      .sort((a, b) => (urgency(a) < urgency(b) ? -1 : urgency(a) > urgency(b) ? 1 : 0)),
    done: tasks.filter(({ doneAt }) => doneAt !== null).sort((a, b) => (b.doneAt ?? 0) - (a.doneAt ?? 0))
  };
}

/** @param today `2026-03-09` */
export function isLate({ dueOn, doneAt }: Pick<Task, 'dueOn' | 'doneAt'>, today: string): boolean {
  return doneAt === null && dueOn !== null && dueOn < today;
}
