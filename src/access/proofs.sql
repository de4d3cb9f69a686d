-- include: access/access.h

-- name: session_here :one
-- Is there such a session at the center in hand?
select id from session where center_id = :center and id = :id

-- name: episode_here :one
select id, person_id from episode where center_id = :center and id = :id

-- name: episode_of_person :one   in: person_id person_id
-- A participant's stay at the center in hand: the one that goes on, else the newest.
select id from episode
where center_id = :center and person_id = :person_id
order by status = 'discharged', started_on desc, id desc
limit 1

-- name: person_here :one   in: person_id person_id   out: here bool
-- Does the center in hand know the person, as a participant or as staff?
select exists (select 1 from center_person cp where cp.center_id = :center and cp.person_id = p.id)
  or exists (select 1 from episode e where e.center_id = :center and e.person_id = p.id)
  or exists (select 1 from center_staff cs where cs.center_id = :center and cs.person_id = p.id) as here
from person p
where p.id = :person_id

-- name: inquiry_here :one
-- Is there such a request for help at the center in hand, and whose is it?
select id, person_id from inquiry where center_id = :center and id = :id

-- name: person_roles :many   in: person_id person_id, account_id account_id
-- across centers: pages without a center ask what the actor is at any center that knows the person
-- The roles an account holds where the person is known.
select distinct g.role
from role_grant g
where g.account_id = :account_id
  and (exists (select 1 from center_person cp where cp.center_id = g.center_id and cp.person_id = :person_id)
    or exists (select 1 from episode e where e.center_id = g.center_id and e.person_id = :person_id)
    or exists (select 1 from center_staff cs where cs.center_id = g.center_id and cs.person_id = :person_id))
limit 10

-- name: person_known :one
select id from person where id = :id

-- name: break_glass_open :one
-- The hour in which this record stays open for this account.
select until_at from break_glass
where center_id = :center and account_id = :account_id and episode_id = :episode_id and until_at > :now
order by opened_at desc
limit 1

-- name: break_glass_insert :exec
insert into break_glass (center_id, account_id, episode_id, reason, opened_at, until_at)
values (:center, :account_id, :episode_id, :reason, :now, :until_at)
