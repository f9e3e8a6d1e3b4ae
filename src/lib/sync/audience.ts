/** Who hears what: turns steps and records into what a viewer may see, once per audience. */
import type { AnyRecord, Change, Ref } from '../domain/records.ts';
import { isRemoved, type Actor, type Removed, type RoomRules, type RoomView } from '../domain/rules.ts';
import type { Step } from './batch.ts';

/** A viewer of the same audience who owns nothing: what all who share the audience may see. */
export function nobodyOf(actor: Actor): Actor {
  return { ...actor, id: '' };
}

export interface Seen {
  put: AnyRecord[];
  removed: Ref[];
}

export function collect(projected: Iterable<AnyRecord | Removed | null>): Seen {
  const put: AnyRecord[] = [];
  const removed: Ref[] = [];
  for (const one of projected) {
    if (one === null) continue;
    if (isRemoved(one)) removed.push({ type: one.type, id: one.id, seq: one.seq });
    else put.push(one);
  }
  return { put, removed };
}

/** The steps as an audience receives them. */
interface Told {
  changes: Change[];
  /** Of each step: the rules hand every record of it on as it is, so nothing in it is anybody's secret. */
  open: boolean[];
}

/**
 * Steps on their way to the viewers of a room: made once for each audience, and once more for the few to whom something
 * looks different.
 */
export class Telling {
  readonly #rules: RoomRules;
  readonly #view: RoomView;
  readonly #steps: readonly Step[];
  readonly #told = new Map<string, Told>();
  /** For each person who acted or owns a record: the steps that may look different to them. */
  readonly #concerned = new Map<string, Set<number>>();

  constructor(rules: RoomRules, view: RoomView, steps: readonly Step[]) {
    this.#rules = rules;
    this.#view = view;
    this.#steps = steps;
    steps.forEach(({ actorId, records }, index) => {
      if (actorId !== null) this.#concern(actorId, index);
      for (const record of records)
        for (const owner of rules.ownersOf(record, view)) this.#concern(owner, index);
    });
  }

  /** Viewers of the same key receive the same changes. */
  keyFor(viewer: Actor): string {
    const audience = this.#rules.audienceKey(this.#view, viewer);
    // With the audience: two sessions of one person may have different roles, where two entries of them were merged.
    return this.#looksDifferent(viewer, audience) ? `person:${viewer.id} ${audience}` : `all:${audience}`;
  }

  /** What `viewer` receives, and everybody else of the same key. */
  changesFor(viewer: Actor, key: string): Change[] {
    const shared = this.#forAll(viewer, this.#rules.audienceKey(this.#view, viewer)).changes;
    if (!key.startsWith('person:')) return shared;
    const concerned = this.#concerned.get(viewer.id);
    return this.#steps.map((step, index) => {
      const change = concerned?.has(index) ? undefined : shared[index];
      return change ?? this.#tell(step, viewer).change;
    });
  }

  #concern(personId: string, index: number): void {
    const steps = this.#concerned.get(personId);
    if (steps) steps.add(index);
    else this.#concerned.set(personId, new Set([index]));
  }

  #looksDifferent(viewer: Actor, audience: string): boolean {
    const concerned = this.#concerned.get(viewer.id);
    if (!concerned) return false;
    const { open } = this.#forAll(viewer, audience);
    const nobody = nobodyOf(viewer);
    for (const index of concerned) {
      const step = this.#steps[index];
      if (!step) continue;
      // Of a step that is not open only its sender hears that it was theirs.
      if (step.actorId === viewer.id && !open[index]) return true;
      for (const record of step.records) {
        if (!this.#rules.ownersOf(record, this.#view).includes(viewer.id)) continue;
        // Rules hand an open record on as it is: then owner and others share their bytes.
        const theirs = this.#rules.project(this.#view, nobody, record);
        if (this.#rules.project(this.#view, viewer, record) !== theirs) return true;
      }
    }
    return false;
  }

  #forAll(viewer: Actor, audience: string): Told {
    let told = this.#told.get(audience);
    if (!told) {
      const nobody = nobodyOf(viewer);
      const steps = this.#steps.map((step) => this.#tell(step, nobody));
      told = { changes: steps.map(({ change }) => change), open: steps.map(({ open }) => open) };
      this.#told.set(audience, told);
    }
    return told;
  }

  #tell(step: Step, viewer: Actor): { change: Change; open: boolean } {
    const { put, removed } = collect(
      step.records.map((record) => this.#rules.project(this.#view, viewer, record))
    );
    const mine = step.actorId !== null && step.actorId === viewer.id;
    const open = put.length > 0 && step.records.every((record, i) => put[i] === record);
    // Whose step it was would name the author of a stub, the owner of a ballot or of a card: said only of what lies open.
    // The command's id too, so that everybody, its sender among them, gets the same bytes.
    const change: Change = {
      seq: step.seq,
      at: step.at,
      by: mine || open ? step.actorId : null,
      put,
      remove: removed
    };
    if ((mine || open) && step.commandId !== null) change.cmd = step.commandId;
    return { change, open };
  }
}
