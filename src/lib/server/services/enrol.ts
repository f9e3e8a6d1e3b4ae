import type { SignupLevel } from '$lib/domain/records';
import type { Refusal } from '$lib/protocol/rooms';
import type { Person } from '$lib/server/auth/sessions';
import * as repository from '$lib/server/repositories/workingGroups';
import { newId } from '$lib/util/newId';
import type { ServiceContext } from './context';

type Context = Pick<ServiceContext, 'db' | 'rooms'>;
type Group = Pick<repository.WorkingGroupWithSource, 'id' | 'roomId'>;

/** Signs a person up for an AG, or changes how. Repeating it changes nothing. */
export async function enrol(
  { db, rooms }: Context,
  { id, roomId }: Group,
  who: Person,
  wish: { name: string; organisation: string | null; level: SignupLevel; showName: boolean }
): Promise<{ ok: true } | Refusal> {
  if (!(await repository.ownSignup(db, id, who.id))) {
    const joined = await rooms.join(roomId, {
      personId: who.id,
      name: wish.name,
      organisation: wish.organisation,
      // Not a participant: the public page must not open the workshop's board to strangers.
      role: 'interested',
      groupId: null
    });
    if (!joined.ok) return joined;
  }
  const signedUp = await setLevel({ rooms }, { id, roomId }, who, wish.level);
  if (!signedUp.ok) return signedUp;
  const own = await repository.ownSignup(db, id, who.id);
  if (own) await repository.setShowName(db, id, own.participantId, wish.showName);
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
  return answer.ok ? { ok: true } : answer;
}
