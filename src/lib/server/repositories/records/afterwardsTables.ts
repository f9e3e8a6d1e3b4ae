/** What a workshop leads to: working groups, sign-ups, cards. */
import type { Selectable } from 'kysely';
import type { StoredOf } from '$lib/domain/records';
import type { CardTable } from '$lib/server/db/types';
import { base, inRoom, iso, type RecordTable } from './recordTable';

export const workingGroup: RecordTable<'workingGroup'> = {
  table: 'working_group',
  key: ['id'],
  toRow: (record, room) => ({
    id: record.id,
    space_id: room.spaceId,
    number: record.number,
    title: record.title,
    purpose: record.purpose,
    topic_id: record.topicId,
    state: record.state,
    places: record.limit,
    joining: record.joining,
    audience: record.audience,
    active: record.active,
    informed: record.informed,
    waiting: record.waiting
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('working_group')
      .where(inRoom('working_group', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({
      type: 'workingGroup',
      id: row.id,
      ...base(row),
      number: row.number,
      title: row.title,
      purpose: row.purpose,
      topicId: row.topic_id,
      state: row.state,
      limit: row.places,
      joining: row.joining,
      audience: row.audience,
      active: row.active,
      informed: row.informed,
      waiting: row.waiting
    }));
  }
};

export const signup: RecordTable<'signup'> = {
  table: 'signup',
  key: ['working_group_id', 'participant_id'],
  toRow: (record) => ({
    working_group_id: record.workingGroupId,
    participant_id: record.participantId,
    level: record.level,
    state: record.state,
    since: iso(record.since),
    declined_at: iso(record.declinedAt),
    created_at: iso(record.createdAt)
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('signup')
      .where(inRoom('signup', roomId, after))
      .selectAll()
      .execute();
    return rows.map((row) => ({
      type: 'signup',
      id: `${row.working_group_id}:${row.participant_id}`,
      ...base(row),
      workingGroupId: row.working_group_id,
      participantId: row.participant_id,
      level: row.level,
      state: row.state,
      since: row.since.getTime(),
      declinedAt: row.declined_at?.getTime() ?? null,
      createdAt: row.created_at.getTime()
    }));
  }
};

export function cardOf(row: Selectable<CardTable>): StoredOf<'card'> {
  return {
    type: 'card',
    id: row.id,
    ...base(row),
    ...row.content,
    ownerId: row.owner_id,
    audience: row.audience,
    audiences: row.audiences,
    reached: row.reached,
    own:
      row.removed_at === null
        ? {
            consents: row.consents,
            confirmedAt: row.confirmed_at.getTime(),
            expiredFrom: row.expired_from,
            linkId: row.link_id,
            hidden:
              row.hidden_at === null || row.hidden_reason === null
                ? null
                : { at: row.hidden_at.getTime(), reason: row.hidden_reason }
          }
        : null,
    updatedAt: row.updated_at.getTime(),
    updatedFor: row.updated_for
  };
}

export const card: RecordTable<'card'> = {
  table: 'card',
  key: ['id'],
  toRow: (record) => ({
    id: record.id,
    owner_id: record.ownerId,
    content: {
      name: record.name,
      photo: record.photo,
      organisation: record.organisation,
      role: record.role,
      region: record.region,
      fields: record.fields,
      offer: record.offer,
      need: record.need,
      about: record.about,
      languages: record.languages,
      email: record.email,
      phone: record.phone,
      web: record.web,
      profiles: record.profiles,
      workingGroups: record.workingGroups,
      workshops: record.workshops,
      colour: record.colour
    },
    audience: record.audience,
    audiences: record.audiences,
    reached: record.reached ?? record.audience,
    consents: record.own?.consents ?? [],
    confirmed_at: iso(record.own?.confirmedAt ?? record.updatedAt),
    expired_from: record.own?.expiredFrom ?? null,
    link_id: record.own?.linkId ?? null,
    hidden_at: iso(record.own?.hidden?.at ?? null),
    hidden_reason: record.own?.hidden?.reason ?? null,
    updated_at: iso(record.updatedAt),
    updated_for: record.updatedFor ?? {}
  }),
  async load(db, roomId, after) {
    const rows = await db
      .selectFrom('card')
      .where(inRoom('card', roomId, after))
      .selectAll()
      .execute();
    return rows.map(cardOf);
  }
};
