"""ask.py FILE SQL - one statement on an SQLite file, its rows on standard output (and committed, should it write).
ask.py FILE - every row of every table but the journal's and the migrations', as text to compare: what copies must have in common.
"""
import sqlite3
import sys

db = sqlite3.connect(sys.argv[1])
if len(sys.argv) > 2:
    for row in db.execute(sys.argv[2]):
        print("|".join(str(value) for value in row))
    db.commit()
else:
    tables = [name for (name,) in db.execute("select name from sqlite_schema where type = 'table' order by name")]
    for table in tables:
        if table in ("journal", "journal_seal", "migration"):
            continue
        for row in sorted(repr(row) for row in db.execute(f"select * from {table}")):
            print(table, row)
