-- 0018_covering_indexes: who belonged to a track when, and what counted in a week, told by the indexes alone.

-- Boards, weeks and rosters ask these of every person in view; with all they ask in the index, a person costs no walk through the table.
drop index enrollment_by_track;
create index enrollment_by_track on enrollment (center_id, track_id, from_on, to_on, episode_id);
create index enrollment_by_episode on enrollment (center_id, episode_id, from_on, to_on, track_id);
drop index attendance_by_episode;
create index attendance_by_episode on attendance (center_id, episode_id, day, credited_min, billable_min, status);
