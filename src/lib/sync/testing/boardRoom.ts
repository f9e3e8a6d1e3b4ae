/** A small board, its people, and what a viewer must see of it: shared by the tests of the core. */
import { boardRules } from '../../domain/board/rules.ts';
import { isStub, keyOf, type AnyRecord, type RecordType, type StoredRecord } from '../../domain/records.ts';
import { isRemoved, type Actor, type RoomView } from '../../domain/rules.ts';
import { BOARD, BoardFixture, hedda, ida, lotte, otto } from '../../domain/testing/boardFixture.ts';
import type { Me } from '../../protocol/rooms.ts';
import type { ActorFor, PersonRef, RoomKind, RoomSetup } from '../ports.ts';
import { RecordMap } from '../RecordMap.ts';

export const ROOM = BOARD;
export const PEOPLE: readonly Actor[] = [hedda, lotte, otto, ida];
export const TYPES: readonly RecordType[] = [
  'board',
  'phase',
  'group',
  'participant',
  'message',
  'note',
  'comment',
  'reaction',
  'topic',
  'vote',
  'ballot',
  'workingGroup',
  'signup',
  'poll',
  'pollAnswer'
];

/** The fixture's people have their participant's id as person id. */
export const personOf = ({
  id,
  name,
  organisation
}: {
  id: string;
  name: string;
  organisation: string | null;
}): PersonRef => ({
  personId: id,
  name,
  organisation,
  member: null
});

export const actorFor: ActorFor = (view, person) => {
  for (const found of view.all('participant')) {
    if (found.personId !== person.personId || found.removedAt !== null) continue;
    const { id, name, organisation, appointed, groupId, seq } = found;
    const role = appointed ? 'facilitator' : found.role;
    return { actor: { id, name, organisation, role, groupId, ...(appointed && { appointed }) }, seq };
  }
  return null;
};

export const setup: RoomSetup = { rules: boardRules, actorFor };
export const setups: Record<RoomKind, RoomSetup> = { board: setup, directory: setup };

export function boardRecords(sees: 'all' | 'group' | 'own' = 'all'): StoredRecord[] {
  return [...new BoardFixture(sees).records.values()];
}

export function clientActor(view: RoomView, me: Me): Actor {
  const own = view.get('participant', me.id);
  return {
    ...me,
    organisation: own?.organisation ?? null,
    name: own?.name ?? me.name,
    groupId: own ? own.groupId : me.groupId
  };
}

/** What a person must have on screen when everything has arrived: record by key, as text to compare. */
export function expectedPicture(records: readonly StoredRecord[], personId: string): Map<string, string> {
  const view = new RecordMap(records);
  const actor = actorFor(view, { personId, name: '', organisation: null, member: null })?.actor;
  const picture = new Map<string, string>();
  if (!actor) return picture;
  for (const record of records) {
    const seen = boardRules.project(view, actor, record);
    if (seen !== null && !isRemoved(seen)) picture.set(keyOf(seen), canonical(seen));
  }
  return picture;
}

/** What a client has on screen. */
export function pictureOf(view: RoomView, stubs: Iterable<AnyRecord>): Map<string, string> {
  const picture = new Map<string, string>();
  for (const type of TYPES)
    for (const record of view.all(type)) picture.set(keyOf(record), canonical(record));
  for (const stub of stubs) if (isStub(stub)) picture.set(keyOf(stub), canonical(stub));
  return picture;
}

const texts = new WeakMap<AnyRecord, string>();

/** Records are never changed in place, so each is turned into text once. */
function canonical(record: AnyRecord): string {
  let text = texts.get(record);
  if (text === undefined) {
    text = JSON.stringify(Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))));
    texts.set(record, text);
  }
  return text;
}

/** The first difference between two pictures, or null. */
export function difference(expected: Map<string, string>, actual: Map<string, string>): string | null {
  for (const [key, text] of expected) {
    if (actual.get(key) !== text) return `${key}: expected ${text}, has ${actual.get(key) ?? 'nothing'}`;
  }
  for (const [key, text] of actual) if (!expected.has(key)) return `${key}: expected nothing, has ${text}`;
  return null;
}
