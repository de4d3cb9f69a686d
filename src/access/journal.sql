-- include: access/access.h

-- name: journal_insert :exec
insert into journal (center_id, id, at, event, account_id, account_name, person_id, object, address, reason, detail, row_hash)
values (:center, :id, :now, :event, :account_id, :account_name, :person_id, :object, :address, :reason, :detail, :row_hash)

-- ---- sealing ---------------------------------------------------------------------------------------------------------

-- name: journal_chains :many   out: center_id center_id, newest int?, sealed int?
-- across centers: the sealing thread looks at every chain
-- scans: one row per center, each with two looks at the end of an index
-- Every chain with its newest row and the last row under a seal.
with chain as (select 0 as id union all select c.id from center c)
select chain.id as center_id,
  (select max(j.id) from journal j where j.center_id = chain.id) as newest,
  (select max(s.last_id) from journal_seal s where s.center_id = chain.id) as sealed
from chain limit 100000

-- name: journal_seal_head :one
select last_id, hash from journal_seal where center_id = :center order by last_id desc limit 1

-- name: journal_unsealed :many   in: after int, until int
-- What waits for a seal, oldest first.
select id, row_hash from journal where center_id = :center and id > :after and id < :until order by id limit 1000

-- name: journal_seal_insert :exec
insert into journal_seal (center_id, first_id, last_id, rows, previous, hash, sealed_at)
values (:center, :first_id, :last_id, :rows, :previous, :hash, :now)

-- ---- proving ---------------------------------------------------------------------------------------------------------

-- name: journal_next_chain :one   in: after int   out: by_rows int?, by_seals int?
-- across centers: verifying walks from chain to chain, also such as no center has
select (select min(j.center_id) from journal j where j.center_id > :after) as by_rows,
  (select min(s.center_id) from journal_seal s where s.center_id > :after) as by_seals

-- name: journal_next_seal :one   in: after int
select first_id, last_id, rows, previous, hash, sealed_at
from journal_seal where center_id = :center and last_id > :after order by last_id limit 1

-- name: journal_rows_between :each   in: after int, until int   out: event text
-- The rows of one seal, and whatever else stands between them. The event as text, since it may be anything by now.
select id, at, event || '' as event, account_id, account_name, person_id, object, address, reason, detail, row_hash
from journal where center_id = :center and id > :after and id <= :until order by id

-- ---- reading ---------------------------------------------------------------------------------------------------------

-- name: journal_list :many
-- in: person_id person_id?, pattern text?, account_id account_id?, event code(journal_event)?, since int, before int, most int
-- The journal's screen, newest first. A person is found in rows about them and in lists they stood on (`pattern`).
select j.id, j.at, j.event, j.account_id, j.account_name, a.person_id as account_person_id, j.person_id, p.given, p.preferred, p.family,
  j.object, j.address, j.reason, j.detail
from journal j
left join person p on p.id = j.person_id
left join account a on a.id = j.account_id
where j.center_id = :center and j.id >= :since and j.id < :before
  and (j.person_id = :person_id or (j.person_id is null and j.detail like :pattern) or :person_id is null)
  and (j.account_id = :account_id or :account_id is null)
  and (j.event = :event or :event is null)
order by j.id desc
limit :most

-- name: journal_about :many   in: person_id person_id, since int, until int
-- across centers: people read who saw them, wherever that was
-- Rows about one person.
select j.id, j.at, j.event, j.account_id, j.account_name, j.reason
from journal j
where j.person_id = :person_id and j.id >= :since and j.id < :until
order by j.id desc
limit 1000

-- name: journal_lists :many   in: account_id account_id, pattern text, since int, until int
-- across centers: people read who saw them, wherever that was
-- Lists that a person stood on, at the centers where their account is a participant's.
select j.id, j.at, j.event, j.account_id, j.account_name, j.reason
from role_grant g
join journal j on j.center_id = g.center_id
where g.account_id = :account_id and g.role = 'participant'
  and j.person_id is null and j.id >= :since and j.id < :until and j.detail like :pattern
order by j.id desc
limit 1000
