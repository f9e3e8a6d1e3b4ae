import type { SignupLevel } from '$lib/domain/records';
import { m } from '$lib/i18n/paraglide/messages.js';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import type { Refusal } from '$lib/protocol/rooms';
import type { Person } from '$lib/server/auth/sessions';
import * as repository from '$lib/server/repositories/workingGroups';
import { newId } from '$lib/util/newId';
import type { ServiceContext } from './context';

type Context = Pick<ServiceContext, 'db' | 'rooms'>;
type Group = Pick<repository.WorkingGroupWithSource, 'id' | 'roomId'>;

/** Gives somebody a place in the AG's workshop from which they can sign up; who has one keeps it. */
export async function enter(
  { db, rooms }: Context,
  { id, roomId }: Group,
  who: { id: string; name: string; organisation: string | null }
): Promise<{ ok: true; participantId: string } | Refusal> {
  const own = await repository.ownSignup(db, id, who.id);
  if (own) return { ok: true, participantId: own.participantId };
  return rooms.join(roomId, {
    personId: who.id,
    name: who.name,
    organisation: who.organisation,
    // Not a participant: the public page must not open the workshop's board to strangers.
    role: 'interested',
    groupId: null
  });
}

/** Signs a person up for an AG, or changes how. Repeating it changes nothing. Whether they are in then, the AG decides. */
export async function enrol(
  context: Context,
  group: Group,
  who: Person,
  wish: {
    name: string;
    organisation: string | null;
    level: SignupLevel;
    showName: boolean;
    /** Null or left out: what was said before stays. */
    message?: string | null;
  }
): Promise<{ ok: true } | Refusal> {
  const { name, organisation, level, showName, message = null } = wish;
  const entered = await enter(context, group, { id: who.id, name, organisation });
  if (!entered.ok) return entered;
  const signedUp = await setLevel(context, group, who, level);
  if (!signedUp.ok) return signedUp;
  const own = await repository.ownSignup(context.db, group.id, who.id);
  if (own)
    await repository.setBeside(context.db, group.id, own.participantId, {
      showName,
      message,
      language: getLocale()
    });
  return { ok: true };
}

/** Null takes the sign-up back. */
export async function setLevel(
  { rooms }: Pick<Context, 'rooms'>,
  { id, roomId }: Group,
  who: Person,
  level: SignupLevel | null
): Promise<{ ok: true } | Refusal> {
  const command = { id: newId(), type: 'signup.set', workingGroupId: id, level };
  const answer = await rooms.command(roomId, who, command);
  if (answer.ok) return { ok: true };
  return answer.code === 'closed' ? { ...answer, message: m.ag_error_paused() } : answer;
}

/** Said before a mail goes out or a guest is made; the room decides by the same. */
export function shutTo(
  { state }: Pick<repository.WorkingGroupRow, 'state'>,
  before: SignupLevel | null,
  level: SignupLevel
): string | null {
  if (state === 'open' || before === level) return null;
  if (state === 'paused') return level === 'active' ? m.ag_error_paused() : null;
  return before === 'active' ? null : m.ag_error_closed();
}
