/**
 * Where people are in the tables: the one list that erasing somebody, "Meine Daten" and the tests of both go by.
 *
 * A new table or column does not compile until it stands here. Say what it holds of people:
 *
 * - `owner`: the person or participant whose row it is. The row is deleted with them, and is theirs to read and to take along.
 * - `hangs`: a row of theirs that this one hangs on (a foreign key with `on delete cascade`), where the row itself names nobody.
 * - `words`: what its owner wrote, or what is kept about them. Goes with the row.
 * - `secret`: hashes and keys of the owner. Goes with the row, and is shown to nobody.
 * - `names`: a person or participant in a row that is not theirs. It becomes null.
 * - `cleaned`: may repeat ids or words of people in a row that is not theirs. `erasure.ts` takes them out: add it there.
 * - `shared`: the workshop's, the AG's or the space's, whoever wrote it. It stays.
 * - `id`: names anything but people, or says nothing of them.
 *
 * Numbers, booleans, times and words from closed lists need no entry. Then give the person in
 * `tests/support/everywhere.ts` such a row: the test in `services/erasure.pg.test.ts` looks for them in every column.
 */
import type { Selectable } from 'kysely';
import type { Database } from '$lib/server/db/types';

export type Holds = 'owner' | 'hangs' | 'words' | 'secret' | 'names' | 'cleaned' | 'shared' | 'id';

type Table = keyof Database;
/** Can a value of this type name or quote somebody? */
type Speaks<Value> = Value extends number | boolean | Date
  ? false
  : Value extends string
    ? string extends Value
      ? true
      : false
    : true;
type Speaking<T> = {
  [Column in keyof T]-?: true extends Speaks<NonNullable<T[Column]>> ? Column : never;
}[keyof T];

export type PersonalData = { [T in Table]: Record<Speaking<Selectable<Database[T]>>, Holds> };

