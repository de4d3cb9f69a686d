-- include: care/words.h

-- name: organization_get :one   out: idle text?, site text?
-- scans: one organization
-- The organization, after how many minutes its participants' sign-ins go idle where that was chosen, and where its site is reached.
select o.id, o.name, o.npi, o.phone, o.week_starts_on, o.version,
  (select t.value from setting t where t.name = 'participant_idle_minutes') as idle,
  (select s.value from setting s where s.name = 'site_address') as site
from organization o order by o.id limit 1

-- name: setting_put :exec
-- What the organization chose.
insert into setting (name, value, changed_at) values (:name, :value, :now)
on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at

-- name: setting_forget :exec
-- Back to the usual.
delete from setting where name = :name

-- name: organization_update :exec   in: seen_version int
-- Its name and week; touches nothing when somebody changed it since it was seen.
update organization set name = :name, npi = :npi, phone = :phone, week_starts_on = :week_starts_on, version = version + 1
where id = :id and version = :seen_version

-- name: attendance_begun :one   out: begun bool
-- across centers: weeks are the whole organization's
-- scans: stops at the first row
-- Has anybody's attendance been recorded anywhere?
select exists (select 1 from attendance a) as begun

-- name: centers_of :many   in: account_id account_id
-- The centers whose structure an account may change.
select distinct n.id, n.name, n.street, n.city, n.state, n.zip, n.phone, n.npi, n.zone, n.closed_on
from role_grant g join center n on n.id = g.center_id
where g.account_id = :account_id and g.role in ('administrator', 'director')
order by n.name limit 500

-- name: center_get :one
-- One center.
select n.id, n.organization_id, n.name, n.street, n.city, n.state, n.zip, n.phone, n.zone, n.npi, n.closed_on, n.version
from center n where n.id = :id

-- name: center_named :many
-- Who has a name already.
select n.id from center n where n.organization_id = :organization_id and n.name = :name limit 2

-- name: center_insert :exec
-- A new center.
insert into center (id, organization_id, name, street, city, state, zip, phone, zone, npi, closed_on, created_at, version)
values (:id, :organization_id, :name, :street, :city, :state, :zip, :phone, :zone, :npi, :closed_on, :now, 1)

-- name: center_update :exec   in: seen_version int
-- A center's details; touches nothing when somebody changed them since they were seen.
update center set name = :name, street = :street, city = :city, state = :state, zip = :zip, phone = :phone, zone = :zone, npi = :npi,
  closed_on = :closed_on, version = version + 1
where id = :id and version = :seen_version

-- name: center_administrator :exec
-- Whoever adds a center is its first administrator.
insert into role_grant (account_id, center_id, role, granted_at) values (:account_id, :center_id, 'administrator', :now)

-- name: center_beyond :one   in: day date   out: people int, programs int, sessions int
-- What of a center reaches beyond a day.
select
  (select count(*) from episode e where e.center_id = :center and (e.ended_on is null or e.ended_on > :day)) as people,
  (select count(*) from program p where p.center_id = :center and (p.closed_on is null or p.closed_on > :day)) as programs,
  (select count(*) from session s where s.center_id = :center and s.day > :day and s.status = 'planned') as sessions

-- name: room_list :many
-- The rooms of a center, those in use first.
select r.id, r.name, r.seats, r.retired_on, r.version from room r
where r.center_id = :center order by r.retired_on is not null, r.name limit 500

-- name: room_get :one
-- One room.
select r.id, r.name, r.seats, r.retired_on, r.version from room r where r.center_id = :center and r.id = :id

-- name: room_named :many
-- Who has a name already.
select r.id from room r where r.center_id = :center and r.name = :name limit 2

-- name: room_insert :exec
-- A new room.
insert into room (center_id, id, name, seats, version) values (:center, :id, :name, :seats, 1)

