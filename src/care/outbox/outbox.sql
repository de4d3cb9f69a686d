-- include: care/words.h

-- name: outbox_insert :exec
-- A message waits from now on.
insert into outbox_message (center_id, id, kind, about_id, recipient, subject, body, state, tries, next_at, made_at)
values (:center, :id, :kind, :about_id, :recipient, :subject, :body, 'waiting', 0, :now, :now)

-- name: outbox_due :many
-- across centers: one sender serves them all
-- Messages whose time has come, and those whose last try was lost.
select m.center_id as center, m.id, m.recipient, m.subject, m.body, m.tries, m.made_at
from outbox_message m
where m.state in ('waiting', 'sending') and m.next_at <= :now
order by m.next_at limit 20

-- name: outbox_take :exec   in: tries int, lost_at instant
-- One try, unless another sender took it since it was seen.
update outbox_message set state = 'sending', tries = tries + 1, next_at = :lost_at
where center_id = :center and id = :id and tries = :tries and state in ('waiting', 'sending')

-- name: outbox_end_try :exec   in: tries int
-- How a try of ours ended; of no effect when it was lost and somebody else tries already.
update outbox_message set state = :state, next_at = :next_at, last_error = :last_error, ended_at = :ended_at
where center_id = :center and id = :id and tries = :tries and state = 'sending'

-- name: outbox_set :exec   in: seen code(message_state)
-- What staff decide about one that was not sent.
update outbox_message set state = :state, tries = 0, next_at = :now, ended_at = :ended_at
where center_id = :center and id = :id and state = :seen

-- name: outbox_get :one
-- One message as staff see it.
select m.id, m.kind, m.about_id, m.recipient, m.state, m.tries
from outbox_message m where m.center_id = :center and m.id = :id

-- name: outbox_list :many   in: before outbox_message_id
-- The messages of a center, newest first.
select m.id, m.kind, m.recipient, m.subject, m.state, m.tries, m.next_at, m.last_error, m.made_at, m.ended_at
from outbox_message m where m.center_id = :center and m.id < :before
order by m.id desc limit 101

-- name: outbox_about :many
-- What was sent about one thing, newest first.
select m.id, m.kind, m.recipient, m.state, m.tries, m.next_at, m.last_error, m.made_at, m.ended_at
from outbox_message m where m.center_id = :center and m.about_id = :about_id
order by m.id desc limit 50
