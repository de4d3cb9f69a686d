-- include: access/accounts.h
-- include: care/words.h

-- name: user_demo :many
-- The accounts of the made-up organization; none in any other database.
select a.id, a.login, g.role, a.password_hash
from account a
join role_grant g on g.account_id = a.id
where a.login in ('administrator', 'director', 'clinician', 'frontdesk', 'participant') and a.disabled_at is null
  and exists (select 1 from setting s where s.name = 'demo')
order by a.id limit 20

-- name: user_each :each   out: has_password bool, has_totp bool
-- scans: every account, for the list
-- Every account with each of its roles; one without a role has one row.
select a.id, a.login, p.given, p.preferred, p.family, c.name as center, g.role, a.disabled_at,
  a.password_hash is not null as has_password, a.totp_last_step is not null as has_totp
from account a
join person p on p.id = a.person_id
left join role_grant g on g.account_id = a.id
left join center c on c.id = g.center_id
order by a.login, c.name nulls first, g.role nulls first

-- name: user_people :many   in: one text, other text   out: login text?
-- scans: the people of the organization, once per new account
-- People whose name holds two words, and the account they have.
select p.id, p.given, p.preferred, p.family, p.birth_on, (select a.login from account a where a.person_id = p.id) as login
from person p
where p.folded like '%' || :one || '%' and p.folded like '%' || :other || '%'
order by p.folded, p.id limit 11

-- name: user_person :one
select p.id from person p where p.id = :id

-- name: user_by_login :one
select a.id from account a where a.login = :login

-- name: user_staff_put :exec
-- Somebody works here: they can be chosen to lead groups.
insert into staff (person_id, changed_at) values (:person_id, :now) on conflict (person_id) do nothing

-- name: user_center_staff_put :exec   in: today date
insert into center_staff (center_id, person_id, from_on) values (:center, :person_id, :today)
on conflict (center_id, person_id) do nothing

-- name: setup_organization :exec
insert into organization (id, name, created_at) values (:id, :name, :now)

-- name: setup_center :exec
insert into center (id, organization_id, name, zone, created_at) values (:id, :organization_id, :name, :zone, :now)

-- name: setup_kind :exec
insert into service_kind (id, code, name, minutes, counts, billable, grouped, group_limit)
values (:id, :code, :name, :minutes, :counts, :billable, :grouped, :group_limit)
