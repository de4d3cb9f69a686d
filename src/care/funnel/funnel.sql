-- include: care/words.h
-- include: care/inquiry/inquiry_words.h

-- name: funnel_requests :each   in: since instant, until instant
-- out: furthest int, reached_at instant?, moved_at instant?, assessed_at instant?, session_on date?
-- Every request that arrived in a span: the furthest step it ever had, when somebody was reached or a step said so, the first assessment
-- that has begun, and the day of the first session somebody came to.
select i.source, i.status, i.end_reason, i.first_contact_at,
  coalesce((select max(case s.status when 'contacted' then 2 when 'pre_screen' then 3 when 'insurance_check' then 4
      when 'assessment_booked' then 5 when 'accepted' then 6 when 'waiting_list' then 6 when 'admitted' then 7 else 1 end)
    from inquiry_step s where s.center_id = i.center_id and s.inquiry_id = i.id), 1) as furthest,
  (select min(t.at) from contact_try t where t.center_id = i.center_id and t.inquiry_id = i.id
    and t.outcome in ('reached', 'call_again')) as reached_at,
  (select min(s.at) from inquiry_step s where s.center_id = i.center_id and s.inquiry_id = i.id
    and s.status in ('contacted', 'pre_screen', 'insurance_check', 'assessment_booked', 'accepted', 'waiting_list', 'admitted')) as moved_at,
  (select min(a.starts_at) from appointment a where a.center_id = i.center_id and a.about_id = i.id
    and a.status = 'planned' and a.starts_at <= :now) as assessed_at,
  (select min(h.day) from inquiry_stay y join attendance h on h.center_id = y.center_id and h.episode_id = y.episode_id
    and h.status in ('present', 'late', 'left_early') where y.center_id = i.center_id and y.inquiry_id = i.id) as session_on
from inquiry i
where i.center_id = :center and i.first_contact_at >= :since and i.first_contact_at < :until
order by i.id
