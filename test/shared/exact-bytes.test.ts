import { afterAll, describe, expect, it } from "vitest";
import type { PlanEdit } from "../../src/model/plan-edit.ts";
import { editPlan } from "../../src/plan/edit-plan.ts";
import { parsePlan } from "../../src/plan/parse-plan.ts";
import { verifyEdit } from "../../src/plan/verify-edit.ts";
import { boxesOf, boxTokensOf } from "../read-boxes.ts";
import { sharedPlans } from "./plans-folder.ts";

const link = " ([#12](https://github.com/octo/plans/issues/12))";
const linkBytes = new TextEncoder().encode(link);

/** Offsets at which two files of equal length differ. */
const differences = (before: Uint8Array, after: Uint8Array) =>
  Array.from(before.keys()).filter((offset) => before[offset] !== after[offset]);

const plans = sharedPlans().filter(({ exactBytes }) => exactBytes);

const tried = { files: 0, boxes: 0, links: 0 };
afterAll(() => {
  const { files, boxes, links } = tried;
  process.stdout.write(
    `${files} files, ${boxes} boxes ticked one by one, ${links} tasks linked one by one\n`,
  );
});

describe.each(plans)("$name", ({ bytes }) => {
  const parsed = parsePlan(bytes);
  const boxes = boxesOf(parsed);
  const tasks = parsed.plan.tasks.filter(
    ({ link: own, linkOffset }) => own === undefined && linkOffset !== undefined,
  );
  const tickAll: readonly PlanEdit[] = boxes.map(({ line, boxOffset, checked }) => ({
    kind: "tick",
    line,
    boxOffset,
    checked: !checked,
  }));
  const linkAll: readonly PlanEdit[] = tasks.map(({ line, linkOffset = 0 }) => ({
    kind: "link",
    line,
    offset: linkOffset,
    text: link,
  }));

  it("loses no box", () => {
    expect(boxes).toEqual(boxTokensOf(bytes));
  });

  it("changes one byte where a box is ticked, each box in turn", () => {
    const changed = tickAll.map((edit) => {
      const edited = editPlan(bytes, [edit]);
      return { problems: edited.problems, at: differences(bytes, edited.bytes), length: edited.bytes.length };
    });

    tried.files += 1;
    tried.boxes += changed.length;
    expect(changed).toEqual(
      boxes.map(({ boxOffset }) => ({ problems: [], at: [boxOffset], length: bytes.length })),
    );
  });

  it("changes nothing but the inserted text where a task is linked, each task in turn", () => {
    const changed = linkAll.map((edit) => {
      const { bytes: edited, problems } = editPlan(bytes, [edit]);
      const at = edit.kind === "link" ? edit.offset : -1;
      const before = Buffer.compare(edited.subarray(0, at), bytes.subarray(0, at));
      const inserted = Buffer.compare(edited.subarray(at, at + linkBytes.length), linkBytes);
      const after = Buffer.compare(edited.subarray(at + linkBytes.length), bytes.subarray(at));
      return { problems, before, inserted, after };
    });

    tried.links += changed.length;
    expect(changed).toEqual(tasks.map(() => ({ problems: [], before: 0, inserted: 0, after: 0 })));
  });

  it("reads as wanted when every box is turned and every task linked", () => {
    const edits = [...tickAll, ...linkAll];

    const { bytes: edited, problems } = editPlan(bytes, edits);

    expect(problems).toEqual([]);
    expect(verifyEdit(parsed, parsePlan(edited), edits)).toEqual([]);
  });

  it("comes back to its bytes when links are taken out again", () => {
    const linked = editPlan(bytes, linkAll).bytes;
    const unlinkAll = parsePlan(linked).plan.tasks.flatMap(({ line, link: own }): PlanEdit[] =>
      own?.number === 12 && own.owner === "octo"
        ? [{ kind: "unlink", line, offset: own.offset, endOffset: own.endOffset }]
        : [],
    );

    const { bytes: unlinked, problems } = editPlan(linked, unlinkAll);

    expect(problems).toEqual([]);
    expect(Buffer.compare(unlinked, bytes)).toBe(0);
  });
});
