-- home.sql - what the start page says of the organization.

-- name: organization_name :one
-- scans: one row, one organization
-- The organization's name as it stands over the start page.
select o.name from organization o order by o.id limit 1
