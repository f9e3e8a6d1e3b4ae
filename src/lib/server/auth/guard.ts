/**
 * The guards. Every load, action, endpoint and socket handler calls one of them, and says so even where it is open to
 * everybody (`publicDoor`); guardCoverage.test.ts finds the door that does not. Permission comes before existence: what
 * somebody may not see and what does not exist get the same answer.
 */
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actor } from '$lib/domain/rules';
import type { MemberRole } from '$lib/server/db/types';
import type { Workshop } from '$lib/server/repositories/workshops';
import type { Space } from '$lib/server/repositories/spaces';
import { statusOf } from '$lib/server/httpStatus';
import { refusalText } from '$lib/i18n/refusal';
import type { Person, Sessions, ValidSession } from './sessions';

type Event = Pick<RequestEvent, 'locals' | 'url' | 'request'>;

const RANK: Record<MemberRole, number> = { member: 0, facilitator: 1, owner: 2 };

/** States that this door is open to everybody, and why that is right. */
export function publicDoor(why: string): void {
  if (why === '') throw new Error('say why this door is open');
}

/** Somebody with a session: a guest or the holder of an account. Pages send others to the sign-in. */
export function requirePerson(event: Event): Person {
  return event.locals.person ?? signInFirst(event);
}

/** A member of the space with at least this role. */
export function requireMember(
  event: Event,
  role: MemberRole = 'member'
): { person: Person; space: Space; role: MemberRole } {
  const { person, space, member } = event.locals;
  if (!person || (!member && person.email === null)) return signInFirst(event);
  if (!space || !member || RANK[member.role] < RANK[role]) error(403, refusalText('forbidden'));
  return { person, space, role: member.role };
}

/**
 * Somebody who takes part in this workshop. Facilitators and owners of its space are taken in on first opening. Pages
 * send everybody else to the join form.
 */
export async function requireParticipant(
  event: Event,
  workshopId: string
): Promise<{ person: Person; workshop: Workshop; participant: Actor }> {
  const { app, person } = event.locals;
  const workshop = person && (await app.services.workshops.byId(workshopId));
  const found = workshop ? await app.services.rooms.actor(workshop.roomId, person) : null;
  // Whoever only signed up for an AG was never in the workshop.
  if (person && workshop && found?.ok && found.actor.role !== 'interested') {
    return { person, workshop, participant: found.actor };
  }
  if (found && !found.ok && found.code === 'unavailable') error(503, found.message);
  if (event.request.method === 'GET') redirect(303, `/j?w=${encodeURIComponent(workshopId)}`);
  error(person ? 403 : 401, refusalText(person ? 'forbidden' : 'unauthenticated'));
}

/** The moderation of this workshop. */
export async function requireFacilitator(
  event: Event,
  workshopId: string
): Promise<{ person: Person; workshop: Workshop; participant: Actor }> {
  if (!event.locals.person) return signInFirst(event);
  const found = await requireParticipant(event, workshopId);
  if (found.participant.role !== 'facilitator') error(403, refusalText('forbidden'));
  return found;
}

/** For sockets, which live longer than their handshake: who holds the session now; null once it has ended. */
export function requireSession(sessions: Sessions, token: string): Promise<ValidSession | null> {
  return sessions.check(token);
}

function signInFirst(event: Event): never {
  if (event.request.method === 'GET') {
    redirect(303, `/login?to=${encodeURIComponent(event.url.pathname + event.url.search)}`);
  }
  error(statusOf('unauthenticated'), refusalText('unauthenticated'));
}
