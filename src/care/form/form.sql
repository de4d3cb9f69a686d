-- include: care/form/form_words.h

-- name: form_latest :one   out: started_given text?, started_family text?, changed_given text?, changed_family text?
-- The newest response to a form about one thing.
select r.id, r.questionnaire, r.questionnaire_version, r.state, r.started_at, r.changed_at, r.completed_at, r.version,
  s.given as started_given, s.family as started_family, p.given as changed_given, p.family as changed_family
from form_response r
left join account sa on sa.id = r.started_by
left join person s on s.id = sa.person_id
left join account ca on ca.id = r.changed_by
left join person p on p.id = ca.person_id
where r.center_id = :center and r.about_kind = :about_kind and r.about_id = :about_id and r.questionnaire = :questionnaire
order by r.id desc limit 1

-- name: form_answers :many
-- The answers of one response.
select a.link_id, a.ordinal, a.type, a.value, a.code_system, a.shown
from form_answer a
where a.center_id = :center and a.form_response_id = :form_response_id
order by a.link_id, a.ordinal limit 5000

-- name: form_insert :exec
-- A form is begun.
insert into form_response (center_id, id, questionnaire, questionnaire_version, about_kind, about_id, state, started_by, changed_by,
  started_at, changed_at, completed_at, version)
values (:center, :id, :questionnaire, :questionnaire_version, :about_kind, :about_id, :state, :started_by, :started_by, :now, :now,
  :completed_at, 1)

-- name: form_update :exec   in: seen int
-- Other answers, or it is complete; of no effect on one that is complete already or was changed since it was seen.
update form_response set state = :state, changed_by = :changed_by, changed_at = :now, completed_at = :completed_at, version = version + 1
where center_id = :center and id = :id and version = :seen and state = 'in-progress'

-- name: form_clear :exec
-- Before answers are written anew.
delete from form_answer where center_id = :center and form_response_id = :form_response_id

-- name: form_answer_insert :exec
insert into form_answer (center_id, form_response_id, link_id, ordinal, type, value, code_system, shown)
values (:center, :form_response_id, :link_id, :ordinal, :type, :value, :code_system, :shown)
