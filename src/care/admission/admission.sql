-- include: care/words.h

-- name: program_of_admission :one
-- What an admission needs to know of a program.
select p.id, p.name, p.type, p.level_of_care, p.least_age, p.most_age, p.opened_on, p.closed_on
from program p where p.center_id = :center and p.id = :id

-- name: track_of_admission :one
-- What an enrollment needs to know of a track.
select t.id, t.program_id, t.name, t.seats, t.least_age, t.most_age, t.opened_on, t.closed_on, n.state, p.name as program
from track t
join center n on n.id = t.center_id
join program p on p.center_id = t.center_id and p.id = t.program_id
where t.center_id = :center and t.id = :id

-- name: birth_of_admission :one
-- A person's birthday, for the age bands.
select p.birth_on, p.deceased_on from person p where p.id = :id

-- name: open_episodes_of :many   in: program_id program_id, day date
-- Episodes of a person in a program that are open on a day or later.
select e.id, e.started_on from episode e
where e.center_id = :center and e.person_id = :person_id and e.program_id = :program_id and (e.ended_on is null or e.ended_on >= :day)
order by e.started_on limit 10

-- name: episode_insert :exec
-- An admission.
insert into episode (center_id, id, person_id, program_id, status, started_on, clinician_id, changed_at, version)
values (:center, :id, :person_id, :program_id, 'admitted', :started_on, :clinician_id, :now, 1)

-- name: level_put :exec
-- The level of care from a day on.
insert into level_of_care (center_id, episode_id, from_on, level) values (:center, :episode_id, :from_on, :level)
on conflict (center_id, episode_id, from_on) do update set level = excluded.level

-- name: levels_of :many
-- Levels of care of an episode, oldest first.
select l.from_on, l.level from level_of_care l
where l.center_id = :center and l.episode_id = :episode_id order by l.from_on limit 100

-- name: certification_put :exec
-- A physician's certification; a second one on the same day replaces the first.
insert into certification (center_id, episode_id, certified_on, certified_by, week_min, recorded_by, recorded_at)
values (:center, :episode_id, :certified_on, :certified_by, :week_min, :recorded_by, :now)
on conflict (center_id, episode_id, certified_on) do update set certified_by = excluded.certified_by, week_min = excluded.week_min,
  recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at

-- name: certifications_of :many
-- Certifications of an episode, newest first.
select q.certified_on, q.certified_by, q.week_min, q.recorded_at from certification q
where q.center_id = :center and q.episode_id = :episode_id order by q.certified_on desc limit 100

-- name: episode_get :one
-- One episode.
select e.id, e.person_id, e.program_id, e.status, e.started_on, e.ended_on, e.end_reason, e.clinician_id, e.version,
  p.family, p.given, p.preferred, p.pronouns, p.birth_on, pr.name as program, pr.type, pr.weeks,
  cp.given as clinician_given, cp.family as clinician_family, a.login
from episode e
join person p on p.id = e.person_id
join program pr on pr.center_id = e.center_id and pr.id = e.program_id
left join person cp on cp.id = e.clinician_id
left join account a on a.person_id = e.person_id
where e.center_id = :center and e.id = :id

-- name: episode_close :exec   in: seen_version int
-- A discharge; touches nothing when somebody changed the episode since it was seen.
update episode set status = 'discharged', ended_on = :ended_on, end_reason = :end_reason, changed_at = :now, version = version + 1
where center_id = :center and id = :id and version = :seen_version

-- name: enrollments_of :many
-- Memberships of an episode, newest first.
select e.id, e.track_id, t.name as track, e.from_on, e.to_on, e.left_reason, e.over_limit_reason, e.version
from enrollment e join track t on t.center_id = e.center_id and t.id = e.track_id
where e.center_id = :center and e.episode_id = :episode_id order by e.from_on desc, e.id desc limit 100

-- name: enrollment_overlaps :many   in: from_day date
-- Memberships of the same track that reach to a day or beyond.
select e.id, e.from_on, e.to_on from enrollment e
where e.center_id = :center and e.episode_id = :episode_id and e.track_id = :track_id and (e.to_on is null or e.to_on >= :from_day)
limit 10

-- name: enrollment_get :one
-- One membership of an episode.
select e.id, e.track_id, t.name as track, e.from_on, e.to_on, e.left_reason, e.version
from enrollment e join track t on t.center_id = e.center_id and t.id = e.track_id
where e.center_id = :center and e.episode_id = :episode_id and e.id = :id

