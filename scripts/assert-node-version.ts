const nodeMajorLeast = 24;

/**
 * Throws where the running Node is too old to run plangate, with the way out.
 *
 * @param version as `process.version` gives it, such as `v24.21.0`.
 */
export function assertNodeVersion(version: string): void {
  const major = Number(/^v(\d+)\./.exec(version)?.[1]);
  if (major >= nodeMajorLeast) return;
  throw new Error(
    `Cannot run plangate on Node ${version}: it needs Node ${nodeMajorLeast} or newer. ` +
      `Run it through npm ("npm install", then "npm run …"): the project brings its own Node ${nodeMajorLeast}`,
  );
}
