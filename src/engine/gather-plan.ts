import type { Evidence } from "../model/evidence.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import { known } from "../model/known.ts";
import type { Observed } from "../model/observed.ts";
import type { PlannedEdit } from "../model/operation.ts";
import type { ParsedPlan } from "../model/plan.ts";
import type { Problem } from "../model/problem.ts";
import type { CommitSha, IssueRef, RepositoryId } from "../model/repository.ts";
import type { PlanSettings, Settings } from "../model/settings.ts";
import type { Subject } from "../model/subject.ts";
import type { Evaluation } from "../model/verdict.ts";
import { evaluate } from "../gates/evaluate.ts";
import { needs } from "../gates/needs.ts";
import { diff } from "../reconcile/diff.ts";
import type { DiffInput } from "../reconcile/diff.ts";
import type { LinksElsewhere } from "../reconcile/match-links.ts";
import type { Claim } from "./claim.ts";
import { deploymentOf } from "./deployment.ts";
import { gatherAnswering } from "./gather-answering.ts";
import type { Answering } from "./gather-answering.ts";
import { gatherEvidence } from "./gather-evidence.ts";
import type { GitHub, OwnCheckFacts } from "./github.ts";
import { plansOf, readHome } from "./home.ts";
import { releaseCopy } from "../plan/release-copy.ts";
import { copiedStates } from "../reconcile/copied-states.ts";
import type { CopyOf, Home } from "./home.ts";
import { observe } from "./observe.ts";
import { issueStates } from "./issue-states.ts";
import { issueKey, observedIssues } from "./observed-issues.ts";
import type { Hour } from "./making.ts";
import type { Ports } from "./ports.ts";
import type { Proposal } from "./proposal.ts";
import type { Round } from "./round.ts";
import { linksElsewhere, mayHaveMoved } from "./links-elsewhere.ts";
import { listen } from "./listen.ts";
import type { Talk } from "./listen.ts";

/** Everything known of one plan at one commit: what every decision about it is taken from. */
export interface Situation extends Answering {
  readonly kind: "known";
  readonly home: Home;
  readonly settings: Settings;
  readonly path: string;
  /** Paths of every plan of the home, this one included. */
  readonly paths: readonly string[];
  readonly planSettings: PlanSettings;
  /** Where this is one release's copy of a checklist. */
  readonly copy?: CopyOf;
  readonly bytes: Uint8Array;
  readonly parsed: ParsedPlan;
  readonly observed: Observed;
  readonly ledger: readonly LedgerEntry[];
  readonly deployment: string;
  /** Only Apps may post check runs: a person's own token may not. */
  readonly mayCheck: boolean;
  /** Each node's issue, where it is known to exist. */
  readonly matches: ReadonlyMap<Subject, IssueRef>;
  readonly talk: Talk;
  /** Lines of the home's other plans, where one may have been moved between them. */
  readonly elsewhere?: LinksElsewhere;
  /** The edits of the plan as far as they do not hang on its gates. */
  readonly edits: readonly PlannedEdit[];
  /** Our pull request for the plan, where its branch may take no commit of ours; see `gatherWriting`. */
  readonly proposal?: Proposal;
  /** How we stand to the plan beside other plangates; see `gatherWriting`. */
  readonly claim?: Claim;
  /** Why the plan is not written to just now. */
  readonly stop?: Problem;
  /** What is left of the hour's creations, where issues may be made. */
  readonly hour?: Hour;
  /** The commit that files and checks were asked about. */
  readonly judgedAt: CommitSha;
  /** Our own check runs on that commit. */
  readonly ownChecks: readonly OwnCheckFacts[];
  readonly evidence: Evidence;
  readonly evaluation: Evaluation;
  /** When it was judged. */
  readonly now: Date;
}

/** Why nothing can be decided about a plan: nothing is created or closed for it, and no gate of it passes. */
export interface Unreadable {
  readonly kind: "unreadable";
  readonly home: Home;
  readonly path: string;
  readonly reason: string;
  readonly parsed?: ParsedPlan;
}

export interface PlanAt {
  readonly repository: RepositoryId;
  readonly path: string;
  /** Plan and settings as somebody proposes them, to be shown. Default: the default branch's head, which decides. */
  readonly at?: CommitSha;
  /** The commit that files and checks are asked about, where a tag is to be judged. Default: that of the plan. */
  readonly evidenceAt?: CommitSha;
  /** True where a version is to be judged that the plan may not declare. */
  readonly judgesVersion?: boolean;
}

/** The ledger's rows of one plan. */
export function scopeOf(repository: RepositoryId, path: string): string {
  return `${repository}:${path}`;
}

