-- The organization, its centers, the people, and who may do what. Shared tables: they refer to no center's own rows,
-- so a distributed database can keep a copy of them on every node.

create table organization (
  id @id(organization) not null primary key,
  name @text not null check (length(name) between 1 and 200),
  npi @text,
  phone @text,
  week_starts_on @int not null default 1 check (week_starts_on between 1 and 7),
  created_at @instant not null,
  version @int not null default 1
) @strict;

create table setting (
  name @text not null primary key,
  value @text not null,
  changed_at @instant not null
) @strict;

create table center (
  id @id(center) not null primary key,
  organization_id @ref(organization) not null references organization(id),
  name @text not null check (length(name) between 1 and 200),
  street @text,
  city @text,
  state @text,
  zip @text,
  phone @text,
  zone @text not null,
  npi @text,
  closed_on @date,
  created_at @instant not null,
  version @int not null default 1,
  unique (organization_id, name)
) @strict;

create table person (
  id @id(person) not null primary key,
  family @text not null check (length(family) <= 200),
  given @text not null check (length(given) <= 200),
  preferred @text,
  pronouns @text,
  folded @text not null,
  birth_on @date,
  sex @code(sex) check (sex in ('female', 'male', 'other', 'unknown')),
  language @text,
  phone @text,
  email @text,
  street @text,
  city @text,
  state @text,
  zip @text,
  deceased_on @date,
  created_at @instant not null,
  changed_at @instant not null,
  version @int not null default 1
) @strict;
create index person_by_name on person (folded, id);

-- Numbers that other systems know a person by: medical record number, insurer's number, NPI.
create table person_identifier (
  system @text not null,
  value @text not null,
  person_id @ref(person) not null references person(id),
  primary key (system, value)
) @strict;
create index person_identifier_by_person on person_identifier (person_id);

-- Somebody beside a person: parent, guardian, partner, emergency contact.
create table relation (
  person_id @ref(person) not null references person(id),
  id @id(relation) not null,
  relationship @code(relationship) not null check (relationship in ('parent', 'guardian', 'spouse', 'partner', 'child', 'sibling', 'grandparent', 'friend', 'emergency', 'other')),
  family @text not null,
  given @text not null,
  phone @text,
  email @text,
  emergency @bool not null,
  changed_at @instant not null,
  primary key (person_id, id)
) @strict;

create table staff (
  person_id @ref(person) not null primary key references person(id),
  npi @text,
  credentials @text,
  title @text,
  left_on @date,
  changed_at @instant not null,
  version @int not null default 1
) @strict;

-- Kinds of service: what a session is, and whether its minutes count toward the weekly hours.
create table service_kind (
  id @id(service_kind) not null primary key,
  code @text not null unique check (length(code) between 1 and 40),
  name @text not null check (length(name) between 1 and 100),
  minutes @int not null check (minutes between 5 and 1440),
  counts @bool not null,
  billable @bool not null,
  grouped @bool not null,
  group_limit @code(group_limit) check (group_limit in ('counseling', 'education', 'exempt')),
  retired_on @date,
  version @int not null default 1
) @strict;

create table account (
  id @id(account) not null primary key,
  person_id @ref(person) not null unique references person(id),
  login @text not null unique check (length(login) between 3 and 120),
  password_hash @text,
  totp_secret @bytes,
  totp_last_step @int,
  created_at @instant not null,
  changed_at @instant not null,
  disabled_at @instant,
  version @int not null default 1
) @strict;

-- One-time codes: the first sign-in, a forgotten password, recovery codes beside TOTP.
create table account_code (
  account_id @ref(account) not null references account(id),
  code_hash @bytes not null,
  purpose @code(code_purpose) not null check (purpose in ('first', 'reset', 'recovery')),
  expires_at @instant,
  used_at @instant,
  primary key (account_id, code_hash)
) @strict;

create table role_grant (
  account_id @ref(account) not null references account(id),
  center_id @ref(center) not null references center(id),
  role @code(role) not null check (role in ('administrator', 'director', 'clinician', 'front_desk', 'participant')),
  granted_at @instant not null,
  primary key (account_id, center_id, role)
) @strict;
create index role_grant_by_center on role_grant (center_id, account_id);

create table signin (
  id @id(signin) not null primary key,
  token_hash @bytes not null unique,
  account_id @ref(account) not null references account(id),
  stage @code(signin_stage) not null check (stage in ('enroll', 'totp', 'full')),
  created_at @instant not null,
  seen_at @instant not null,
  ended_at @instant,
  address @text,
  agent @text
) @strict;
create index signin_by_account on signin (account_id, id);

-- Failed tries, per account name and per address, in windows.
create table throttle (
  key @text not null primary key,
  failures @int not null,
  since_at @instant not null,
  until_at @instant
) @strict;

-- The other system's own resource: what we have no column for is kept here and comes back on export.
create table fhir_resource (
  resource_type @text not null,
  source @text not null,
  local_id @int not null,
  body @text not null,
  changed_at @instant not null,
  primary key (resource_type, source)
) @strict;
create index fhir_resource_by_local on fhir_resource (resource_type, local_id);

-- A private calendar address; only the token's hash is kept.
create table calendar_feed (
  id @id(calendar_feed) not null primary key,
  token_hash @bytes not null unique,
  account_id @ref(account) not null references account(id),
  kind @code(feed_kind) not null check (kind in ('clinician', 'participant')),
  created_at @instant not null,
  read_at @instant,
  revoked_at @instant
) @strict;
create index calendar_feed_by_account on calendar_feed (account_id, id);
