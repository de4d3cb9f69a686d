-- 0010_form: forms that were filled in. What was asked is a pack (a FHIR Questionnaire, by address and version); here are the answers.

-- about_id: of what about_kind says. A form keeps the version it was begun with. Corrections are another response: one that is
-- completed never changes.
create table form_response (
  center_id @ref(center) not null references center(id),
  id @id(form_response) not null,
  questionnaire @text not null check (length(questionnaire) between 1 and 200),
  questionnaire_version @text not null check (length(questionnaire_version) between 1 and 40),
  about_kind @code(form_about) not null check (about_kind in ('inquiry', 'episode')),
  about_id @int not null,
  state @code(form_state) not null check (state in ('in-progress', 'completed')),
  -- Who began it and who wrote last; none: the person themself, without an account.
  started_by @ref(account) references account(id),
  changed_by @ref(account) references account(id),
  started_at @instant not null,
  changed_at @instant not null,
  completed_at @instant,
  version @int not null default 1,
  primary key (center_id, id),
  check ((state = 'completed') = (completed_at is not null))
) @strict;
-- One of a kind is being filled in at a time.
create unique index form_response_open on form_response (center_id, about_kind, about_id, questionnaire) where state = 'in-progress';
create index form_response_by_about on form_response (center_id, about_kind, about_id, id);

-- One row per answer; ordinal counts those of one question. value: "true", "12", "1.50", "2026-11-23", a text, or the code of a choice,
-- whose code_system and words as they were read stand beside it.
create table form_answer (
  center_id @ref(center) not null,
  form_response_id @ref(form_response) not null,
  link_id @text not null check (length(link_id) between 1 and 100),
  ordinal @int not null check (ordinal >= 1),
  type @code(item_type) not null check (type in ('boolean', 'choice', 'string', 'text', 'integer', 'decimal', 'date')),
  value @text not null check (length(value) between 1 and 4000),
  code_system @text,
  shown @text,
  primary key (center_id, form_response_id, link_id, ordinal),
  foreign key (center_id, form_response_id) references form_response(center_id, id)
) @strict;
