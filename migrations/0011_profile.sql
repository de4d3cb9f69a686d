-- 0011_profile: what a program says of itself to those who look for one. What can be counted (seats, length of stay, people in the
-- last year) is not kept here: it is taken from stays, enrollments and the week.

create table program_profile (
  center_id @ref(center) not null references center(id),
  program_id @ref(program) not null,
  is_public @bool not null,
  about @text not null check (length(about) <= 4000),
  -- How long people usually stay, as the director states it: for as long as too few have finished to say it from the stays.
  least_weeks @int check (least_weeks between 1 and 104),
  most_weeks @int check (most_weeks between 1 and 104),
  after_care @text not null check (length(after_care) <= 2000),
  step_down @text not null check (length(step_down) <= 2000),
  school_work @text not null check (length(school_work) <= 2000),
  -- None: the center's.
  phone @text,
  start_rule @code(start_rule) not null check (start_rule in ('session', 'weekday', 'agreed')),
  start_weekday @int check (start_weekday between 1 and 7),
  changed_at @instant not null,
  version @int not null default 1,
  primary key (center_id, program_id),
  foreign key (center_id, program_id) references program(center_id, id),
  check (least_weeks is null or most_weeks is null or least_weeks <= most_weeks),
  check ((start_rule = 'weekday') = (start_weekday is not null))
) @strict;

-- What was ticked: conditions treated, people served, languages, approaches ... The codes are those of packs/profile.
create table program_choice (
  center_id @ref(center) not null,
  program_id @ref(program) not null,
  topic @code(profile_topic) not null check (topic in ('condition', 'group', 'language', 'approach', 'pays', 'with')),
  code @text not null check (length(code) between 1 and 40),
  primary key (center_id, program_id, topic, code),
  foreign key (center_id, program_id) references program_profile(center_id, program_id)
) @strict;

-- Insurance that a program takes. A line that holds no more is retired, not deleted.
create table accepted_plan (
  center_id @ref(center) not null references center(id),
  id @id(accepted_plan) not null,
  program_id @ref(program) not null,
  kind @code(plan_kind) not null check (kind in ('medicaid', 'medicare', 'private', 'military', 'state')),
  payer @text not null check (length(payer) between 1 and 100),
  -- Empty: all plans of the payer.
  plan_name @text not null check (length(plan_name) <= 100),
  in_network @bool not null,
  verified_on @date,
  verified_by @ref(account) references account(id),
  retired_on @date,
  version @int not null default 1,
  primary key (center_id, id),
  unique (center_id, program_id, payer, plan_name),
  foreign key (center_id, program_id) references program(center_id, id)
) @strict;

-- Therapies that somebody who works here is trained in, and since which year.
create table staff_therapy (
  center_id @ref(center) not null,
  person_id @ref(person) not null references person(id),
  therapy @text not null check (length(therapy) between 1 and 40),
  since_year @int check (since_year between 1950 and 2199),
  primary key (center_id, person_id, therapy),
  foreign key (center_id, person_id) references center_staff(center_id, person_id)
) @strict;
