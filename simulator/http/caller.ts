import { createVerify } from "node:crypto";
import type { Account } from "../state/account.ts";
import type { App, Token } from "../state/app.ts";
import type { World } from "../state/world.ts";
import { GitHubError } from "./github-error.ts";

/** Who a request comes from, by its credential. */
export type Caller =
  | { readonly kind: "anonymous" }
  | { readonly kind: "app"; readonly app: App }
  | { readonly kind: "user"; readonly account: Account }
  | (Extract<Token, { kind: "installation" }> & { readonly account: Account });

const JWT_SECONDS_MAX = 600;
/** GitHub lets clocks differ a little. */
const SKEW_SECONDS = 60;

/** Reads the `Authorization` header; throws 401 as GitHub does for anything it does not know. */
export function callerOf(world: World, authorization: string | undefined): Caller {
  if (authorization === undefined || authorization === "") return { kind: "anonymous" };
  const [scheme = "", credential = ""] = authorization.split(" ", 2);
  if (!/^(bearer|token)$/i.test(scheme)) throw badCredentials();
  const token = world.tokens.get(credential);
  if (token !== undefined) return callerOfToken(world, token);
  if (credential.split(".").length === 3 && /^bearer$/i.test(scheme)) {
    return { kind: "app", app: appOfJwt(world, credential) };
  }
  throw badCredentials();
}

function callerOfToken(world: World, token: Token): Caller {
  if (token.kind === "user") return token;
  if (token.expiresAt <= world.now()) throw badCredentials();
  if (!world.installations.has(token.installation.id)) throw badCredentials();
  if (token.installation.suspendedAt !== undefined) {
    throw new GitHubError(403, "This installation has been suspended");
  }
  return { ...token, account: token.installation.app.bot };
}

function badCredentials(): GitHubError {
  return new GitHubError(401, "Bad credentials");
}

interface Claims {
  readonly iss?: unknown;
  readonly iat?: unknown;
  readonly exp?: unknown;
}

function appOfJwt(world: World, jwt: string): App {
  const [header = "", payload = "", signature = ""] = jwt.split(".", 3);
  const claims = decode(payload);
  const issuer = typeof claims.iss === "number" ? String(claims.iss) : claims.iss;
  const app = [...world.apps.values()].find((one) => String(one.id) === issuer || one.clientId === issuer);
  if (app === undefined) throw new GitHubError(404, "Integration not found");
  const algorithm = (decode(header) as { alg?: unknown }).alg;
  if (algorithm !== "RS256" || app.publicKey === undefined) throw undecodable();
  const genuine = createVerify("RSA-SHA256").update(`${header}.${payload}`);
  if (!genuine.verify(app.publicKey, Buffer.from(signature, "base64url"))) throw undecodable();
  checkTimes(claims, Math.floor(world.now().getTime() / 1000));
  return app;
}

function decode(part: string): Claims {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Claims;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw undecodable();
  }
}

function undecodable(): GitHubError {
  return new GitHubError(401, "A JSON web token could not be decoded");
}

// The texts are those that Octokit's auth-app looks for when clocks differ.
function checkTimes(claims: Claims, now: number): void {
  const { iat, exp } = claims;
  if (typeof exp !== "number" || exp <= now) {
    throw new GitHubError(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (exp > now + JWT_SECONDS_MAX + SKEW_SECONDS) {
    throw new GitHubError(401, "'Expiration time' claim ('exp') is too far in the future");
  }
  if (typeof iat !== "number" || iat > now + SKEW_SECONDS) {
    throw new GitHubError(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
}