-- name: room_update :exec   in: seen_version int
-- A room's details; touches nothing when somebody changed them since they were seen.
update room set name = :name, seats = :seats, retired_on = :retired_on, version = version + 1
where center_id = :center and id = :id and version = :seen_version

-- name: room_ahead :one   in: room_id room_id, day date   out: sessions int, first_day date?
-- Sessions planned in a room from a day on.
select count(*) as sessions, min(s.day) as first_day from session s
where s.center_id = :center and s.room_id = :room_id and s.day >= :day and s.status = 'planned'

-- name: kind_list :many
-- scans: a few dozen kinds
-- The kinds of service, those in use first.
select k.id, k.code, k.name, k.minutes, k.counts, k.billable, k.grouped, k.group_limit, k.retired_on, k.version
from service_kind k order by k.retired_on is not null, k.name limit 500

-- name: kind_get :one
-- One kind of service.
select k.id, k.code, k.name, k.minutes, k.counts, k.billable, k.grouped, k.group_limit, k.retired_on, k.version
from service_kind k where k.id = :id

-- name: kind_coded :many
-- Who has a code already.
select k.id from service_kind k where k.code = :code limit 2

-- name: kind_insert :exec
-- A new kind of service.
insert into service_kind (id, code, name, minutes, counts, billable, grouped, group_limit, version)
values (:id, :code, :name, :minutes, :counts, :billable, :grouped, :group_limit, 1)

-- name: kind_update :exec   in: seen_version int
-- A kind's details; touches nothing when somebody changed them since they were seen.
update service_kind set name = :name, minutes = :minutes, counts = :counts, billable = :billable, grouped = :grouped,
  group_limit = :group_limit, retired_on = :retired_on, version = version + 1
where id = :id and version = :seen_version

-- name: kind_sessions_follow :exec   in: service_kind_id service_kind_id, day date, counts bool, billable bool
-- across centers: kinds are shared by all centers
-- scans: kinds change a few times a year
-- Sessions of a kind from a day on count and are billed as the kind says now.
update session set counts = :counts, billable = :billable, changed_at = :now, version = version + 1,
  counted_min = case when :counts then (ends_at - starts_at) / 60000 - coalesce((
    select sum(b.ends_at - b.starts_at) / 60000 from session_break b
    where b.center_id = session.center_id and b.session_id = session.id), 0) else 0 end
where service_kind_id = :service_kind_id and day >= :day

-- name: staff_list :many   in: day date
-- Who works or worked at a center, those who do first.
select cs.person_id, p.family, p.given, p.preferred, s.credentials, s.title, s.npi, cs.from_on, cs.to_on, a.login
from center_staff cs
join person p on p.id = cs.person_id
left join staff s on s.person_id = cs.person_id
left join account a on a.person_id = cs.person_id
where cs.center_id = :center
order by cs.to_on is not null and cs.to_on < :day, p.family, p.given, cs.person_id limit 1000

-- name: staff_get :one
-- One person who works or worked at a center.
select cs.person_id, p.family, p.given, p.preferred, s.credentials, s.title, s.npi, cs.from_on, cs.to_on, s.version as staff_version
from center_staff cs
join person p on p.id = cs.person_id
left join staff s on s.person_id = cs.person_id
where cs.center_id = :center and cs.person_id = :person_id

-- name: staff_alike :many   in: folded text, folded_end text   out: here bool
-- Staff of the organization with a name, and whether they work at this center.
select p.id, p.family, p.given, p.preferred, s.title, s.credentials, s.npi,
  exists (select 1 from center_staff cs where cs.center_id = :center and cs.person_id = p.id) as here
from person p join staff s on s.person_id = p.id
where p.folded >= :folded and p.folded <= :folded_end
order by p.folded, p.id limit 10

-- name: staff_put :exec
-- What somebody is to the organization.
insert into staff (person_id, npi, credentials, title, changed_at, version) values (:person_id, :npi, :credentials, :title, :now, 1)
on conflict (person_id) do update set npi = excluded.npi, credentials = excluded.credentials, title = excluded.title,
  changed_at = excluded.changed_at, version = staff.version + 1

