-- 0017_waiting_order: the order of admission of 45 CFR 96.131 told apart (pregnant and injecting, pregnant, injecting), where one word stood
-- for all of them. SQLite cannot change the check of a column, so that the table is made anew with what it held; 'first' stays what it is,
-- pressing, and who it was given to is looked at again at the desk.

create table waiting_place_next (
  center_id @ref(center) not null,
  inquiry_id @ref(inquiry) not null,
  track_id @ref(track) not null,
  priority @code(wait_priority) not null check (priority in ('pregnant_injecting', 'pregnant', 'injecting', 'first', 'soon', 'usual')),
  reason @text,
  since_at @instant not null,
  primary key (center_id, inquiry_id),
  foreign key (center_id, inquiry_id) references inquiry(center_id, id),
  foreign key (center_id, track_id) references track(center_id, id)
) @strict;

insert into waiting_place_next (center_id, inquiry_id, track_id, priority, reason, since_at)
select center_id, inquiry_id, track_id, priority, reason, since_at from waiting_place;
drop table waiting_place;
alter table waiting_place_next rename to waiting_place;
create index waiting_place_by_track on waiting_place (center_id, track_id, since_at);
