interface PlanShape {
  readonly phases: number;
  readonly tasksPerPhase: number;
}

/** The markdown of a plan as people write them: phases with goals, tasks with notes, code, and a gate each. */
export function planText({ phases, tasksPerPhase }: PlanShape): string {
  const parts = ["# Shop plan v1.0.0", "", "What is to be done until the shop can open.", ""];
  for (let phase = 1; phase <= phases; phase += 1) parts.push(...phaseLines(phase, tasksPerPhase));
  return `${parts.join("\n")}\n`;
}

function phaseLines(phase: number, tasks: number): readonly string[] {
  const lines = [
    `## Phase ${phase}: Build part ${phase}`,
    "",
    `**Goal**: part ${phase} of the shop is **built** and \`npm run check\` is green, see [the notes](docs/part-${phase}.md).`,
    "",
    ...(phase > 1 ? [`**Dependencies**: Phase ${phase - 1} complete`, ""] : []),
  ];
  for (let task = 1; task <= tasks; task += 1) {
    const id = `T${phase}.${task}`;
    lines.push(
      `- [${task % 4 === 0 ? "x" : " "}] ${id} Write the \`module-${task}\` of *part ${phase}* with its tests, its page in the handbook and a line in the changelog`,
    );
    lines.push(
      `  - it reads what ${id} was given, and says what it could not take, with the place it stands at and the way on from there`,
    );
    if (task % 5 === 0)
      lines.push(`  - [ ] Measure module ${task} on the largest input there is, and write down what it took`);
  }
  return [
    ...lines,
    "",
    "```sh",
    `npm run part-${phase} -- --all`,
    "```",
    "",
    `### Gate ${phase}: part ${phase} can be shown`,
    "",
    "- [ ] All tests pass",
    "- [ ] Coverage is at least 90 %",
    `- [ ] Somebody else has used part ${phase} for a day`,
    "",
  ];
}

/** A plan for a first sync: tasks in phases, each twentieth of which waits for the one before it. */
export function syncPlanText(tasks: number): string {
  const parts = ["# Shop plan", ""];
  const tasksPerPhase = tasksInPhase(tasks);
  for (let task = 1; task <= tasks; task += 1) {
    if (task % tasksPerPhase === 1) {
      parts.push("", `## Phase ${Math.ceil(task / tasksPerPhase)}: Build part ${task}`, "");
    }
    const wait = task % 20 === 0 ? ` (depends on ${idOf(task - 1)})` : "";
    parts.push(`- [ ] ${idOf(task)} Write the module number ${task}${wait}`);
  }
  return `${parts.join("\n")}\n`;
}

function idOf(task: number): string {
  return `T${String(task).padStart(3, "0")}`;
}

/** GitHub takes a hundred sub-issues of one issue. */
function tasksInPhase(tasks: number): number {
  return Math.min(90, Math.ceil(tasks / 4));
}
