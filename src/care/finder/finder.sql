-- finder.sql - whose finder it is; programs come from care/profile, facilities from care/directory.

-- name: own_organization :one   out: zone text?
-- scans: one row, one organization
-- The organization, and the clock of its first center.
select o.name, (select n.zone from center n where n.organization_id = o.id order by n.created_at, n.id limit 1) as zone
from organization o order by o.id limit 1
