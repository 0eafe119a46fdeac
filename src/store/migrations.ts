/**
 * The schema, one step after the other; `PRAGMA user_version` is how many a file has had. A step once released is
 * never changed, and the program before it can still work with what it leaves behind: an old and a new process share
 * one file during a rolling restart. Times are milliseconds since 1970.
 *
 * `target` holds only what is dirty or held, and `available_at` alone says when one may be handed out (a held one: when
 * its lease runs out), so that taking the next is one step along one index, however many wait. Asking for "free, or
 * held and lapsed" makes SQLite scan.
 */
export const migrations: readonly string[] = [
  `
  create table delivery (
    id text primary key,
    event text not null,
    received_at integer not null
  ) strict;
  create index delivery_by_age on delivery (received_at);

  create table target (
    key text primary key,
    repository integer not null,
    available_at integer not null,
    fence integer,
    again_at integer,
    state text not null default 'due' check (state in ('due', 'parked', 'failed')),
    attempts integer not null default 0,
    reason text
  ) strict;
  create index target_by_time on target (available_at);
  create index target_by_repository on target (repository);

  create table fence (latest integer not null) strict;
  insert into fence values (0);

  create table ledger (
    scope text not null,
    subject text not null,
    state text not null check (state in ('sending', 'uncertain', 'done')),
    settled_after integer,
    issue_repository text,
    issue_number integer,
    primary key (scope, subject)
  ) strict, without rowid;

  create table claim (
    scope text not null,
    name text not null,
    until integer not null,
    primary key (scope, name)
  ) strict, without rowid;
  create index claim_by_age on claim (until);

  create table creation (owner text not null, at integer not null) strict;
  create index creation_by_owner on creation (owner, at);

  create table history (
    id integer primary key autoincrement,
    target text not null,
    at integer not null,
    result text not null check (result in ('clean', 'parked', 'failed')),
    reads integer not null,
    writes integer not null,
    note text not null
  ) strict;

  create table repository (id integer primary key) strict;

  create table holding (
    repository integer not null,
    home integer not null,
    primary key (repository, home)
  ) strict, without rowid;
  `,
  `
  create table refusal (
    scope text not null,
    name text not null,
    reason text not null,
    until integer not null,
    primary key (scope, name)
  ) strict, without rowid;
  create index refusal_by_age on refusal (until);
  `,
];
