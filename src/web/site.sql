-- site.sql - where people reach this site.

-- name: site_address_set :one
-- What the settings say of it; no row when they say nothing.
select s.value from setting s where s.name = 'site_address'

-- name: organization_name :one
-- scans: one row, one organization
-- The organization's name as it stands over the public site.
select o.name from organization o order by o.id limit 1
