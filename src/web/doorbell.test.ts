import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { doorbell } from "./doorbell.ts";

describe("doorbell()", () => {
  it.each([
    ["an event of one repository", { action: "closed", repository: { id: 7, name: "r" } }, [7]],
    ["a link between two", { repository: { id: 7 }, sub_issue_repo: { id: 8 } }, [7, 8]],
    ["a link seen from the child", { repository: { id: 8 }, parent_issue_repo: { id: 7 } }, [8, 7]],
    ["a blocker elsewhere", { repository: { id: 7 }, blocking_issue_repo: { id: 9 } }, [7, 9]],
    ["a blocked issue elsewhere", { repository: { id: 7 }, blocked_issue_repo: { id: 9 } }, [7, 9]],
    ["an issue that moved", { repository: { id: 7 }, changes: { new_repository: { id: 5 } } }, [7, 5]],
    ["an installation", { installation: { id: 3 }, repositories: [{ id: 1 }, { id: 2 }] }, [1, 2]],
    [
      "a changed installation",
      { repositories_added: [{ id: 1 }], repositories_removed: [{ id: 2 }, { id: 1 }] },
      [1, 2],
    ],
    ["an event of none", { zen: "Design for failure", hook: { id: 4 } }, []],
    ["ids that are none", { repository: { id: "7" }, repositories: [{ id: -1 }, { id: 1.5 }, null] }, []],
    ["no object", "repository", []],
    ["nothing", null, []],
  ])("finds the repositories of %s", (_name, payload, expected) => {
    expect(doorbell(payload)).toEqual(expected);
  });

  it("gives numbers and nothing else of whatever payload", () => {
    const names = fc.constantFrom(
      "repository",
      "repositories",
      "repositories_added",
      "sub_issue_repo",
      "changes",
      "new_repository",
      "id",
      "title",
    );
    const payloads = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.integer(),
        fc.string(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(names, tie("value"), { maxKeys: 5 }),
      ),
    })).value;

    fc.assert(
      fc.property(payloads, (payload) => {
        const found = doorbell(payload);
        expect(found.every((id) => Number.isSafeInteger(id) && id > 0)).toBe(true);
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });

  it("reads nothing but where to look: whatever else a payload holds changes nothing", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer({ min: 1 }), (rest, id) => {
        const { repository: _own, repositories: _list, changes: _changes, ...others } = rest;
        const payload = { ...others, repository: { ...rest, id } };
        const links = Object.keys(others).some((name) => name.endsWith("_repo") || name.startsWith("repo"));
        fc.pre(!links);

        expect(doorbell(payload)).toEqual([id]);
      }),
    );
  });

  it("is not taken in by a prototype", () => {
    expect(doorbell(JSON.parse('{"__proto__": {"repository": {"id": 7}}}'))).toEqual([]);
  });

  it("stops at ten thousand repositories", () => {
    const repositories = Array.from({ length: 12_000 }, (_, index) => ({ id: index + 1 }));

    expect(doorbell({ repositories })).toHaveLength(10_000);
  });
});
