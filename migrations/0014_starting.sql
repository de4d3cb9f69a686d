-- 0014_starting: texts that people sign, who signed which words, and what has to be done before a stay begins.

-- A text of the organization. Its words are versions; what people sign is the newest one that was published.
create table consent_text (
  id @id(consent_text) not null primary key,
  -- The pack it came from; none: written here.
  code @text unique,
  -- 0: nothing is published yet.
  current_number @int not null check (current_number >= 0),
  -- A signature under an earlier version than this one counts no more.
  least_number @int not null check (least_number >= 1),
  retired_on @date
) @strict;

-- hash: SHA-256 of title and text (consent.h says how), from the moment of publishing on; until then it is a draft. What is published
-- never changes.
create table consent_version (
  id @id(consent_version) not null primary key,
  consent_text_id @ref(consent_text) not null references consent_text(id),
  number @int not null check (number >= 1),
  title @text not null check (length(title) between 1 and 200),
  body @text not null,
  hash @text check (length(hash) = 64),
  published_at @instant,
  published_by @text,
  changed_at @instant not null,
  version @int not null default 1,
  unique (consent_text_id, number),
  check ((published_at is null) = (hash is null))
) @strict;

-- Which texts a program asks its people to sign.
create table program_consent (
  center_id @ref(center) not null,
  program_id @ref(program) not null,
  consent_text_id @ref(consent_text) not null references consent_text(id),
  primary key (center_id, program_id, consent_text_id),
  foreign key (center_id, program_id) references program(center_id, id)
) @strict;

-- A name typed under a text. Nothing of it changes but that it may be withdrawn.
create table consent_signature (
  center_id @ref(center) not null,
  episode_id @ref(episode) not null,
  id @id(consent_signature) not null,
  consent_text_id @ref(consent_text) not null references consent_text(id),
  consent_version_id @ref(consent_version) not null references consent_version(id),
  number @int not null,
  hash @text not null check (length(hash) = 64),
  signer @code(signer) not null check (signer in ('self', 'parent', 'guardian')),
  -- As on record when it was signed, and as typed.
  signer_name @text not null check (length(signer_name) between 1 and 400),
  typed_name @text not null check (length(typed_name) between 1 and 400),
  place @code(signing_place) not null check (place in ('own', 'desk')),
  signed_at @instant not null,
  address @text,
  agent @text,
  -- Who was signed in: the signer, or the member of staff whose device it was.
  account_id @ref(account) references account(id),
  account_name @text not null,
  withdrawn_at @instant,
  withdrawn_by @ref(account) references account(id),
  withdrawn_name @text,
  withdrawn_reason @text,
  primary key (center_id, episode_id, id),
  foreign key (center_id, episode_id) references episode(center_id, id)
) @strict;

-- What a program wants done before a stay begins, and how much it wants it. No row: packs/starting.
create table program_starting (
  center_id @ref(center) not null,
  program_id @ref(program) not null,
  identity @code(starting_need) not null check (identity in ('optional', 'asked', 'blocks')),
  contacts @code(starting_need) not null check (contacts in ('optional', 'asked', 'blocks')),
  guardians @code(starting_need) not null check (guardians in ('optional', 'asked', 'blocks')),
  insurance @code(starting_need) not null check (insurance in ('optional', 'asked', 'blocks')),
  consents @code(starting_need) not null check (consents in ('optional', 'asked', 'blocks')),
  orientation @code(starting_need) not null check (orientation in ('optional', 'asked', 'blocks')),
  schedule @code(starting_need) not null check (schedule in ('optional', 'asked', 'blocks')),
  -- From this age on a person agrees to this program's treatment alone.
  adult_age @int not null check (adult_age between 10 and 25),
  -- Below it a parent or guardian signs too.
  guardian_signs @bool not null,
  changed_at @instant not null,
  version @int not null default 1,
  primary key (center_id, program_id),
  foreign key (center_id, program_id) references program(center_id, id)
) @strict;

-- What cannot be told from other records: seen, held, said. The newest that was not undone counts; none is deleted.
create table starting_mark (
  center_id @ref(center) not null,
  episode_id @ref(episode) not null,
  id @id(starting_mark) not null,
  task @code(starting_task) not null check (task in ('identity', 'contacts', 'guardians', 'insurance', 'consents', 'orientation', 'schedule')),
  kind @code(mark_kind) not null check (kind in ('license', 'state_id', 'passport', 'tribal_id', 'school_id', 'other_id', 'checked', 'names_nobody', 'alone', 'insured', 'self_pay', 'held', 'shown')),
  note @text,
  payer @text,
  member_number @text,
  done_on @date not null,
  staff_id @ref(person) references person(id),
  account_id @ref(account) references account(id),
  account_name @text not null,
  at @instant not null,
  undone_at @instant,
  undone_by @ref(account) references account(id),
  undone_name @text,
  undone_reason @text check (length(undone_reason) between 1 and 500),
  primary key (center_id, episode_id, id),
  foreign key (center_id, episode_id) references episode(center_id, id),
  check ((undone_at is null) = (undone_reason is null))
) @strict;
