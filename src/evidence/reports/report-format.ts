import type { MetricFamily } from "../../model/metric.ts";

export const reportFormats = ["lcov", "cobertura", "junit", "sarif", "ruff", "mypy", "values"] as const;

/** How a report is written. `ruff` and `mypy` are each read as text and as JSON. */
export type ReportFormat = (typeof reportFormats)[number];

/** Which metrics a format gives. */
export function familyOf(format: ReportFormat): MetricFamily | "" {
  switch (format) {
    case "lcov":
    case "cobertura":
      return "coverage";
    case "junit":
      return "tests";
    case "sarif":
    case "ruff":
    case "mypy":
      return "findings";
    case "values":
      return "";
  }
}
