alter table visit add column follow_up_on @date;
