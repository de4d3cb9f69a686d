-- include: access/accounts.h

-- name: account_look :one   in: id account_id?, login text?   out: staff bool
-- An account by its id or its login, whichever is given.
select a.id, a.person_id, a.login, a.password_hash, a.totp_secret, a.totp_last_step, a.disabled_at,
  p.given, p.preferred, p.family,
  exists (select 1 from role_grant g where g.account_id = a.id and g.role <> 'participant') as staff
from account a
join person p on p.id = a.person_id
where a.id = coalesce(:id, (select b.id from account b where b.login = :login))

-- name: account_of_person :one
select id from account where person_id = :person_id

-- name: account_insert :exec
insert into account (id, person_id, login, created_at, changed_at) values (:id, :person_id, :login, :now, :now)

-- name: account_set_password :exec   in: password_hash text
update account set password_hash = :password_hash, changed_at = :now, version = version + 1 where id = :id

-- name: account_renew_hash :exec   in: password_hash text
-- The same password, hashed at today's cost.
update account set password_hash = :password_hash where id = :id

-- name: account_set_disabled :exec
update account set disabled_at = :disabled_at, changed_at = :now, version = version + 1 where id = :id

-- ---- second factor: a secret without a last step is prepared, not yet confirmed ------------------------------------------

-- name: account_prepare_totp :exec   in: totp_secret bytes
update account set totp_secret = :totp_secret, changed_at = :now, version = version + 1
where id = :id and totp_last_step is null

-- name: account_use_totp_step :exec   in: step int
-- Nothing changes when the step was used already.
update account set totp_last_step = :step
where id = :id and totp_secret is not null and (totp_last_step is null or totp_last_step < :step)

-- name: account_drop_totp :exec
update account set totp_secret = null, totp_last_step = null, changed_at = :now, version = version + 1 where id = :id

-- ---- one-time codes --------------------------------------------------------------------------------------------------

-- name: code_insert :exec
insert into account_code (account_id, code_hash, purpose, expires_at) values (:account_id, :code_hash, :purpose, :expires_at)

-- name: code_good :one   in: recovery bool   out: good bool
-- Would this code be taken?
select exists (select 1 from account_code c
  where c.account_id = :account_id and c.code_hash = :code_hash and (c.purpose = 'recovery') = :recovery
    and c.used_at is null and (c.expires_at is null or c.expires_at > :now)) as good

-- name: code_use :exec   in: recovery bool
update account_code set used_at = :now
where account_id = :account_id and code_hash = :code_hash and (purpose = 'recovery') = :recovery
  and used_at is null and (expires_at is null or expires_at > :now)

-- name: codes_forget :exec   in: recovery bool
-- Codes nobody used stop working.
delete from account_code where account_id = :account_id and (purpose = 'recovery') = :recovery and used_at is null

-- name: codes_left :one   out: n int
select count(*) as n from account_code where account_id = :account_id and purpose = 'recovery' and used_at is null

-- ---- roles -----------------------------------------------------------------------------------------------------------

-- name: grant_insert :exec
insert into role_grant (account_id, center_id, role, granted_at) values (:account_id, :center_id, :role, :now)
on conflict (account_id, center_id, role) do nothing

-- name: grant_delete :exec
delete from role_grant where account_id = :account_id and center_id = :center_id and role = :role

-- name: grant_held :one   out: held bool
select exists (select 1 from role_grant g
  where g.account_id = :account_id and g.center_id = :center_id and g.role = :role) as held

-- name: account_reach :one   in: account_id account_id, actor account_id   out: held int, outside int
-- How many roles an account holds, and how many of them the other account does not administer: administrators do at their
-- centers, the front desk does a participant's.
select count(*) as held, count(*) filter (where not exists (select 1 from role_grant mine
  where mine.account_id = :actor and mine.center_id = g.center_id
    and (mine.role = 'administrator' or (mine.role = 'front_desk' and g.role = 'participant')))) as outside
from role_grant g
where g.account_id = :account_id

-- ---- sign-ins ----------------------------------------------------------------------------------------------------------

-- name: signin_insert :exec
insert into signin (id, token_hash, account_id, stage, created_at, seen_at, address, agent)
values (:id, :token_hash, :account_id, :stage, :now, :now, :address, :agent)

-- name: signin_raise :exec
-- Fully signed in, with a new token: the old cookie stops working.
update signin set token_hash = :token_hash, stage = 'full', seen_at = :now
where id = :id and ended_at is null and stage <> 'full'

-- name: signin_end :exec
update signin set ended_at = :now where account_id = :account_id and id = :id and ended_at is null

-- name: signins_end :exec   in: keep signin_id?
-- Every sign-in of an account but one.
update signin set ended_at = :now where account_id = :account_id and ended_at is null and id <> coalesce(:keep, 0)
