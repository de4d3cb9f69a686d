-- A small practice: what the queries beside this file ask.
create table center (
  id @id(center) not null primary key,
  name @text not null
) @strict;

create table person (
  id @id(person) not null primary key,
  name @text not null,
  born_on @date,
  sex @code(sex),
  photo @bytes
) @strict;
create index person_by_name on person (name, id);

create table visit (
  center_id @ref(center) not null references center(id),
  id @id(visit) not null,
  person_id @ref(person) not null references person(id),
  day @date not null,
  arrived_at @instant,
  minutes @int,
  fee @cents not null,
  paid @bool not null,
  note @text, -- an @ in a comment is no @word
  version @int not null default 1,
  primary key (center_id, id)
) @strict;
create index visit_by_person on visit (center_id, person_id, day);

-- Made before the table it refers to, so that the order of copying is not that of the migrations.
create table visit_item (
  center_id @ref(center) not null,
  visit_id @ref(visit) not null,
  system @text not null check (system <> 'a ''quoted'' @text "and" \ more'),
  price_id @ref(price) references price(id),
  primary key (center_id, visit_id, system),
  foreign key (center_id, visit_id) references visit(center_id, id)
) @strict;

create table price (
  id @id(price) not null primary key,
  amount @cents not null
) @strict;
