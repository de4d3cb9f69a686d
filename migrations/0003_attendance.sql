-- Stays in a program, the groups people belong to, and who came for how long.

create table episode (
  center_id @ref(center) not null references center(id),
  id @id(episode) not null,
  person_id @ref(person) not null references person(id),
  program_id @ref(program) not null,
  status @code(episode_status) not null check (status in ('admitted', 'on_hold', 'discharged')),
  started_on @date not null,
  ended_on @date,
  end_reason @code(discharge_reason) check (end_reason in ('completed', 'left', 'terminated', 'transferred', 'incarcerated', 'died', 'other', 'unknown')),
  clinician_id @ref(person) references person(id),
  changed_at @instant not null,
  version @int not null default 1,
  primary key (center_id, id),
  foreign key (center_id, program_id) references program(center_id, id),
  check (ended_on is null or ended_on >= started_on)
) @strict;
create index episode_by_person on episode (center_id, person_id, started_on);
create index episode_by_program on episode (center_id, program_id, started_on);
create index episode_by_clinician on episode (center_id, clinician_id, started_on);

create table level_of_care (
  center_id @ref(center) not null,
  episode_id @ref(episode) not null,
  from_on @date not null,
  level @text not null,
  primary key (center_id, episode_id, from_on),
  foreign key (center_id, episode_id) references episode(center_id, id)
) @strict;

-- A physician's certification that the hours are needed (Medicare IOP).
create table certification (
  center_id @ref(center) not null,
  episode_id @ref(episode) not null,
  certified_on @date not null,
  certified_by @text not null check (length(certified_by) between 1 and 200),
  week_min @int not null check (week_min between 0 and 10080),
  recorded_by @ref(account),
  recorded_at @instant not null,
  primary key (center_id, episode_id, certified_on),
  foreign key (center_id, episode_id) references episode(center_id, id)
) @strict;

create table enrollment (
  center_id @ref(center) not null references center(id),
  id @id(enrollment) not null,
  episode_id @ref(episode) not null,
  track_id @ref(track) not null,
  from_on @date not null,
  to_on @date,
  left_reason @text,
  over_limit_reason @text,
  changed_at @instant not null,
  version @int not null default 1,
  primary key (center_id, id),
  unique (center_id, episode_id, track_id, from_on),
  foreign key (center_id, episode_id) references episode(center_id, id),
  foreign key (center_id, track_id) references track(center_id, id),
  check (to_on is null or to_on >= from_on)
) @strict;
create index enrollment_by_track on enrollment (center_id, track_id, from_on);

-- When somebody is free, for make-ups. No rows: nothing is known, and nothing is assumed.
create table availability (
  center_id @ref(center) not null,
  episode_id @ref(episode) not null,
  weekday @int not null check (weekday between 1 and 7),
  from_minute @int not null check (from_minute between 0 and 1439),
  to_minute @int not null check (to_minute between 1 and 1440),
  primary key (center_id, episode_id, weekday, from_minute),
  foreign key (center_id, episode_id) references episode(center_id, id),
  check (from_minute < to_minute)
) @strict;

-- What happened, one row per person and session. Expected people without a row have nothing recorded yet.
-- credited_min: minutes inside the session's window, breaks excluded, after the rule for late and partial; 0 where the kind does not count.
create table attendance (
  center_id @ref(center) not null references center(id),
  session_id @ref(session) not null,
  episode_id @ref(episode) not null,
  day @date not null,
  status @code(attendance) not null check (status in ('present', 'late', 'left_early', 'excused', 'absent', 'no_show', 'made_up', 'expected')),
  reason @code(absence_reason) check (reason in ('medical', 'court', 'work_school', 'family', 'religious', 'transport', 'weather', 'program_closed', 'step_down', 'other')),
  remote @bool not null,
  arrived_at @instant,
  left_at @instant,
  credited_min @int not null check (credited_min >= 0),
  billable_min @int not null check (billable_min >= 0),
  made_up_at @ref(session),
  note @text,
  recorded_by @ref(account),
  recorded_at @instant not null,
  version @int not null default 1,
  primary key (center_id, session_id, episode_id),
  foreign key (center_id, session_id) references session(center_id, id),
  foreign key (center_id, episode_id) references episode(center_id, id),
  check (arrived_at is null or left_at is null or arrived_at <= left_at)
) @strict;
create index attendance_by_episode on attendance (center_id, episode_id, day, credited_min);

-- A change after the day: the earlier state stays readable.
create table attendance_correction (
  center_id @ref(center) not null,
  id @id(attendance_correction) not null,
  session_id @ref(session) not null,
  episode_id @ref(episode) not null,
  reason @text not null check (length(reason) between 1 and 500),
  status_before @code(attendance),
  arrived_before @instant,
  left_before @instant,
  credited_before @int not null,
  status_after @code(attendance) not null,
  credited_after @int not null,
  corrected_by @ref(account),
  corrected_at @instant not null,
  primary key (center_id, id),
  foreign key (center_id, session_id, episode_id) references attendance(center_id, session_id, episode_id)
) @strict;
create index attendance_correction_by_row on attendance_correction (center_id, session_id, episode_id, id);

create table make_up_offer (
  center_id @ref(center) not null references center(id),
  id @id(make_up_offer) not null,
  session_id @ref(session) not null,
  episode_id @ref(episode) not null,
  missed_session_id @ref(session),
  status @code(offer_status) not null check (status in ('offered', 'accepted', 'declined', 'withdrawn')),
  offered_by @ref(account),
  offered_at @instant not null,
  answered_at @instant,
  primary key (center_id, id),
  unique (center_id, session_id, episode_id),
  foreign key (center_id, session_id) references session(center_id, id),
  foreign key (center_id, episode_id) references episode(center_id, id)
) @strict;
create index make_up_offer_by_episode on make_up_offer (center_id, episode_id, id);

create table running_late (
  center_id @ref(center) not null,
  session_id @ref(session) not null,
  episode_id @ref(episode) not null,
  minutes @int not null check (minutes between 1 and 240),
  said_at @instant not null,
  primary key (center_id, session_id, episode_id),
  foreign key (center_id, session_id) references session(center_id, id),
  foreign key (center_id, episode_id) references episode(center_id, id)
) @strict;

create table shortfall_reason (
  center_id @ref(center) not null,
  episode_id @ref(episode) not null,
  week_on @date not null,
  reason @code(absence_reason) not null check (reason in ('medical', 'court', 'work_school', 'family', 'religious', 'transport', 'weather', 'program_closed', 'step_down', 'other')),
  note @text,
  recorded_by @ref(account),
  recorded_at @instant not null,
  primary key (center_id, episode_id, week_on),
  foreign key (center_id, episode_id) references episode(center_id, id)
) @strict;
