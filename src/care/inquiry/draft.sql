-- include: care/words.h
-- include: care/inquiry/inquiry_words.h

-- name: draft_insert :exec
insert into inquiry_draft (id, token_hash, code, trapped, created_at, expires_at)
values (:id, :token_hash, :code, :trapped, :now, :expires_at)

-- name: draft_by_token :one
-- The draft an address stands for, while it lasts.
select d.id, d.code, d.sent_to, d.trapped, d.created_at, d.sent_at from inquiry_draft d
where d.token_hash = :token_hash and d.expires_at > :now

-- name: draft_by_code :one
-- The draft a code stands for, while it lasts.
select d.id, d.sent_at from inquiry_draft d where d.code = :code and d.expires_at > :now

-- name: draft_answers :many
select a.name, a.value from inquiry_draft_answer a where a.inquiry_draft_id = :inquiry_draft_id order by a.name limit 100

-- name: draft_answer_put :exec
insert into inquiry_draft_answer (inquiry_draft_id, name, value) values (:inquiry_draft_id, :name, :value)
on conflict (inquiry_draft_id, name) do update set value = excluded.value

-- name: draft_answer_drop :exec
delete from inquiry_draft_answer where inquiry_draft_id = :inquiry_draft_id and name = :name

-- name: draft_answers_wipe :exec
delete from inquiry_draft_answer where inquiry_draft_id = :inquiry_draft_id

-- name: draft_touch :exec
-- Something was saved: it lasts longer, and is remembered when it went into the trap.
update inquiry_draft set expires_at = :expires_at, trapped = trapped or :trapped where id = :id and sent_at is null

-- name: draft_token_set :exec
-- Opened by its code: the address it had before leads nowhere from now on.
update inquiry_draft set token_hash = :token_hash where id = :id

-- name: draft_sent :exec
-- Sent, once.
update inquiry_draft set sent_to = :sent_to, sent_at = :now, expires_at = :expires_at where id = :id and sent_at is null

-- name: draft_file_insert :exec
insert into inquiry_draft_file (inquiry_draft_id, id, name, type, size, content)
values (:inquiry_draft_id, :id, :name, :type, :size, :content)

-- name: draft_file_drop :exec
delete from inquiry_draft_file where inquiry_draft_id = :inquiry_draft_id and id = :id

-- name: draft_files_wipe :exec
delete from inquiry_draft_file where inquiry_draft_id = :inquiry_draft_id

-- name: draft_files :many
select f.id, f.name, f.type, f.size from inquiry_draft_file f where f.inquiry_draft_id = :inquiry_draft_id order by f.id limit 20

-- name: draft_old_answers :exec   in: before instant
-- What drafts held that nobody sent and nobody came back to.
delete from inquiry_draft_answer where inquiry_draft_id in (select d.id from inquiry_draft d where d.expires_at <= :before)

-- name: draft_old_files :exec   in: before instant
delete from inquiry_draft_file where inquiry_draft_id in (select d.id from inquiry_draft d where d.expires_at <= :before)

-- name: draft_old :exec   in: before instant
delete from inquiry_draft where expires_at <= :before

-- name: inquiry_insert :exec
insert into inquiry (center_id, id, code, kind, status, doubt, source, urgency, danger, help, program_id, given, family, folded, birth_on,
  age, zip, asker_name, asker_is, guardian_name, guardian_phone, guardian_call, reach_by, phone, phone_digits, email, silent, safe_times,
  payer, payer_name, note, body_hash, first_contact_at, status_at, version)
values (:center, :id, :code, :kind, 'new', :doubt, :source, :urgency, :danger, :help, :program_id, :given, :family, :folded, :birth_on,
  :age, :zip, :asker_name, :asker_is, :guardian_name, :guardian_phone, :guardian_call, :reach_by, :phone, :phone_digits, :email, :silent,
  :safe_times, :payer, :payer_name, :note, :body_hash, :now, :now, 1)

-- name: inquiry_referrer_insert :exec
insert into inquiry_referrer (center_id, inquiry_id, name, organization, phone, email, agreed)
values (:center, :inquiry_id, :name, :organization, :phone, :email, :agreed)

-- name: inquiry_file_take :exec   in: draft inquiry_draft_id, inquiry_id inquiry_id
-- What was sent along goes to the center.
insert into inquiry_file (center_id, inquiry_id, id, name, type, size, content)
select :center, :inquiry_id, f.id, f.name, f.type, f.size, f.content from inquiry_draft_file f where f.inquiry_draft_id = :draft

-- name: inquiry_same_body :one   in: since instant   out: n int
-- How often the same words came lately.
select count(i.id) as n from inquiry i where i.center_id = :center and i.body_hash = :body_hash and i.first_contact_at > :since

-- name: ask_centers :many   in: today date
-- scans: a small table
-- Where one can ask for help: centers that are open.
select c.id, c.name, c.street, c.city, c.state, c.zip, c.phone from center c
where c.closed_on is null or c.closed_on >= :today
order by c.name limit 300

-- name: ask_programs :many   in: today date
-- The programs one can come to at a center.
select p.id, p.name, p.type from program p
where p.center_id = :center and p.opened_on <= :today and (p.closed_on is null or p.closed_on >= :today)
order by p.name limit 50

-- name: ask_center :one
-- A center as it is spoken of to whoever asked for help there.
select c.id, c.name, c.phone, c.zone from center c where c.id = :id
