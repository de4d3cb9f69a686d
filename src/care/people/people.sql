-- include: care/words.h

-- name: person_insert :exec
-- A new person.
insert into person (id, family, given, preferred, pronouns, folded, birth_on, sex, language, phone, email, street, city, state, zip,
  created_at, changed_at, version)
values (:id, :family, :given, :preferred, :pronouns, :folded, :birth_on, :sex, :language, :phone, :email, :street, :city, :state, :zip,
  :now, :now, 1)

-- name: person_update :exec   in: seen_version int
-- A person's details; touches nothing when somebody changed them since they were seen.
update person set family = :family, given = :given, preferred = :preferred, pronouns = :pronouns, folded = :folded, birth_on = :birth_on,
  sex = :sex, language = :language, phone = :phone, email = :email, street = :street, city = :city, state = :state, zip = :zip,
  changed_at = :now, version = version + 1
where id = :id and version = :seen_version

-- name: person_fill :exec
-- What was not known of a person so far; touches nothing when there is nothing to add.
update person set birth_on = coalesce(birth_on, :birth_on), phone = coalesce(phone, :phone), email = coalesce(email, :email),
  zip = coalesce(zip, :zip), changed_at = :now, version = version + 1
where id = :id and (birth_on is null and :birth_on is not null or phone is null and :phone is not null
  or email is null and :email is not null or zip is null and :zip is not null)

-- name: person_get :one
-- One person's details.
select p.id, p.family, p.given, p.preferred, p.pronouns, p.birth_on, p.sex, p.language, p.phone, p.email, p.street, p.city, p.state, p.zip,
  p.deceased_on, p.version, a.login
from person p
left join account a on a.person_id = p.id
where p.id = :id

-- name: center_person_put :exec
-- A center knows a person from now on.
insert into center_person (center_id, person_id, since_at) values (:center, :person_id, :now)
on conflict (center_id, person_id) do nothing

-- name: people_list :many   in: one text, two text, three text, after_id person_id?   out: program text?
-- People of the center by name, those whose folded name is like each of the patterns, from behind somebody on. With the stay that
-- goes on, the newest where there are several.
select p.id, p.family, p.given, p.preferred, p.pronouns, p.birth_on, e.id as episode_id, e.status, e.started_on, pr.name as program
from center_person cp
join person p on p.id = cp.person_id
left join episode e on e.center_id = cp.center_id and e.person_id = cp.person_id and e.id = (select max(x.id) from episode x
  where x.center_id = :center and x.person_id = cp.person_id and x.status <> 'discharged')
left join program pr on pr.center_id = e.center_id and pr.id = e.program_id
where cp.center_id = :center and p.folded like :one and p.folded like :two and p.folded like :three
  and (:after_id is null or (p.folded, p.id) > (select q.folded, q.id from person q where q.id = :after_id))
order by p.folded, p.id limit 51

-- name: people_same :many   in: name text, same_name text, birth_on date?
-- People of the center with the same family name, and the same birthday or the same given name, as somebody about to be added.
select p.id, p.family, p.given, p.preferred, p.birth_on
from center_person cp join person p on p.id = cp.person_id
where cp.center_id = :center and p.folded like :name and (p.birth_on = :birth_on or p.folded like :same_name)
order by p.folded, p.id limit 10

-- name: person_stays :many   out: clinician_given text?, clinician_family text?
-- Stays of a person at this center, newest first.
select e.id, e.status, e.started_on, e.ended_on, e.end_reason, pr.name as program, pr.type, cp.given as clinician_given,
  cp.family as clinician_family
from episode e
join program pr on pr.center_id = e.center_id and pr.id = e.program_id
left join person cp on cp.id = e.clinician_id
where e.center_id = :center and e.person_id = :person_id order by e.started_on desc, e.id desc limit 50

-- name: person_identifiers :many
-- Numbers other systems know a person by.
select i.system, i.value from person_identifier i where i.person_id = :person_id order by i.system, i.value limit 50

-- name: person_relations :many
-- Who stands beside a person.
select r.id, r.relationship, r.family, r.given, r.phone, r.email, r.emergency
from relation r where r.person_id = :person_id order by r.emergency desc, r.family, r.given limit 50

-- name: relation_insert :exec
-- Somebody beside a person.
insert into relation (person_id, id, relationship, family, given, phone, email, emergency, changed_at)
values (:person_id, :id, :relationship, :family, :given, :phone, :email, :emergency, :now)

-- name: relation_delete :exec
-- Somebody who stands beside a person no more.
delete from relation where person_id = :person_id and id = :id
