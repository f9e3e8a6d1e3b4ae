import { sql, type Kysely } from 'kysely';

/** Several votes per board, on topics or notes, instead of one that stood in the board's own row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table vote (
      id uuid primary key,
      room_id uuid not null references room on delete cascade,
      seq bigint not null,
      removed_at timestamptz,
      phase_id uuid,
      title text not null default '',
      subject text not null,
      topic_id uuid,
      per_person integer not null,
      per_item integer,
      state text not null,
      turnout integer,
      electorate integer,
      results jsonb,
      created_at timestamptz not null,
      opened_at timestamptz,
      closed_at timestamptz,
      revealed_at timestamptz,
      constraint vote_subject_chk check (subject in ('topics', 'notes')),
      constraint vote_state_chk check (state in ('planned', 'open', 'closed')),
      constraint vote_results_chk check ((state = 'closed') = (results is not null))
    );
    create index vote_room_idx on vote (room_id, seq);

    -- Who was away reads these boards anew: the records below are not in the log.
    update room set clock = clock + 1, floor = clock + 1 where id in (
      select room_id from board where voting <> 'none' or votes_per_person <> 3
      union select room_id from ballot);

    -- A board's vote is its vote phase's, where it has one.
    insert into vote (id, room_id, seq, phase_id, subject, per_person, state, turnout, electorate, results,
      created_at, opened_at, closed_at, revealed_at)
    select coalesce(phase.id, board.id), room.id, room.clock, phase.id, 'topics', board.votes_per_person,
      case board.voting when 'none' then 'planned' else board.voting end,
      case when board.voting = 'closed' then
        (select count(*) from ballot
          where ballot.room_id = room.id and ballot.removed_at is null and ballot.dots <> '[]') end,
      case when board.voting = 'closed' then
        (select count(*) from participant where participant.room_id = room.id and participant.removed_at is null
          and participant.role <> 'interested') end,
      case when board.voting = 'closed' then
        (select coalesce(jsonb_agg(jsonb_build_object('id', topic.id, 'count', topic.dots) order by topic.rank), '[]')
          from topic where topic.room_id = room.id and topic.removed_at is null and topic.dots is not null) end,
      seen.at,
      case when board.voting <> 'none' then seen.at end,
      case when board.voting = 'closed' then seen.at end,
      case when board.voting = 'closed' then seen.at end
    from board
    join room on room.id = board.room_id
    left join lateral (
      select phase.id from phase
      where phase.room_id = room.id and phase.phase = 'vote' and phase.removed_at is null
      order by phase.position limit 1) phase on true
    cross join lateral (
      select coalesce(
        (select change.at from change where change.room_id = room.id and change.seq = board.seq), now()) as at) seen
    where board.voting <> 'none' or board.votes_per_person <> 3
      or exists (select from ballot where ballot.room_id = room.id);

    alter table ballot add vote_id uuid references vote on delete cascade;
    update ballot set
      vote_id = vote.id,
      seq = vote.seq,
      -- Whoever took all dots back has not voted.
      removed_at = case when ballot.dots = '[]' then coalesce(ballot.removed_at, now()) else ballot.removed_at end,
      dots = (select coalesce(jsonb_agg(jsonb_build_object('itemId', dot -> 'topicId', 'count', dot -> 'count')), '[]')
        from jsonb_array_elements(ballot.dots) dot)
    from vote where vote.room_id = ballot.room_id;
    alter table ballot
      alter vote_id set not null,
      drop constraint ballot_pkey,
      add primary key (vote_id, participant_id);
    create index ballot_participant_idx on ballot (participant_id);

    alter table board drop votes_per_person, drop voting;
  `.execute(db);
}

/** Keeps of each board its last vote on topics. */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table board
      add votes_per_person integer not null default 3,
      add voting text not null default 'none'
        constraint board_voting_chk check (voting in ('none', 'open', 'closed'));
    create temporary table kept on commit drop as
      select distinct on (room_id) id, room_id, per_person, state from vote
      where removed_at is null and subject = 'topics'
      order by room_id, opened_at desc nulls last, created_at desc;
    update board set votes_per_person = kept.per_person,
      voting = case kept.state when 'planned' then 'none' else kept.state end
    from kept where kept.room_id = board.room_id;

    delete from ballot where vote_id not in (select id from kept);
    update ballot set dots = (
      select coalesce(jsonb_agg(jsonb_build_object('topicId', dot -> 'itemId', 'count', dot -> 'count')), '[]')
      from jsonb_array_elements(dots) dot);
    drop index ballot_participant_idx;
    alter table ballot drop constraint ballot_pkey, drop vote_id, add primary key (participant_id);
    drop table vote
  `.execute(db);
}
