-- include: care/words.h
-- include: care/starting/starting_words.h

-- name: board_head :one   out: lead_name text?, week_starts_on int
-- One session as the board's heading shows it. The leading facilitator's name is the first by name when two lead.
select s.id as session_id, s.track_id, s.day, s.starts_at, s.ends_at, s.title, s.seats, s.modality, s.link,
  s.counts, s.billable, s.counted_min, s.status, s.cancel_reason, k.name as kind, k.group_limit,
  r.name as room, t.name as track, t.opened_on as track_opened_on, p.id as program_id, p.name as program,
  p.type as program_type, p.weeks,
  (select min(o.week_starts_on) from organization o) as week_starts_on,
  (select min(trim(coalesce(f.preferred, f.given) || ' ' || f.family || case when sf.credentials is null then '' else ', ' || sf.credentials end))
     from session_facilitator lf
     join person f on f.id = lf.person_id
     left join staff sf on sf.person_id = lf.person_id
    where lf.center_id = s.center_id and lf.session_id = s.id and lf.leads) as lead_name
from session s
join service_kind k on k.id = s.service_kind_id
join track t on t.center_id = s.center_id and t.id = s.track_id
join program p on p.center_id = t.center_id and p.id = t.program_id
left join room r on r.center_id = s.center_id and r.id = s.room_id
where s.center_id = :center and s.id = :session_id

-- name: board_breaks :many
-- Breaks inside a session, in order.
select b.starts_at, b.ends_at
from session_break b
where b.center_id = :center and b.session_id = :session_id
order by b.starts_at limit 20

