-- sitemap.sql - what search engines are told of.

-- name: library_out :each
-- Every article and episode that is out, newest first.
select i.slug from library_item i where i.is_public = true order by i.published_at desc nulls last, i.id desc
