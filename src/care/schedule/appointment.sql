-- include: care/words.h

-- name: appointment_insert :exec
-- A time of somebody of the staff with one person.
insert into appointment (center_id, id, about_id, title, day, starts_at, ends_at, staff_id, room_id, modality, link, status, made_by, changed_at)
values (:center, :id, :about_id, :title, :day, :starts_at, :ends_at, :staff_id, :room_id, :modality, :link, 'planned', :made_by, :now)

-- name: appointment_cancel_row :exec
-- It will not take place.
update appointment set status = 'cancelled', cancel_reason = :cancel_reason, changed_at = :now
where center_id = :center and id = :id and status = 'planned'

-- name: appointment_get :one
-- One appointment.
select a.id, a.about_id, a.title, a.day, a.starts_at, a.ends_at, a.status
from appointment a where a.center_id = :center and a.id = :id

-- name: appointments_about :many
-- The appointments with somebody, the latest first.
select a.id, a.title, a.day, a.starts_at, a.ends_at, a.staff_id, a.modality, a.link, a.status, a.cancel_reason, r.name as room,
  p.given, p.preferred, p.family
from appointment a
join person p on p.id = a.staff_id
left join room r on r.center_id = a.center_id and r.id = a.room_id
where a.center_id = :center and a.about_id = :about_id
order by a.starts_at desc, a.id desc limit 50

-- name: appointments_between :many   in: from_day date, to_day date
-- The appointments of a range of days.
select a.id, a.about_id, a.title, a.day, a.starts_at, a.ends_at, a.staff_id, a.room_id, a.modality, a.status, a.cancel_reason,
  r.name as room, p.given, p.preferred, p.family
from appointment a
join person p on p.id = a.staff_id
left join room r on r.center_id = a.center_id and r.id = a.room_id
where a.center_id = :center and a.day between :from_day and :to_day
order by a.starts_at, a.id limit 1000

-- name: room_appointments :many   in: room_id room_id, from_day date, to_day date, starts_at instant, ends_at instant
-- Appointments in a room that overlap [starts_at, ends_at).
select a.id, a.title, a.day, a.starts_at, a.ends_at, r.name as room
from appointment a
join room r on r.center_id = a.center_id and r.id = a.room_id
where a.center_id = :center and a.room_id = :room_id and a.day between :from_day and :to_day and a.status = 'planned'
  and a.starts_at < :ends_at and a.ends_at > :starts_at
order by a.starts_at limit 20

-- name: staff_appointments :many   in: person_id person_id, from_day date, to_day date, starts_at instant, ends_at instant
-- across centers: one person works at several centers and can be in one place only
-- Appointments of a person anywhere that overlap [starts_at, ends_at).
select a.id, a.center_id, n.name as center, a.title, a.day, a.starts_at, a.ends_at, p.given, p.family
from appointment a
join center n on n.id = a.center_id
join person p on p.id = a.staff_id
where a.staff_id = :person_id and a.day between :from_day and :to_day and a.status = 'planned'
  and a.starts_at < :ends_at and a.ends_at > :starts_at
order by a.starts_at limit 20
