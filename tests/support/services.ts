import { randomUUID } from 'node:crypto';
import { afterAll } from 'vitest';
import type { Person } from '../../src/lib/server/auth/sessions';
import { parseConfig } from '../../src/lib/server/config';
import type { MemberRole } from '../../src/lib/server/db/types';
import { createLog } from '../../src/lib/server/log';
import { makeServices } from '../../src/lib/server/makeServices';
import { insertPerson } from '../../src/lib/server/repositories/persons';
import { insertMember, insertSpace, type Space } from '../../src/lib/server/repositories/spaces';
import type { Clock } from '../../src/lib/util/clock';
import { testDatabase } from './database';

/** A clock that a test moves on by hand. Starts at the real time, because lucia reads that one. */
export class HandClock implements Clock {
  #ahead = 0;

  now(): number {
    return Date.now() + this.#ahead;
  }

  after(ms: number, work: () => void): () => void {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  }

  advance(ms: number): void {
    this.#ahead += ms;
  }
}

/**
 * All services on a fresh database with one space. For `*.pg.test.ts`, at the top of the file:
 * `const { services, space, person, account } = await testServices();`
 *
 * @param env settings, as in the environment
 */
export async function testServices(env: Readonly<Record<string, string>> = {}) {
  const { db, url } = await testDatabase();
  const clock = new HandClock();
  const made = makeServices({ config: parseConfig(env), log: createLog('silent'), db, clock });
  afterAll(() => made.rooms.stop());

  const space: Space = {
    id: randomUUID(),
    name: 'Bündnis Musterrevier',
    tagline: '',
    about: '',
    regions: ['Saalekreis'],
    fields: ['Kultur'],
    directoryRoom: randomUUID()
  };
  await insertSpace(db, space);

  return {
    db,
    url,
    clock,
    space,
    ...made,
    /** A guest as `join` would make one, without a workshop. */
    async person(name = 'Lotte Löwenzahn'): Promise<Person> {
      const person = { id: randomUUID(), name, organisation: null, email: null };
      await insertPerson(db, { ...person, passwordHash: null });
      return person;
    },
    /** Somebody with an account (whose password fits nothing) and a role in the space. */
    async account(role: MemberRole | null = 'facilitator', name = 'Hedda Holunder'): Promise<Person> {
      const id = randomUUID();
      const person = { id, name, organisation: null, email: `${id}@example.org` };
      await insertPerson(db, { ...person, passwordHash: 'none' });
      if (role) await insertMember(db, { spaceId: space.id, personId: id, role });
      return person;
    }
  };
}
