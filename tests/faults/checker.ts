import type { Answered, History, Sent } from './History.ts';
import type { StoredChange, StoredRoom } from './stored.ts';
import type { Invariant } from './Verdict.ts';

interface Case {
  readonly history: History;
  readonly stored: StoredRoom;
  /** The room's clock before the first command of the history: what is older was made by the stage. */
  readonly since: number;
  /** Commands that are still in an outbox: of those no answer is owed yet. */
  readonly waiting?: ReadonlySet<string>;
  /** Types of changes that others than the clients of the history may have made meanwhile, e.g. joins over HTTP. */
  readonly others?: ReadonlySet<string>;
}

/** Holds what clients were told against what is stored. */
export function checkHistory(given: Case): Invariant[] {
  const { history, stored } = given;
  const sent = new Map(history.sent.map((one) => [one.command.id, one]));
  const byCommand = Map.groupBy(stored.changes, ({ commandId }) => commandId);
  return [
    nothingLost(history.answered, byCommand),
    oneAnswer(history.answered),
    once(byCommand, history.sent, stored),
    noGaps(stored),
    nothingForeign(given, sent),
    contents(sent, stored),
    refusedMeansNotStored(history.answered, byCommand),
    nothingForgotten(given, byCommand)
  ];
}

type ByCommand = ReadonlyMap<string, readonly StoredChange[]>;

function nothingLost(answered: readonly Answered[], stored: ByCommand): Invariant {
  const accepted = answered.filter((one) => one.ok);
  const lost = accepted.filter(({ commandId, seq }) => !stored.get(commandId)?.some((c) => c.seq === seq));
  return result('acknowledged is stored', lost, ({ commandId, seq }) => `${commandId} at ${seq}`, {
    acknowledged: new Set(accepted.map(({ commandId }) => commandId)).size
  });
}

function oneAnswer(answered: readonly Answered[]): Invariant {
  const said = Map.groupBy(answered, ({ commandId }) => commandId);
  const twoFaced = [...said].filter(
    ([, answers]) => new Set(answers.map((one) => (one.ok ? String(one.seq) : one.code))).size > 1
  );
  return result('always the same answer', twoFaced, ([id, answers]) => `${id}: ${JSON.stringify(answers)}`, {
    answered: said.size
  });
}

/** Twice in the log, or its effect twice: an edit raises its note's version by one. */
function once(byCommand: ByCommand, sent: readonly Sent[], stored: StoredRoom): Invariant {
  const wrong = [...byCommand.values()].flatMap((changes) =>
    changes.length > 1
      ? [`${changes[0]?.commandId ?? ''} at ${changes.map(({ seq }) => seq).join(', ')}`]
      : []
  );
  const edits = new Map<string, number>();
  for (const { command } of sent) {
    if (command.type !== 'note.edit' || !byCommand.has(command.id)) continue;
    edits.set(command.noteId, (edits.get(command.noteId) ?? 0) + 1);
  }
  const added = new Set(sent.flatMap(({ command }) => (command.type === 'note.add' ? [command.noteId] : [])));
  for (const { id, version } of stored.notes) {
    const expected = 1 + (edits.get(id) ?? 0);
    if (added.has(id) && version !== expected) wrong.push(`note ${id}: version ${version}, not ${expected}`);
  }
  return result('each command once', wrong, String, { stored: byCommand.size });
}

function noGaps({ changes, clock }: StoredRoom): Invariant {
  const wrong = changes.filter(({ seq }, index) => seq !== index + 1).map(({ seq }) => `seq ${seq}`);
  if (changes.length !== clock) wrong.push(`${changes.length} changes at clock ${clock}`);
  return result('seq without gaps', wrong, String, { clock });
}

function nothingForeign({ stored, since, others }: Case, sent: ReadonlyMap<string, Sent>): Invariant {
  const ours = stored.changes.filter(({ seq, type }) => seq > since && !others?.has(type));
  const foreign = ours.filter(({ commandId, type }) => sent.get(commandId)?.command.type !== type);
  return result(
    'nothing stored that nobody sent',
    foreign,
    ({ commandId, seq }) => `${commandId} at ${seq}`,
    {
      changes: ours.length
    }
  );
}

/** Each note says what the last stored command on it said, and belongs to who wrote it. */
function contents(sent: ReadonlyMap<string, Sent>, { changes, notes }: StoredRoom): Invariant {
  const said = new Map<string, { body: string; by: string }>();
  for (const { commandId } of changes) {
    const one = sent.get(commandId);
    if (one?.command.type === 'note.add')
      said.set(one.command.noteId, { body: one.command.body, by: one.by });
    if (one?.command.type === 'note.edit' && one.command.body !== undefined)
      said.set(one.command.noteId, { body: one.command.body, by: one.by });
  }
  const wrong: string[] = [];
  const there = new Map(notes.map((note) => [note.id, note]));
  for (const [id, { body, by }] of said) {
    const note = there.get(id);
    if (note === undefined) wrong.push(`${id} is not there`);
    else if (note.body !== body) wrong.push(`${id} says "${note.body}", not "${body}"`);
    else if (note.authorId !== by) wrong.push(`${id} is by ${note.authorId}, not ${by}`);
  }
  return result('notes say what was sent', wrong, String, { notes: said.size });
}

function refusedMeansNotStored(answered: readonly Answered[], stored: ByCommand): Invariant {
  const refused = answered.filter((one) => !one.ok);
  const wrong = refused.filter(({ commandId }) => stored.has(commandId));
  return result('refused is not stored', wrong, ({ commandId, code }) => `${commandId} (${code})`, {
    refused: new Set(refused.map(({ commandId }) => commandId)).size
  });
}

/** At the end each command is stored, or was handed back, or waits in an outbox. */
function nothingForgotten({ history, waiting }: Case, stored: ByCommand): Invariant {
  const refused = new Set(history.answered.filter(({ ok }) => !ok).map(({ commandId }) => commandId));
  const gone = history.sent.filter(
    ({ command: { id } }) => !stored.has(id) && !refused.has(id) && !waiting?.has(id)
  );
  return result('nothing sent is forgotten', gone, ({ command }) => `${command.id} (${command.type})`, {
    sent: history.sent.length
  });
}

function result<T>(
  name: string,
  wrong: readonly T[],
  text: (one: T) => string,
  counts: Readonly<Record<string, number>>
): Invariant {
  const counted = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
  const cases = wrong.slice(0, 3).map(text).join('; ');
  const detail = [...counted, `wrong ${wrong.length}${cases && `: ${cases}`}`].join(', ');
  return { name, ok: wrong.length === 0, detail };
}
