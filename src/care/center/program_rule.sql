-- name: rule_rows :many
-- The packs a program answered, answers and will answer to, newest first.
select r.id, r.rule_code, r.from_on, r.to_on from program_rule r
where r.center_id = :center and r.program_id = :program_id order by r.from_on desc, r.rule_code, r.id limit 500

-- name: house_rows :many
-- The house rules of a program, newest first, and who made them.
select h.id, h.from_on, h.name, h.least_week_min, h.most_week_min, h.least_days, h.late_after_min, h.least_credit_percent, h.made_at,
  p.given, p.family
from house_rule h
left join account ac on ac.id = h.made_by
left join person p on p.id = ac.person_id
where h.center_id = :center and h.program_id = :program_id order by h.from_on desc limit 200

-- name: program_recorded :one   in: program_id program_id, day date, until date   out: recorded bool
-- Is anything recorded for people of a program in a range of days?
select exists (
  select 1 from episode e
  join attendance a on a.center_id = e.center_id and a.episode_id = e.id and a.day between :day and :until
  where e.center_id = :center and e.program_id = :program_id and a.status <> 'expected') as recorded

-- name: rule_insert :exec
-- A pack from a week on.
insert into program_rule (center_id, id, program_id, rule_code, from_on) values (:center, :id, :program_id, :rule_code, :from_on)

-- name: rule_until :exec
-- The last day of a pack, or none again.
update program_rule set to_on = :to_on where center_id = :center and id = :id

-- name: rule_drop :exec
-- A planned row that never measured a week.
delete from program_rule where center_id = :center and id = :id

-- name: house_put :exec
-- A house rule from a week on; a second one for the same week, before it measured anything, replaces the first.
insert into house_rule (center_id, id, program_id, from_on, name, least_week_min, most_week_min, least_days, late_after_min,
  least_credit_percent, made_by, made_at)
values (:center, :id, :program_id, :from_on, :name, :least_week_min, :most_week_min, :least_days, :late_after_min,
  :least_credit_percent, :made_by, :now)
on conflict (center_id, program_id, from_on) do update set name = excluded.name, least_week_min = excluded.least_week_min,
  most_week_min = excluded.most_week_min, least_days = excluded.least_days, late_after_min = excluded.late_after_min,
  least_credit_percent = excluded.least_credit_percent, made_by = excluded.made_by, made_at = excluded.made_at

-- name: house_drop_after :exec   in: program_id program_id, day date
-- Planned house rules that never measured a week.
delete from house_rule where center_id = :center and program_id = :program_id and from_on > :day
