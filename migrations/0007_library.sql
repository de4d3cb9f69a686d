-- The library that anyone may read and hear: articles and podcast episodes. Shared tables: they belong to the organization.

-- A recording as it was uploaded. It never changes: another recording is another row, so whoever is listening goes on hearing this one.
create table audio (
  id @id(audio) not null primary key,
  kind @code(audio_kind) not null check (kind in ('mp3', 'm4a', 'ogg')),
  size @int not null check (size > 0),
  seconds @int not null check (seconds > 0),
  made_at @instant not null
) @strict;

-- Its bytes, 64 KiB in a row (the last one shorter), so that memory does not grow with a recording and backup and copy carry it along.
create table audio_part (
  audio_id @ref(audio) not null references audio(id),
  number @int not null check (number >= 0),
  body @bytes not null,
  primary key (audio_id, number)
) @strict;

-- body and transcript are Markdown. published_at is when it first came out and is the date shown; is_public says whether it is out now.
create table library_item (
  id @id(library_item) not null primary key,
  kind @code(library_kind) not null check (kind in ('article', 'episode')),
  slug @text not null unique check (length(slug) between 1 and 80),
  title @text not null check (length(title) between 1 and 200),
  summary @text not null check (length(summary) between 1 and 400),
  author @text not null check (length(author) between 1 and 200),
  body @text not null,
  transcript @text,
  words @int not null,
  audio_id @ref(audio) unique references audio(id),
  published_at @instant,
  is_public @bool not null,
  changed_at @instant not null,
  version @int not null default 1,
  check (not is_public or published_at is not null)
) @strict;
create index library_item_by_time on library_item (is_public, published_at, id);

-- What the feed says of the podcast as a whole; one row at most.
create table podcast (
  id @id(podcast) not null primary key,
  title @text not null check (length(title) between 1 and 200),
  about @text not null check (length(about) between 1 and 4000),
  author @text not null check (length(author) between 1 and 200),
  email @text,
  version @int not null default 1
) @strict;
