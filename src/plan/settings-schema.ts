import { z } from "zod";
import { flawOfGlob, flawOfPath } from "./relative-path.ts";
import { thresholdPattern } from "./threshold-setting.ts";

/** What `.github/plangate.yml` may say, as written there. Lists are bounded: each entry costs reads from GitHub. */
const words = (lengthMax: number) => z.string().trim().min(1).max(lengthMax);
const filePath = (glob: boolean) =>
  words(1024).superRefine((path, context) => {
    const flaw = flawOfPath(path, glob);
    if (flaw !== undefined) context.addIssue({ code: "custom", message: flaw });
  });
const refGlob = words(200).superRefine((glob, context) => {
  const flaw = flawOfGlob(glob);
  if (flaw !== undefined) context.addIssue({ code: "custom", message: flaw });
});
const repository = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]{1,100}$/, 'it must be "owner/name"');
const approver = z
  .string()
  .regex(/^(?:[A-Za-z0-9][A-Za-z0-9-]{0,38}|@[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]{1,100})$/, {
    message: 'it must be a login such as "octocat" or a team such as "@org/security"',
  });

export const planSchema = z.strictObject({
  path: filePath(true).describe("Path or glob of the plan, relative to the repository"),
  issues: z
    .enum(["phases", "tasks", "off"])
    .default("phases")
    .describe("What becomes an issue of its own: each phase, each task, or nothing but the tracking issue"),
  links: z
    .enum(["inline", "off"])
    .default("inline")
    .describe("Whether each task's line gets a link to its issue"),
  "write-back": z
    .enum(["auto", "commit", "pull-request", "off"])
    .default("auto")
    .describe(
      "How ticks and links are written: as a commit, as a pull request, whichever serves, or not at all",
    ),
  labels: z.array(words(50)).max(20).default([]).describe("Labels for every issue of the plan"),
  repositories: z
    .record(words(200), repository)
    .default({})
    .describe("Names used in the plan, each with the repository its issues go to"),
  per: z.enum(["release"]).optional().describe("The plan is a checklist that every release gets a copy of"),
});

export const approveSchema = z.strictObject({
  by: z
    .array(approver)
    .max(50)
    .default([])
    .describe("Logins and teams; none: maintainers of the plan's repository"),
  count: z.int().min(1).max(10).default(1).describe("How many of them must approve"),
  "other-than-author": z
    .boolean()
    .default(false)
    .describe("Whether an author's approval of their own work does not count"),
});

export const checkSchema = z.strictObject({
  name: words(200).describe("Name of the check run or status"),
  app: words(100).optional().describe("Slug of the app that must have reported it"),
});

const metricName = z.string().regex(/^(?:[A-Za-z0-9][\w.-]{0,59}:)?[A-Za-z0-9][\w./-]{0,99}(?:\.\*)?$/);

export const criterionSchema = z.strictObject({
  match: words(300).describe("A part of the criterion's words, any case, or its key (G3.2)"),
  metric: z
    .union([metricName, z.array(metricName).min(1).max(8)], {
      error: 'it must be a name such as "coverage.lines", or a list of one to eight',
    })
    .optional()
    .describe("The metric of a report that proves it, or several"),
  threshold: z
    .string()
    .regex(
      thresholdPattern,
      'it must be a comparison such as ">= 80 %", "< 500 ms" or "<= 5 % against baseline"',
    )
    .optional()
    .describe("What the metric must reach, where the plan does not say it"),
  baseline: words(200)
    .optional()
    .describe("Tag of the release that a change is measured against; none: the last commit that passed"),
  check: checkSchema.optional().describe("The check that proves it"),
  file: filePath(false).optional().describe("The file that must exist"),
});

export const gateSchema = z.strictObject({
  match: words(300).describe("The gate's whole title, or its key (G3)"),
  approve: approveSchema.optional().describe("Who opens it"),
  criteria: z
    .array(criterionSchema)
    .max(200)
    .default([])
    .describe("Which evidence proves which of its criteria"),
});

/** What cannot be seen may not be allowed: control characters besides line ends, and what only formats. */
const commandText = z
  .string()
  .trim()
  .min(1)
  .max(2_000)
  .regex(/^(?:[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|[\n\t])*$/u, "it must have no character that cannot be seen");

export const verifySchema = z.strictObject({
  commands: z
    .array(commandText)
    .max(100)
    .default([])
    .describe("Verification commands of the plans that may be run, each by its exact text"),
  minutes: z
    .int()
    .min(1)
    .max(120)
    .default(10)
    .describe("How long all commands of one step may take together"),
  "minutes-per-command": z.int().min(1).max(120).default(2).describe("How long each command may take"),
});

export const releasesSchema = z.strictObject({
  tags: refGlob.default("v*").describe("Glob over the tag names of releases"),
  branches: z
    .array(refGlob)
    .max(20)
    .default([])
    .describe("Globs over branches that releases may come from, beside the default branch"),
  order: z
    .enum(["declared", "off"])
    .default("declared")
    .describe("Whether a release waits for the lower ones the plan declares"),
  unplanned: z.enum(["allow", "refuse"]).default("allow").describe("Versions that no plan declares"),
  walls: z
    .array(z.enum(["creation", "required-check", "guard"]))
    .max(3)
    .default([])
    .describe("Walls that must stand before plangate makes a tag"),
  redraft: z
    .boolean()
    .default(false)
    .describe("Whether a release whose tag came past the walls goes back to a draft"),
  "blocker-labels": z
    .array(words(50))
    .max(20)
    .default(["release-blocker"])
    .describe("Labels of issues that hold a release"),
});

export const settingsSchema = z
  .strictObject({
    version: z.literal(1).describe("Version of this format"),
    enforcement: z
      .enum(["observe", "enforce"])
      .default("observe")
      .describe("Whether plangate says what it would refuse, or refuses it"),
    plans: z.array(planSchema).max(50).default([]).describe("The plans, by path"),
    gates: z.array(gateSchema).max(200).default([]).describe("Evidence and approvers for gates of the plans"),
    verify: verifySchema.prefault({}).describe("What the Action's command verify may run, and for how long"),
    releases: releasesSchema.prefault({}).describe("How releases are guarded"),
  })
  .describe("Settings of plangate: .github/plangate.yml");

/** A settings file that is valid, as written, with its defaults. */
export type SettingsFile = z.infer<typeof settingsSchema>;
