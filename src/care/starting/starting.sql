-- starting.sql - what is known of a stay for its task list, what staff recorded, and what a program wants.
-- include: care/starting/starting_words.h
-- include: care/words.h

-- name: starting_facts :many
-- in: episode episode_id?, everybody bool
-- out: guardian_signs bool, reachable bool, document bool, emergency bool, guardian bool, alone bool, insured bool, oriented bool, enrolled bool, planned bool, shown bool, unsigned_own int, unsigned_guardian int
-- Facts of one stay, or of everybody whose stay goes on.
with here as (
  select e.id as episode_id from episode e where e.center_id = :center and e.id = :episode
  union
  select x.id from episode x where :everybody and x.center_id = :center and x.status <> 'discharged'
)
select e.id as episode_id, e.person_id, e.program_id, e.status, e.started_on, p.given, p.preferred, p.family, p.birth_on,
  pr.name as program, pr.type, w.identity, w.contacts, w.guardians, w.insurance, w.consents, w.orientation, w.schedule, w.adult_age,
  coalesce(w.guardian_signs, false) as guardian_signs,
  (p.phone is not null or p.street is not null) as reachable,
  exists (select 1 from starting_mark m where m.center_id = e.center_id and m.episode_id = e.id and m.undone_at is null
    and m.task = 'identity') as document,
  exists (select 1 from relation r where r.person_id = p.id and (r.emergency or r.relationship = 'emergency'))
    or exists (select 1 from starting_mark m where m.center_id = e.center_id and m.episode_id = e.id and m.undone_at is null
      and m.kind = 'names_nobody') as emergency,
  exists (select 1 from relation r where r.person_id = p.id and r.relationship in ('parent', 'guardian')) as guardian,
  exists (select 1 from starting_mark m where m.center_id = e.center_id and m.episode_id = e.id and m.undone_at is null
    and m.kind = 'alone') as alone,
  exists (select 1 from starting_mark m where m.center_id = e.center_id and m.episode_id = e.id and m.undone_at is null
    and m.task = 'insurance')
    or exists (select 1 from inquiry_stay i join insurance_check k on k.center_id = i.center_id and k.inquiry_id = i.inquiry_id
      where i.center_id = e.center_id and i.episode_id = e.id) as insured,
  exists (select 1 from starting_mark m where m.center_id = e.center_id and m.episode_id = e.id and m.undone_at is null
    and m.task = 'orientation') as oriented,
  exists (select 1 from enrollment n where n.center_id = e.center_id and n.episode_id = e.id) as enrolled,
  exists (select 1 from enrollment n join session s on s.center_id = n.center_id and s.track_id = n.track_id and s.day >= n.from_on
      and (n.to_on is null or s.day <= n.to_on)
    where n.center_id = e.center_id and n.episode_id = e.id and s.status = 'planned') as planned,
  exists (select 1 from starting_mark m where m.center_id = e.center_id and m.episode_id = e.id and m.undone_at is null
    and m.task = 'schedule') as shown,
  (select count(*) from program_consent pc join consent_text t on t.id = pc.consent_text_id
    where pc.center_id = e.center_id and pc.program_id = e.program_id and t.retired_on is null and t.current_number > 0
      and not exists (select 1 from consent_signature s where s.center_id = e.center_id and s.episode_id = e.id
        and s.consent_text_id = t.id and s.number >= t.least_number and s.withdrawn_at is null and s.signer = 'self')) as unsigned_own,
  (select count(*) from program_consent pc join consent_text t on t.id = pc.consent_text_id
    where pc.center_id = e.center_id and pc.program_id = e.program_id and t.retired_on is null and t.current_number > 0
      and not exists (select 1 from consent_signature s where s.center_id = e.center_id and s.episode_id = e.id
        and s.consent_text_id = t.id and s.number >= t.least_number and s.withdrawn_at is null and s.signer <> 'self')) as unsigned_guardian
from here h
join episode e on e.center_id = :center and e.id = h.episode_id
join person p on p.id = e.person_id
join program pr on pr.center_id = e.center_id and pr.id = e.program_id
left join program_starting w on w.center_id = e.center_id and w.program_id = e.program_id
order by p.family, p.given, e.id limit 5000

-- name: starting_first :one   in: episode_id episode_id
-- The first session on somebody's schedule, and where.
select s.id, s.title, s.starts_at, s.ends_at, s.day, t.name as track, r.name as room
from enrollment n
join session s on s.center_id = n.center_id and s.track_id = n.track_id and s.day >= n.from_on and (n.to_on is null or s.day <= n.to_on)
join track t on t.center_id = n.center_id and t.id = n.track_id
left join room r on r.center_id = s.center_id and r.id = s.room_id
where n.center_id = :center and n.episode_id = :episode_id and s.status = 'planned'
order by s.day, s.starts_at, s.id limit 1

-- name: starting_marks :many   out: staff_given text?, staff_family text?
-- What was recorded for a stay, newest first, what was undone too.
select m.id, m.task, m.kind, m.note, m.payer, m.member_number, m.done_on, m.account_name, m.at, m.undone_at, m.undone_name,
  m.undone_reason, p.given as staff_given, p.family as staff_family
from starting_mark m left join person p on p.id = m.staff_id
where m.center_id = :center and m.episode_id = :episode_id order by m.id desc limit 200

-- name: starting_checks :many
-- What the insurer said of the request that led to a stay, newest first.
select k.checked_on, k.payer, k.plan, k.account_name
from inquiry_stay i join insurance_check k on k.center_id = i.center_id and k.inquiry_id = i.inquiry_id
where i.center_id = :center and i.episode_id = :episode_id order by k.id desc limit 20

-- name: starting_mark_get :one
select m.id, m.task, m.kind, m.undone_at from starting_mark m
where m.center_id = :center and m.episode_id = :episode_id and m.id = :id

-- name: starting_mark_insert :exec
insert into starting_mark (center_id, episode_id, id, task, kind, note, payer, member_number, done_on, staff_id, account_id, account_name, at)
values (:center, :episode_id, :id, :task, :kind, :note, :payer, :member_number, :done_on, :staff_id, :account_id, :account_name, :now)

-- name: starting_mark_undo :exec
-- Undone once, with a reason; it stays to be seen.
update starting_mark set undone_at = :now, undone_by = :undone_by, undone_name = :undone_name, undone_reason = :undone_reason
where center_id = :center and episode_id = :episode_id and id = :id and undone_at is null

-- name: starting_rule_get :one
-- What a program wants, as its director chose.
select w.identity, w.contacts, w.guardians, w.insurance, w.consents, w.orientation, w.schedule, w.adult_age, w.guardian_signs, w.version
from program_starting w where w.center_id = :center and w.program_id = :program_id

-- name: starting_rule_insert :exec
-- The first choice; a second one at the same moment is refused by the key.
insert into program_starting (center_id, program_id, identity, contacts, guardians, insurance, consents, orientation, schedule, adult_age,
  guardian_signs, changed_at, version)
values (:center, :program_id, :identity, :contacts, :guardians, :insurance, :consents, :orientation, :schedule, :adult_age,
  :guardian_signs, :now, 1)

-- name: starting_rule_update :exec   in: seen_version int
-- Another choice; touches nothing when somebody changed it since it was seen.
update program_starting set identity = :identity, contacts = :contacts, guardians = :guardians, insurance = :insurance,
  consents = :consents, orientation = :orientation, schedule = :schedule, adult_age = :adult_age, guardian_signs = :guardian_signs,
  changed_at = :now, version = version + 1
where center_id = :center and program_id = :program_id and version = :seen_version
