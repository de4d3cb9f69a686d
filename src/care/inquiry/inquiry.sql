-- include: care/words.h
-- include: care/inquiry/inquiry_words.h

-- name: inquiry_open_list :many   in: after inquiry_id?
-- Requests that still need something, oldest first, from behind one on; none: from the first.
select i.id, i.code, i.kind, i.status, i.doubt, i.source, i.urgency, i.danger, i.help, i.given, i.family, i.age, i.birth_on, i.asker_name,
  i.reach_by, i.phone, i.email, i.silent, i.safe_times, i.first_contact_at, i.status_at, i.next_step, i.due_on, i.person_id, i.version
from inquiry i
where i.center_id = :center and i.status not in ('admitted', 'referred_on', 'closed') and i.id > coalesce(:after, 0)
order by i.id limit 101

-- name: inquiry_ended_list :many   in: before inquiry_id
-- Requests that ended, newest first, from before one on.
select i.id, i.code, i.kind, i.status, i.end_reason, i.doubt, i.source, i.help, i.given, i.family, i.asker_name, i.first_contact_at,
  i.status_at, i.person_id
from inquiry i
where i.center_id = :center and i.status in ('admitted', 'referred_on', 'closed') and i.id < :before
order by i.id desc limit 101

-- name: inquiry_get :one   out: ref_name text?, ref_organization text?, ref_phone text?, ref_email text?, ref_agreed int
-- Everything about one request.
select i.id, i.code, i.kind, i.status, i.end_reason, i.doubt, i.source, i.urgency, i.danger, i.help, i.program_id, p.name as program,
  i.given, i.family, i.birth_on, i.age, i.zip, i.asker_name, i.asker_is, i.guardian_name, i.guardian_phone, i.guardian_call, i.reach_by,
  i.phone, i.phone_digits, i.email, i.silent, i.safe_times, i.payer, i.payer_name, i.note, i.first_contact_at, i.status_at, i.next_step,
  i.due_on, i.person_id, i.version, r.name as ref_name, r.organization as ref_organization, r.phone as ref_phone, r.email as ref_email,
  case when r.agreed then 1 else 0 end as ref_agreed, i.folded
from inquiry i
left join program p on p.center_id = i.center_id and p.id = i.program_id
left join inquiry_referrer r on r.center_id = i.center_id and r.inquiry_id = i.id
where i.center_id = :center and i.id = :id

-- name: inquiry_steps :many
-- Its history, oldest first.
select s.id, s.status, s.end_reason, s.note, s.next_step, s.due_on, s.at, s.account_id, s.account_name
from inquiry_step s where s.center_id = :center and s.inquiry_id = :inquiry_id
order by s.id limit 200

-- name: inquiry_files :many
-- What was sent along; the contents one by one.
select f.id, f.name, f.type, f.size from inquiry_file f
where f.center_id = :center and f.inquiry_id = :inquiry_id order by f.id limit 20

-- name: inquiry_file_get :one
-- One file, for download only.
select f.id, f.name, f.type, f.size, f.content from inquiry_file f
where f.center_id = :center and f.inquiry_id = :inquiry_id and f.id = :id

-- name: inquiry_advance :exec   in: seen int
-- The next status, unless somebody was quicker.
update inquiry set status = :status, end_reason = :end_reason, next_step = :next_step, due_on = :due_on, status_at = :now,
  version = version + 1
where center_id = :center and id = :id and version = :seen

-- name: inquiry_step_insert :exec
insert into inquiry_step (center_id, id, inquiry_id, status, end_reason, note, next_step, due_on, at, account_id, account_name)
values (:center, :id, :inquiry_id, :status, :end_reason, :note, :next_step, :due_on, :now, :account_id, :account_name)

-- name: inquiry_set_person :exec
update inquiry set person_id = :person_id, version = version + 1 where center_id = :center and id = :id

-- name: inquiry_alike :many   in: phone_digits text?, email text?, folded text?, birth_on date?   out: same_phone bool, same_email bool, same_name bool
-- Other requests with the same phone number, email address, or name and birthday.
select i.id, i.code, i.status, i.given, i.family, i.first_contact_at,
  coalesce(i.phone_digits = :phone_digits, false) as same_phone, coalesce(i.email = :email, false) as same_email,
  coalesce(i.folded = :folded and i.birth_on = :birth_on, false) as same_name
from inquiry i
where i.center_id = :center and i.id <> :id
  and (i.phone_digits = :phone_digits or i.email = :email or (i.folded = :folded and i.birth_on = :birth_on))
order by i.id desc limit 20

-- name: inquiry_people :many   in: phone_digits text?, email text?, name_like text, birth_on date?
-- in: digits_like text
-- out: same_phone bool, same_email bool, same_name bool
-- People of the center with the same phone number, email address, or name and birthday.
select p.id, p.given, p.family, p.preferred, p.birth_on,
  coalesce(replace(replace(replace(replace(replace(replace(p.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', '') like :digits_like, false) as same_phone,
  coalesce(lower(p.email) = :email, false) as same_email, coalesce(p.folded like :name_like and p.birth_on = :birth_on, false) as same_name
from center_person cp join person p on p.id = cp.person_id
where cp.center_id = :center
  and ((:phone_digits is not null and replace(replace(replace(replace(replace(replace(p.phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', '') like :digits_like)
    or lower(p.email) = :email or (p.folded like :name_like and p.birth_on = :birth_on))
order by p.folded, p.id limit 20

-- name: referral_link_insert :exec
insert into referral_link (center_id, id, inquiry_id, token_hash, made_by, made_at)
values (:center, :id, :inquiry_id, :token_hash, :made_by, :now)

-- name: referral_link_end :exec
update referral_link set revoked_at = :now where center_id = :center and inquiry_id = :inquiry_id and revoked_at is null

-- name: referral_links :many
-- The links of a referral, newest first.
select l.id, l.made_at, l.revoked_at from referral_link l
where l.center_id = :center and l.inquiry_id = :inquiry_id order by l.id desc limit 20

-- name: referral_set_agreed :exec
update inquiry_referrer set agreed = :agreed where center_id = :center and inquiry_id = :inquiry_id

-- name: referral_by_token :one   out: scheduled_at instant?, contacted_at instant?
-- across centers: a link names no center
-- When a referral reached the stages that a professional may know of.
select i.first_contact_at as received_at,
  (select min(s.at) from inquiry_step s where s.center_id = i.center_id and s.inquiry_id = i.id
    and s.status in ('contacted', 'pre_screen', 'insurance_check', 'assessment_booked', 'accepted', 'waiting_list', 'admitted')) as contacted_at,
  (select min(s.at) from inquiry_step s where s.center_id = i.center_id and s.inquiry_id = i.id
    and s.status in ('assessment_booked', 'accepted', 'admitted')) as scheduled_at,
  ce.name as center_name, ce.phone as center_phone, ce.zone as center_zone
from referral_link l
join inquiry i on i.center_id = l.center_id and i.id = l.inquiry_id
join inquiry_referrer r on r.center_id = i.center_id and r.inquiry_id = i.id
join center ce on ce.id = i.center_id
where l.token_hash = :token_hash and l.revoked_at is null and r.agreed
