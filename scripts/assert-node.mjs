/* Runs on any Node: says clearly what is missing where npm did not bring the project's own. */
const least = 24;
if (Number(process.versions.node.split(".")[0]) < least) {
  console.error(
    `Cannot run plangate on Node ${process.version}: it needs Node ${least} or newer. ` +
      `Run "npm install" (without --ignore-scripts): it brings the project's own Node ${least}`,
  );
  process.exit(1);
}
