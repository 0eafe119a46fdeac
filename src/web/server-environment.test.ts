import { describe, expect, it } from "vitest";
import { parseServerEnvironment } from "./server-environment.ts";

const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----";
const secret = "9f2c4e7a1b8d3f605c9e2a7b4d1f8c36";
const app = { APP_ID: "12", PRIVATE_KEY: key, WEBHOOK_SECRET: secret };
const noFile = (path: string): string => {
  throw Object.assign(new Error(`no such file: ${path}`), { code: "ENOENT" });
};
const read = (variables: Record<string, string>) => parseServerEnvironment(variables, noFile);

describe("parseServerEnvironment()", () => {
  it("serves the set-up page where nothing of an App is given", () => {
    expect(read({ APP_ID: "" })).toEqual({
      environment: { port: 3000, hostname: "0.0.0.0", publicUrl: "http://localhost:3000" },
      problems: [],
    });
  });

  it("takes an App, with a key on one line, two secrets and an Enterprise Server", () => {
    const { environment, problems } = read({
      ...app,
      PRIVATE_KEY: key.replaceAll("\n", String.raw`\n`),
      WEBHOOK_SECRET: `${secret}, ${secret}${secret}`,
      PORT: "8080",
      HOST: "127.0.0.1",
      PLANGATE_PUBLIC_URL: "https://plangate.example.org/",
      PLANGATE_STORE: "/var/lib/plangate.sqlite",
      PLANGATE_WRITE_SPACING_MS: "0",
      GHE_HOST: "github.example.org:8443",
    });

    expect(problems).toEqual([]);
    expect(environment).toEqual({
      port: 8080,
      hostname: "127.0.0.1",
      publicUrl: "https://plangate.example.org",
      app: {
        appId: 12,
        privateKey: key,
        webhookSecrets: [secret, `${secret}${secret}`],
        storePath: "/var/lib/plangate.sqlite",
        writeSpacingMs: 0,
        apiUrl: "https://github.example.org:8443/api/v3",
        webUrl: "https://github.example.org:8443",
      },
    });
  });

  it("reads the key from its file", () => {
    const files = new Map([["app.pem", `${key}\n`]]);
    const { WEBHOOK_SECRET, APP_ID } = app;
    const variables = { WEBHOOK_SECRET, APP_ID, PRIVATE_KEY_PATH: "app.pem" };

    const { environment } = parseServerEnvironment(variables, (path) => files.get(path) ?? noFile(path));

    expect(environment?.app?.privateKey).toBe(key);
  });

  it("tells everything that is wrong at once", () => {
    const { environment, problems } = read({
      PRIVATE_KEY_PATH: "gone.pem",
      WEBHOOK_SECRET: "development",
      PORT: "http",
      GHE_PROTOCOL: "ftp",
      GHE_HOST: "github.example.org",
    });

    expect(environment).toBeUndefined();
    expect(problems.map((problem) => problem.split(":")[0])).toEqual([
      'Cannot use PORT "http"',
      "Cannot sign in to GitHub",
      "Cannot read the App's key",
      "Cannot receive webhooks",
      'Cannot use GHE_PROTOCOL "ftp"',
    ]);
  });

  it.each([
    [{ ...app, APP_ID: "0" }, 'Cannot use APP_ID "0"'],
    [{ ...app, APP_ID: "Iv1.8a61f9b3a7aba766" }, 'Cannot use APP_ID "Iv1.8a61f9b3a7aba766"'],
    [{ ...app, PORT: "65536" }, 'Cannot use PORT "65536"'],
    [{ ...app, PLANGATE_WRITE_SPACING_MS: "1s" }, 'Cannot use PLANGATE_WRITE_SPACING_MS "1s"'],
    [{ ...app, PLANGATE_PUBLIC_URL: "plangate.example.org" }, "Cannot use PLANGATE_PUBLIC_URL"],
    [{ ...app, GHE_HOST: "https://github.example.org" }, "Cannot use GHE_HOST"],
    [{ ...app, GHE_HOST: "github.example.org/api" }, "Cannot use GHE_HOST"],
    [{ ...app, PRIVATE_KEY: "" }, "there is no key of the App"],
    [{ ...app, PRIVATE_KEY: "MIIE" }, "Cannot use PRIVATE_KEY: it is no private key in PEM form"],
  ])("refuses %j", (variables, problem) => {
    const { environment, problems } = read(variables);

    expect(environment).toBeUndefined();
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });

  it("never quotes a key or a secret", () => {
    const { problems } = read({ APP_ID: "1", PRIVATE_KEY: "hush-key", WEBHOOK_SECRET: "hush-secret" });

    expect(problems.join("\n")).not.toContain("hush");
  });
});
