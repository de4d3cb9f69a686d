-- The queries that qc must take. A remark before the first query stays a remark.
-- include: care/words.h

-- name: person_get :one
-- One person, by the id in the address.
select p.id, p.name, p.born_on, p.sex, p.photo from person p where p.id = :id

-- name: minutes_by_month :many   in: from_on date, to_on date, least int?   out: month text, minutes int
-- What each month brought at this center.
-- The second line of a remark.
select substr(v.day, 1, 7) as month, sum(v.minutes) as minutes
from visit v
where v.center_id = :center and v.day between :from_on and :to_on -- a remark in the SQL; it isn't copied
group by substr(v.day, 1, 7)
having :least is null or sum(v.minutes) >= :least
order by month limit 120;

-- name: people :each
-- scans: the export of everyone
-- Everyone, with what is known of their visits here.
select p.id, p.name, v.id as visit_id, v.minutes, v.arrived_at, i.system, case_center.name as center
from person p
left join visit v on v.center_id = :center and v.person_id = p.id
left join visit_item i on i.center_id = v.center_id and i.visit_id = v.id
join center case_center on case_center.id = :center
order by p.id

-- name: center_first :one   out: any bool
-- A query without arguments.
select min(id) is not null as any from center

-- name: visit_add :exec
insert into visit (center_id, id, person_id, day, arrived_at, minutes, fee, paid, note)
values (:center, :id, :person_id, :day, :now, :minutes, :fee, :paid, :note)
on conflict (center_id, id) do update set note = excluded.note, version = visit.version + 1

-- name: visit_items_copy :many   in: from_visit visit_id
-- A write that returns rows has no limit.
insert into visit_item (center_id, visit_id, system, price_id)
select :center, :visit_id, i.system, i.price_id from visit_item i where i.center_id = :center and i.visit_id = :from_visit
on conflict do nothing
returning system, price_id

-- name: visit_pay :one
update visit set paid = true, version = version + 1
where center_id = :center and id = :id and version = :version and not paid
returning version, follow_up_on as next

-- name: person_items :many   out: since date?
-- Columns that come through a `with`, a union and a query in parentheses keep their types.
with recent(who, visit) as (
  select v.person_id, v.id from visit v where v.center_id = :center and v.day >= :day
  union all
  select w.person_id, w.id from visit w where w.center_id = :center and w.follow_up_on >= :day
)
select r.who, i.system, d.born_on, (select max(x.day) from visit x where x.center_id = :center and x.person_id = r.who) as since
from recent r
join visit_item i on i.center_id = :center and i.visit_id = r.visit
join (select p.id, p.born_on from person p where p.name is distinct from '') d on d.id = r.who
where exists (select 1 from visit z where z.center_id = i.center_id and z.id = i.visit_id) or r.who is null
order by i.system limit 20

-- name: busiest :many   out: n int
-- across centers: the owner compares the centers
-- scans: once a month
select v.center_id, count(*) as n from visit v group by v.center_id order by n desc limit 20

-- name: visits_settle :exec   in: before date
-- A write behind a `with`; none of the unpaid visits is counted twice.
with due as (select v.id from visit v where v.center_id = :center and v.day < :before and not v.paid)
update visit set paid = true, note = coalesce(visit.note, 'settled "late" \ by hand')
where visit.center_id = :center and visit.id in (select d.id from due d)

-- name: visits_ranked :many   out: place int, paid_fee cents
-- Windows and filters, and an order in which none has its place.
select v.id, row_number() over (partition by v.person_id order by v.minutes) as place,
  coalesce(sum(v.fee) filter (where v.paid) over (), 0) as paid_fee
from visit v, person p
where v.center_id = :center and p.id = v.person_id and p.name = :name and v.follow_up_on is not null
order by v.minutes desc nulls last, v.follow_up_on limit 20

-- name: days_from :many   out: n int
-- A query that asks itself.
with recursive step(n) as (values (1) union all select s.n + 1 from step s where s.n < 7)
select n from step limit 7
