-- profile.sql - what anyone may read of published programs. Queries that name their center (:at) serve pages with no center in hand;
-- they tell of programs, tracks and sums, and never of a person.
-- include: care/profile/profile_words.h
-- include: care/words.h

-- name: profile_center_list :many
-- across centers: which centers have something published
-- scans: the centers of one organization
-- Centers with a published program, by name.
select n.id, n.name, n.street, n.city, n.state, n.zip, n.phone, n.zone, n.closed_on
from center n
where exists (select 1 from program_profile f where f.center_id = n.id and f.is_public = true)
order by n.name, n.id limit 500

-- name: profile_program_list :many   in: at center_id, only code(program_type)?, day date
-- across centers: published programs are for anyone
-- The published programs of a center that are not closed on a day.
select p.id, p.name, p.type, p.least_age, p.most_age, f.phone, f.start_rule, f.start_weekday
from program_profile f
join program p on p.center_id = f.center_id and p.id = f.program_id
where f.center_id = :at and f.is_public = true and (p.closed_on is null or p.closed_on >= :day) and (:only is null or p.type = :only)
order by p.name, p.id limit 300

-- name: profile_ticked :many   in: at center_id   out: topic text, code text
-- across centers: what published programs say is for anyone
-- What the published programs of a center ticked, and which kinds of insurance they take; a kind may come more than once.
select c.program_id, c.topic as topic, c.code as code
from program_profile f
cross join program_choice c
where f.center_id = :at and f.is_public = true and c.center_id = f.center_id and c.program_id = f.program_id
union all
select a.program_id, 'pays', a.kind
from program_profile f
cross join accepted_plan a
where f.center_id = :at and f.is_public = true and a.center_id = f.center_id and a.program_id = f.program_id and a.retired_on is null
limit 20000

-- name: profile_seats :many   in: at center_id, program program_id?, day date   out: people int
-- across centers: sums by track, of which only the seats that are left are shown
-- The tracks of a center (or of one program) that take people on a day or later, each with how many belong to it until which day.
select t.id, t.program_id, t.name, t.seats, t.least_age, t.most_age, t.opened_on, t.closed_on, e.to_on, coalesce(e.people, 0) as people
from track t
left join (select b.track_id, b.to_on, count(*) as people from enrollment b
  where b.center_id = :at and (b.to_on is null or b.to_on >= :day) group by b.track_id, b.to_on) e on e.track_id = t.id
where t.center_id = :at and (:program is null or t.program_id = :program) and (t.closed_on is null or t.closed_on >= :day)
order by t.name, t.id, e.to_on nulls first limit 5000

-- name: profile_starts :many   in: at center_id, program program_id?, day date, until date   out: starts_at instant
-- across centers: the calendar of tracks, nobody in it
-- When the sessions to come of each track begin, by day.
select s.track_id, s.day, min(s.starts_at) as starts_at
from session s
join track t on t.center_id = s.center_id and t.id = s.track_id
where s.center_id = :at and s.day between :day and :until and s.status = 'planned' and s.starts_at > :now
  and (:program is null or t.program_id = :program)
group by s.track_id, s.day
order by s.track_id, s.day limit 5000

-- name: profile_hours :many   in: at center_id, day date   out: starts int, ends int
-- across centers: the weeks of tracks, nobody in them
-- From when to when each track of a center meets, by weekday.
select w.track_id, w.weekday, min(w.start_minute) as starts, max(w.end_minute) as ends
from track t
join week_slot w on w.center_id = t.center_id and w.track_id = t.id
where t.center_id = :at and (t.closed_on is null or t.closed_on >= :day) and w.from_on <= :day and (w.to_on is null or w.to_on >= :day)
group by w.track_id, w.weekday
order by w.track_id, w.weekday limit 5000

-- name: profile_head :one   in: at center_id, program program_id, day date, year_ago date   out: people int, organization text?
-- across centers: what a program says of itself, and of people one sum
-- scans: one organization
-- A program with what it states, its center, and how many people were in it in the year before a day.
select p.id, p.name, p.type, p.least_age, p.most_age, p.closed_on,
  n.id as center_id, n.name as center, n.street, n.city, n.state, n.zip, n.phone as center_phone, n.zone,
  f.is_public, f.about, f.least_weeks, f.most_weeks, f.after_care, f.step_down, f.school_work, f.phone, f.start_rule, f.start_weekday,
  (select o.name from organization o order by o.id limit 1) as organization,
  (select count(distinct e.person_id) from episode e where e.center_id = p.center_id and e.program_id = p.id
    and e.started_on <= :day and (e.ended_on is null or e.ended_on >= :year_ago)) as people
