-- include: care/words.h

-- name: stay_planned :many   in: from_day date, to_day date   out: scheduled int, offered int, ahead int
-- Minutes on one participant's roster by day: of all sessions of their tracks; of those and of make-ups they accepted, not cancelled;
-- and of these to come, that nothing settles. As in week_parts.
with roster as (
  select s.id as id, s.day as day, s.counted_min as counted_min, s.status as status, s.ends_at as ends_at, 1 as member
  from enrollment e
  join session s on s.center_id = e.center_id and s.track_id = e.track_id and s.day >= e.from_on
    and (e.to_on is null or s.day <= e.to_on)
  where e.center_id = :center and e.episode_id = :episode_id and s.day between :from_day and :to_day
  union
  select s.id, s.day, s.counted_min, s.status, s.ends_at, 0
  from make_up_offer o
  join session s on s.center_id = o.center_id and s.id = o.session_id
  where o.center_id = :center and o.episode_id = :episode_id and o.status = 'accepted' and s.day between :from_day and :to_day
    and not exists (select 1 from enrollment e where e.center_id = s.center_id and e.episode_id = o.episode_id
      and e.track_id = s.track_id and e.from_on <= s.day and (e.to_on is null or e.to_on >= s.day))
)
select x.day, sum(case when x.member = 1 then x.counted_min else 0 end) as scheduled,
  sum(case when x.status = 'planned' then x.counted_min else 0 end) as offered,
  sum(case when x.status = 'planned' and x.ends_at > :now and (a.status is null or a.status = 'expected') then x.counted_min
    else 0 end) as ahead
from roster x
left join attendance a on a.center_id = :center and a.session_id = x.id and a.episode_id = :episode_id
group by x.day order by x.day limit 2000

-- name: stay_credited :many   in: from_day date, to_day date   out: delivered int, billable int
-- Minutes one participant was credited by day.
select a.day, sum(a.credited_min) as delivered, sum(a.billable_min) as billable
from attendance a
where a.center_id = :center and a.episode_id = :episode_id and a.day between :from_day and :to_day
group by a.day order by a.day limit 2000

-- name: stay_rules :many
-- out: code text, from_on date, until_on date?, name text, least_week_min int, most_week_min int?, least_days int, late_after_min int, least_credit_percent int
-- The rules a program has ever answered to, as in program_rules_on, each with the last day on which a week under it may start.
select r.program_id as program_id, r.rule_code as code, r.from_on as from_on, r.to_on as until_on, '' as name, 0 as least_week_min,
  null as most_week_min, 0 as least_days, 0 as late_after_min, 0 as least_credit_percent
from program_rule r
where r.center_id = :center and r.program_id = :program_id
union all
select h.program_id, 'house', h.from_on, null, h.name, h.least_week_min, h.most_week_min, h.least_days, h.late_after_min,
  h.least_credit_percent
from house_rule h
where h.center_id = :center and h.program_id = :program_id
order by 2, 3 limit 400

-- name: stay_reasons :many
-- Reasons given for short weeks.
select r.week_on, r.reason, r.note from shortfall_reason r
where r.center_id = :center and r.episode_id = :episode_id order by r.week_on limit 500

-- name: stay_orders :many
-- A physician's orders, oldest first.
select q.certified_on, q.week_min from certification q
where q.center_id = :center and q.episode_id = :episode_id order by q.certified_on limit 200

-- name: stay_attendance :many   in: from_day date, to_day date   out: recorded_given text?, recorded_family text?
-- What was recorded of one participant from one day to another, newest first.
select a.session_id, a.day, s.starts_at, s.ends_at, s.title, k.name as kind, s.counted_min, a.status, a.reason, a.remote, a.arrived_at,
  a.left_at, a.credited_min, a.note, p.given as recorded_given, p.family as recorded_family
from attendance a
join session s on s.center_id = a.center_id and s.id = a.session_id
join service_kind k on k.id = s.service_kind_id
left join account c on c.id = a.recorded_by
left join person p on p.id = c.person_id
where a.center_id = :center and a.episode_id = :episode_id and a.day between :from_day and :to_day and a.status <> 'expected'
order by s.starts_at desc, s.id limit 500

-- name: stay_corrections :many   in: from_day date, to_day date   out: given text?, family text?
-- Corrections of what was recorded in those days, oldest first.
select x.session_id, x.reason, x.status_before, x.credited_before, x.status_after, x.credited_after, x.corrected_at, p.given, p.family
from attendance a
join attendance_correction x on x.center_id = a.center_id and x.session_id = a.session_id and x.episode_id = a.episode_id
left join account c on c.id = x.corrected_by
left join person p on p.id = c.person_id
where a.center_id = :center and a.episode_id = :episode_id and a.day between :from_day and :to_day
order by x.id limit 500
