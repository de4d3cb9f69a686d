-- include: access/access.h

-- name: signin_by_token :one   in: token_hash bytes, center_id center_id?
-- out: totp bool, administrator bool, director bool, clinician bool, front_desk bool, participant bool, participant_idle text?, home_zone text?,
-- out: here_administrator bool, here_director bool, here_clinician bool, here_front_desk bool, here_participant bool
-- Everything a request needs to know of who asks, from the cookie's hash: account, name, second factor, roles anywhere, and the door
-- of the center in the address, if there is one: its name and clock, and the roles there.
select s.id as signin_id, s.stage, s.created_at, s.seen_at, a.id as account_id, a.person_id,
  p.given, p.preferred, p.family, a.totp_last_step is not null as totp,
  exists (select 1 from role_grant g where g.account_id = a.id and g.role = 'administrator') as administrator,
  exists (select 1 from role_grant g where g.account_id = a.id and g.role = 'director') as director,
  exists (select 1 from role_grant g where g.account_id = a.id and g.role = 'clinician') as clinician,
  exists (select 1 from role_grant g where g.account_id = a.id and g.role = 'front_desk') as front_desk,
  exists (select 1 from role_grant g where g.account_id = a.id and g.role = 'participant') as participant,
  d.id as door_id, d.name as door_name, d.zone as door_zone,
  exists (select 1 from role_grant g where g.account_id = a.id and g.center_id = :center_id and g.role = 'administrator') as here_administrator,
  exists (select 1 from role_grant g where g.account_id = a.id and g.center_id = :center_id and g.role = 'director') as here_director,
  exists (select 1 from role_grant g where g.account_id = a.id and g.center_id = :center_id and g.role = 'clinician') as here_clinician,
  exists (select 1 from role_grant g where g.account_id = a.id and g.center_id = :center_id and g.role = 'front_desk') as here_front_desk,
  exists (select 1 from role_grant g where g.account_id = a.id and g.center_id = :center_id and g.role = 'participant') as here_participant,
  (select t.value from setting t where t.name = 'participant_idle_minutes') as participant_idle,
  (select c.zone from role_grant h join center c on c.id = h.center_id where h.account_id = a.id
   order by h.granted_at desc, h.center_id desc limit 1) as home_zone
from signin s
join account a on a.id = s.account_id
join person p on p.id = a.person_id
left join center d on d.id = :center_id
where s.token_hash = :token_hash and s.ended_at is null and a.disabled_at is null

-- name: signin_seen :exec
update signin set seen_at = :now where id = :id and ended_at is null

-- name: center_door :many   in: center_id center_id, account_id account_id?
-- A center's name and clock, and the roles an account holds there. No row: there is no such center.
select c.name, c.zone, g.role
from center c
left join role_grant g on g.center_id = c.id and g.account_id = :account_id
where c.id = :center_id
limit 10

-- name: participant_center :one
-- The center whose participant an account is; where somebody moved, the newest.
select g.center_id, c.name, c.zone
from role_grant g
join center c on c.id = g.center_id
where g.account_id = :account_id and g.role = 'participant'
order by g.granted_at desc, g.center_id desc
limit 1

-- name: break_glass_anywhere_here :one   in: account_id account_id   out: open bool
-- Has the account opened anybody's record at this center within the hour?
select exists (select 1 from break_glass b
  where b.center_id = :center and b.account_id = :account_id and b.until_at > :now) as open