-- name: board_rows :many
-- in: track_id track_id, session_id session_id, day date, only episode_id?
-- out: late_minutes int?, guest bool, remote bool, corrections int, ordered_week_min int?
-- out: guardian_signs bool, reachable bool, document bool, emergency bool, guardian bool, alone bool, insured bool, oriented bool, enrolled bool, planned bool, shown bool, unsigned_own int, unsigned_guardian int
-- Everyone expected in a session (members of the track on that day, accepted make-ups) and everyone something was recorded for,
-- each with what was recorded.
-- From `identity` on: the facts of starting_facts (starting.sql), in the board's one statement; what does not block is not looked up.
with everybody as (
  select e.episode_id as episode_id from enrollment e
   where e.center_id = :center and e.track_id = :track_id and e.from_on <= :day and (e.to_on is null or e.to_on >= :day)
  union
  select o.episode_id from make_up_offer o
   where o.center_id = :center and o.session_id = :session_id and o.status = 'accepted'
  union
  select x.episode_id from attendance x where x.center_id = :center and x.session_id = :session_id
)
select ep.id as episode_id, ep.person_id, p.family, p.given, p.preferred, p.pronouns, p.birth_on, ep.program_id, ep.started_on, ep.ended_on,
  a.status, a.reason, coalesce(a.remote, false) as remote, a.arrived_at, a.left_at, a.credited_min, a.note, a.version,
  l.minutes as late_minutes,
  not exists (select 1 from enrollment g where g.center_id = ep.center_id and g.episode_id = ep.id and g.track_id = :track_id
     and g.from_on <= :day and (g.to_on is null or g.to_on >= :day)) as guest,
  (select count(*) from attendance_correction ac
    where ac.center_id = ep.center_id and ac.session_id = :session_id and ac.episode_id = ep.id) as corrections,
  (select q.week_min from certification q where q.center_id = ep.center_id and q.episode_id = ep.id and q.certified_on <= :day
    order by q.certified_on desc limit 1) as ordered_week_min,
  pr.type, w.identity, w.contacts, w.guardians, w.insurance, w.consents, w.orientation, w.schedule, w.adult_age,
  coalesce(w.guardian_signs, false) as guardian_signs,
  (p.phone is not null or p.street is not null) as reachable,
  coalesce(w.identity, 'asked') <> 'blocks' or exists (select 1 from starting_mark m where m.center_id = ep.center_id
    and m.episode_id = ep.id and m.undone_at is null and m.task = 'identity') as document,
  coalesce(w.contacts, 'asked') <> 'blocks'
    or exists (select 1 from relation re where re.person_id = p.id and (re.emergency or re.relationship = 'emergency'))
    or exists (select 1 from starting_mark m where m.center_id = ep.center_id and m.episode_id = ep.id and m.undone_at is null
      and m.kind = 'names_nobody') as emergency,
  coalesce(w.guardians, 'asked') <> 'blocks' or exists (select 1 from relation re where re.person_id = p.id
    and re.relationship in ('parent', 'guardian')) as guardian,
  exists (select 1 from starting_mark m where m.center_id = ep.center_id and m.episode_id = ep.id and m.undone_at is null
    and m.kind = 'alone') as alone,
  coalesce(w.insurance, 'asked') <> 'blocks'
    or exists (select 1 from starting_mark m where m.center_id = ep.center_id and m.episode_id = ep.id and m.undone_at is null
      and m.task = 'insurance')
    or exists (select 1 from inquiry_stay i join insurance_check ic on ic.center_id = i.center_id and ic.inquiry_id = i.inquiry_id
      where i.center_id = ep.center_id and i.episode_id = ep.id) as insured,
  coalesce(w.orientation, 'asked') <> 'blocks' or exists (select 1 from starting_mark m where m.center_id = ep.center_id
    and m.episode_id = ep.id and m.undone_at is null and m.task = 'orientation') as oriented,
  coalesce(w.schedule, 'asked') <> 'blocks' or exists (select 1 from enrollment n where n.center_id = ep.center_id
    and n.episode_id = ep.id) as enrolled,
  coalesce(w.schedule, 'asked') <> 'blocks' or exists (select 1 from enrollment n join session s on s.center_id = n.center_id
      and s.track_id = n.track_id and s.day >= n.from_on and (n.to_on is null or s.day <= n.to_on)
    where n.center_id = ep.center_id and n.episode_id = ep.id and s.status = 'planned') as planned,
  coalesce(w.schedule, 'asked') <> 'blocks' or exists (select 1 from starting_mark m where m.center_id = ep.center_id
    and m.episode_id = ep.id and m.undone_at is null and m.task = 'schedule') as shown,
  case when w.consents = 'blocks' then (select count(*) from program_consent pc join consent_text ct on ct.id = pc.consent_text_id
    where pc.center_id = ep.center_id and pc.program_id = ep.program_id and ct.retired_on is null and ct.current_number > 0
      and not exists (select 1 from consent_signature cs where cs.center_id = ep.center_id and cs.episode_id = ep.id
        and cs.consent_text_id = ct.id and cs.number >= ct.least_number and cs.withdrawn_at is null and cs.signer = 'self'))
    else 0 end as unsigned_own,
  case when w.consents = 'blocks' then (select count(*) from program_consent pc join consent_text ct on ct.id = pc.consent_text_id
    where pc.center_id = ep.center_id and pc.program_id = ep.program_id and ct.retired_on is null and ct.current_number > 0
      and not exists (select 1 from consent_signature cs where cs.center_id = ep.center_id and cs.episode_id = ep.id
        and cs.consent_text_id = ct.id and cs.number >= ct.least_number and cs.withdrawn_at is null and cs.signer <> 'self'))
    else 0 end as unsigned_guardian
from everybody h
join episode ep on ep.center_id = :center and ep.id = h.episode_id
join person p on p.id = ep.person_id
join program pr on pr.center_id = ep.center_id and pr.id = ep.program_id
left join program_starting w on w.center_id = ep.center_id and w.program_id = ep.program_id
left join attendance a on a.center_id = ep.center_id and a.session_id = :session_id and a.episode_id = ep.id
left join running_late l on l.center_id = ep.center_id and l.session_id = :session_id and l.episode_id = ep.id
where (a.status is not null or ep.ended_on is null or ep.ended_on >= :day) and (:only is null or h.episode_id = :only)
order by p.family, p.given, ep.id limit 200

-- name: board_row_now :one
-- What is recorded for one person in one session at this moment; the row that a second editor meets.
select a.status, a.reason, a.remote, a.arrived_at, a.left_at, a.credited_min, a.billable_min, a.note, a.version,
  a.recorded_at, pa.given as recorded_given, pa.family as recorded_family
