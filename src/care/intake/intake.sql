-- include: care/words.h
-- include: care/inquiry/inquiry_words.h
-- include: care/intake/intake_words.h

-- name: intake_list :many   in: status code(inquiry_status)?, source code(referral_source)?, today date   out: late bool, tries int, track text?
-- Requests that still need something, of one step or source or of all: those whose next step is overdue first, then the oldest.
select i.id, i.code, i.kind, i.status, i.doubt, i.source, i.urgency, i.danger, i.help, i.given, i.family, i.age, i.birth_on, i.asker_name,
  i.reach_by, i.phone, i.email, i.silent, i.safe_times, i.first_contact_at, i.status_at, i.next_step, i.due_on, i.person_id,
  coalesce(i.due_on < :today, false) as late,
  (select count(*) from contact_try t where t.center_id = i.center_id and t.inquiry_id = i.id) as tries, tr.name as track
from inquiry i
left join waiting_place w on w.center_id = i.center_id and w.inquiry_id = i.id and i.status = 'waiting_list'
left join track tr on tr.center_id = w.center_id and tr.id = w.track_id
where i.center_id = :center and i.status not in ('admitted', 'referred_on', 'closed')
  and (:status is null or i.status = :status) and (:source is null or i.source = :source)
order by coalesce(i.due_on < :today, false) desc, i.first_contact_at, i.id limit 301

-- name: intake_counts :many   out: n int
-- How many stand at each step.
select i.status, count(*) as n from inquiry i
where i.center_id = :center and i.status not in ('admitted', 'referred_on', 'closed')
group by i.status order by i.status limit 20

-- name: contact_try_insert :exec
-- A try to reach somebody.
insert into contact_try (center_id, inquiry_id, id, way, outcome, note, at, account_id, account_name)
values (:center, :inquiry_id, :id, :way, :outcome, :note, :now, :account_id, :account_name)

-- name: contact_tries :many
-- The tries to reach somebody, newest first.
select t.id, t.way, t.outcome, t.note, t.at, t.account_name from contact_try t
where t.center_id = :center and t.inquiry_id = :inquiry_id order by t.id desc limit 100

-- name: insurance_insert :exec
-- What the insurer said this time.
insert into insurance_check (center_id, inquiry_id, id, checked_on, payer, plan, member_number, group_number, subscriber, subscriber_name,
  subscriber_birth_on, from_on, to_on, covered, authorization_needed, in_network, managed_by, deductible_cents, deductible_left_cents,
  copay_cents, coinsurance_percent, session_limit, reference, spoke_with, note, account_id, account_name, at, estimate_cents, estimate_on)
values (:center, :inquiry_id, :id, :checked_on, :payer, :plan, :member_number, :group_number, :subscriber, :subscriber_name,
  :subscriber_birth_on, :from_on, :to_on, :covered, :authorization_needed, :in_network, :managed_by, :deductible_cents,
  :deductible_left_cents, :copay_cents, :coinsurance_percent, :session_limit, :reference, :spoke_with, :note, :account_id, :account_name,
  :now, :estimate_cents, :estimate_on)

-- name: insurance_checks :many
-- What insurers said, newest first.
select k.id, k.checked_on, k.payer, k.plan, k.member_number, k.group_number, k.subscriber, k.subscriber_name, k.subscriber_birth_on,
  k.from_on, k.to_on, k.covered, k.authorization_needed, k.in_network, k.managed_by, k.deductible_cents, k.deductible_left_cents,
  k.copay_cents, k.coinsurance_percent, k.session_limit, k.reference, k.spoke_with, k.note, k.account_name, k.at, k.estimate_cents,
  k.estimate_on
from insurance_check k
where k.center_id = :center and k.inquiry_id = :inquiry_id order by k.id desc limit 50

-- name: waiting_put :exec
-- A place on the waiting list of a track. Whoever changes track or priority keeps the day since when they wait.
insert into waiting_place (center_id, inquiry_id, track_id, priority, reason, since_at)
values (:center, :inquiry_id, :track_id, :priority, :reason, :now)
on conflict (center_id, inquiry_id) do update set track_id = excluded.track_id, priority = excluded.priority, reason = excluded.reason

-- name: waiting_place_get :one
-- For which track somebody waits.
select w.track_id, w.priority, w.reason, w.since_at, t.name as track, t.program_id
from waiting_place w join track t on t.center_id = w.center_id and t.id = w.track_id
where w.center_id = :center and w.inquiry_id = :inquiry_id

-- name: waiting_list :many   out: turn int
-- Who waits, by track: in the order of 45 CFR 96.131, then the most pressing, then who has waited longest.
select w.inquiry_id, w.track_id, t.name as track, p.name as program, w.priority, w.reason, w.since_at, i.given, i.family, i.asker_name,
  i.phone, i.email, i.silent, i.next_step, i.due_on, i.person_id,
  case w.priority when 'pregnant_injecting' then 1 when 'pregnant' then 2 when 'injecting' then 3 when 'first' then 4 when 'soon' then 5 else 6 end as turn
from waiting_place w
join inquiry i on i.center_id = w.center_id and i.id = w.inquiry_id and i.status = 'waiting_list'
join track t on t.center_id = w.center_id and t.id = w.track_id
join program p on p.center_id = t.center_id and p.id = t.program_id
where w.center_id = :center
order by p.name, t.name, w.track_id, turn, w.since_at, w.inquiry_id limit 500

-- name: inquiry_stay_insert :exec
-- The stay that a request led to.
insert into inquiry_stay (center_id, inquiry_id, episode_id, at) values (:center, :inquiry_id, :episode_id, :now)

-- name: inquiry_stay_of :one
-- The stay that a request led to.
select s.episode_id, s.at from inquiry_stay s where s.center_id = :center and s.inquiry_id = :inquiry_id

-- name: place_given_insert :exec
-- A treatment place given to somebody who is referred on.
insert into inquiry_place_given (center_id, inquiry_id, id, facility_id, name, phone, address, distance, says, source, note, at,
  account_id, account_name)
values (:center, :inquiry_id, :id, :facility_id, :name, :phone, :address, :distance, :says, :source, :note, :now, :account_id,
  :account_name)

-- name: places_given :many
-- The treatment places that were given, newest list first, each list in its own order.
select g.id, g.facility_id, g.name, g.phone, g.address, g.distance, g.says, g.source, g.note, g.at, g.account_name
from inquiry_place_given g
where g.center_id = :center and g.inquiry_id = :inquiry_id order by g.at desc, g.id limit 200
