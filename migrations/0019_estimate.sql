-- 0019_estimate: the good-faith estimate that somebody without insurance, or who does not use it, was given (45 CFR 149.610).

alter table insurance_check add column estimate_cents @int check (estimate_cents >= 0);
alter table insurance_check add column estimate_on @date;
