alter table visit add column follow_up_on @date;

create table closed_day (day @date not null primary key) @strict;
