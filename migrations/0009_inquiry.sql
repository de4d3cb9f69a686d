-- 0009_inquiry: somebody asks for help. Until it is sent a request is a draft of nobody's; then it belongs to one center.

-- Shared: a draft refers to no center's own rows. Only the hash of its secret is kept; the code is what a person writes down to go on
-- later. After sending the answers are gone, and the code opens a page that says nothing but "we got it".
create table inquiry_draft (
  id @id(inquiry_draft) not null primary key,
  token_hash @bytes not null unique,
  code @text not null unique check (length(code) = 8),
  -- The center it was sent to.
  center_id @ref(center) references center(id),
  -- A field that people do not see was filled in.
  trapped @bool not null,
  created_at @instant not null,
  expires_at @instant not null,
  sent_at @instant
) @strict;
create index inquiry_draft_by_end on inquiry_draft (expires_at);

create table inquiry_draft_answer (
  inquiry_draft_id @ref(inquiry_draft) not null references inquiry_draft(id),
  name @code(ask) not null,
  value @text not null check (length(value) between 1 and 4000),
  primary key (inquiry_draft_id, name)
) @strict;

create table inquiry_draft_file (
  inquiry_draft_id @ref(inquiry_draft) not null references inquiry_draft(id),
  id @id(inquiry_draft_file) not null,
  name @text not null check (length(name) between 1 and 200),
  type @code(file_type) not null check (type in ('pdf', 'jpeg', 'png')),
  size @int not null check (size > 0),
  content @bytes not null,
  primary key (inquiry_draft_id, id)
) @strict;

create table inquiry (
  center_id @ref(center) not null references center(id),
  id @id(inquiry) not null,
  code @text not null check (length(code) = 8),
  kind @code(inquiry_kind) not null check (kind in ('self', 'other', 'professional')),
  status @code(inquiry_status) not null check (status in ('new', 'contacted', 'pre_screen', 'insurance_check', 'assessment_booked', 'accepted', 'waiting_list', 'admitted', 'referred_on', 'closed')),
  end_reason @code(inquiry_end) check (end_reason in ('no_answer', 'changed_mind', 'elsewhere', 'other_care', 'cannot_pay', 'no_seat', 'duplicate', 'not_real', 'other')),
  doubt @code(inquiry_doubt) check (doubt in ('trap', 'fast', 'many', 'repeated')),
  source @code(referral_source) check (source in ('self', 'family_friend', 'addiction_care', 'health_care', 'crisis', 'school', 'employer', 'community', 'court')),
  urgency @code(inquiry_urgency) not null check (urgency in ('day', 'week', 'routine')),
  danger @bool not null,
  -- None: not sure yet.
  help @code(program_type) check (help in ('addiction', 'mental_health', 'co_occurring', 'teen', 'eating_disorder')),
  program_id @ref(program),
  -- The person who needs help; of somebody else's or a teenager's request perhaps little.
  given @text,
  family @text,
  folded @text not null,
  birth_on @date,
  age @int check (age between 0 and 120),
  zip @text,
  -- Who asks, when that is somebody else, and what they are to the person.
  asker_name @text,
  asker_is @code(relationship) check (asker_is in ('parent', 'guardian', 'spouse', 'partner', 'child', 'sibling', 'grandparent', 'friend', 'emergency', 'other')),
  guardian_name @text,
  guardian_phone @text,
  guardian_call @bool not null,
  -- How to reach whoever asks; of a referral, the person. phone_digits: the last ten.
  reach_by @code(contact_way) check (reach_by in ('phone', 'text', 'email')),
  phone @text,
  phone_digits @text,
  email @text,
  silent @bool not null,
  safe_times @text,
  payer @code(inquiry_payer) check (payer in ('private', 'medicaid', 'medicare', 'military', 'self_pay', 'need_help')),
  payer_name @text,
  note @text,
  body_hash @bytes not null,
  first_contact_at @instant not null,
  status_at @instant not null,
  next_step @text,
  due_on @date,
  -- Once it is known who it is: somebody the center knew, or the person that admission made.
  person_id @ref(person) references person(id),
  version @int not null default 1,
  primary key (center_id, id),
  unique (center_id, code),
  foreign key (center_id, program_id) references program(center_id, id),
  check ((status = 'closed') = (end_reason is not null))
) @strict;
create index inquiry_open on inquiry (center_id, id) where status not in ('admitted', 'referred_on', 'closed');
create index inquiry_by_phone on inquiry (center_id, phone_digits);
create index inquiry_by_email on inquiry (center_id, email);
create index inquiry_by_name on inquiry (center_id, folded);
create index inquiry_by_body on inquiry (center_id, body_hash);
create index inquiry_by_person on inquiry (center_id, person_id);

-- The professional who referred somebody, and whether the person agreed that they are told how it goes.
create table inquiry_referrer (
  center_id @ref(center) not null,
  inquiry_id @ref(inquiry) not null,
  name @text not null,
  organization @text not null,
  phone @text,
  email @text,
  agreed @bool not null,
  primary key (center_id, inquiry_id),
  foreign key (center_id, inquiry_id) references inquiry(center_id, id)
) @strict;

-- The professional's private address; only the token's hash is kept.
create table referral_link (
  center_id @ref(center) not null,
  id @id(referral_link) not null,
  inquiry_id @ref(inquiry) not null,
  token_hash @bytes not null,
  made_by @ref(account) references account(id),
  made_at @instant not null,
  revoked_at @instant,
  primary key (center_id, id),
  foreign key (center_id, inquiry_id) references inquiry(center_id, id)
) @strict;
create index referral_link_by_token on referral_link (token_hash);
create index referral_link_by_inquiry on referral_link (center_id, inquiry_id, id);

-- Every status it has had, who gave it and when; the first is written by sending.
create table inquiry_step (
  center_id @ref(center) not null,
  id @id(inquiry_step) not null,
  inquiry_id @ref(inquiry) not null,
  status @code(inquiry_status) not null,
  end_reason @code(inquiry_end),
  note @text,
  next_step @text,
  due_on @date,
  at @instant not null,
  account_id @ref(account) references account(id),
  account_name @text not null,
  primary key (center_id, id),
  foreign key (center_id, inquiry_id) references inquiry(center_id, id)
) @strict;
create index inquiry_step_by_inquiry on inquiry_step (center_id, inquiry_id, id);

create table inquiry_file (
  center_id @ref(center) not null,
  inquiry_id @ref(inquiry) not null,
  id @id(inquiry_file) not null,
  name @text not null check (length(name) between 1 and 200),
  type @code(file_type) not null check (type in ('pdf', 'jpeg', 'png')),
  size @int not null check (size > 0),
  content @bytes not null,
  primary key (center_id, inquiry_id, id),
  foreign key (center_id, inquiry_id) references inquiry(center_id, id)
) @strict;
