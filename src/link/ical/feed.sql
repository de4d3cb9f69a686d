-- include: care/words.h

-- name: feed_insert :exec
-- A new private calendar address.
insert into calendar_feed (id, token_hash, account_id, kind, created_at) values (:id, :token_hash, :account_id, :kind, :now)

-- name: feeds_of_account :many
-- The addresses of an account that still work, the newest first.
select f.id, f.created_at, f.read_at from calendar_feed f
where f.account_id = :account_id and f.kind = :kind and f.revoked_at is null order by f.id desc limit 20

-- name: feed_by_token :one
-- Whose calendar an address is; nothing once it was taken back or the account was closed.
select f.id, f.kind, f.account_id, f.read_at, a.person_id, a.login
from calendar_feed f
join account a on a.id = f.account_id
where f.token_hash = :token_hash and f.revoked_at is null and a.disabled_at is null

-- name: feed_read :exec
-- A calendar program read it just now.
update calendar_feed set read_at = :now where id = :id

-- name: feed_revoke :exec
-- The address stops working.
update calendar_feed set revoked_at = :now where id = :id and account_id = :account_id and revoked_at is null

-- name: feed_led :many   in: account_id account_id, person_id person_id, from_day date, to_day date
-- across centers: one person's own appointments wherever they work
-- Sessions somebody leads or helps to lead, at the centers where they have a role other than participant.
select distinct s.id as session_id, s.center_id, s.starts_at, s.ends_at, s.status, s.version, s.changed_at, n.zone
from role_grant g
join session_facilitator f on f.center_id = g.center_id and f.person_id = :person_id and f.day between :from_day and :to_day
join session s on s.center_id = f.center_id and s.id = f.session_id
join center n on n.id = s.center_id
where g.account_id = :account_id and g.role <> 'participant'
order by s.starts_at, s.id limit 3000

-- name: feed_attended :many   in: account_id account_id, person_id person_id, from_day date, to_day date
-- across centers: one person's own appointments wherever they take part
-- Sessions of the tracks somebody belongs to, and make-ups they accepted.
with mine as (
  select e.center_id, s.id as session_id
    from role_grant g
    join episode e on e.center_id = g.center_id and e.person_id = :person_id
    join enrollment n on n.center_id = e.center_id and n.episode_id = e.id
    join session s on s.center_id = n.center_id and s.track_id = n.track_id and s.day between :from_day and :to_day
   where g.account_id = :account_id and g.role = 'participant' and n.from_on <= s.day and (n.to_on is null or n.to_on >= s.day)
     and (e.ended_on is null or e.ended_on >= s.day)
  union
  select e.center_id, o.session_id
    from role_grant g
    join episode e on e.center_id = g.center_id and e.person_id = :person_id
    join make_up_offer o on o.center_id = e.center_id and o.episode_id = e.id
   where g.account_id = :account_id and g.role = 'participant' and o.status = 'accepted'
)
select s.id as session_id, s.center_id, s.starts_at, s.ends_at, s.status, s.version, s.changed_at, c.zone
from mine m
join session s on s.center_id = m.center_id and s.id = m.session_id
join center c on c.id = s.center_id
where s.day between :from_day and :to_day
order by s.starts_at, s.id limit 3000
