-- include: care/words.h

-- name: make_up_sessions :many   in: from_day date, until date   out: taken int, least_age int?, most_age int?
-- Planned sessions that have not started, until a day, that count and have a seat left.
select s.id as session_id, s.day, s.starts_at, s.ends_at, s.title, s.counted_min, s.seats, s.modality, k.code as kind_code, k.grouped, k.group_limit,
  r.name as room, t.id as track_id, t.name as track, coalesce(t.least_age, p.least_age) as least_age,
  coalesce(t.most_age, p.most_age) as most_age, p.id as program_id, p.type as program_type,
  (select count(*) from enrollment e where e.center_id = s.center_id and e.track_id = s.track_id and e.from_on <= s.day
    and (e.to_on is null or e.to_on >= s.day))
  + (select count(*) from make_up_offer o where o.center_id = s.center_id and o.session_id = s.id and o.status in ('offered', 'accepted')) as taken
from session s
join service_kind k on k.id = s.service_kind_id
join track t on t.center_id = s.center_id and t.id = s.track_id
join program p on p.center_id = t.center_id and p.id = t.program_id
left join room r on r.center_id = s.center_id and r.id = s.room_id
where s.center_id = :center and s.day between :from_day and :until and s.status = 'planned' and s.starts_at > :now and s.counted_min > 0
order by s.starts_at, s.id limit 500

-- name: make_up_busy :many   in: from_day date, until date
-- Where everybody is expected until a day: what a make-up must not overlap.
select e.episode_id, s.id as session_id, s.starts_at, s.ends_at
from session s
join enrollment e on e.center_id = s.center_id and e.track_id = s.track_id and e.from_on <= s.day and (e.to_on is null or e.to_on >= s.day)
where s.center_id = :center and s.day between :from_day and :until and s.status = 'planned'
union
select o.episode_id, s.id, s.starts_at, s.ends_at
from session s
join make_up_offer o on o.center_id = s.center_id and o.session_id = s.id
where s.center_id = :center and s.day between :from_day and :until and s.status = 'planned'
order by 1, 3 limit 20000

-- name: make_up_free :many
-- Everybody's free time at the center.
select a.episode_id, a.weekday, a.from_minute, a.to_minute from availability a
where a.center_id = :center order by a.episode_id, a.weekday, a.from_minute limit 20000

-- name: make_up_missed :many   in: monday date, sunday date
-- Sessions of a week that somebody missed or said they will miss: why they are short, and which kind to make up.
select a.episode_id, a.session_id, a.status, a.reason, k.code as kind_code, s.title, s.day, s.starts_at, s.counted_min
from attendance a
join session s on s.center_id = a.center_id and s.id = a.session_id
join service_kind k on k.id = s.service_kind_id
where a.center_id = :center and s.day between :monday and :sunday and s.counted_min > 0 and a.status in ('excused', 'absent', 'no_show')
order by a.episode_id, s.starts_at limit 20000

-- name: offers_week :many   in: monday date, sunday date   out: seat_gone bool
-- Offers of a week's sessions and what became of them.
select o.id, o.episode_id, o.session_id, o.status, s.title, s.day, s.starts_at, s.ends_at,
  (select count(*) from enrollment e where e.center_id = s.center_id and e.track_id = s.track_id and e.from_on <= s.day
    and (e.to_on is null or e.to_on >= s.day))
  + (select count(*) from make_up_offer x where x.center_id = s.center_id and x.session_id = s.id and x.status = 'accepted') >= s.seats as seat_gone
from session s
join make_up_offer o on o.center_id = s.center_id and o.session_id = s.id
where s.center_id = :center and s.day between :monday and :sunday
order by o.episode_id, s.starts_at limit 5000

-- name: my_offers :many   in: episode_id episode_id   out: seat_gone bool
-- Offers a participant has not answered, of sessions that have not started.
select o.id, s.day, s.starts_at, s.ends_at, s.title, r.name as room,
  (select count(*) from enrollment e where e.center_id = s.center_id and e.track_id = s.track_id and e.from_on <= s.day
    and (e.to_on is null or e.to_on >= s.day))
  + (select count(*) from make_up_offer x where x.center_id = s.center_id and x.session_id = s.id and x.status = 'accepted') >= s.seats as seat_gone
from make_up_offer o
join session s on s.center_id = o.center_id and s.id = o.session_id
left join room r on r.center_id = s.center_id and r.id = s.room_id
where o.center_id = :center and o.episode_id = :episode_id and o.status = 'offered' and s.status = 'planned' and s.starts_at > :now
order by s.starts_at limit 10

-- name: offer_get :one   out: taken int
-- One offer with its session.
select o.id, o.session_id, o.episode_id, o.status, s.day, s.starts_at, s.ends_at, s.title, s.seats, s.status as session_status,
  (select count(*) from enrollment e where e.center_id = s.center_id and e.track_id = s.track_id and e.from_on <= s.day
    and (e.to_on is null or e.to_on >= s.day))
  + (select count(*) from make_up_offer x where x.center_id = s.center_id and x.session_id = s.id and x.status = 'accepted') as taken
from make_up_offer o
join session s on s.center_id = o.center_id and s.id = o.session_id
where o.center_id = :center and o.id = :id

-- name: offer_insert :exec
-- A make-up is offered.
insert into make_up_offer (center_id, id, session_id, episode_id, missed_session_id, status, offered_by, offered_at)
values (:center, :id, :session_id, :episode_id, :missed_session_id, 'offered', :offered_by, :now)

-- name: offer_answer :exec
-- The answer; touches nothing when it was answered or withdrawn before.
update make_up_offer set status = :status, answered_at = :now
where center_id = :center and id = :id and status = 'offered'

-- name: offer_session :one   in: id session_id, episode_id episode_id   out: taken int, own bool
-- A session that is about to be offered: seats taken (offers included), and whether the person is in it anyway.
select s.status, s.day, s.starts_at, s.seats,
  (select count(*) from enrollment e where e.center_id = s.center_id and e.track_id = s.track_id and e.from_on <= s.day
    and (e.to_on is null or e.to_on >= s.day))
  + (select count(*) from make_up_offer x where x.center_id = s.center_id and x.session_id = s.id and x.status in ('offered', 'accepted')) as taken,
  exists (select 1 from enrollment e where e.center_id = s.center_id and e.track_id = s.track_id and e.episode_id = :episode_id
    and e.from_on <= s.day and (e.to_on is null or e.to_on >= s.day)) as own
from session s where s.center_id = :center and s.id = :id

-- name: center_state :one
-- The state whose rules hold at the center.
select c.state from center c where c.id = :center
