-- What the pages of this folder show; what they change goes through the rules.
-- include: access/accounts.h

-- name: centers_of_actor :many   in: account_id account_id, only code(role)?, also code(role)?
-- Centers where an account holds one of these roles (or, without them, any), by name.
select distinct c.id, c.name
from role_grant g
join center c on c.id = g.center_id
where g.account_id = :account_id and (g.role = :only or g.role = :also or :only is null)
order by c.name, c.id
limit 500

-- name: administers_all :one   in: account_id account_id   out: every bool
-- scans: one row per center
-- Is an account an administrator of every center? Nobody else reads the organization's own journal, which names people of all of them.
select not exists (select 1 from center c where not exists (select 1 from role_grant g
  where g.account_id = :account_id and g.center_id = c.id and g.role = 'administrator')) as every

-- name: centers_all :many
-- scans: a list to choose from; one row per center
select id, name from center order by name, id limit 500

-- ---- one's own account ---------------------------------------------------------------------------------------------------

-- name: signins_of :many   in: since instant
-- Sign-ins that go on, newest first.
select id, created_at, seen_at, address, agent
from signin
where account_id = :account_id and ended_at is null and created_at > :since
order by id desc
limit 50

-- ---- administering accounts ------------------------------------------------------------------------------------------------

-- name: accounts_of_center :many
-- in: center_id center_id, pattern text, one text, two text, three text, folded text, after int
-- out: password bool, totp bool, administrator bool, director bool, clinician bool, front_desk bool, participant bool
-- Accounts with a role at a center, by name, after a key.
select a.id, a.login, a.disabled_at, a.person_id, p.folded, p.given, p.preferred, p.family,
  a.password_hash is not null as password, a.totp_last_step is not null as totp,
  exists (select 1 from role_grant r where r.account_id = a.id and r.center_id = :center_id and r.role = 'administrator') as administrator,
  exists (select 1 from role_grant r where r.account_id = a.id and r.center_id = :center_id and r.role = 'director') as director,
  exists (select 1 from role_grant r where r.account_id = a.id and r.center_id = :center_id and r.role = 'clinician') as clinician,
  exists (select 1 from role_grant r where r.account_id = a.id and r.center_id = :center_id and r.role = 'front_desk') as front_desk,
  exists (select 1 from role_grant r where r.account_id = a.id and r.center_id = :center_id and r.role = 'participant') as participant
from account a
join person p on p.id = a.person_id
where a.id in (select g.account_id from role_grant g where g.center_id = :center_id)
  and ((p.folded like :one and p.folded like :two and p.folded like :three) or a.login like :pattern)
  and (p.folded, a.id) > (:folded, :after)
order by p.folded, a.id
limit 51

-- name: account_page_head :one   out: password bool, totp bool, codes int
-- An account as its page shows it.
select a.id, a.person_id, a.login, a.created_at, a.disabled_at, p.given, p.preferred, p.family,
  a.password_hash is not null as password, a.totp_last_step is not null as totp,
  (select count(*) from account_code k where k.account_id = a.id and k.purpose <> 'recovery' and k.used_at is null
     and k.expires_at > :now) as codes
from account a
join person p on p.id = a.person_id
where a.id = :id

-- name: account_page_roles :many   in: actor account_id   out: mine bool
-- Every role of an account, and whether the one who looks may take it.
select g.center_id, c.name, g.role,
  exists (select 1 from role_grant m where m.account_id = :actor and m.center_id = g.center_id
    and (m.role = 'administrator' or (m.role = 'front_desk' and g.role = 'participant'))) as mine
from role_grant g
join center c on c.id = g.center_id
where g.account_id = :account_id
order by c.name, c.id, g.role
limit 500

-- name: people_without_account :many   in: one text, two text, three text
-- People of the center in hand who have no account yet, by the words of their name.
select p.id, p.given, p.preferred, p.family, p.birth_on
from person p
where p.folded like :one and p.folded like :two and p.folded like :three
  and p.id in (select cp.person_id from center_person cp where cp.center_id = :center
    union select cs.person_id from center_staff cs where cs.center_id = :center)
  and not exists (select 1 from account a where a.person_id = p.id)
order by p.folded, p.id
limit 20

-- name: person_title :one
select p.folded, p.given, p.preferred, p.family from person p where p.id = :id

-- ---- breaking the glass --------------------------------------------------------------------------------------------------

-- name: glass_candidates :many   in: number text?, birth_on date?
-- Participants of the center in hand with this number, or born on this day; the newest stay of each comes first.
select e.id as episode_id, e.person_id, p.given, p.preferred, p.family, i.value as number
from episode e
join person p on p.id = e.person_id
left join person_identifier i on i.person_id = p.id and i.value = :number
where e.center_id = :center and (i.value is not null or p.birth_on = :birth_on)
order by e.person_id, e.started_on desc, e.id desc
limit 200
