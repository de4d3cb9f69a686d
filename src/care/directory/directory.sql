-- include: care/directory/directory_words.h

-- name: directory_stamp :one   out: stamp int
-- Changes with each import.
select coalesce(max(e.stamp), 0) as stamp from directory_edition e

-- name: directory_places :each
-- scans: the whole directory, once per process and edition
-- What searching needs of every row, the newest first of each facility.
select l.facility_id, l.list, l.place, l.latitude, l.longitude, l.codes
from directory_listing l join directory_edition e on e.source = l.source
order by l.facility_id, e.stamp desc, l.list

-- name: directory_rows :many   in: id1 facility_id?, id2 facility_id?, id3 facility_id?, id4 facility_id?, id5 facility_id?,
-- in: id6 facility_id?, id7 facility_id?, id8 facility_id?, id9 facility_id?, id10 facility_id?, id11 facility_id?, id12 facility_id?,
-- in: id13 facility_id?, id14 facility_id?, id15 facility_id?, id16 facility_id?, id17 facility_id?, id18 facility_id?, id19 facility_id?,
-- in: id20 facility_id?
-- Every row about these facilities, the newest first of each.
select l.facility_id, l.source, l.list, l.name1, l.name2, l.street1, l.street2, l.city, l.state, l.zip, l.phone, l.intake, l.website,
  l.place, l.latitude, l.longitude, l.codes, e.edition, e.imported_at
from directory_listing l join directory_edition e on e.source = l.source
where l.facility_id in (:id1, :id2, :id3, :id4, :id5, :id6, :id7, :id8, :id9, :id10, :id11, :id12, :id13, :id14, :id15, :id16, :id17,
  :id18, :id19, :id20)
order by l.facility_id, e.stamp desc, l.list limit 400

-- name: directory_same :one
-- The facility that a row of this id belongs to.
select l.facility_id from directory_listing l where l.own_id = :own_id limit 1

-- name: directory_codes :many
-- scans: the code sheets, some hundred rows
-- What the codes mean, in the order of the code sheets.
select d.list, d.code, d.category, d.category_name, d.name, d.description from directory_code d order by d.list, d.place limit 2000

-- name: directory_edition_list :many   out: facilities int
-- scans: a row per source
-- The editions that are there.
select e.source, e.stamp, e.edition, e.files, e.imported_at, e.rows_read, e.taken, e.refused,
  (select count(*) from directory_listing l where l.source = e.source) as facilities
from directory_edition e order by e.source limit 10

-- name: directory_count :one   out: facilities int, shared int
-- scans: once per import
-- How many facilities there are, and how many of them stand in more than one list.
select count(*) as facilities, coalesce(sum(case when f.lists > 1 then 1 else 0 end), 0) as shared
from (select l.facility_id, count(distinct l.list) as lists from directory_listing l group by l.facility_id) f

-- name: directory_others :many   in: listed_source code(directory_source)
-- What tells whether rows of another source are about the same place.
select l.source, l.list, l.own_id, l.facility_id, l.name1, l.name2, l.street1, l.zip, l.phone
from directory_listing l where l.source = :listed_source order by l.source, l.list, l.own_id limit 200000

-- name: directory_rename :exec
-- The row belongs to another facility than before.
update directory_listing set facility_id = :facility_id where source = :source and list = :list and own_id = :own_id

-- name: directory_edition_put :exec
-- The source has a new edition.
insert into directory_edition (source, stamp, edition, files, imported_at, rows_read, taken, refused)
values (:source, :stamp, :edition, :files, :now, :rows_read, :taken, :refused)
on conflict (source) do update set stamp = excluded.stamp, edition = excluded.edition, files = excluded.files,
  imported_at = excluded.imported_at, rows_read = excluded.rows_read, taken = excluded.taken, refused = excluded.refused

-- name: directory_clear_source :exec
-- The rows of the edition before.
delete from directory_listing where source = :source

-- name: directory_clear_codes :exec
-- The code sheet of the edition before.
delete from directory_code where list = :list

-- name: directory_code_put :exec
-- One code.
insert into directory_code (list, code, place, category, category_name, name, description)
values (:list, :code, :place, :category, :category_name, :name, :description)
