-- include: care/words.h

-- name: ledger_people :each   in: monday date, sunday date, clinician person_id?
-- out: ordered_week_min int?, reason code(absence_reason)?
-- The participants of the center in a program week, or those of one clinician.
with here as materialized (
  select ep.id as episode_id from episode ep
  where ep.center_id = :center and :clinician is null and ep.started_on <= :sunday and (ep.ended_on is null or ep.ended_on >= :monday)
  union all
  select ep.id from episode ep
  where ep.center_id = :center and ep.clinician_id = :clinician and ep.started_on <= :sunday and (ep.ended_on is null or ep.ended_on >= :monday)
)
select ep.id as episode_id, ep.person_id, p.family, p.given, p.preferred, p.birth_on, ep.program_id, pr.name as program, pr.type as program_type,
  ep.started_on, ep.ended_on,
  (select q.week_min from certification q where q.center_id = ep.center_id and q.episode_id = ep.id and q.certified_on <= :sunday
    order by q.certified_on desc limit 1) as ordered_week_min,
  sr.reason as reason, sr.note
from here h
join episode ep on ep.center_id = :center and ep.id = h.episode_id
join person p on p.id = ep.person_id
join program pr on pr.center_id = ep.center_id and pr.id = ep.program_id
left join shortfall_reason sr on sr.center_id = ep.center_id and sr.episode_id = ep.id and sr.week_on = :monday
order by p.family, p.given, ep.id

-- name: episode_week_minutes :many   in: episode_id episode_id, from_day date, to_day date   out: minutes int
-- Credited minutes of one participant by day, for rules that look at more than one week.
select a.day, sum(a.credited_min) as minutes
from attendance a
where a.center_id = :center and a.episode_id = :episode_id and a.day between :from_day and :to_day and a.credited_min > 0
group by a.day order by a.day limit 1000

-- name: my_sessions :many   in: episode_id episode_id, monday date, sunday date   out: make_up bool
-- One participant's sessions of a week: the tracks they belong to and make-ups they accepted, with what was recorded.
with mine as (
  select e.track_id, e.from_on, e.to_on from enrollment e where e.center_id = :center and e.episode_id = :episode_id
), roster as (
  select s.id as session_id, 1 as member from mine m
  join session s on s.center_id = :center and s.track_id = m.track_id and s.day between :monday and :sunday
   and m.from_on <= s.day and (m.to_on is null or m.to_on >= s.day)
  union all
  select o.session_id, 0 from make_up_offer o
  where o.center_id = :center and o.episode_id = :episode_id and o.status = 'accepted'
), chosen as (
  select x.session_id as session_id, max(x.member) as member from roster x group by x.session_id
)
select s.id as session_id, s.day, s.starts_at, s.ends_at, s.title, s.modality, s.link, s.counted_min, s.status,
  k.name as kind, k.code as kind_code, k.grouped, k.group_limit, r.name as room, a.status as attendance, a.credited_min, l.minutes as late_minutes,
  z.member = 0 as make_up
from chosen z
join session s on s.center_id = :center and s.id = z.session_id
join service_kind k on k.id = s.service_kind_id
left join room r on r.center_id = s.center_id and r.id = s.room_id
left join attendance a on a.center_id = s.center_id and a.session_id = s.id and a.episode_id = :episode_id
left join running_late l on l.center_id = s.center_id and l.session_id = s.id and l.episode_id = :episode_id
where s.day between :monday and :sunday
order by s.starts_at, s.id limit 100

-- name: my_episode :one   in: day date   out: week_starts_on int, ordered_week_min int?
-- The heading of a participant's own pages.
select ep.person_id, p.given, p.preferred, p.birth_on, ep.program_id, pr.name as program, pr.type, pr.weeks, ep.started_on, ep.ended_on,
  (select min(o.week_starts_on) from organization o) as week_starts_on,
  (select q.week_min from certification q where q.center_id = ep.center_id and q.episode_id = ep.id and q.certified_on <= :day
    order by q.certified_on desc limit 1) as ordered_week_min
