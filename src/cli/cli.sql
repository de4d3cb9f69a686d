-- name: cli_centers :many
-- scans: the centers of one organization
-- Every center, for naming one at the command line.
select c.id, c.name, c.zone from center c order by c.name limit 1000
