-- include: care/words.h
-- What program weeks are made of. `what` says which part a row is (enum week_part_kind):
--   1 member    of a track from `day` to `to_on`
--   2 session   of such a track in the week, `minutes` that coming to all of it earns, `ahead`: planned and not over
--   3 make-up   accepted; the session it is in
--   4 recorded  for a person in a session: credited `minutes`; `ahead`: nothing that settles it yet
-- The cross joins tell SQLite to begin with the people: they are few, the week's sessions of the center are many.

-- name: session_week_parts :each   in: track_id track_id, session_id session_id, day date, monday date, sunday date, only episode_id?
-- out: what int, episode_id episode_id?, session_id session_id?, track_id track_id?, day date, to_on date?, minutes int,
-- out: cancelled bool, ahead bool, billable bool
-- Of everybody on a session's board, or of one of them.
with here as materialized (
  select e.episode_id as episode_id from enrollment e
   where e.center_id = :center and e.track_id = :track_id and e.from_on <= :day and (e.to_on is null or e.to_on >= :day)
     and (:only is null or e.episode_id = :only)
  union
  select o.episode_id from make_up_offer o
   where o.center_id = :center and o.session_id = :session_id and o.status = 'accepted' and (:only is null or o.episode_id = :only)
  union
  select x.episode_id from attendance x
   where x.center_id = :center and x.session_id = :session_id and (:only is null or x.episode_id = :only)
), member as materialized (
  select e.episode_id as episode_id, e.track_id as track_id, e.from_on as from_on, e.to_on as to_on
  from here h cross join enrollment e
  where e.center_id = :center and e.episode_id = h.episode_id and e.from_on <= :sunday and (e.to_on is null or e.to_on >= :monday)
)
select 1 as what, m.episode_id as episode_id, 0 as session_id, m.track_id as track_id, m.from_on as day, m.to_on as to_on,
  0 as minutes, false as cancelled, false as ahead, false as billable
from member m
union all
select 2, 0, s.id, s.track_id, s.day, null, s.counted_min, s.status = 'cancelled', s.status = 'planned' and s.ends_at > :now, false
from (select distinct n.track_id as track_id from member n) t cross join session s
where s.center_id = :center and s.track_id = t.track_id and s.day between :monday and :sunday
union all
select 3, o.episode_id, s.id, s.track_id, s.day, null, s.counted_min, s.status = 'cancelled', s.status = 'planned' and s.ends_at > :now, false
from here h cross join make_up_offer o cross join session s
where o.center_id = :center and o.episode_id = h.episode_id and o.status = 'accepted'
  and s.center_id = :center and s.id = o.session_id and s.day between :monday and :sunday
union all
select 4, a.episode_id, a.session_id, 0, a.day, null, a.credited_min, false, a.status = 'expected', a.billable_min > 0
from here h cross join attendance a
where a.center_id = :center and a.episode_id = h.episode_id and a.day between :monday and :sunday

-- name: caseload_week_parts :each   in: monday date, sunday date, clinician person_id?
-- out: what int, episode_id episode_id?, session_id session_id?, track_id track_id?, day date, to_on date?, minutes int,
-- out: cancelled bool, ahead bool, billable bool
-- Of the participants of the center, or of those of one clinician.
with here as materialized (
  select ep.id as episode_id from episode ep
  where ep.center_id = :center and :clinician is null and ep.started_on <= :sunday and (ep.ended_on is null or ep.ended_on >= :monday)
  union all
  select ep.id from episode ep
  where ep.center_id = :center and ep.clinician_id = :clinician and ep.started_on <= :sunday and (ep.ended_on is null or ep.ended_on >= :monday)
), member as materialized (
  select e.episode_id as episode_id, e.track_id as track_id, e.from_on as from_on, e.to_on as to_on
  from here h cross join enrollment e
  where e.center_id = :center and e.episode_id = h.episode_id and e.from_on <= :sunday and (e.to_on is null or e.to_on >= :monday)
)
select 1 as what, m.episode_id as episode_id, 0 as session_id, m.track_id as track_id, m.from_on as day, m.to_on as to_on,
  0 as minutes, false as cancelled, false as ahead, false as billable
from member m
union all
select 2, 0, s.id, s.track_id, s.day, null, s.counted_min, s.status = 'cancelled', s.status = 'planned' and s.ends_at > :now, false
from (select distinct n.track_id as track_id from member n) t cross join session s
where s.center_id = :center and s.track_id = t.track_id and s.day between :monday and :sunday
union all
select 3, o.episode_id, s.id, s.track_id, s.day, null, s.counted_min, s.status = 'cancelled', s.status = 'planned' and s.ends_at > :now, false
from here h cross join make_up_offer o cross join session s
where o.center_id = :center and o.episode_id = h.episode_id and o.status = 'accepted'
  and s.center_id = :center and s.id = o.session_id and s.day between :monday and :sunday
union all
select 4, a.episode_id, a.session_id, 0, a.day, null, a.credited_min, false, a.status = 'expected', a.billable_min > 0
from here h cross join attendance a
where a.center_id = :center and a.episode_id = h.episode_id and a.day between :monday and :sunday
