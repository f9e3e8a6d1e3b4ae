import DataLoader from 'dataloader';
import type { Adapter } from 'lucia';
import type { Db } from '$lib/server/db/database';
import * as sessions from '$lib/server/repositories/sessions';
import { hashToken } from './token';

/**
 * Lucia's port to our tables. Lucia thinks in session ids; the database only ever sees their SHA-256, so that a
 * stolen table or backup signs nobody in. `getUserSessions` therefore answers hashes in place of ids.
 */
export function sessionAdapter(db: Db): Adapter {
  // When a hall comes in at once, the sessions asked for in one turn are one query. Nothing is remembered.
  const finder = new DataLoader(
    async (idHashes: readonly string[]) => {
      const found = await sessions.findSessionsWithPersons(db, idHashes);
      return idHashes.map((idHash) => found.get(idHash) ?? null);
    },
    { cache: false, maxBatchSize: 500, batchScheduleFn: (run) => void setImmediate(run) }
  );
  return {
    async getSessionAndUser(id) {
      const found = await finder.load(hashToken(id));
      if (!found) return [null, null];
      const { id: personId, name, organisation, email } = found.person;
      return [
        { id, userId: personId, expiresAt: found.session.expiresAt, attributes: {} },
        { id: personId, attributes: { name, organisation, email } }
      ];
    },
    async getUserSessions(personId) {
      const rows = await sessions.sessionsOf(db, personId);
      return rows.map((row) => ({
        id: row.idHash,
        userId: personId,
        expiresAt: row.expiresAt,
        attributes: {}
      }));
    },
    setSession: (session) =>
      sessions.insertSession(db, {
        idHash: hashToken(session.id),
        personId: session.userId,
        expiresAt: session.expiresAt
      }),
    updateSessionExpiration: (id, expiresAt) => sessions.setSessionExpiry(db, hashToken(id), expiresAt),
    deleteSession: (id) => sessions.deleteSession(db, hashToken(id)),
    deleteUserSessions: (personId) => sessions.deleteSessionsOf(db, personId),
    deleteExpiredSessions: () => sessions.deleteSessionsBefore(db, new Date())
  };
}
