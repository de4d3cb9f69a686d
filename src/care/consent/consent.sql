-- consent.sql - texts that people sign, their versions, and the signatures.
-- include: care/consent/consent_words.h
-- include: care/words.h

-- name: consent_texts :many   out: title text, current_id consent_version_id?, published_at instant?, draft_id consent_version_id?
-- scans: the texts of one organization, few
-- All texts: the title is that of the published version, else of the draft.
select t.id, t.code, t.current_number, t.retired_on, coalesce(cur.title, d.title, '') as title, cur.id as current_id, cur.published_at,
  d.id as draft_id
from consent_text t
left join consent_version cur on cur.consent_text_id = t.id and cur.number = t.current_number
left join consent_version d on d.consent_text_id = t.id and d.published_at is null
order by t.retired_on is not null, 5, t.id limit 200

-- name: consent_text_get :one
select t.id, t.code, t.current_number, t.least_number, t.retired_on from consent_text t where t.id = :id

-- name: consent_text_by_code :one
select t.id from consent_text t where t.code = :code

-- name: consent_versions :many
-- The versions of a text, newest first; a draft is the first.
select v.id, v.number, v.title, v.body, v.hash, v.published_at, v.published_by, v.changed_at, v.version
from consent_version v where v.consent_text_id = :consent_text_id order by v.number desc limit 500

-- name: consent_version_get :one
-- One version with its text.
select v.id, v.consent_text_id, v.number, v.title, v.body, v.hash, v.published_at, v.published_by, v.version, t.current_number, t.retired_on
from consent_version v join consent_text t on t.id = v.consent_text_id where v.id = :id

-- name: consent_current :one
-- What people sign now.
select v.id, v.consent_text_id, v.number, v.title, v.body, v.hash, v.published_at
from consent_text t
join consent_version v on v.consent_text_id = t.id and v.number = t.current_number
where t.id = :id and t.retired_on is null

-- name: consent_text_insert :exec
insert into consent_text (id, code, current_number, least_number) values (:id, :code, 0, 1)

-- name: consent_version_insert :exec
-- A draft.
insert into consent_version (id, consent_text_id, number, title, body, changed_at, version)
values (:id, :consent_text_id, :number, :title, :body, :now, 1)

-- name: consent_draft_update :exec   in: seen_version int
-- A draft's words; touches nothing that is published or that somebody changed since it was seen.
update consent_version set title = :title, body = :body, changed_at = :now, version = version + 1
where id = :id and published_at is null and version = :seen_version

-- name: consent_publish :exec   in: seen_version int
-- From now on these words stay.
update consent_version set hash = :hash, published_at = :now, published_by = :published_by, version = version + 1
where id = :id and published_at is null and version = :seen_version

-- name: consent_text_current :exec
-- Which version people sign, and from which on signatures count.
update consent_text set current_number = :current_number, least_number = :least_number where id = :id

-- name: consent_text_retire :exec
-- Out of use, or back.
update consent_text set retired_on = :retired_on where id = :id

-- name: consents_asked :many   out: own_id consent_signature_id?, guardian_id consent_signature_id?
-- The texts a stay's program asks for, with the newest signature that counts of the participant and of a parent or guardian.
select v.id as consent_version_id, v.consent_text_id, v.number, v.title,
  (select max(s.id) from consent_signature s where s.center_id = e.center_id and s.episode_id = e.id
    and s.consent_text_id = t.id and s.number >= t.least_number and s.withdrawn_at is null and s.signer = 'self') as own_id,
  (select max(s.id) from consent_signature s where s.center_id = e.center_id and s.episode_id = e.id
    and s.consent_text_id = t.id and s.number >= t.least_number and s.withdrawn_at is null and s.signer <> 'self') as guardian_id
from episode e
join program_consent pc on pc.center_id = e.center_id and pc.program_id = e.program_id
join consent_text t on t.id = pc.consent_text_id and t.retired_on is null
join consent_version v on v.consent_text_id = t.id and v.number = t.current_number
where e.center_id = :center and e.id = :episode_id order by v.title, v.id limit 100

-- name: signatures_of :many   out: title text
-- Every signature of a stay, newest first.
select s.id, s.consent_text_id, s.number, s.signer, s.signer_name, s.typed_name, s.place, s.signed_at, s.paper_on, s.account_name, s.withdrawn_at,
  s.withdrawn_name, s.withdrawn_reason, v.title
from consent_signature s join consent_version v on v.id = s.consent_version_id
where s.center_id = :center and s.episode_id = :episode_id order by s.id desc limit 200

-- name: signature_get :one
-- One signature and the words it stands under, as they are stored now.
select s.id, s.consent_text_id, s.consent_version_id, s.number, s.hash, s.signer, s.signer_name, s.typed_name, s.place, s.signed_at,
  s.address, s.agent, s.account_name, s.paper_on, s.witness_name, s.kept_at, s.withdrawn_at, s.withdrawn_name, s.withdrawn_reason,
  v.title, v.body, v.published_at
from consent_signature s join consent_version v on v.id = s.consent_version_id
where s.center_id = :center and s.episode_id = :episode_id and s.id = :id

-- name: signature_insert :exec
insert into consent_signature (center_id, episode_id, id, consent_text_id, consent_version_id, number, hash, signer, signer_name, typed_name,
  place, signed_at, address, agent, account_id, account_name, paper_on, witness_name, kept_at)
values (:center, :episode_id, :id, :consent_text_id, :consent_version_id, :number, :hash, :signer, :signer_name, :typed_name,
  :place, :now, :address, :agent, :account_id, :account_name, :paper_on, :witness_name, :kept_at)

-- name: signature_withdraw :exec
-- Once; what was signed stays to be seen.
update consent_signature set withdrawn_at = :now, withdrawn_by = :withdrawn_by, withdrawn_name = :withdrawn_name,
  withdrawn_reason = :withdrawn_reason
where center_id = :center and episode_id = :episode_id and id = :id and withdrawn_at is null

-- name: consent_signers :many
-- Parents and guardians of a person, who may sign beside them.
select r.id, r.relationship, r.given, r.family from relation r
where r.person_id = :person_id and r.relationship in ('parent', 'guardian') order by r.family, r.given, r.id limit 20

-- name: consent_person :one
-- The participant of a stay, and whether it still goes on.
select e.status, e.program_id, p.id as person_id, p.given, p.preferred, p.family
from episode e join person p on p.id = e.person_id where e.center_id = :center and e.id = :episode_id

-- name: program_consents :many
-- Which texts a program asks for.
select pc.consent_text_id from program_consent pc
where pc.center_id = :center and pc.program_id = :program_id order by pc.consent_text_id limit 200

-- name: program_consents_clear :exec
-- Before the choice is written anew.
delete from program_consent where center_id = :center and program_id = :program_id

-- name: program_consent_put :exec
insert into program_consent (center_id, program_id, consent_text_id) values (:center, :program_id, :consent_text_id)
on conflict (center_id, program_id, consent_text_id) do nothing

-- name: consent_versions_published :each
-- scans: the texts of one organization, few
-- What was published, to be held against its hash.
select v.id, v.consent_text_id, v.number, v.title, v.body, v.hash from consent_version v where v.published_at is not null order by v.id

-- name: signatures_strayed :one   out: n int, total int
-- across centers: porchlight check looks at all of them
-- scans: every signature, by hand
-- Signatures whose hash is not the one of the version they name.
select count(case when s.hash <> v.hash then 1 end) as n, count(*) as total
from consent_signature s join consent_version v on v.id = s.consent_version_id
