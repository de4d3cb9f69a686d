-- include: access/accounts.h

-- name: check_administrators :one   out: n int
-- scans: the accounts of one organization, few
-- How many administrators can sign in.
select count(distinct g.account_id) as n
from role_grant g
join account a on a.id = g.account_id
where g.role = 'administrator' and a.disabled_at is null

-- name: check_rules :many
-- across centers: which rules are in use anywhere
-- scans: the rules of every program, few
-- Hours rules that programs answer to.
select distinct r.rule_code from program_rule r order by r.rule_code limit 1000
