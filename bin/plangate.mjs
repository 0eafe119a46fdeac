#!/usr/bin/env node
import "../scripts/assert-node.mjs";

await import("../dist/src/cli.js");
