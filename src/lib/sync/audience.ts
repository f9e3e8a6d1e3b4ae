/** Who hears what: turns steps and records into what a viewer may see, once per audience. */
import type { AnyRecord, Change, Ref, StoredRecord } from '../domain/records.ts';
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

/**
 * The people to whom `steps` look different from what the rest of their audience gets: who did them, and owners who see
 * more of a record than others. `actors`: those who listen.
 */
export function peopleConcerned(
  rules: RoomRules,
  view: RoomView,
  steps: readonly Step[],
  actors: ReadonlyMap<string, Actor>
): Set<string> {
  const people = new Set<string>();
  for (const step of steps) {
    if (step.actorId !== null) people.add(step.actorId);
    for (const record of step.records) {
      const owner = actors.get(rules.ownerOf(record, view) ?? '');
      if (!owner || people.has(owner.id)) continue;
      // Rules hand an open record on as it is: then owner and others share their bytes.
      const theirs = rules.project(view, nobodyOf(owner), record);
      if (rules.project(view, owner, record) !== theirs) people.add(owner.id);
    }
  }
  return people;
}

/** The steps as `viewer` receives them. */
export function changesFor(
  rules: RoomRules,
  view: RoomView,
  viewer: Actor,
  steps: readonly Step[]
): Change[] {
  return steps.map((step) => {
    const { put, removed } = collect(step.records.map((record) => rules.project(view, viewer, record)));
    const mine = step.actorId !== null && step.actorId === viewer.id;
    // Whose step it was would name the author of a stub, the owner of a ballot or of a card: said only when all lies
    // open, that is when the rules hand every record on as it is.
    const open = put.length > 0 && step.records.every((record) => put.some((one) => one === record));
    const change: Change = {
      seq: step.seq,
      at: step.at,
      by: mine || open ? step.actorId : null,
      put,
      remove: removed
    };
    if (mine && step.commandId !== null) change.cmd = step.commandId;
    return change;
  });
}

interface Shared {
  record: StoredRecord;
  owner: string | null;
  seen: AnyRecord | Removed | null;
}

/** Whole pictures of a room, projected once per audience and clock however many people ask. */
export class Pictures {
  readonly #rules: RoomRules;
  #seq = -1;
  readonly #shared = new Map<string, Shared[]>();

  constructor(rules: RoomRules) {
    this.#rules = rules;
  }

  /** Everything newer than `since` that `viewer` may see; `since` -1 gives all. `seq` is the clock of `view`. */
  of(
    view: RoomView & { everything(): Iterable<StoredRecord> },
    seq: number,
    viewer: Actor,
    since: number
  ): Seen {
    if (seq !== this.#seq) {
      this.#shared.clear();
      this.#seq = seq;
    }
    const personal = ({ record, owner, seen }: Shared) =>
      owner !== null && owner === viewer.id ? this.#rules.project(view, viewer, record) : seen;
    if (since >= 0) {
      const newer: (AnyRecord | Removed | null)[] = [];
      for (const record of view.everything()) {
        if (record.seq > since) newer.push(this.#rules.project(view, viewer, record));
      }
      return collect(newer);
    }
    const key = this.#rules.audienceKey(view, viewer);
    let shared = this.#shared.get(key);
    if (!shared) {
      const nobody = nobodyOf(viewer);
      shared = Array.from(view.everything(), (record) => ({
        record,
        owner: this.#rules.ownerOf(record, view),
        seen: this.#rules.project(view, nobody, record)
      }));
      this.#shared.set(key, shared);
    }
    return collect(shared.map(personal));
  }
}
