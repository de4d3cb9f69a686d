-- include: care/words.h

-- name: room_conflicts :many   in: room_id room_id, from_day date, to_day date, starts_at instant, ends_at instant, except session_id?, but_slot week_slot_id?
-- Planned sessions in a room that overlap [starts_at, ends_at).
select s.id as session_id, s.title, s.day, s.starts_at, s.ends_at, r.name as room
from session s
join room r on r.center_id = s.center_id and r.id = s.room_id
where s.center_id = :center and s.room_id = :room_id and s.day between :from_day and :to_day and s.status = 'planned'
  and s.starts_at < :ends_at and s.ends_at > :starts_at
  and s.id is distinct from :except and (s.week_slot_id is null or s.week_slot_id is distinct from :but_slot)
order by s.starts_at limit 20

-- name: staff_conflicts :many   in: person_id person_id, from_day date, to_day date, starts_at instant, ends_at instant, except session_id?, but_slot week_slot_id?
-- across centers: one person works at several centers and can be in one place only
-- Planned sessions a person leads or helps to lead anywhere that overlap [starts_at, ends_at).
select s.id as session_id, s.center_id, n.name as center, s.title, s.day, s.starts_at, s.ends_at, p.given, p.family
from center_staff cs
join session_facilitator f on f.center_id = cs.center_id and f.person_id = cs.person_id and f.day between :from_day and :to_day
join session s on s.center_id = f.center_id and s.id = f.session_id
join center n on n.id = s.center_id
join person p on p.id = cs.person_id
where cs.person_id = :person_id and s.status = 'planned' and s.starts_at < :ends_at and s.ends_at > :starts_at
  and s.id is distinct from :except and (s.week_slot_id is null or s.week_slot_id is distinct from :but_slot)
order by s.starts_at limit 20

-- name: kind_of_plan :one
-- What a session takes over from its kind.
select k.counts, k.billable, k.name, k.retired_on from service_kind k where k.id = :id

-- name: track_of_plan :one
-- A track by name, and until when it is open.
select t.name, t.closed_on from track t where t.center_id = :center and t.id = :id

-- name: room_of_plan :one
-- A room's name and seats.
select r.name, r.seats, r.retired_on from room r where r.center_id = :center and r.id = :id

-- name: staff_of_plan :one   in: day date
-- A person who works at the center on a day.
select p.given, p.family from center_staff cs
join person p on p.id = cs.person_id
where cs.center_id = :center and cs.person_id = :person_id and cs.from_on <= :day and (cs.to_on is null or cs.to_on >= :day)

-- name: slot_insert :exec
-- A new row of the repeating week.
insert into week_slot (center_id, id, track_id, weekday, start_minute, end_minute, service_kind_id, title, room_id, seats, modality, link, from_on, to_on, version)
values (:center, :id, :track_id, :weekday, :start_minute, :end_minute, :service_kind_id, :title, :room_id, :seats, :modality, :link, :from_on, :to_on, 1)

-- name: slot_break_insert :exec
-- A break of a slot.
insert into week_slot_break (center_id, week_slot_id, start_minute, end_minute) values (:center, :week_slot_id, :start_minute, :end_minute)

-- name: slot_staff_insert :exec
-- A facilitator of a slot.
insert into week_slot_facilitator (center_id, week_slot_id, person_id, leads) values (:center, :week_slot_id, :person_id, :leads)

-- name: slot_get :one
-- One slot of the repeating week.
select w.id, w.track_id, w.weekday, w.start_minute, w.end_minute, w.service_kind_id, w.title, w.room_id, w.seats, w.modality, w.link,
  w.from_on, w.to_on, w.version
from week_slot w where w.center_id = :center and w.id = :id

-- name: slot_end :exec   in: seen_version int
-- The last day of a slot; touches nothing when somebody changed it since it was seen.
update week_slot set to_on = :to_on, version = version + 1
where center_id = :center and id = :id and version = :seen_version

-- name: open_slots :many   in: from_day date, until date, only week_slot_id?
-- The slots of the center (or one of them) with a day in [from_day, until], and when their tracks are open.
select w.id, w.track_id, w.weekday, w.start_minute, w.end_minute, w.service_kind_id, w.title, w.room_id, w.seats, w.modality, w.link,
  w.from_on, w.to_on, k.counts, k.billable, t.closed_on, t.opened_on
from week_slot w
join service_kind k on k.id = w.service_kind_id
join track t on t.center_id = w.center_id and t.id = w.track_id
where w.center_id = :center and w.from_on <= :until and (w.to_on is null or w.to_on >= :from_day) and (:only is null or w.id = :only)
order by w.track_id, w.weekday, w.start_minute, w.id limit 2000

-- name: slot_breaks :many
-- The breaks of a slot, in order.
select b.start_minute, b.end_minute from week_slot_break b
where b.center_id = :center and b.week_slot_id = :week_slot_id order by b.start_minute limit 20

-- name: slot_staff :many
-- The facilitators of a slot, the leading one first.
select f.person_id, f.leads, p.given, p.family
from week_slot_facilitator f join person p on p.id = f.person_id
where f.center_id = :center and f.week_slot_id = :week_slot_id order by f.leads desc, p.family, p.given limit 20

-- name: closures_between :many   in: from_day date, to_day date
-- Closures that touch a range of days.
select c.id, c.from_on, c.to_on, c.name from closure c
where c.center_id = :center and c.from_on <= :to_day and c.to_on >= :from_day
order by c.from_on limit 200

-- name: slot_days_made :many   in: week_slot_id week_slot_id, from_day date, until date
-- Days for which a slot's session exists already, wherever it was moved to.
select s.slot_day as slot_day from session s
where s.center_id = :center and s.week_slot_id = :week_slot_id and s.slot_day between :from_day and :until
order by s.slot_day limit 1000

