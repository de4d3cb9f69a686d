-- What belongs to a center. In every table here center_id comes first: in the primary key, in unique and foreign keys,
-- in every join. That is the wall between centers and what keeps a center's rows together on the disk.

create table room (
  center_id @ref(center) not null references center(id),
  id @id(room) not null,
  name @text not null check (length(name) between 1 and 100),
  seats @int not null check (seats between 1 and 500),
  retired_on @date,
  version @int not null default 1,
  primary key (center_id, id),
  unique (center_id, name)
) @strict;

create table center_staff (
  center_id @ref(center) not null references center(id),
  person_id @ref(person) not null references person(id),
  from_on @date not null,
  to_on @date,
  primary key (center_id, person_id)
) @strict;
create index center_staff_by_person on center_staff (person_id, center_id);

create table center_person (
  center_id @ref(center) not null references center(id),
  person_id @ref(person) not null references person(id),
  since_at @instant not null,
  primary key (center_id, person_id)
) @strict;

create table program (
  center_id @ref(center) not null references center(id),
  id @id(program) not null,
  name @text not null check (length(name) between 1 and 200),
  type @code(program_type) not null check (type in ('addiction', 'mental_health', 'co_occurring', 'teen', 'eating_disorder')),
  level_of_care @text not null,
  least_age @int,
  most_age @int,
  weeks @int not null check (weeks between 1 and 104),
  opened_on @date not null,
  closed_on @date,
  version @int not null default 1,
  primary key (center_id, id),
  unique (center_id, name),
  check (least_age is null or most_age is null or least_age <= most_age)
) @strict;

create table track (
  center_id @ref(center) not null references center(id),
  id @id(track) not null,
  program_id @ref(program) not null,
  name @text not null check (length(name) between 1 and 200),
  seats @int not null check (seats between 1 and 200),
  least_age @int,
  most_age @int,
  opened_on @date not null,
  closed_on @date,
  version @int not null default 1,
  primary key (center_id, id),
  unique (center_id, program_id, name),
  foreign key (center_id, program_id) references program(center_id, id)
) @strict;

create table closure (
  center_id @ref(center) not null references center(id),
  id @id(closure) not null,
  from_on @date not null,
  to_on @date not null,
  name @text not null check (length(name) between 1 and 100),
  primary key (center_id, id),
  check (from_on <= to_on)
) @strict;

-- Which hours rules a program answers to, and from when. A change is a new row, so past weeks keep theirs.
create table program_rule (
  center_id @ref(center) not null references center(id),
  id @id(program_rule) not null,
  program_id @ref(program) not null,
  rule_code @text not null,
  from_on @date not null,
  to_on @date,
  primary key (center_id, id),
  foreign key (center_id, program_id) references program(center_id, id)
) @strict;
create index program_rule_by_program on program_rule (center_id, program_id, from_on);

-- The rule a director writes for a program; each change is a new row that starts on a later week.
create table house_rule (
  center_id @ref(center) not null references center(id),
  id @id(house_rule) not null,
  program_id @ref(program) not null,
  from_on @date not null,
  name @text not null check (length(name) between 1 and 100),
  least_week_min @int not null check (least_week_min between 0 and 10080),
  most_week_min @int check (most_week_min between 0 and 10080),
  least_days @int not null check (least_days between 0 and 7),
  late_after_min @int not null check (late_after_min between 0 and 240),
  least_credit_percent @int not null check (least_credit_percent between 0 and 100),
  made_by @ref(account),
  made_at @instant not null,
  primary key (center_id, id),
  unique (center_id, program_id, from_on),
  foreign key (center_id, program_id) references program(center_id, id)
) @strict;

-- The repeating week of a track. A change "from here on" ends one row and begins another.
create table week_slot (
  center_id @ref(center) not null references center(id),
  id @id(week_slot) not null,
  track_id @ref(track) not null,
  weekday @int not null check (weekday between 1 and 7),
  start_minute @int not null check (start_minute between 0 and 1439),
  end_minute @int not null check (end_minute between 1 and 1440),
  service_kind_id @ref(service_kind) not null references service_kind(id),
  title @text not null check (length(title) between 1 and 200),
  room_id @ref(room),
  seats @int not null check (seats between 1 and 200),
  modality @code(modality) not null check (modality in ('in_person', 'video', 'audio', 'hybrid')),
  link @text,
  from_on @date not null,
  to_on @date,
  version @int not null default 1,
  primary key (center_id, id),
  foreign key (center_id, track_id) references track(center_id, id),
  foreign key (center_id, room_id) references room(center_id, id),
  check (start_minute < end_minute)
) @strict;
create index week_slot_by_track on week_slot (center_id, track_id, weekday, start_minute);

create table week_slot_break (
  center_id @ref(center) not null,
  week_slot_id @ref(week_slot) not null,
  start_minute @int not null,
  end_minute @int not null,
  primary key (center_id, week_slot_id, start_minute),
  foreign key (center_id, week_slot_id) references week_slot(center_id, id),
  check (start_minute < end_minute)
) @strict;

create table week_slot_facilitator (
  center_id @ref(center) not null,
  week_slot_id @ref(week_slot) not null,
  person_id @ref(person) not null references person(id),
  leads @bool not null,
  primary key (center_id, week_slot_id, person_id),
  foreign key (center_id, week_slot_id) references week_slot(center_id, id)
) @strict;

-- One dated occurrence, always a row of its own. counted_min, counts and billable are taken from the kind when the row is made,
-- so that a later change of the kind does not rewrite a past week.
create table session (
  center_id @ref(center) not null references center(id),
  id @id(session) not null,
  track_id @ref(track) not null,
  week_slot_id @ref(week_slot),
  slot_day @date,
  day @date not null,
  starts_at @instant not null,
  ends_at @instant not null,
  service_kind_id @ref(service_kind) not null references service_kind(id),
  title @text not null check (length(title) between 1 and 200),
  room_id @ref(room),
  seats @int not null check (seats between 1 and 200),
  modality @code(modality) not null check (modality in ('in_person', 'video', 'audio', 'hybrid')),
  link @text,
  counts @bool not null,
  billable @bool not null,
  counted_min @int not null check (counted_min >= 0),
  status @code(session_status) not null check (status in ('planned', 'cancelled')),
  cancel_reason @text,
  changed_at @instant not null,
  version @int not null default 1,
  primary key (center_id, id),
  unique (center_id, week_slot_id, slot_day),
  foreign key (center_id, track_id) references track(center_id, id),
  foreign key (center_id, week_slot_id) references week_slot(center_id, id),
  foreign key (center_id, room_id) references room(center_id, id),
  check (starts_at < ends_at)
) @strict;
create index session_by_day on session (center_id, day, starts_at);
create index session_by_track on session (center_id, track_id, day);
create index session_by_room on session (center_id, room_id, day);

create table session_break (
  center_id @ref(center) not null,
  session_id @ref(session) not null,
  starts_at @instant not null,
  ends_at @instant not null,
  primary key (center_id, session_id, starts_at),
  foreign key (center_id, session_id) references session(center_id, id),
  check (starts_at < ends_at)
) @strict;

create table session_facilitator (
  center_id @ref(center) not null,
  session_id @ref(session) not null,
  person_id @ref(person) not null references person(id),
  day @date not null,
  leads @bool not null,
  primary key (center_id, session_id, person_id),
  foreign key (center_id, session_id) references session(center_id, id)
) @strict;
create index session_facilitator_by_person on session_facilitator (center_id, person_id, day);
