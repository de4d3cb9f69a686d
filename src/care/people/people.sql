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

-- name: person_get :one
-- One person's details.
select p.id, p.family, p.given, p.preferred, p.pronouns, p.birth_on, p.sex, p.language, p.phone, p.email, p.street, p.city, p.state, p.zip,
  p.deceased_on, p.version
from person p where p.id = :id

-- name: center_person_put :exec
-- A center knows a person from now on.
insert into center_person (center_id, person_id, since_at) values (:center, :person_id, :now)
on conflict (center_id, person_id) do nothing

-- name: people_list :many   in: needle text, after_name text, after_id person_id?
-- People of the center by folded name from a key on, filtered by a part of the name.
select p.id, p.family, p.given, p.preferred, p.pronouns, p.birth_on, p.folded,
  e.id as episode_id, e.status, e.started_on, pr.name as program
from center_person cp
join person p on p.id = cp.person_id
left join episode e on e.center_id = cp.center_id and e.person_id = cp.person_id and e.ended_on is null
left join program pr on pr.center_id = e.center_id and pr.id = e.program_id
where cp.center_id = :center and p.folded like '%' || :needle || '%' and (p.folded, p.id) > (:after_name, coalesce(:after_id, 0))
order by p.folded, p.id limit 51

-- name: people_same :many   in: family_folded text, birth_on date
-- People of the center with a birthday and a family name in common with somebody about to be added.
select p.id, p.family, p.given, p.birth_on
from center_person cp join person p on p.id = cp.person_id
where cp.center_id = :center and p.birth_on = :birth_on and p.folded like :family_folded || '%' limit 10

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
