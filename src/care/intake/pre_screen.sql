-- include: care/words.h
-- include: care/inquiry/inquiry_words.h

-- name: pre_screen_urgent :exec
-- Somebody has to act now; of no effect when the request says so already.
update inquiry set urgency = 'day', danger = true, version = version + 1
where center_id = :center and id = :id and (urgency <> 'day' or not danger)
