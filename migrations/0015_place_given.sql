-- 0015_place_given: the treatment places the admissions desk gave to somebody who was referred on.

-- As the directory had it when it was given: another edition changes nothing here. Rows of one list share their moment and note.
create table inquiry_place_given (
  center_id @ref(center) not null,
  inquiry_id @ref(inquiry) not null,
  id @id(inquiry_place_given) not null,
  -- The directory's stable key.
  facility_id @ref(facility) not null,
  name @text not null check (length(name) between 1 and 500),
  phone @text,
  address @text not null,
  -- "about 3 miles"; none where nobody knows.
  distance @text,
  -- What the listing says of it, and which edition of which directory that is.
  says @text not null,
  source @text not null,
  note @text check (length(note) <= 2000),
  at @instant not null,
  account_id @ref(account) references account(id),
  account_name @text not null,
  primary key (center_id, inquiry_id, id),
  foreign key (center_id, inquiry_id) references inquiry(center_id, id)
) @strict;
