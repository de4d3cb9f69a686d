-- profile_desk.sql - writing what the programs of the center in hand say of themselves.
-- include: care/profile/profile_words.h
-- include: care/words.h

-- name: profile_desk_list :many   in: day date   out: is_public bool, begun bool, conditions int, approaches int, plans int, unchecked int
-- The programs of a center that are not closed, and how much each says of itself; insurance nobody checked since a day is unchecked.
select p.id, p.name, p.type, coalesce(f.is_public, false) as is_public, f.program_id is not null as begun,
  (select count(*) from program_choice c where c.center_id = p.center_id and c.program_id = p.id and c.topic = 'condition') as conditions,
  (select count(*) from program_choice c where c.center_id = p.center_id and c.program_id = p.id and c.topic = 'approach') as approaches,
  (select count(*) from accepted_plan a where a.center_id = p.center_id and a.program_id = p.id and a.retired_on is null) as plans,
  (select count(*) from accepted_plan a where a.center_id = p.center_id and a.program_id = p.id and a.retired_on is null
    and (a.verified_on is null or a.verified_on < :day)) as unchecked
from program p
left join program_profile f on f.center_id = p.center_id and f.program_id = p.id
where p.center_id = :center and (p.closed_on is null or p.closed_on >= :day)
order by p.name, p.id limit 300

-- name: profile_get :one
-- What a program states of itself.
select f.is_public, f.about, f.least_weeks, f.most_weeks, f.after_care, f.step_down, f.school_work, f.phone, f.start_rule,
  f.start_weekday, f.version
from program_profile f where f.center_id = :center and f.program_id = :program_id

-- name: profile_begin :exec
-- A program's first, empty profile.
insert into program_profile (center_id, program_id, is_public, about, after_care, step_down, school_work, start_rule, changed_at, version)
values (:center, :program_id, false, '', '', '', '', 'session', :now, 1)

-- name: profile_update :exec   in: seen_version int
-- What a program states; touches nothing when somebody changed it since it was seen.
update program_profile set is_public = :is_public, about = :about, least_weeks = :least_weeks, most_weeks = :most_weeks,
  after_care = :after_care, step_down = :step_down, school_work = :school_work, phone = :phone, start_rule = :start_rule,
  start_weekday = :start_weekday, changed_at = :now, version = version + 1
where center_id = :center and program_id = :program_id and version = :seen_version

-- name: profile_choices_of :many
-- What a program ticked.
select c.topic, c.code from program_choice c
where c.center_id = :center and c.program_id = :program_id order by c.topic, c.code limit 400

-- name: profile_choices_drop :exec
-- Before what is ticked is written anew.
delete from program_choice where center_id = :center and program_id = :program_id

-- name: profile_choice_insert :exec
-- One thing ticked.
insert into program_choice (center_id, program_id, topic, code) values (:center, :program_id, :topic, :code)

-- name: accepted_list :many
-- The insurance a program takes or took, what holds first, with who checked it last.
select a.id, a.kind, a.payer, a.plan_name, a.in_network, a.verified_on, a.retired_on, a.version, p.given, p.preferred, p.family
from accepted_plan a
left join account u on u.id = a.verified_by
left join person p on p.id = u.person_id
where a.center_id = :center and a.program_id = :program_id
order by a.retired_on is not null, a.payer, a.plan_name limit 300

-- name: accepted_get :one
-- One line of it.
select a.id, a.program_id, a.kind, a.payer, a.plan_name, a.in_network, a.verified_on, a.verified_by, a.retired_on, a.version
from accepted_plan a where a.center_id = :center and a.id = :id

-- name: accepted_named :many
-- Whether a line is there already.
select a.id from accepted_plan a
where a.center_id = :center and a.program_id = :program_id and a.payer = :payer and a.plan_name = :plan_name limit 2

-- name: accepted_insert :exec
-- A new line.
insert into accepted_plan (center_id, id, program_id, kind, payer, plan_name, in_network, verified_on, verified_by, version)
values (:center, :id, :program_id, :kind, :payer, :plan_name, :in_network, :verified_on, :verified_by, 1)

-- name: accepted_update :exec   in: seen_version int
-- A line as it is now; touches nothing when somebody changed it since it was seen.
update accepted_plan set kind = :kind, payer = :payer, plan_name = :plan_name, in_network = :in_network, verified_on = :verified_on,
  verified_by = :verified_by, retired_on = :retired_on, version = version + 1
where center_id = :center and id = :id and version = :seen_version

-- name: therapy_list :many   in: day date
-- Who works at a center on a day, and what each is trained in.
select cs.person_id, p.given, p.preferred, p.family, y.therapy, y.since_year
from center_staff cs
join person p on p.id = cs.person_id
left join staff_therapy y on y.center_id = cs.center_id and y.person_id = cs.person_id
where cs.center_id = :center and (cs.to_on is null or cs.to_on >= :day)
order by p.family, p.given, cs.person_id, y.therapy nulls first limit 5000

-- name: therapy_person :one
-- Somebody of a center's staff.
select p.given, p.preferred, p.family from center_staff cs join person p on p.id = cs.person_id
where cs.center_id = :center and cs.person_id = :person_id

-- name: therapies_of :many
-- What somebody is trained in.
select y.therapy, y.since_year from staff_therapy y
where y.center_id = :center and y.person_id = :person_id order by y.therapy limit 100

-- name: therapies_drop :exec
-- Before somebody's training is written anew.
delete from staff_therapy where center_id = :center and person_id = :person_id

-- name: therapy_insert :exec
-- One therapy that somebody is trained in.
insert into staff_therapy (center_id, person_id, therapy, since_year) values (:center, :person_id, :therapy, :since_year)