from episode ep
join person p on p.id = ep.person_id
join program pr on pr.center_id = ep.center_id and pr.id = ep.program_id
where ep.center_id = :center and ep.id = :episode_id

-- name: day_sessions :many   in: day date, who person_id?   out: expected int, recorded int, mine bool
-- The center's sessions of a day, how many are expected and how many recorded, and whether somebody helps to lead them.
select s.id as session_id, s.starts_at, s.ends_at, s.title, s.status, s.cancel_reason, s.modality, s.seats, k.name as kind, k.code as kind_code,
  k.grouped, k.group_limit, r.name as room, t.name as track,
  (select count(*) from enrollment e where e.center_id = s.center_id and e.track_id = s.track_id and e.from_on <= s.day
    and (e.to_on is null or e.to_on >= s.day))
  + (select count(*) from make_up_offer o where o.center_id = s.center_id and o.session_id = s.id and o.status = 'accepted') as expected,
  (select count(*) from attendance a where a.center_id = s.center_id and a.session_id = s.id and a.status <> 'expected') as recorded,
  exists (select 1 from session_facilitator f where f.center_id = s.center_id and f.session_id = s.id and f.person_id = :who) as mine
from session s
join service_kind k on k.id = s.service_kind_id
join track t on t.center_id = s.center_id and t.id = s.track_id
left join room r on r.center_id = s.center_id and r.id = s.room_id
where s.center_id = :center and s.day = :day
order by s.starts_at, s.title limit 200

-- name: overview_week :one   in: monday date, sunday date   out: participants int, seats int, came int, missed int, excused int
-- The director's counts of a week: participants, seats of open tracks, and how attendance went.
select
  (select count(*) from episode ep where ep.center_id = :center and ep.started_on <= :sunday and (ep.ended_on is null or ep.ended_on >= :monday)) as participants,
  (select coalesce(sum(t.seats), 0) from track t where t.center_id = :center and t.opened_on <= :sunday and (t.closed_on is null or t.closed_on >= :monday)) as seats,
  count(case when a.status in ('present', 'late', 'left_early') then 1 end) as came,
  count(case when a.status in ('absent', 'no_show') then 1 end) as missed,
  count(case when a.status in ('excused', 'made_up') then 1 end) as excused
from session s
join attendance a on a.center_id = s.center_id and a.session_id = s.id
where s.center_id = :center and s.day between :monday and :sunday

-- name: overview_tracks :many   in: day date   out: members int
-- Open tracks with their seats and members today, and the program's.
select t.id as track_id, t.name, t.seats, p.name as program, p.type,
  (select count(*) from enrollment e where e.center_id = t.center_id and e.track_id = t.id and e.from_on <= :day
    and (e.to_on is null or e.to_on >= :day)) as members
from track t join program p on p.center_id = t.center_id and p.id = t.program_id
where t.center_id = :center and t.opened_on <= :day and (t.closed_on is null or t.closed_on >= :day)
order by p.name, t.name limit 200

-- name: running_late_put :exec   in: episode_id episode_id, session_id session_id, minutes int
-- "I'm running late": the newest word counts.
insert into running_late (center_id, session_id, episode_id, minutes, said_at)
values (:center, :session_id, :episode_id, :minutes, :now)
on conflict (center_id, session_id, episode_id) do update set minutes = excluded.minutes, said_at = excluded.said_at

-- name: shortfall_put :exec
-- Why a participant's week fell short; the newest reason counts.
insert into shortfall_reason (center_id, episode_id, week_on, reason, note, recorded_by, recorded_at)
values (:center, :episode_id, :week_on, :reason, :note, :recorded_by, :now)
on conflict (center_id, episode_id, week_on) do update set reason = excluded.reason, note = excluded.note,
  recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
