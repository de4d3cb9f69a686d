-- site.sql - where people reach this site.

-- name: site_address_set :one
-- What the settings say of it; no row when they say nothing.
select s.value from setting s where s.name = 'site_address'