-- name: staff_with_npi :many
-- scans: the staff of one organization
-- Whose number this is already.
select s.person_id from staff s where s.npi = :npi limit 2

-- name: center_staff_put :exec
-- From when until when somebody works at a center.
insert into center_staff (center_id, person_id, from_on, to_on) values (:center, :person_id, :from_on, :to_on)
on conflict (center_id, person_id) do update set from_on = excluded.from_on, to_on = excluded.to_on

-- name: staff_ahead :one   in: person_id person_id, day date   out: sessions int, first_day date?
-- Sessions somebody leads or helps to lead after a day.
select count(*) as sessions, min(f.day) as first_day
from session_facilitator f
join session s on s.center_id = f.center_id and s.id = f.session_id
where f.center_id = :center and f.person_id = :person_id and f.day > :day and s.status = 'planned'

-- name: staff_known :one   in: person_id person_id   out: here bool
-- Somebody of the organization's staff, and whether they work at this center.
select s.person_id, exists (select 1 from center_staff cs where cs.center_id = :center and cs.person_id = s.person_id) as here
from staff s where s.person_id = :person_id

-- name: center_begun :one   in: day date   out: rooms bool, staff bool, programs bool, tracks bool, week bool, members bool
-- What a center needs before its first session, as far as it is there on a day.
select
  exists (select 1 from room r where r.center_id = :center and r.retired_on is null) as rooms,
  exists (select 1 from role_grant g join account a on a.id = g.account_id
    where g.center_id = :center and g.role = 'clinician' and a.disabled_at is null) as staff,
  exists (select 1 from program p where p.center_id = :center and (p.closed_on is null or p.closed_on >= :day)) as programs,
  exists (select 1 from track t where t.center_id = :center and (t.closed_on is null or t.closed_on >= :day)) as tracks,
  exists (select 1 from week_slot s where s.center_id = :center and (s.to_on is null or s.to_on >= :day)) as week,
  exists (select 1 from enrollment n where n.center_id = :center and (n.to_on is null or n.to_on >= :day)) as members

-- name: programs_unsaid :many   in: day date   out: is_public bool, said bool
-- Open programs that nobody finds, or whose public page leaves a question unanswered: what is treated, how, and who pays.
select p.id, p.name, coalesce(f.is_public, false) as is_public,
  (coalesce(f.about, '') <> ''
    and exists (select 1 from program_choice k where k.center_id = p.center_id and k.program_id = p.id and k.topic = 'condition')
    and exists (select 1 from program_choice k where k.center_id = p.center_id and k.program_id = p.id and k.topic = 'approach')
    and (exists (select 1 from accepted_plan a where a.center_id = p.center_id and a.program_id = p.id and a.retired_on is null)
      or exists (select 1 from program_choice k where k.center_id = p.center_id and k.program_id = p.id and k.topic = 'pays'))) as said
from program p
left join program_profile f on f.center_id = p.center_id and f.program_id = p.id
where p.center_id = :center and (p.closed_on is null or p.closed_on >= :day)
order by p.name, p.id limit 100

-- name: settings_counts :one   in: day date   out: rooms int, programs int, tracks int, kinds int, staff int
-- scans: a few dozen kinds
-- How much there is of everything on the settings page.
select
  (select count(*) from room r where r.center_id = :center and r.retired_on is null) as rooms,
  (select count(*) from program p where p.center_id = :center and (p.closed_on is null or p.closed_on >= :day)) as programs,
  (select count(*) from track t where t.center_id = :center and (t.closed_on is null or t.closed_on >= :day)) as tracks,
  (select count(*) from service_kind k where k.retired_on is null) as kinds,
  (select count(*) from center_staff cs where cs.center_id = :center and (cs.to_on is null or cs.to_on >= :day)) as staff
