import { Counter, Histogram, Registry } from "prom-client";
import type { Log } from "../engine/log.ts";
import { openGauges } from "./queue-gauges.ts";
import type { GaugesInput } from "./queue-gauges.ts";

export interface Metrics {
  /** Counts what is told; goes beside the log. */
  readonly count: Log;
  readonly contentType: string;
  /** The metrics as Prometheus reads them. No name of an owner or repository: the page needs no login. */
  render(): Promise<string>;
}

/** Metrics in a registry of their own. */
export function openMetrics(input: GaugesInput): Metrics {
  const registry = new Registry();
  const count = openCounters(registry);
  const measure = openGauges(registry, input);

  return {
    contentType: registry.contentType,
    count,
    render: async () => {
      await measure();
      return registry.metrics();
    },
  };
}

/** What is counted as it happens. */
function openCounters(registry: Registry): Log {
  const registers = [registry];
  const deliveries = new Counter({
    name: "plangate_deliveries_total",
    help: "Webhook requests by the status they were answered with.",
    labelNames: ["status"],
    registers,
  });
  const reconciles = new Counter({
    name: "plangate_reconciles_total",
    help: "Reconciles by kind of target and result.",
    labelNames: ["target", "result"],
    registers,
  });
  const seconds = new Histogram({
    name: "plangate_reconcile_seconds",
    help: "How long reconciles took.",
    labelNames: ["target"],
    buckets: [0.1, 0.5, 1, 5, 15, 60, 300, 1_800],
    registers,
  });
  const requests = new Counter({
    name: "plangate_github_requests_total",
    help: "Requests to GitHub that reconciles made.",
    labelNames: ["access"],
    registers,
  });
  const troubles = new Counter({
    name: "plangate_troubles_total",
    help: "Leases lost, stores out of reach, sweeps failed.",
    labelNames: ["kind"],
    registers,
  });

  return (entry) => {
    switch (entry.kind) {
      case "delivery":
        deliveries.inc({ status: String(entry.status) });
        break;
      case "reconciled": {
        const target = entry.target.split(":")[0] ?? "";
        reconciles.inc({ target, result: entry.result });
        seconds.observe({ target }, entry.durationMs / 1_000);
        requests.inc({ access: "read" }, entry.reads);
        requests.inc({ access: "write" }, entry.writes);
        break;
      }
      case "lease-lost":
      case "store-unavailable":
      case "sweep-failed":
        troubles.inc({ kind: entry.kind });
        break;
      case "swept":
      case "note":
        break;
    }
  };
}
