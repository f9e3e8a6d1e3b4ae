import type { Db } from '$lib/server/db/database';
import { findAccount } from '$lib/server/repositories/persons';
import { firstSpace } from '$lib/server/repositories/spaces';
import { findWorkshop, listWorkshops } from '$lib/server/repositories/workshops';
import type { AccountsService } from '$lib/server/services/accounts';
import { OWNER_EMAIL } from './demo';

/** The fields of the demo's READY line. */
export interface DemoLinks {
  code: string;
  participantLink: string;
  facilitatorLink: string;
  /** Room id of the board that can be joined. */
  room: string;
}

/** How people and tools get into the demo. The link of the moderation is new at each start; older ones end. */
export async function demoLinks(db: Db, accounts: AccountsService, url: string): Promise<DemoLinks | null> {
  const space = await firstSpace(db);
  const owner = await findAccount(db, OWNER_EMAIL);
  const open =
    space && (await listWorkshops(db, space.id, { member: 'owner' })).find((workshop) => workshop.open);
  const running = open && (await findWorkshop(db, { id: open.id }));
  if (!owner || !running) return null;
  await accounts.revokeSignInLinks(owner.id);
  const token = await accounts.newSignInLink(owner.id, null);
  return {
    code: running.code,
    participantLink: `${url}/j/${running.code}`,
    facilitatorLink: `${url}/link/${token}`,
    room: running.roomId
  };
}
