-- Treatment places of the national directories, as their publishers list them. Shared: they belong to no center.
-- A row of directory_listing is one row of a source. The same place in several lists is one facility: its rows have one facility_id.
-- own_id is made from the row's name, street and ZIP alone, so an address of a page made from it stays good in later editions.

create table directory_edition (
  source @code(directory_source) not null primary key check (source in ('samhsa_mh', 'samhsa_su', 'findtreatment')),
  stamp @int not null,
  edition @text not null check (length(edition) between 1 and 40),
  files @text not null,
  imported_at @instant not null,
  rows_read @int not null,
  taken @int not null,
  refused @int not null
) @strict;

-- What the codes of a list mean, in the words of its publisher.
create table directory_code (
  list @code(directory_list) not null check (list in ('mental_health', 'substance_use')),
  code @text not null,
  place @int not null,
  category @text not null,
  category_name @text not null,
  name @text not null,
  description @text,
  primary key (list, code)
) @strict;

-- Codes and lines for calls are separated by line feeds. Places are millionths of a degree.
create table directory_listing (
  source @code(directory_source) not null references directory_edition(source),
  list @code(directory_list) not null check (list in ('mental_health', 'substance_use')),
  own_id @ref(facility) not null,
  facility_id @id(facility) not null,
  name1 @text not null,
  name2 @text,
  street1 @text,
  street2 @text,
  city @text not null,
  state @text not null,
  zip @text not null check (length(zip) = 5),
  phone @text,
  intake @text,
  website @text,
  place @code(directory_place) check (place in ('exact', 'zip', 'city')),
  latitude @int,
  longitude @int,
  codes @text not null,
  primary key (source, list, own_id),
  check ((place is null) = (latitude is null)),
  check ((latitude is null) = (longitude is null))
) @strict;
create index directory_listing_by_facility on directory_listing (facility_id);
create index directory_listing_by_own on directory_listing (own_id);