-- name: enrollment_insert :exec
-- A membership from a day on.
insert into enrollment (center_id, id, episode_id, track_id, from_on, over_limit_reason, changed_at, version)
values (:center, :id, :episode_id, :track_id, :from_on, :over_limit_reason, :now, 1)

-- name: enrollment_end :exec   in: seen_version int
-- The last day of a membership.
update enrollment set to_on = :to_on, left_reason = :left_reason, changed_at = :now, version = version + 1
where center_id = :center and id = :id and episode_id = :episode_id and version = :seen_version

-- name: enrollments_close :exec   in: last date
-- A discharge ends every membership that goes on after it.
update enrollment set to_on = :last, changed_at = :now, version = version + 1
where center_id = :center and episode_id = :episode_id and from_on <= :last and (to_on is null or to_on > :last)

-- name: enrollments_drop :exec   in: last date
-- Memberships that would have begun after a discharge never come to be.
delete from enrollment where center_id = :center and episode_id = :episode_id and from_on > :last

-- name: track_members :one   in: from_day date   out: members int
-- How many belong to a track on its fullest day from a day on: only a day on which somebody joins can be fuller than the one before.
select coalesce(max(n.members), 0) as members
from (
  select count(*) as members
  from (
    select f.from_on as day from enrollment f where f.center_id = :center and f.track_id = :track_id and f.from_on > :from_day
    union select :from_day
  ) d
  join enrollment e on e.center_id = :center and e.track_id = :track_id and e.from_on <= d.day and (e.to_on is null or e.to_on >= d.day)
  group by d.day
) n

-- name: track_limits :many   in: from_day date
-- The size limits that the kinds of a track's sessions fall under.
select k.group_limit from week_slot w join service_kind k on k.id = w.service_kind_id
where w.center_id = :center and w.track_id = :track_id and (w.to_on is null or w.to_on >= :from_day) and k.group_limit is not null
group by k.group_limit order by k.group_limit limit 10

-- name: track_roster :many   in: day date
-- Members of a track on a day.
select e.id as enrollment_id, e.episode_id, ep.person_id, p.family, p.given, p.preferred, p.pronouns, e.from_on, e.to_on
from enrollment e
join episode ep on ep.center_id = e.center_id and ep.id = e.episode_id
join person p on p.id = ep.person_id
where e.center_id = :center and e.track_id = :track_id and e.from_on <= :day and (e.to_on is null or e.to_on >= :day)
order by p.family, p.given, e.id limit 500

-- name: open_programs :many   in: day date
-- Programs one can be admitted to on a day or later.
select p.id, p.name, p.type, p.least_age, p.most_age from program p
where p.center_id = :center and (p.closed_on is null or p.closed_on >= :day) order by p.name limit 100

-- name: open_tracks :many   in: program_id program_id?, day date   out: members int
-- Tracks, of a program or of all, that one can join on a day or later, with how many belong to them on that day.
select t.id, t.program_id, t.name, t.seats, t.least_age, t.most_age, p.name as program,
  (select count(*) from enrollment e where e.center_id = t.center_id and e.track_id = t.id and e.from_on <= :day
    and (e.to_on is null or e.to_on >= :day)) as members
from track t join program p on p.center_id = t.center_id and p.id = t.program_id
where t.center_id = :center and (:program_id is null or t.program_id = :program_id) and (t.closed_on is null or t.closed_on >= :day)
order by p.name, t.name limit 200

-- name: center_clinicians :many   in: day date
-- Who works at the center on a day.
select cs.person_id, p.given, p.family, s.credentials
from center_staff cs
join person p on p.id = cs.person_id
left join staff s on s.person_id = cs.person_id
where cs.center_id = :center and cs.from_on <= :day and (cs.to_on is null or cs.to_on >= :day)
order by p.family, p.given limit 300

-- name: works_here :one   in: day date   out: here bool
-- Does somebody work at the center on a day?
select exists (select 1 from center_staff cs where cs.center_id = :center and cs.person_id = :person_id and cs.from_on <= :day
  and (cs.to_on is null or cs.to_on >= :day)) as here
from center n where n.id = :center

-- name: free_time_of :many
-- When somebody could come, for make-ups.
select a.weekday, a.from_minute, a.to_minute from availability a
where a.center_id = :center and a.episode_id = :episode_id order by a.weekday, a.from_minute limit 100

-- name: free_time_clear :exec
-- Before free time is written anew.
delete from availability where center_id = :center and episode_id = :episode_id

-- name: free_time_insert :exec
-- One window of free time.
insert into availability (center_id, episode_id, weekday, from_minute, to_minute)
values (:center, :episode_id, :weekday, :from_minute, :to_minute)
