-- name: throttle_row :one
select failures, since_at, until_at from throttle where key = :key

-- name: throttle_set :exec
insert into throttle (key, failures, since_at, until_at)
values (:key, :failures, :now, :until_at)
on conflict (key) do update set failures = excluded.failures, since_at = excluded.since_at, until_at = excluded.until_at

-- name: throttle_forget :exec
delete from throttle where key = :key

-- name: throttle_give_back :exec
-- One try fewer, and no wait.
update throttle set failures = failures - 1, until_at = null where key = :key and failures > 0

-- name: throttle_sweep :exec   in: before instant
-- scans: a small table, swept by the background thread
-- Keys that have been calm for a day.
delete from throttle where since_at < :before
