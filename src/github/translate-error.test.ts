import { describe, expect, it } from "vitest";
import { RetryableError, TerminalError, UncertainError } from "../engine/errors.ts";
import { dataOfGraphql } from "./graphql-answer.ts";
import { translateAnswer, type WireAnswer } from "./translate-error.ts";

const now = new Date("2026-11-20T10:00:00Z");
const read = { doing: "read it", write: false, now };
const write = { doing: "write it", write: true, now };
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);

function answer(status: number, data: unknown, headers: WireAnswer["headers"] = {}): WireAnswer {
  return { status, data, headers };
}

describe("translateAnswer()", () => {
  const limit = { message: "You have exceeded a secondary rate limit" };
  it.each([
    ["retry-after", answer(403, limit, { "retry-after": "30" }), 30],
    ["retry-after in a 429", answer(429, {}, { "retry-after": "5" }), 5],
    ["no time", answer(403, limit), 60],
    ["no time in a 429", answer(429, "<html>"), 60],
    [
      "a spent hour",
      answer(
        403,
        { message: "API rate limit exceeded" },
        { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1795000000" },
      ),
      1_795_000_000 - now.getTime() / 1000,
    ],
  ])("waits as long as GitHub asks: %s", (_, limited, seconds) => {
    for (const sent of [read, write]) {
      const error = translateAnswer(limited, sent);

      expect(error).toBeInstanceOf(RetryableError);
      expect((error as RetryableError).nextAt).toEqual(inSeconds(seconds));
    }
  });

  it("names the permission that is missing, also when the hour is spent", () => {
    const headers = {
      "x-accepted-github-permissions": "issues=write; pull_requests=write",
      "x-ratelimit-remaining": "0",
    };

    expect(
      translateAnswer(answer(403, { message: "Resource not accessible by integration" }, headers), write),
    ).toEqual(
      new TerminalError(
        "Cannot write it: Resource not accessible by integration; it needs the permission issues=write; pull_requests=write",
        { status: 403 },
      ),
    );
  });

  it("says every error of a refusal in words, on one line", () => {
    const errors = [
      { resource: "Label", code: "already_exists", field: "name" },
      {
        resource: "Release",
        code: "custom",
        message: "pre_receive Repository rule violations found\n\nCannot create ref.\n",
      },
      "body is too long",
    ];

    expect(translateAnswer(answer(422, { message: "Validation Failed", errors }), write).message).toBe(
      "Cannot write it: Validation Failed; Label name already exists; pre_receive Repository rule violations found Cannot create ref. ; body is too long",
    );
  });

  it.each([
    [404, TerminalError, TerminalError],
    [409, TerminalError, TerminalError],
    [410, TerminalError, TerminalError],
    [422, TerminalError, TerminalError],
    [401, RetryableError, RetryableError],
    [500, RetryableError, UncertainError],
    [502, RetryableError, UncertainError],
    [503, RetryableError, UncertainError],
  ])("of status %s", (status, ofRead, ofWrite) => {
    expect(translateAnswer(answer(status, { message: "x" }), read)).toBeInstanceOf(ofRead);
    expect(translateAnswer(answer(status, { message: "x" }), write)).toBeInstanceOf(ofWrite);
  });

  it.each(["<html>Unicorn!</html>", '{"id": 1', "", new ArrayBuffer(3)])("of what is no JSON", (data) => {
    for (const status of [200, 400, 422, 502]) {
      expect(translateAnswer(answer(status, data), read)).toBeInstanceOf(RetryableError);
      expect(translateAnswer(answer(status, data), write)).toBeInstanceOf(UncertainError);
    }
  });
});

describe("dataOfGraphql()", () => {
  const failed = (error: object, data: unknown = null) =>
    answer(200, { data, errors: [{ message: "no", ...error }] });

  it.each([
    ["NOT_FOUND", 404],
    ["FORBIDDEN", 403],
    ["INSUFFICIENT_SCOPES", 403],
    ["UNPROCESSABLE", 422],
  ])("is refused by %s", (type, status) => {
    const refusal = new TerminalError("Cannot write it: no", { status });

    expect(() => dataOfGraphql(failed({ type }), write)).toThrow(refusal);
  });

  it("is for later where the head moved, or too much was asked", () => {
    expect(() => dataOfGraphql(failed({ type: "STALE_DATA" }), write)).toThrow(RetryableError);
    expect(() => dataOfGraphql(failed({ type: "RATE_LIMITED" }), read)).toThrow(RetryableError);
    expect(() =>
      dataOfGraphql(failed({ type: "UNPROCESSABLE", message: "was submitted too quickly" }), write),
    ).toThrow(expect.objectContaining({ name: "RetryableError", nextAt: inSeconds(60) }) as Error);
  });

  it("is refused where GitHub does not understand the document", () => {
    expect(() => dataOfGraphql(failed({ extensions: { code: "undefinedField" } }), write)).toThrow(
      TerminalError,
    );
  });

  it("leaves a mutation uncertain that failed for a reason without a name", () => {
    expect(() => dataOfGraphql(failed({}), write)).toThrow(UncertainError);
    expect(() => dataOfGraphql(failed({}), read)).toThrow(RetryableError);
    expect(() => dataOfGraphql(answer(200, {}), write)).toThrow(UncertainError);
  });

  it("takes a mutation for done whose field has a value, whatever is told beside it", () => {
    const data = { createIssue: { issue: { number: 1 } } };

    expect(dataOfGraphql(failed({ type: "FORBIDDEN" }, data), write)).toEqual(data);
    expect(() => dataOfGraphql(failed({ type: "FORBIDDEN" }, data), read)).toThrow(TerminalError);
  });
});
