-- 0012_intake: what the admissions desk does with a request for help, beside the steps that the request itself keeps.

-- Each try to reach somebody.
create table contact_try (
  center_id @ref(center) not null,
  inquiry_id @ref(inquiry) not null,
  id @id(contact_try) not null,
  way @code(contact_channel) not null check (way in ('phone', 'text', 'email', 'letter', 'in_person')),
  outcome @code(contact_outcome) not null check (outcome in ('reached', 'left_message', 'no_answer', 'wrong_number', 'call_again')),
  note @text check (length(note) <= 2000),
  at @instant not null,
  account_id @ref(account) references account(id),
  account_name @text not null,
  primary key (center_id, inquiry_id, id),
  foreign key (center_id, inquiry_id) references inquiry(center_id, id)
) @strict;

-- What the insurer said. A later answer is a new row; none is changed.
create table insurance_check (
  center_id @ref(center) not null,
  inquiry_id @ref(inquiry) not null,
  id @id(insurance_check) not null,
  checked_on @date not null,
  payer @text not null check (length(payer) between 1 and 200),
  plan @text,
  member_number @text,
  group_number @text,
  subscriber @code(subscriber) not null check (subscriber in ('self', 'spouse', 'parent', 'other')),
  subscriber_name @text,
  subscriber_birth_on @date,
  from_on @date,
  to_on @date,
  covered @code(known) not null check (covered in ('yes', 'no', 'unknown')),
  authorization_needed @code(known) not null check (authorization_needed in ('yes', 'no', 'unknown')),
  in_network @code(known) not null check (in_network in ('yes', 'no', 'unknown')),
  managed_by @text,
  deductible_cents @int check (deductible_cents >= 0),
  deductible_left_cents @int check (deductible_left_cents >= 0),
  copay_cents @int check (copay_cents >= 0),
  coinsurance_percent @int check (coinsurance_percent between 0 and 100),
  session_limit @int check (session_limit >= 0),
  reference @text,
  spoke_with @text,
  note @text,
  account_id @ref(account) references account(id),
  account_name @text not null,
  at @instant not null,
  primary key (center_id, inquiry_id, id),
  foreign key (center_id, inquiry_id) references inquiry(center_id, id)
) @strict;

-- For which track somebody waits; of use while the request is on the waiting list.
create table waiting_place (
  center_id @ref(center) not null,
  inquiry_id @ref(inquiry) not null,
  track_id @ref(track) not null,
  priority @code(wait_priority) not null check (priority in ('first', 'soon', 'usual')),
  reason @text,
  since_at @instant not null,
  primary key (center_id, inquiry_id),
  foreign key (center_id, inquiry_id) references inquiry(center_id, id),
  foreign key (center_id, track_id) references track(center_id, id)
) @strict;
create index waiting_place_by_track on waiting_place (center_id, track_id, since_at);

-- The stay that a request led to.
create table inquiry_stay (
  center_id @ref(center) not null,
  inquiry_id @ref(inquiry) not null,
  episode_id @ref(episode) not null,
  at @instant not null,
  primary key (center_id, inquiry_id),
  unique (center_id, episode_id),
  foreign key (center_id, inquiry_id) references inquiry(center_id, id),
  foreign key (center_id, episode_id) references episode(center_id, id)
) @strict;