export const PERSONAL_DATA: PersonalData = {
  space: {
    id: 'id',
    name: 'shared',
    tagline: 'shared',
    about: 'shared',
    regions: 'shared',
    fields: 'shared'
  },
  person: { id: 'owner', name: 'words', organisation: 'words', email: 'words', password_hash: 'secret' },
  member: { space_id: 'id', person_id: 'owner' },
  session: { id_hash: 'secret', person_id: 'owner' },
  access_link: { token_hash: 'secret', person_id: 'owner' },
  room: { id: 'id', space_id: 'id' },
  workshop: {
    id: 'id',
    space_id: 'id',
    room_id: 'id',
    title: 'shared',
    place: 'shared',
    code: 'shared',
    password_hash: 'shared',
    public_id: 'shared',
    embed_hosts: 'shared',
    created_by: 'names'
  },
  agenda_item: {
    id: 'id',
    workshop_id: 'id',
    starts: 'shared',
    title: 'shared',
    body: 'shared',
    links: 'shared',
    files: 'shared'
  },
  board: {
    id: 'id',
    room_id: 'id',
    title: 'shared',
    question: 'shared',
    phase_id: 'id',
    lead_id: 'names',
    kinds: 'shared',
    may: 'shared'
  },
  phase: { id: 'id', room_id: 'id', title: 'shared', instruction: 'shared', may: 'shared' },
  breakout_group: {
    id: 'id',
    room_id: 'id',
    name: 'shared',
    task: 'shared',
    rank: 'id',
    note_taker_id: 'names',
    video: 'shared',
    helper_id: 'names',
    merged_into: 'id'
  },
  message: { id: 'id', room_id: 'id', group_id: 'id', body: 'words', author_id: 'owner' },
  participant: {
    id: 'owner',
    room_id: 'id',
    person_id: 'owner',
    name: 'words',
    organisation: 'words',
    group_id: 'id',
    merged_into: 'names'
  },
  topic: { id: 'id', room_id: 'id', title: 'shared', rank: 'id', area: 'shared', working_group_id: 'id' },
  note: {
    id: 'id',
    room_id: 'id',
    group_id: 'id',
    topic_id: 'id',
    stack_id: 'id',
    title: 'words',
    body: 'words',
    // Also files of theirs on notes of others.
    attachments: 'cleaned',
    rank: 'id',
    author_id: 'owner'
  },
  comment: { id: 'id', room_id: 'id', note_id: 'id', body: 'words', author_id: 'owner' },
  reaction: { room_id: 'id', note_id: 'id', author_id: 'owner' },
  vote: { id: 'id', room_id: 'id', phase_id: 'id', title: 'shared', topic_id: 'id', results: 'shared' },
  ballot: { room_id: 'id', vote_id: 'id', participant_id: 'owner', dots: 'words' },
  working_group: {
    id: 'id',
    room_id: 'id',
    space_id: 'id',
    title: 'shared',
    purpose: 'shared',
    topic_id: 'id'
  },
  signup: {
    room_id: 'id',
    working_group_id: 'id',
    participant_id: 'owner',
    message: 'words',
    contacted_by: 'names'
  },
  poll: {
    id: 'id',
    room_id: 'id',
    question: 'shared',
    options: 'shared',
    scale: 'shared',
    rank: 'id',
    sums: 'cleaned',
    hidden: 'cleaned'
  },
  poll_answer: { room_id: 'id', poll_id: 'id', participant_id: 'owner', answer: 'words' },
  contact: {
    person_id: 'owner',
    space_id: 'id',
    email: 'words',
    consent_text: 'words',
    confirm_hash: 'secret'
  },
  card: {
    id: 'id',
    room_id: 'id',
    owner_id: 'owner',
    content: 'words',
    audiences: 'words',
    consents: 'words',
    link_id: 'secret',
    check_hash: 'secret',
    updated_for: 'id',
    hidden_reason: 'words'
  },
  card_search: { card_id: 'hangs', body: 'words', letters: 'words', words: 'words', document: 'words' },
  file: { id: 'id', room_id: 'id', owner_id: 'owner', name: 'words', mime: 'id' },
  mail: {
    id: 'id',
    key: 'secret',
    person_id: 'owner',
    recipient: 'words',
    subject: 'words',
    text: 'words',
    html: 'words',
    // Also the address for answers in mails to others.
    headers: 'cleaned',
    message_id: 'id',
    last_error: 'words',
    mailing_id: 'id',
    exit_hash: 'secret'
  },
  mailing: { id: 'id', working_group_id: 'id', sender_id: 'names', subject: 'shared', body: 'shared' },
  signup_request: {
    token_hash: 'secret',
    form_hash: 'secret',
    working_group_id: 'id',
    person_id: 'owner',
    email: 'words',
    name: 'words',
    organisation: 'words',
    message: 'words',
    consent_text: 'words'
  },
  coordinator: { working_group_id: 'id', person_id: 'owner' },
  // To whom it was mailed stands with the mail.
  coordinator_invitation: { token_hash: 'id', working_group_id: 'id' },
  meeting: {
    id: 'id',
    working_group_id: 'id',
    title: 'shared',
    body: 'shared',
    place: 'shared',
    video: 'shared',
    time_zone: 'id'
  },
  calendar_key: { working_group_id: 'id', person_id: 'owner', key: 'secret' },
  news: { id: 'id', working_group_id: 'id', title: 'shared', body: 'shared', author_id: 'names' },
  task: { id: 'id', working_group_id: 'id', title: 'shared', assignee_id: 'names', due_on: 'id' },
  material: {
    id: 'id',
    working_group_id: 'id',
    title: 'shared',
    body: 'shared',
    url: 'shared',
    file_id: 'id'
  },
  working_group_board: { working_group_id: 'id', workshop_id: 'id' },
  enquiry: {
    id: 'id',
    working_group_id: 'id',
    person_id: 'owner',
    name: 'words',
    email: 'words',
    body: 'words'
  },
  kept_card: { person_id: 'owner', card_id: 'id', note: 'words' },
  // Between two people: it goes with either.
  contact_request: {
    id: 'id',
    card_id: 'id',
    from_id: 'owner',
    to_id: 'owner',
    message: 'words',
    email: 'words',
    answer: 'words',
    answer_email: 'words',
    token_hash: 'secret'
  },
  contact_off: { person_id: 'owner' },
  badge: { code: 'secret', participant_id: 'owner' },
  card_report: { id: 'id', card_id: 'id', reporter_id: 'owner', note: 'words', settled_by: 'names' },
  card_invitation: {
    id: 'id',
    space_id: 'id',
    token_hash: 'secret',
    label: 'shared',
    email: 'words',
    content: 'words',
    batch_id: 'id',
    created_by: 'names',
    taken_by: 'owner',
    // Stands in rows without anybody in them.
    refused_hash: 'id'
  },
  change: { room_id: 'id', actor_id: 'cleaned', command_id: 'id', command_type: 'id', steps: 'cleaned' }
};

export interface PersonalColumn {
  table: Table;
  column: string;
  holds: Holds;
}

/** The columns that hold people in one of these ways. */
export function columnsThat(...ways: readonly Holds[]): PersonalColumn[] {
  return Object.entries(PERSONAL_DATA).flatMap(([table, columns]) =>
    Object.entries<Holds>(columns).flatMap(([column, holds]) =>
      ways.includes(holds) ? [{ table: table as Table, column, holds }] : []
    )
  );
}