from program p
join program_profile f on f.center_id = p.center_id and f.program_id = p.id
join center n on n.id = p.center_id
where p.center_id = :at and p.id = :program

-- name: profile_facts :many   in: at center_id, program program_id, day date   out: topic text, code text, people int, since_year int?
-- across centers: what a program says of itself, and sums over its staff
-- What a program ticked; the therapies that those who lead its sessions are trained in, with how many of them; and how many lead.
with leader as (
  select distinct f.person_id as person_id
  from track t
  join week_slot w on w.center_id = t.center_id and w.track_id = t.id
  join week_slot_facilitator f on f.center_id = w.center_id and f.week_slot_id = w.id
  where t.center_id = :at and t.program_id = :program and (t.closed_on is null or t.closed_on >= :day)
    and w.from_on <= :day and (w.to_on is null or w.to_on >= :day)
)
select c.topic as topic, c.code as code, 0 as people, null as since_year
from program_choice c where c.center_id = :at and c.program_id = :program
union all
select 'therapy', y.therapy, count(*), min(y.since_year)
from leader l join staff_therapy y on y.center_id = :at and y.person_id = l.person_id
group by y.therapy
union all
select '', '', count(*), null from leader l
limit 500

-- name: profile_plans :many   in: at center_id, program program_id
-- across centers: the insurance a program takes is for anyone
-- The insurance a program takes.
select a.kind, a.payer, a.plan_name, a.in_network, a.verified_on
from accepted_plan a
where a.center_id = :at and a.program_id = :program and a.retired_on is null
order by a.kind, a.payer, a.plan_name limit 300

-- name: profile_stays :many   in: at center_id, program program_id, day date
-- across centers: read for a median and a range, which are told only of eleven and more
-- From when to when people stayed who are not in the program any more, those who came last first.
select e.started_on, e.ended_on
from episode e
where e.center_id = :at and e.program_id = :program and e.status = 'discharged' and e.ended_on <= :day
order by e.started_on desc limit 500

-- name: profile_slots :many   in: at center_id, program program_id, day date   out: break_min int
-- across centers: the week of a program, nobody in it
-- The repeating week of a program as it stands on a day.
select w.track_id, t.name as track, w.weekday, w.start_minute, w.end_minute, w.title, w.modality, k.name as kind,
  coalesce((select sum(b.end_minute - b.start_minute) from week_slot_break b
    where b.center_id = w.center_id and b.week_slot_id = w.id), 0) as break_min
from track t
join week_slot w on w.center_id = t.center_id and w.track_id = t.id
join service_kind k on k.id = w.service_kind_id
where t.center_id = :at and t.program_id = :program and (t.closed_on is null or t.closed_on >= :day)
  and w.from_on <= :day and (w.to_on is null or w.to_on >= :day)
order by t.name, w.track_id, w.weekday, w.start_minute, w.id limit 500

-- name: profile_fullest :one   in: only code(program_type)?, day date   out: slots int
-- across centers: one track's week as an example for anyone
-- scans: the programs of one organization
-- Tracks of published programs with most in their week.
select n.name as center, p.center_id, p.id as program_id, p.type, p.name as program, t.id as track_id, count(*) as slots
from program_profile f
join program p on p.center_id = f.center_id and p.id = f.program_id
join center n on n.id = f.center_id
join track t on t.center_id = p.center_id and t.program_id = p.id
join week_slot w on w.center_id = t.center_id and w.track_id = t.id
where f.is_public = true and (:only is null or p.type = :only) and (p.closed_on is null or p.closed_on >= :day)
  and (t.closed_on is null or t.closed_on >= :day) and w.from_on <= :day and (w.to_on is null or w.to_on >= :day)
group by n.name, p.center_id, p.id, p.type, p.name, t.id
order by 7 desc, t.id limit 1
