import type { SignupLevel } from '$lib/domain/records';
import * as repository from '$lib/server/repositories/workingGroups';
import type { WorkingGroupWithSource } from '$lib/server/repositories/workingGroups';
import type { ServiceContext } from './context';
import type { WorkingGroupsService } from './workingGroups';

/** What somebody is in an AG. */
export interface Standing {
  group: WorkingGroupWithSource;
  personId: string | null;
  /** They run it: they may change everything on its page. */
  coordinates: boolean;
  /** Null: not in it; who waits, asks or was declined is not. */
  level: SignupLevel | null;
  /** Theirs in the workshop that the AG grew from; null: they were never in it. */
  participantId: string | null;
  /** In it, or coordinating: they read what is not for the street. */
  inside: boolean;
  /** Works in it, or coordinates. */
  works: boolean;
}

/** What `person` is in this AG; null when there is none, or none for them. */
export async function standingIn(
  { db }: Pick<ServiceContext, 'db'>,
  groups: WorkingGroupsService,
  person: { id: string } | null,
  id: string
): Promise<Standing | null> {
  const group = await groups.visible(person, id);
  if (!group) return null;
  const [coordinated, own] = person
    ? await Promise.all([groups.coordinated(person, id), repository.ownSignup(db, id, person.id)])
    : [null, null];
  const coordinates = coordinated !== null;
  const level = own?.state === 'in' ? own.level : null;
  return {
    group,
    personId: person?.id ?? null,
    coordinates,
    level,
    participantId: own?.participantId ?? null,
    inside: coordinates || level !== null,
    works: coordinates || level === 'active'
  };
}
