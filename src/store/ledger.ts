import type { Ledger } from "../engine/store.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import type { IssueNumber, RepositoryName } from "../model/repository.ts";
import type { Subject } from "../model/subject.ts";
import type { Database, Row } from "./database.ts";
import { isHeld } from "./queue.ts";

/** The creates under way and done, one entry per subject of a scope. */
export function openLedger(database: Database): Ledger {
  return {
    entries: async (scope) =>
      database.rows("select * from ledger where scope = ? order by subject", scope).map(entryOf),
    sending: async (scope, subject, claim) =>
      database.transaction(() => {
        if (claim.lease !== undefined && !isHeld(database, claim.lease)) return false;
        return (
          database.run(
            `insert into ledger (scope, subject, state, settled_after) values (?, ?, 'sending', ?)
             on conflict do nothing`,
            scope,
            subject,
            claim.settledAfter.getTime(),
          ) > 0
        );
      }),
    uncertain: async (scope, subject) => {
      database.run(
        "update ledger set state = 'uncertain' where scope = ? and subject = ? and state = 'sending'",
        scope,
        subject,
      );
    },
    done: async (scope, subject, issue) => {
      database.run(
        `insert into ledger (scope, subject, state, issue_repository, issue_number) values (?, ?, 'done', ?, ?)
         on conflict (scope, subject) do update set state = 'done', settled_after = null,
           issue_repository = excluded.issue_repository, issue_number = excluded.issue_number
         where state <> 'done' or issue_repository <> excluded.issue_repository
           or issue_number > excluded.issue_number`,
        scope,
        subject,
        issue.repository,
        issue.number,
      );
    },
    forget: async (scope, subject, settledAfter) => {
      const at = settledAfter?.getTime() ?? null;
      database.run(
        "delete from ledger where scope = ? and subject = ? and (? is null or (state <> 'done' and settled_after = ?))",
        scope,
        subject,
        at,
        at,
      );
    },
  };
}

function entryOf(row: Row): LedgerEntry {
  const settledAfter = row["settled_after"];
  return {
    subject: String(row["subject"]) as Subject,
    state: row["state"] as LedgerEntry["state"],
    ...(row["issue_number"] === null
      ? {}
      : {
          issue: {
            repository: String(row["issue_repository"]) as RepositoryName,
            number: Number(row["issue_number"]) as IssueNumber,
          },
        }),
    ...(settledAfter === null ? {} : { settledAfter: new Date(Number(settledAfter)) }),
  };
}
