-- include: care/words.h

-- name: fhir_kept_get :one
-- What another system sent under this name, and whom or what it stands for here.
select f.local_id, f.body from fhir_resource f where f.resource_type = :resource_type and f.source = :source

-- name: fhir_kept_put :exec
-- Keeps a resource as it came last.
insert into fhir_resource (resource_type, source, local_id, body, changed_at)
values (:resource_type, :source, :local_id, :body, :now)
on conflict (resource_type, source) do update set local_id = excluded.local_id, body = excluded.body, changed_at = excluded.changed_at

-- name: fhir_identifier_person :one
-- Whom another system knows by this number.
select i.person_id from person_identifier i where i.system = :system and i.value = :value

-- name: fhir_identifier_put :exec
insert into person_identifier (system, value, person_id) values (:system, :value, :person_id)
on conflict (system, value) do nothing

-- name: fhir_identifier_drop :exec
-- A number the other system took back.
delete from person_identifier where system = :system and value = :value and person_id = :person_id

-- name: fhir_died :exec
-- The day of a person's death, as another system has it.
update person set deceased_on = :deceased_on, changed_at = :now where id = :id

-- name: fhir_staff_get :one
select s.npi, s.credentials from staff s where s.person_id = :person_id

-- name: fhir_staff_put :exec
insert into staff (person_id, npi, credentials, changed_at, version) values (:person_id, :npi, :credentials, :now, 1)
on conflict (person_id) do update set npi = excluded.npi, credentials = excluded.credentials, changed_at = excluded.changed_at,
  version = staff.version + 1

-- name: fhir_center_staff_put :exec
-- Somebody works at the center from today on.
insert into center_staff (center_id, person_id, from_on) values (:center, :person_id, :from_on)
on conflict (center_id, person_id) do nothing

-- name: fhir_relation_get :one
select r.relationship, r.family, r.given, r.phone, r.email, r.emergency from relation r where r.person_id = :person_id and r.id = :id

-- name: fhir_relation_update :exec
update relation set relationship = :relationship, family = :family, given = :given, phone = :phone, email = :email,
  emergency = :emergency, changed_at = :now
where person_id = :person_id and id = :id

-- name: fhir_center_like :one   in: npi text?, name text?
-- scans: the centers of one organization
-- Our center that another system's location or organization is: by NPI, else by name.
select c.id from center c where c.npi = :npi or lower(c.name) = lower(:name) order by c.npi = :npi desc nulls last, c.id limit 1

-- name: fhir_organization_like :one   in: npi text?, name text?
-- scans: one organization
select o.id from organization o where o.npi = :npi or lower(o.name) = lower(:name) order by o.id limit 1

-- name: fhir_patient_source :one
-- What the other system calls a person of ours.
select f.source from fhir_resource f where f.resource_type = :resource_type and f.local_id = :local_id order by f.source limit 1

-- name: fhir_patients_all :each
-- scans: an export of everybody
-- Everybody who is a patient somewhere: who came as one, and who was entered here and is not staff.
select p.id, f.source, f.body
from person p
left join fhir_resource f on f.resource_type = 'Patient' and f.local_id = p.id
where f.source is not null or not exists (select 1 from staff s where s.person_id = p.id)
order by p.id, f.source nulls first

-- name: fhir_patients_here :each
-- The center's people.
select cp.person_id as id, f.source, f.body
from center_person cp
left join fhir_resource f on f.resource_type = 'Patient' and f.local_id = cp.person_id
where cp.center_id = :center
order by cp.person_id, f.source nulls first

-- name: fhir_staff_all :each
-- scans: an export of everybody
select s.person_id as id, f.source, f.body
from staff s
left join fhir_resource f on f.resource_type = 'Practitioner' and f.local_id = s.person_id
order by s.person_id, f.source nulls first

-- name: fhir_staff_here :each
select s.person_id as id, f.source, f.body
from center_staff cs
join staff s on s.person_id = cs.person_id
left join fhir_resource f on f.resource_type = 'Practitioner' and f.local_id = s.person_id
where cs.center_id = :center
order by s.person_id, f.source nulls first

-- name: fhir_relations_all :each
-- scans: an export of everybody
select r.person_id, r.id, f.source, f.body
from relation r
left join fhir_resource f on f.resource_type = 'RelatedPerson' and f.local_id = r.id
order by r.person_id, r.id, f.source nulls first

-- name: fhir_relations_here :each
select r.person_id, r.id, f.source, f.body
from center_person cp
join relation r on r.person_id = cp.person_id
left join fhir_resource f on f.resource_type = 'RelatedPerson' and f.local_id = r.id
where cp.center_id = :center
order by r.person_id, r.id, f.source nulls first

-- name: fhir_places :each   in: everything bool, here int
-- Locations and organizations as they came; for one center those that stand for it or for the organization.
select f.source, f.body
from fhir_resource f
where f.resource_type = :resource_type
  and (:everything or f.local_id = :here or exists (select 1 from organization o where o.id = f.local_id))
order by f.source
