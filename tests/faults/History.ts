import type { WireCommand } from '../../src/lib/domain/commands.ts';

/** A command as a person gave it. */
export interface Sent {
  readonly command: WireCommand;
  /** The participant who gave it. */
  readonly by: string;
}

/** What the server said to a command, each time it said something that counts. */
export type Answered =
  | { readonly commandId: string; readonly ok: true; readonly seq: number }
  | { readonly commandId: string; readonly ok: false; readonly code: string };

/** Everything the clients of a run said and were told; plain data, so that processes can hand it over. */
export interface History {
  readonly sent: readonly Sent[];
  readonly answered: readonly Answered[];
}

/** Refusals that mean "later": the client sends the command again. */
const LATER: ReadonlySet<string> = new Set(['unavailable', 'rate_limited', 'unauthenticated', 'version']);

export class HistoryKeeper implements History {
  readonly sent: Sent[] = [];
  readonly answered: Answered[] = [];

  send(command: WireCommand, by: string): void {
    this.sent.push({ command, by });
  }

  /** An answer as it came off the wire; those that only put off are left out. */
  answer(commandId: string, answer: { ok: true; seq: number } | { ok: false; code: string }): void {
    if (answer.ok) this.answered.push({ commandId, ok: true, seq: answer.seq });
    else if (!LATER.has(answer.code)) this.answered.push({ commandId, ok: false, code: answer.code });
  }
}

export function joinHistories(parts: readonly History[]): History {
  return {
    sent: parts.flatMap(({ sent }) => sent),
    answered: parts.flatMap(({ answered }) => answered)
  };
}
