-- 0016_paper_signature: who asks for paper signs on paper; staff record the day that stands on it and who saw it. SQLite cannot change the check
-- of a column, so that the table is made anew with what it held.

create table consent_signature_next (
  center_id @ref(center) not null,
  episode_id @ref(episode) not null,
  id @ref(consent_signature) not null,
  consent_text_id @ref(consent_text) not null references consent_text(id),
  consent_version_id @ref(consent_version) not null references consent_version(id),
  number @int not null,
  hash @text not null check (length(hash) = 64),
  signer @code(signer) not null check (signer in ('self', 'parent', 'guardian')),
  -- As on record when it was signed, and as typed; on paper, as on record.
  signer_name @text not null check (length(signer_name) between 1 and 400),
  typed_name @text not null check (length(typed_name) between 1 and 400),
  place @code(signing_place) not null check (place in ('own', 'desk', 'paper')),
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
  -- On paper: the day that stands on it, who saw it, and where it is kept. signed_at is then when it was recorded here.
  paper_on @date,
  witness_name @text check (length(witness_name) between 1 and 200),
  kept_at @text check (length(kept_at) between 1 and 200),
  primary key (center_id, episode_id, id),
  foreign key (center_id, episode_id) references episode(center_id, id),
  check ((place = 'paper') = (paper_on is not null)),
  check ((place = 'paper') = (witness_name is not null))
) @strict;

insert into consent_signature_next (center_id, episode_id, id, consent_text_id, consent_version_id, number, hash, signer, signer_name, typed_name, place, signed_at,
  address, agent, account_id, account_name, withdrawn_at, withdrawn_by, withdrawn_name, withdrawn_reason)
select center_id, episode_id, id, consent_text_id, consent_version_id, number, hash, signer, signer_name, typed_name, place, signed_at,
  address, agent, account_id, account_name, withdrawn_at, withdrawn_by, withdrawn_name, withdrawn_reason
from consent_signature;
drop table consent_signature;
alter table consent_signature_next rename to consent_signature;
