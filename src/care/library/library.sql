-- library.sql - articles, episodes and their recordings.
-- include: care/library/audio.h
-- include: care/library/library_kind.h

-- name: library_public :many   in: kind code(library_kind)?, before instant, before_id library_item_id
-- What is out, newest first, from a place in that order on.
select i.id, i.kind, i.slug, i.title, i.summary, i.author, i.words, i.published_at, a.seconds as audio_seconds
from library_item i left join audio a on a.id = i.audio_id
where i.is_public = true and (:kind is null or i.kind = :kind) and (i.published_at, i.id) < (:before, :before_id)
order by i.published_at desc nulls last, i.id desc limit 21

-- name: library_by_slug :one
-- One item by its address, drafts too.
select i.id, i.is_public from library_item i where i.slug = :slug

-- name: library_get :one
-- One item with its texts.
select i.id, i.kind, i.slug, i.title, i.summary, i.author, i.body, i.transcript, i.words, i.audio_id, i.published_at, i.is_public,
  i.changed_at, i.version, a.kind as audio_kind, a.size as audio_size, a.seconds as audio_seconds
from library_item i left join audio a on a.id = i.audio_id where i.id = :id

-- name: library_list :many
-- scans: the library of one organization
-- All of it, drafts first, then the newest.
select i.id, i.kind, i.slug, i.title, i.author, i.words, i.published_at, i.is_public, i.changed_at, a.seconds as audio_seconds
from library_item i left join audio a on a.id = i.audio_id
order by i.is_public, i.published_at desc nulls first, i.id desc limit 2000

-- name: library_feed :each
-- The episodes that are out, newest first, with what a feed says of them.
select i.id, i.slug, i.title, i.summary, i.author, i.body, i.published_at, i.audio_id, a.kind as audio_kind, a.size as audio_size,
  a.seconds as audio_seconds
from library_item i join audio a on a.id = i.audio_id
where i.is_public = true and i.kind = 'episode'
order by i.published_at desc nulls last, i.id desc

-- name: library_changed :one   out: changed_at instant?
-- When what is out changed last.
select max(i.changed_at) as changed_at from library_item i where i.is_public = true

-- name: library_insert :exec
-- A new draft.
insert into library_item (id, kind, slug, title, summary, author, body, transcript, words, is_public, changed_at, version)
values (:id, :kind, :slug, :title, :summary, :author, :body, :transcript, :words, false, :now, 1)

-- name: library_update :exec   in: seen_version int
-- Its texts; touches nothing when somebody changed it since it was seen.
update library_item set slug = :slug, title = :title, summary = :summary, author = :author, body = :body, transcript = :transcript,
  words = :words, changed_at = :now, version = version + 1
where id = :id and version = :seen_version

-- name: library_set_public :exec   in: seen_version int
-- Out, or back to a draft; the first day stays.
update library_item set is_public = :is_public, published_at = :published_at, changed_at = :now, version = version + 1
where id = :id and version = :seen_version

-- name: library_set_audio :exec   in: seen_version int
-- The recording of an episode.
update library_item set audio_id = :audio_id, changed_at = :now, version = version + 1 where id = :id and version = :seen_version

-- name: audio_insert :exec
-- A recording whose bytes follow.
insert into audio (id, kind, size, seconds, made_at) values (:id, :kind, :size, :seconds, :now)

-- name: audio_part_insert :exec
-- The next bytes of a recording.
insert into audio_part (audio_id, number, body) values (:audio_id, :number, :body)

-- name: audio_part_get :one
-- Bytes of a recording.
select p.body from audio_part p where p.audio_id = :audio_id and p.number = :number

-- name: audio_public :one
-- A recording that anyone may hear.
select a.kind, a.size from audio a join library_item i on i.audio_id = a.id where a.id = :id and i.is_public = true

-- name: audio_left :many   in: before instant
-- scans: the recordings of one organization
-- Recordings that belong to nothing, since a while.
select a.id from audio a
where a.made_at < :before and not exists (select 1 from library_item i where i.audio_id = a.id) order by a.id limit 10

-- name: audio_parts_delete :exec
-- The bytes of a recording go.
delete from audio_part where audio_id = :audio_id

-- name: audio_delete :exec
-- A recording goes, its bytes before it.
delete from audio where id = :id

-- name: podcast_get :one
-- scans: one row
-- What the feed says of the podcast.
select p.id, p.title, p.about, p.author, p.email, p.version from podcast p order by p.id limit 1

-- name: podcast_insert :exec
-- Said for the first time.
insert into podcast (id, title, about, author, email, version) values (:id, :title, :about, :author, :email, 1)

-- name: podcast_update :exec   in: seen_version int
-- Said anew; touches nothing when somebody changed it since it was seen.
update podcast set title = :title, about = :about, author = :author, email = :email, version = version + 1
where id = :id and version = :seen_version

-- name: library_organization :one   out: zone text?
-- scans: one organization
-- Whose library it is, and on whose clock its days are.
select o.name, (select n.zone from center n where n.organization_id = o.id order by n.id limit 1) as zone
from organization o order by o.id limit 1