from attendance a
left join account ac on ac.id = a.recorded_by
left join person pa on pa.id = ac.person_id
where a.center_id = :center and a.session_id = :session_id and a.episode_id = :episode_id

-- name: board_expects :one   in: track_id track_id, day date, session_id session_id, episode_id episode_id   out: expected int
-- Whether a person belongs on a session's roster: 1 as a member, 2 as an accepted make-up, 0 not at all.
select case
  when exists (select 1 from enrollment e where e.center_id = ep.center_id and e.episode_id = ep.id and e.track_id = :track_id
    and e.from_on <= :day and (e.to_on is null or e.to_on >= :day)) then 1
  when exists (select 1 from make_up_offer o where o.center_id = ep.center_id and o.session_id = :session_id
    and o.episode_id = ep.id and o.status = 'accepted') then 2
  else 0 end as expected
from episode ep
where ep.center_id = :center and ep.id = :episode_id

-- name: attendance_insert :exec
-- The first record of a person in a session. Somebody else's first record wins: the key refuses a second.
insert into attendance (center_id, session_id, episode_id, day, status, reason, remote, arrived_at, left_at, credited_min,
  billable_min, note, recorded_by, recorded_at, version)
values (:center, :session_id, :episode_id, :day, :status, :reason, :remote, :arrived_at, :left_at, :credited_min,
  :billable_min, :note, :recorded_by, :now, 1)

-- name: attendance_update :exec   in: seen_version int
-- A later record; touches nothing when somebody changed the row since it was seen.
update attendance set status = :status, reason = :reason, remote = :remote, arrived_at = :arrived_at, left_at = :left_at,
  credited_min = :credited_min, billable_min = :billable_min, note = :note, recorded_by = :recorded_by, recorded_at = :now,
  version = version + 1
where center_id = :center and session_id = :session_id and episode_id = :episode_id and version = :seen_version

-- name: correction_insert :exec
-- The earlier state of a row changed after its day.
insert into attendance_correction (center_id, id, session_id, episode_id, reason, status_before, arrived_before, left_before,
  credited_before, status_after, credited_after, corrected_by, corrected_at)
values (:center, :id, :session_id, :episode_id, :reason, :status_before, :arrived_before, :left_before,
  :credited_before, :status_after, :credited_after, :corrected_by, :now)

-- name: corrections_of :many
-- The corrections of one row, oldest first.
select x.reason, x.status_before, x.arrived_before, x.left_before, x.credited_before, x.status_after, x.credited_after,
  x.corrected_at, p.given, p.family
from attendance_correction x
left join account ac on ac.id = x.corrected_by
left join person p on p.id = ac.person_id
where x.center_id = :center and x.session_id = :session_id and x.episode_id = :episode_id
order by x.id limit 100

-- name: program_rules_on :many   in: program program_id?, day date
-- out: code text, from_on date, name text, least_week_min int, most_week_min int?, least_days int, late_after_min int, least_credit_percent int
-- The rules that programs (one, or all of the center) answer to in the week that starts on :day: chosen packs by code, and the
-- director's own as 'house'.
select r.program_id as program_id, r.rule_code as code, r.from_on as from_on, '' as name, 0 as least_week_min, null as most_week_min,
  0 as least_days, 0 as late_after_min, 0 as least_credit_percent
from program_rule r
where r.center_id = :center and (:program is null or r.program_id = :program) and r.from_on <= :day and (r.to_on is null or r.to_on >= :day)
union all
select h.program_id, 'house', h.from_on, h.name, h.least_week_min, h.most_week_min, h.least_days, h.late_after_min, h.least_credit_percent
from house_rule h
where h.center_id = :center and (:program is null or h.program_id = :program) and h.from_on = (
  select max(n.from_on) from house_rule n where n.center_id = :center and n.program_id = h.program_id and n.from_on <= :day)
order by 1, 2 limit 400

-- name: attendance_person :one
-- Whose episode it is, for the journal.
select ep.person_id from episode ep where ep.center_id = :center and ep.id = :episode_id

-- name: week_begins :one
-- scans: one organization
-- The weekday on which program weeks start (ISO: 1 is Monday).
select o.week_starts_on from organization o order by o.id limit 1
