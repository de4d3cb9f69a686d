-- 0013_inquiry_sent_to: a draft belongs to nobody yet; the center it went to is an answer, not the wall its row stands behind.

alter table inquiry_draft rename column center_id to sent_to;
