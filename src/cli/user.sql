-- include: access/accounts.h

-- name: user_demo :many
-- The accounts of the made-up organization; none in any other database.
select a.id, a.login, g.role, a.password_hash
from account a
join role_grant g on g.account_id = a.id
where a.login in ('administrator', 'director', 'clinician', 'frontdesk', 'participant') and a.disabled_at is null
  and exists (select 1 from setting s where s.name = 'demo')
order by a.id limit 20