/** Reads everything about a plan and judges its gates. Rejects where a read may work later. */
export async function gatherPlan(of: PlanAt, github: GitHub, ports: Ports): Promise<Situation | Unreadable> {
  const home = await readHome(github, of.repository, of.at);
  const unreadable = (reason: string, parsed?: ParsedPlan): Unreadable => ({
    kind: "unreadable",
    home,
    path: of.path,
    reason,
    ...(parsed === undefined ? {} : { parsed }),
  });
  if (home.settings === undefined) return unreadable("the repository has no .github/plangate.yml");
  if (home.problems.length > 0) return unreadable(".github/plangate.yml has problems: they come first");
  const plans = await plansOf(home, github);
  const named = plans.find((plan) => plan.path === of.path);
  if (named === undefined) return unreadable("the settings name no such plan");
  const { settings: planSettings, copy } = named;
  const bytes = await github.file(home.facts.name, copy?.file ?? of.path, home.commit);
  if (bytes === undefined) return unreadable(`the plan ${of.path} is missing at ${home.commit}`);
  const whole = await ports.parser.parse(bytes, planSettings);
  if (whole.refused) {
    return unreadable(`the plan cannot be read: ${whole.problems[0]?.message ?? "refused"}`, whole);
  }
  const parsed = copy === undefined ? whole : { ...whole, plan: releaseCopy(whole.plan, copy.version) };
  const own = copy === undefined ? {} : { copy };
  const read = { home, settings: home.settings, path: of.path, planSettings, bytes, parsed, ...own };
  const judgedAt = of.evidenceAt ?? home.commit;
  const paths = plans.map((plan) => plan.path);
  return judge({ ...read, judgedAt, paths }, of.judgesVersion, { github, ports });
}

type Read = Pick<
  Situation,
  "home" | "settings" | "path" | "paths" | "planSettings" | "bytes" | "parsed" | "judgedAt" | "copy"
>;

async function judge(
  template: Read,
  judgesVersion: boolean | undefined,
  { github, ports }: Pick<Round, "github" | "ports">,
): Promise<Situation> {
  const looked = await look(template, github, ports);
  const read = template.copy === undefined ? template : withStates(template, looked);
  const { home, settings, judgedAt } = read;
  const { plan } = read.parsed;
  const asked = needs(plan, settings, judgesVersion);
  const talk = await listen({ ...read, ...looked, github, teams: asked.teams ?? [] });
  const evidence = await gatherEvidence({
    github,
    home,
    commit: judgedAt,
    plans: read.paths,
    needs: asked,
    issues: known(issueStates(looked, github.self.login)),
    statements: talk.statements,
    // Also where nobody is shut out: what people say of their own work is shown as that.
    authors: asked.authors === true || speaksOfWork(talk),
  });
  const answering = await gatherAnswering({ ...read, talk }, github, ports);
  const now = ports.now();
  const evaluation = evaluate({ plan, settings, evidence, now });
  return {
    kind: "known",
    ...read,
    ...looked,
    mayCheck: github.self.appId !== null || github.self.login.endsWith("[bot]"),
    talk,
    ownChecks: await github.ownChecks(home.facts.name, judgedAt),
    evidence,
    evaluation,
    now,
    ...answering,
  };
}

function speaksOfWork({ statements, unanswered }: Talk): boolean {
  return unanswered.length > 0 || (statements.kind === "known" && statements.value.length > 0);
}

/** A copy's boxes are what its issue says: nothing is to be written to the template. */
function withStates(read: Read, { matches, observed }: Pick<Situation, "matches" | "observed">): Read {
  const ref = matches.get("plan");
  const issue = ref && observedIssues(observed).get(issueKey(ref));
  return { ...read, parsed: { ...read.parsed, plan: copiedStates(read.parsed.plan, issue) } };
}

/** The plan's issues, and which is whose. */
async function look(
  read: Read,
  github: GitHub,
  ports: Ports,
): Promise<Pick<Situation, "observed" | "ledger" | "deployment" | "matches" | "edits" | "elsewhere">> {
  const { home, planSettings: settings } = read;
  const { plan } = read.parsed;
  const ledger = await ports.store.entries(scopeOf(home.facts.id, read.path));
  const observed = await observe({ home, plan, settings, ledger, connect: ports.connect });
  const deployment = deploymentOf(github);
  // Which issue is whose does not hang on the gates; the gates hang on what became of the issues.
  const asked: DiffInput = {
    ...read,
    plan,
    settings,
    observed,
    ledger,
    deployment,
    phaseStates: {},
    bodyOf: () => "",
    confirmed: false,
  };
  const first = diff(asked);
  const hasMoved = mayHaveMoved(first);
  const elsewhere = hasMoved ? { elsewhere: await linksElsewhere(read, github, ports) } : {};
  const { matches, operations } = hasMoved ? diff({ ...asked, ...elsewhere }) : first;
  const isCopy = read.copy !== undefined;
  const edits = operations.flatMap((operation) => (!isCopy && "edits" in operation ? operation.edits : []));
  return { observed, ledger, deployment, matches, edits, ...elsewhere };
}
