-- 0006_outbox: messages that leave the building, each with what became of it. Their words come from packs/messages.

create table outbox_message (
  center_id @ref(center) not null references center(id),
  id @id(outbox_message) not null,
  kind @text not null,
  -- What it is about: the id of an inquiry, an appointment ...; the kind says of which.
  about_id @int not null,
  recipient @text not null check (length(recipient) between 3 and 200),
  subject @text not null,
  body @text not null,
  state @code(message_state) not null check (state in ('waiting', 'sending', 'sent', 'failed', 'cancelled')),
  tries @int not null,
  -- Waiting: not before. Sending: when the try counts as lost.
  next_at @instant not null,
  last_error @text,
  made_at @instant not null,
  ended_at @instant,
  primary key (center_id, id)
) @strict;
create index outbox_message_due on outbox_message (next_at) where state in ('waiting', 'sending');
create index outbox_message_by_about on outbox_message (center_id, about_id, id);
