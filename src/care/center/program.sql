-- include: care/words.h

-- name: program_list :many   in: day date   out: people int, tracks int
-- The programs of a center, open ones first, with how many people are in each and how many tracks are open on a day.
select p.id, p.name, p.type, p.level_of_care, p.least_age, p.most_age, p.weeks, p.opened_on, p.closed_on,
  (select count(*) from episode e where e.center_id = p.center_id and e.program_id = p.id
    and e.started_on <= :day and (e.ended_on is null or e.ended_on >= :day)) as people,
  (select count(*) from track t where t.center_id = p.center_id and t.program_id = p.id
    and (t.closed_on is null or t.closed_on >= :day)) as tracks
from program p where p.center_id = :center order by p.closed_on is not null and p.closed_on < :day, p.name limit 300

-- name: program_get :one
-- One program.
select p.id, p.name, p.type, p.level_of_care, p.least_age, p.most_age, p.weeks, p.opened_on, p.closed_on, p.version
from program p where p.center_id = :center and p.id = :id

-- name: program_named :many
-- Who has a name already.
select p.id from program p where p.center_id = :center and p.name = :name limit 2

-- name: program_insert :exec
-- A new program.
insert into program (center_id, id, name, type, level_of_care, least_age, most_age, weeks, opened_on, closed_on, version)
values (:center, :id, :name, :type, :level_of_care, :least_age, :most_age, :weeks, :opened_on, :closed_on, 1)

-- name: program_update :exec   in: seen_version int
-- A program's details; touches nothing when somebody changed them since they were seen.
update program set name = :name, type = :type, level_of_care = :level_of_care, least_age = :least_age, most_age = :most_age, weeks = :weeks,
  opened_on = :opened_on, closed_on = :closed_on, version = version + 1
where center_id = :center and id = :id and version = :seen_version

-- name: program_span :one   in: program_id program_id, first date, last date?   out: people int, tracks int
-- What of a program lies before its first day or reaches beyond its last (none: there is no last).
select
  (select count(*) from episode e where e.center_id = :center and e.program_id = :program_id
    and (e.started_on < :first or (:last is not null and (e.ended_on is null or e.ended_on > :last)))) as people,
  (select count(*) from track t where t.center_id = :center and t.program_id = :program_id
    and (t.opened_on < :first or (:last is not null and (t.closed_on is null or t.closed_on > :last)))) as tracks

-- name: track_list :many   in: program program_id?, day date   out: members int
-- The tracks of one program or of all, open ones first, with how many people belong to each on a day.
select t.id, t.program_id, p.name as program, t.name, t.seats, t.least_age, t.most_age, t.opened_on, t.closed_on,
  (select count(*) from enrollment e where e.center_id = t.center_id and e.track_id = t.id
    and e.from_on <= :day and (e.to_on is null or e.to_on >= :day)) as members
from track t join program p on p.center_id = t.center_id and p.id = t.program_id
where t.center_id = :center and (:program is null or t.program_id = :program)
order by p.name, t.closed_on is not null and t.closed_on < :day, t.name limit 1000

-- name: track_get :one
-- One track and its program.
select t.id, t.program_id, p.name as program, p.opened_on as program_opened, p.closed_on as program_closed,
  t.name, t.seats, t.least_age, t.most_age, t.opened_on, t.closed_on, t.version
from track t join program p on p.center_id = t.center_id and p.id = t.program_id
where t.center_id = :center and t.id = :id

-- name: track_named :many
-- Who has a name already in a program.
select t.id from track t where t.center_id = :center and t.program_id = :program_id and t.name = :name limit 2

-- name: track_insert :exec
-- A new track.
insert into track (center_id, id, program_id, name, seats, least_age, most_age, opened_on, closed_on, version)
values (:center, :id, :program_id, :name, :seats, :least_age, :most_age, :opened_on, :closed_on, 1)

-- name: track_update :exec   in: seen_version int
-- A track's details; touches nothing when somebody changed them since they were seen.
update track set name = :name, seats = :seats, least_age = :least_age, most_age = :most_age, opened_on = :opened_on,
  closed_on = :closed_on, version = version + 1
where center_id = :center and id = :id and version = :seen_version

-- name: track_span :one   in: track_id track_id, first date, last date?   out: people int, sessions int
-- What of a track lies before its first day or reaches beyond its last (none: there is no last).
select
  (select count(*) from enrollment e where e.center_id = :center and e.track_id = :track_id
    and (e.from_on < :first or (:last is not null and (e.to_on is null or e.to_on > :last)))) as people,
  (select count(*) from session s where s.center_id = :center and s.track_id = :track_id and s.status = 'planned'
    and (s.day < :first or (:last is not null and s.day > :last))) as sessions
