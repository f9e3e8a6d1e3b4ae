/** Who somebody is in a room: derived from the room's records and the person's membership, each time anew. */
import { keptOf } from '$lib/domain/board/decision';
import { boardOf } from '$lib/domain/board/rights';
import type { ParticipantRecord } from '$lib/domain/records';
import type { Actor, RoomView } from '$lib/domain/rules';
import type { ActorFor, PersonRef } from '$lib/sync/ports';
import type { MemberRole } from '$lib/server/db/types';

/** A PersonRef that also knows whether the person takes part in a workshop of the room's space. */
export interface SpacePerson extends PersonRef {
  tookPart: boolean;
}

export const VISITOR: SpacePerson = {
  personId: '',
  name: '',
  organisation: null,
  member: null,
  tookPart: false
};

const READER = 'public:';

/**
 * Whoever holds a board's public link. All of one link are one person to the room: they see the same, and lose it together.
 * Made only after the link was found to be good.
 */
export function publicReader(publicId: string): SpacePerson {
  return { ...VISITOR, personId: `${READER}${publicId}` };
}

/** The public link behind a `publicReader`; null for everybody else. */
export function publicIdOf({ personId }: PersonRef): string | null {
  return personId.startsWith(READER) ? personId.slice(READER.length) : null;
}

export function moderates(role: MemberRole | null): boolean {
  return role === 'facilitator' || role === 'owner';
}

/**
 * Finds the participant behind a person: where two entries were merged, the one that stayed, for both. Remembers which one it was: a hall of a thousand is asked
 * about each sender.
 */
export class ParticipantIndex {
  readonly #ids = new Map<string, string[]>();

  find(view: RoomView, personId: string): ParticipantRecord | undefined {
    const own = this.#own(view, personId);
    return own && keptOf(view, own);
  }

  #own(view: RoomView, personId: string): ParticipantRecord | undefined {
    if (personId === '') return undefined;
    for (const id of this.#ids.get(personId) ?? []) {
      const known = view.get('participant', id);
      if (known?.personId === personId) return known;
    }
    for (const participant of view.all('participant')) {
      if (participant.personId !== personId) continue;
      if (this.#ids.size > 50_000) this.#ids.clear();
      this.#ids.set(personId, [...(this.#ids.get(personId) ?? []), participant.id]);
      return participant;
    }
    return undefined;
  }
}

const READING: Actor = { id: '', name: '', organisation: null, role: 'reader', groupId: null };

/**
 * A board knows its participants and nobody else. Moderation needs both: the participant's role, and a membership of
 * the space that still allows it, so that a role taken away counts at once; or an appointment, which stands in the record.
 */
export function boardActors(index: ParticipantIndex): ActorFor {
  return (view, person) => {
    if (publicIdOf(person) !== null) return shutTo(view, null) ? null : { actor: READING, seq: 0 };
    const participant = index.find(view, person.personId);
    if (!participant || participant.removedAt !== null) return null;
    // AGs are open to everybody, whatever becomes of the board they grew on.
    const { role, appointed } = participant;
    if (role !== 'interested' && !appointed && shutTo(view, person.member)) return null;
    const byMembership = role === 'facilitator' && moderates(person.member);
    const actor: Actor = {
      id: participant.id,
      name: participant.name,
      organisation: participant.organisation,
      role: byMembership || appointed ? 'facilitator' : role === 'facilitator' ? 'participant' : role,
      groupId: participant.groupId,
      ...(appointed && !byMembership && { appointed })
    };
    return { actor, seq: participant.seq };
  };
}

/**
 * Why the board is shut to somebody of this standing, also to those who came in before: its link opens nothing just now, or
 * only to members. Null: it is not.
 */
export function shutTo(view: RoomView, member: PersonRef['member']): 'closed' | 'members' | null {
  if (moderates(member)) return null;
  const board = boardOf(view);
  if (board?.access === 'none') return 'closed';
  return board?.membersOnly === true && member === null ? 'members' : null;
}

/** A directory is open to everybody; what they see depends on the circle they belong to (domain/cards/circles.ts). */
export const directoryActor: ActorFor = (_view, person) => ({
  actor: {
    id: person.personId,
    name: person.name,
    organisation: person.organisation,
    role: directoryRole(person),
    groupId: null
  },
  seq: 0
});

function directoryRole(person: PersonRef): Actor['role'] {
  if (person.personId === '') return 'visitor';
  if (moderates(person.member)) return 'facilitator';
  if ('tookPart' in person && person.tookPart === true) return 'participant';
  return person.member === null ? 'visitor' : 'member';
}
