-- 0008_appointment: a time of one person of the staff with somebody who is in no track yet, such as an assessment. A session belongs
-- to a track and its roster is the track's; an appointment has neither. Both take rooms and people.

create table appointment (
  center_id @ref(center) not null references center(id),
  id @id(appointment) not null,
  -- With whom: the id of an inquiry.
  about_id @int not null,
  title @text not null check (length(title) between 1 and 200),
  day @date not null,
  starts_at @instant not null,
  ends_at @instant not null,
  staff_id @ref(person) not null references person(id),
  room_id @ref(room),
  modality @code(modality) not null check (modality in ('in_person', 'video', 'audio', 'hybrid')),
  link @text,
  status @code(session_status) not null check (status in ('planned', 'cancelled')),
  cancel_reason @text,
  made_by @ref(account),
  changed_at @instant not null,
  primary key (center_id, id),
  foreign key (center_id, room_id) references room(center_id, id),
  check (starts_at < ends_at)
) @strict;
create index appointment_by_day on appointment (center_id, day, starts_at);
create index appointment_by_room on appointment (center_id, room_id, day);
create index appointment_by_staff on appointment (staff_id, day);
create index appointment_by_about on appointment (center_id, about_id, id);