-- name: session_insert :exec
-- One dated session.
insert into session (center_id, id, track_id, week_slot_id, slot_day, day, starts_at, ends_at, service_kind_id, title, room_id, seats,
  modality, link, counts, billable, counted_min, status, changed_at, version)
values (:center, :id, :track_id, :week_slot_id, :slot_day, :day, :starts_at, :ends_at, :service_kind_id, :title, :room_id, :seats,
  :modality, :link, :counts, :billable, :counted_min, 'planned', :now, 1)

-- name: session_break_insert :exec
-- A break of a session.
insert into session_break (center_id, session_id, starts_at, ends_at) values (:center, :session_id, :starts_at, :ends_at)

-- name: session_staff_insert :exec
-- A facilitator of a session.
insert into session_facilitator (center_id, session_id, person_id, day, leads) values (:center, :session_id, :person_id, :day, :leads)

-- name: session_get :one
-- One session as it stands.
select s.id, s.track_id, s.week_slot_id, s.slot_day, s.day, s.starts_at, s.ends_at, s.service_kind_id, s.title, s.room_id, s.seats,
  s.modality, s.link, s.counts, s.billable, s.counted_min, s.status, s.cancel_reason, s.version
from session s where s.center_id = :center and s.id = :id

-- name: session_breaks :many
-- The breaks of a session, in order.
select b.starts_at, b.ends_at from session_break b
where b.center_id = :center and b.session_id = :session_id order by b.starts_at limit 20

-- name: session_staff :many
-- The facilitators of a session, the leading one first.
select f.person_id, f.leads, p.given, p.family
from session_facilitator f join person p on p.id = f.person_id
where f.center_id = :center and f.session_id = :session_id order by f.leads desc, p.family, p.given limit 20

-- name: session_update :exec   in: seen_version int
-- Another time, room, kind or title for one session; touches nothing when somebody changed it since it was seen.
update session set week_slot_id = :week_slot_id, slot_day = :slot_day, day = :day, starts_at = :starts_at, ends_at = :ends_at,
  service_kind_id = :service_kind_id, title = :title, room_id = :room_id, seats = :seats, modality = :modality, link = :link,
  counts = :counts, billable = :billable, counted_min = :counted_min, changed_at = :now, version = version + 1
where center_id = :center and id = :id and version = :seen_version

-- name: session_to_slot :exec
-- The session belongs to another row of the repeating week; nothing else about it changes.
update session set week_slot_id = :week_slot_id, version = version + 1 where center_id = :center and id = :id

-- name: session_credited :one   in: session_id session_id   out: people int
-- How many people's time in a session is recorded already.
select count(*) as people from attendance a
where a.center_id = :center and a.session_id = :session_id and (a.credited_min > 0 or a.arrived_at is not null)

-- name: session_status :exec   in: seen_version int
-- Cancelled, or planned again.
update session set status = :status, cancel_reason = :cancel_reason, changed_at = :now, version = version + 1
where center_id = :center and id = :id and version = :seen_version

-- name: session_breaks_delete :exec
-- Before a session's breaks are written anew.
delete from session_break where center_id = :center and session_id = :session_id

-- name: session_staff_delete :exec
-- Before a session's facilitators are written anew.
delete from session_facilitator where center_id = :center and session_id = :session_id

-- name: attendance_day_moved :exec   in: session_id session_id, day date
-- Attendance keeps the day of its session.
update attendance set day = :day where center_id = :center and session_id = :session_id and day <> :day

-- name: slot_sessions_from :many   in: week_slot_id week_slot_id, from_day date   out: recorded int
-- A slot's sessions from a day on, and whether something hangs on them (attendance, offers, a word from a participant).
select s.id, s.slot_day as slot_day, s.starts_at, s.status, s.version,
  (select count(*) from attendance a where a.center_id = s.center_id and a.session_id = s.id)
  + (select count(*) from make_up_offer o where o.center_id = s.center_id and o.session_id = s.id)
  + (select count(*) from running_late l where l.center_id = s.center_id and l.session_id = s.id) as recorded
from session s
where s.center_id = :center and s.week_slot_id = :week_slot_id and s.slot_day >= :from_day
order by s.slot_day limit 500

-- name: session_delete :exec
-- A session on which nothing hangs; its breaks and facilitators went before.
delete from session where center_id = :center and id = :id

-- name: closure_insert :exec
-- Days on which the center is closed.
insert into closure (center_id, id, from_on, to_on, name) values (:center, :id, :from_on, :to_on, :name)

-- name: closure_get :one
-- One closure.
select c.id, c.from_on, c.to_on, c.name from closure c where c.center_id = :center and c.id = :id

-- name: closure_delete :exec
-- A closure taken back.
delete from closure where center_id = :center and id = :id

-- name: sessions_planned_between :many   in: from_day date, to_day date
-- Planned sessions of a range of days in which nobody's time is recorded: what a closure cancels.
select s.id, s.version, s.day, s.starts_at, s.ends_at, s.title, t.name as track
from session s
join track t on t.center_id = s.center_id and t.id = s.track_id
where s.center_id = :center and s.day between :from_day and :to_day and s.status = 'planned'
  and not exists (select 1 from attendance a
    where a.center_id = s.center_id and a.session_id = s.id and (a.credited_min > 0 or a.arrived_at is not null))
order by s.starts_at, s.id limit 5000

-- name: sessions_cancelled_for :many   in: from_day date, to_day date, cancel_reason text
-- Sessions a closure cancelled.
select s.id, s.version, s.day from session s
where s.center_id = :center and s.day between :from_day and :to_day and s.status = 'cancelled' and s.cancel_reason = :cancel_reason
order by s.id limit 5000
