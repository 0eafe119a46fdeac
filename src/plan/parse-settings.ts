import type { Problem } from "../model/problem.ts";
import type { CriterionSettings, GateSettings, PlanSettings, Settings } from "../model/settings.ts";
import { decodePlan } from "./decode-plan.ts";
import type { YamlFile } from "./read-yaml.ts";
import { readYaml } from "./read-yaml.ts";
import { problemsOf } from "./settings-problem.ts";
import type { SettingsFile } from "./settings-schema.ts";
import { settingsSchema } from "./settings-schema.ts";
import { thresholdOf } from "./threshold-setting.ts";

/** Settings beyond this are refused unread. */
const settingsBytesMax = 65_536;

/** Problems shown of one file; the rest are counted. */
const problemsMax = 100;

/**
 * Reads `.github/plangate.yml`, strictly: everything that is wrong is a problem with its line, all at once, and
 * unknown keys are told their nearest known one. Where there is any problem the settings are the defaults without
 * plans and gates, and nothing may be decided from them.
 */
export function parseSettings(bytes: Uint8Array): { settings: Settings; problems: readonly Problem[] } {
  if (bytes.length > settingsBytesMax) {
    const message = `Cannot read the settings: they are ${bytes.length} bytes long and the limit is ${settingsBytesMax}`;
    return refused([{ line: 1, column: 1, rule: "settings-size", message }]);
  }

  const { text } = decodePlan(bytes);
  const file = readYaml(text);
  if (file.value === undefined) {
    const message = 'Cannot read the settings: they are empty: write at least "version: 1"';
    return refused(
      file.problems.length > 0 ? file.problems : [{ line: 1, column: 1, rule: "settings-missing", message }],
    );
  }

  const result = settingsSchema.safeParse(file.value);
  const problems = [
    ...file.problems,
    ...(result.error?.issues ?? []).flatMap((issue) => problemsOf(issue, file)),
  ];
  if (!result.success) return refused(problems);
  problems.push(...doubledPlans(result.data, file), ...thresholdsWithoutMetric(result.data, file));
  return problems.length > 0 ? refused(problems) : { settings: settingsOf(result.data), problems: [] };
}

function refused(problems: readonly Problem[]): { settings: Settings; problems: readonly Problem[] } {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const rest = sorted.length - problemsMax;
  const shown = sorted.slice(0, problemsMax);
  const place = { line: shown.at(-1)?.line ?? 1, column: 1 };
  if (rest > 0)
    shown.push({ ...place, rule: "settings-value", message: `${rest} more problems are not shown` });
  return { settings: settingsOf(settingsSchema.parse({ version: 1 })), problems: shown };
}

function doubledPlans({ plans }: SettingsFile, file: YamlFile): readonly Problem[] {
  const firstOf = new Map<string, number>();
  const problems: Problem[] = [];
  for (const [index, { path }] of plans.entries()) {
    const place = file.placeOf(["plans", index, "path"]).value;
    const first = firstOf.get(path);
    firstOf.set(path, first ?? place.line);
    if (first === undefined) continue;
    const message = `Cannot use "${path}" as "plans[${index}].path": it is already used at line ${first}`;
    problems.push({ ...place, rule: "settings-duplicate", message });
  }
  return problems;
}

function thresholdsWithoutMetric({ gates }: SettingsFile, file: YamlFile): readonly Problem[] {
  return gates.flatMap((gate, index) =>
    gate.criteria.flatMap((criterion, at) => {
      if (criterion.threshold === undefined || criterion.metric !== undefined) return [];
      const place = file.placeOf(["gates", index, "criteria", at, "threshold"]).key;
      const message = `Cannot find "metric" in "gates[${index}].criteria[${at}]": a threshold needs the metric it is of`;
      return [{ ...place, rule: "settings-missing", message }];
    }),
  );
}

function settingsOf(file: SettingsFile): Settings {
  const { enforcement, plans, gates, verify, releases } = file;
  const { tags, branches, order, unplanned, walls, redraft, "blocker-labels": blockerLabels } = releases;
  return {
    enforcement,
    plans: plans.map(planOf),
    gates: gates.map(gateOf),
    verify: {
      commands: verify.commands,
      minutes: verify.minutes,
      minutesPerCommand: verify["minutes-per-command"],
    },
    releases: { tags, branches, order, unplanned, walls, redraft, blockerLabels },
  };
}

function planOf(plan: SettingsFile["plans"][number]): PlanSettings {
  const { path, issues, links, "write-back": writeBack, labels, repositories, per } = plan;
  return { path, issues, links, writeBack, labels, repositories, ...(per === undefined ? {} : { per }) };
}

function gateOf({ match, approve, criteria }: SettingsFile["gates"][number]): GateSettings {
  const shared = { match, criteria: criteria.map(criterionOf) };
  if (approve === undefined) return shared;
  const { by, count, "other-than-author": otherThanAuthor } = approve;
  return { ...shared, approve: { by, count, otherThanAuthor } };
}

function criterionOf(criterion: SettingsFile["gates"][number]["criteria"][number]): CriterionSettings {
  const { match, metric, baseline, check, file } = criterion;
  const metrics = typeof metric === "string" ? [metric] : metric;
  const threshold =
    criterion.threshold === undefined
      ? undefined
      : thresholdOf(criterion.threshold, metrics?.[0] ?? criterion.match);
  return {
    match,
    ...(metrics === undefined ? {} : { metrics }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(check === undefined ? {} : { check: checkOf(check) }),
    ...(file === undefined ? {} : { file }),
  };
}

function checkOf({ name, app }: { name: string; app?: string | undefined }): { name: string; app?: string } {
  return app === undefined ? { name } : { name, app };
}
