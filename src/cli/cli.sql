-- name: cli_centers :many
-- scans: the centers of one organization
-- Every center, for naming one at the command line.
select c.id, c.name, c.zone from center c order by c.name limit 1000

-- name: cli_organizations :one   out: organizations int
-- scans: one organization
-- How many organizations there are: none in an empty database, else one.
select count(*) as organizations from organization
