-- include: care/words.h

-- name: week_first_day :one   out: week_starts_on int
-- The weekday on which program weeks start.
select min(o.week_starts_on) as week_starts_on from organization o

-- name: week_sessions :many   in: from_day date, to_day date   out: expected int
-- All sessions of a range of days, and how many people are enrolled in their track on that day.
select s.id as session_id, s.track_id, s.room_id, s.day, s.starts_at, s.ends_at, s.title, s.seats, s.modality, s.status, s.cancel_reason,
  k.code as kind_code, k.name as kind, k.grouped, k.group_limit, r.name as room, t.name as track,
  (select count(*) from enrollment e
    where e.center_id = s.center_id and e.track_id = s.track_id and e.from_on <= s.day and (e.to_on is null or e.to_on >= s.day)) as expected
from session s
join service_kind k on k.id = s.service_kind_id
join track t on t.center_id = s.center_id and t.id = s.track_id
left join room r on r.center_id = s.center_id and r.id = s.room_id
where s.center_id = :center and s.day between :from_day and :to_day
order by s.starts_at, s.id limit 3000

-- name: week_staff :many   in: from_day date, to_day date
-- Who leads and helps in the sessions of a range of days; the leading one first.
select f.session_id, f.person_id, f.leads, p.given, p.preferred, p.family
from session_facilitator f
join person p on p.id = f.person_id
where f.center_id = :center and f.day between :from_day and :to_day
order by f.session_id, f.leads desc, p.family, p.given limit 9000

-- name: session_head :one
-- What a page about one session says at its top.
select s.id, s.track_id, s.week_slot_id, s.slot_day, s.day, s.starts_at, s.ends_at, s.title, s.status, s.cancel_reason, s.version,
  k.name as kind, r.name as room, t.name as track
from session s
join service_kind k on k.id = s.service_kind_id
join track t on t.center_id = s.center_id and t.id = s.track_id
left join room r on r.center_id = s.center_id and r.id = s.room_id
where s.center_id = :center and s.id = :id

-- name: plan_kinds :many
-- Kinds of service to choose from.
-- scans: an organization has a few dozen kinds
select k.id, k.name, k.minutes from service_kind k where k.retired_on is null order by k.name limit 200

-- name: plan_rooms :many
-- Rooms to choose from.
select r.id, r.name, r.seats from room r where r.center_id = :center and r.retired_on is null order by r.name limit 500

-- name: plan_staff :many   in: day date
-- People who work at the center on a day.
select s.person_id, p.given, p.preferred, p.family
from center_staff s
join person p on p.id = s.person_id
where s.center_id = :center and s.from_on <= :day and (s.to_on is null or s.to_on >= :day)
order by p.family, p.given limit 500

-- name: plan_tracks :many   in: day date
-- Tracks that are open on a day or open later.
select t.id, t.name, p.name as program
from track t
join program p on p.center_id = t.center_id and p.id = t.program_id
where t.center_id = :center and (t.closed_on is null or t.closed_on >= :day)
order by p.name, t.name limit 200

-- name: track_head :one
-- A track and its program by name.
select t.id, t.name, p.name as program, t.closed_on, t.seats
from track t
join program p on p.center_id = t.center_id and p.id = t.program_id
where t.center_id = :center and t.id = :id

-- name: track_slots :many   in: track_id track_id, day date
-- The repeating week of a track as it stands on a day and after it.
select w.id, w.weekday, w.start_minute, w.end_minute, w.title, w.modality, w.from_on, w.to_on, w.version,
  k.name as kind, k.code as kind_code, k.grouped, k.group_limit, r.name as room
from week_slot w
join service_kind k on k.id = w.service_kind_id
left join room r on r.center_id = w.center_id and r.id = w.room_id
where w.center_id = :center and w.track_id = :track_id and (w.to_on is null or (w.to_on >= :day and w.to_on >= w.from_on))
order by w.weekday, w.start_minute, w.from_on, w.id limit 200

-- name: closures_from :many   in: day date
-- Closures that are not over, or ended since a day.
select c.id, c.from_on, c.to_on, c.name from closure c
where c.center_id = :center and c.to_on >= :day order by c.from_on, c.id limit 300

-- name: track_expected :one   in: track_id track_id, day date   out: people int
-- How many people belong to a track on a day.
select count(*) as people from enrollment e
where e.center_id = :center and e.track_id = :track_id and e.from_on <= :day and (e.to_on is null or e.to_on >= :day)
