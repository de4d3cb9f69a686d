-- Who saw and did what. Append only; center 0 is the organization's own chain.
-- row_hash covers every other column. journal_seal chains batches of rows: `rows` lists (id, row_hash) of each row it covers,
-- so that a changed, missing, added or reordered row can be named (access/journal.h).

create table journal (
  center_id @ref(center) not null,
  id @id(journal) not null,
  at @instant not null,
  event @code(journal_event) not null,
  account_id @ref(account),
  account_name @text not null,
  person_id @ref(person),
  object @text,
  address @text,
  reason @text,
  detail @text,
  row_hash @bytes not null,
  primary key (center_id, id)
) @strict;
create index journal_by_person on journal (person_id, id);
-- Views of several people at once carry them in `detail`; this keeps looking through them short.
create index journal_of_lists on journal (center_id, id) where person_id is null;

create table journal_seal (
  center_id @ref(center) not null,
  first_id @int not null,
  last_id @int not null,
  rows @bytes not null,
  previous @bytes not null,
  hash @bytes not null,
  sealed_at @instant not null,
  primary key (center_id, last_id)
) @strict;

create table break_glass (
  center_id @ref(center) not null,
  account_id @ref(account) not null references account(id),
  episode_id @ref(episode) not null,
  reason @text not null check (length(reason) between 10 and 500),
  opened_at @instant not null,
  until_at @instant not null,
  primary key (center_id, account_id, episode_id, opened_at)
) @strict;
