import { randomUUID } from 'node:crypto';
import type { SignupLevel } from '../../src/lib/domain/records';
import type { Person } from '../../src/lib/server/auth/sessions';
import type { testServices } from './services';

type World = Pick<Awaited<ReturnType<typeof testServices>>, 'db' | 'space' | 'person' | 'services'>;

/** An AG of a workshop that `maker` runs; its id, and the room of the workshop. */
export async function makeWorkingGroup(
  { services: { workshops, rooms }, space }: World,
  maker: Person,
  title = 'Dorf'
): Promise<{ id: string; roomId: string }> {
  const made = await workshops.create(maker, space.id, {
    title: 'Auftakt',
    startsAt: Date.now(),
    place: '',
    template: 'auftakt',
    groups: 2,
    question: ''
  });
  if (!made.ok) throw new Error(made.code);
  const { roomId } = made.workshop;
  await rooms.open(roomId, maker);
  const topicId = randomUUID();
  const id = randomUUID();
  for (const command of [
    { type: 'topic.add', topicId, title },
    { type: 'topic.promote', topicId, workingGroupId: id, title, purpose: '' }
  ]) {
    const answer = await rooms.command(roomId, maker, { id: randomUUID(), ...command });
    if (!answer.ok) throw new Error(answer.code);
  }
  return { id, roomId };
}

/** Somebody who signed up for the AG; with a confirmed address where one is given, and where they work in it. */
export async function signUp(
  { services, space, db, person }: World,
  groupId: string,
  {
    name,
    level = 'active',
    email = level === 'active' ? `${randomUUID()}@example.org` : null
  }: { name: string; level?: SignupLevel; email?: string | null }
): Promise<Person> {
  const guest = await person(name);
  const form = { level, name, organisation: '', email: '', consent: false, showName: false, ticket: '' };
  if (email !== null) {
    await db
      .insertInto('contact')
      .values({
        person_id: guest.id,
        space_id: space.id,
        email,
        consent_text: 'Ja',
        consented_at: new Date(),
        confirmed_at: new Date()
      })
      .execute();
  }
  const first = await services.workingGroups.signUp(
    guest,
    groupId,
    { ...form, level: 'informed' },
    randomUUID()
  );
  if (!first.ok) throw new Error(first.message);
  if (level === 'active') {
    const own = await services.workingGroups.signUp(guest, groupId, form, randomUUID());
    if (!own.ok) throw new Error(own.message);
  }
  return guest;
}
