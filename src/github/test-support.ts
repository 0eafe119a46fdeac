import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { GitHub } from "../engine/github.ts";
import type { CommitSha, IssueNumber, IssueRef, RepositoryName } from "../model/repository.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import { startSimulator } from "../../simulator/start-simulator.ts";
import type { AppHandle } from "../../simulator/views/app-handle.ts";
import type { RepositoryView } from "../../simulator/views/repository-view.ts";
import { type AppConnections, connectApp } from "./connect-app.ts";
import type { ConnectionOptions } from "./connection-options.ts";
import { createAppProbot } from "./probot-app.ts";

/** A simulated GitHub with `acme/tool`, and plangate connected to it as an App. */
export interface Stage {
  readonly simulator: Simulator;
  readonly app: AppHandle;
  readonly tool: RepositoryView;
  readonly connections: AppConnections;
  readonly github: GitHub;
}

export const tool: RepositoryName = "acme/tool";

export function issueRef(number: number, repository: RepositoryName = tool): IssueRef {
  return { repository, number: number as IssueNumber };
}

/** No pause between writes, hardly any before reads are sent again, time as the simulator has it. */
export function quick(simulator: Simulator): ConnectionOptions {
  return {
    apiUrl: simulator.url,
    writeSpacingMs: 0,
    retryBaseMs: 1,
    timeoutMs: 5_000,
    clock: () => simulator.now(),
  };
}

export async function setStage(): Promise<Stage> {
  const simulator = await startSimulator();
  simulator.organization("acme");
  const view = simulator.repository(tool, {
    files: { "docs/roadmap.md": "# Plan\n\n- [ ] T1 Write the parser\n", "README.md": "Tool\n" },
    collaborators: { ada: "admin", bob: "read", carl: "maintain", dora: "triage" },
  });
  const app = simulator.app({ slug: "plangate" });
  app.install("acme");
  const { id: appId, privateKey } = app;
  if (privateKey === undefined) throw new Error("The simulated App has no key");
  const probot = createAppProbot({
    appId,
    privateKey,
    webhookSecret: "a secret of this test",
    apiUrl: simulator.url,
    logLevel: "fatal",
  });
  const connections = await connectApp(probot, quick(simulator));
  const github = await connections.connect(tool);
  return { simulator, app, tool: view, connections, github };
}

export async function headOf(github: GitHub): Promise<CommitSha> {
  const head = await github.head(tool, "main");
  if (head === undefined) throw new Error("There is no head");
  return head;
}

/** A server that answers as the test says, and counts. */
export interface StubServer {
  readonly url: string;
  /** `POST /repos/acme/tool/labels`, in order. */
  readonly requests: string[];
  close(): Promise<void>;
}

export async function startStub(
  answer: (request: IncomingMessage, response: ServerResponse, count: number) => void,
): Promise<StubServer> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    request.resume().on("end", () => answer(request, response, requests.length));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
