/** Something with words, on either side of a comparison. */
export interface Worded {
  readonly words: string;
}

export interface Pairing<L, R> {
  readonly pairs: readonly (readonly [L, R])[];
  /** Likely partners that are too near to each other to choose from. */
  readonly ambiguous: readonly { readonly left: L; readonly rights: readonly R[] }[];
}

/** Least share of common words. */
const similarityMin = 0.4;
/** How far the best must be ahead of the runner-up, on both sides; below it templated titles are mistaken. */
const marginMin = 0.2;
/** A word that more than so many share says nothing, and following it would be quadratic. */
const sharersMax = 128;
/** Each round frees the partners of those that were sure. */
const roundsMax = 8;

/**
 * Pairs what has alike words (Jaccard over words, found through an inverted index), and only where nothing else is
 * nearly as alike. Work grows with the number of words, not with lefts × rights.
 */
export function similarPairs<L extends Worded, R extends Worded>(
  lefts: readonly L[],
  rights: readonly R[],
): Pairing<L, R> {
  let edges = edgesBetween(
    lefts.map(({ words }) => wordsOf(words)),
    rights.map(({ words }) => wordsOf(words)),
  );
  const pairs: (readonly [L, R])[] = [];
  for (let round = 0; round < roundsMax; round += 1) {
    const sure = surePairs(edges);
    if (sure.length === 0) break;
    const leftTaken = new Set(sure.map((edge) => edge.left));
    const rightTaken = new Set(sure.map((edge) => edge.right));
    for (const edge of sure) {
      const left = lefts[edge.left];
      const right = rights[edge.right];
      if (left !== undefined && right !== undefined) pairs.push([left, right]);
    }
    edges = edges.filter((edge) => !leftTaken.has(edge.left) && !rightTaken.has(edge.right));
  }

  const rightsOf = new Map<number, R[]>();
  for (const edge of contestedEdges(edges)) {
    const right = rights[edge.right];
    if (right === undefined) continue;
    const list = rightsOf.get(edge.left);
    if (list === undefined) rightsOf.set(edge.left, [right]);
    else list.push(right);
  }
  const ambiguous = [...rightsOf].flatMap(([index, likely]) => {
    const left = lefts[index];
    return left === undefined ? [] : [{ left, rights: likely }];
  });
  return { pairs, ambiguous };
}

/** Edges that are a likely partner's best, or so near to it that neither can be chosen: none of both ends is free. */
function contestedEdges(edges: readonly Edge[]): readonly Edge[] {
  const { left: leftScores, right: rightScores } = scoresOf(edges);
  const contests = (scores: Scores | undefined, score: number) =>
    scores !== undefined && scores.best >= similarityMin && scores.best - score < marginMin - 1e-9;
  return edges.filter(
    ({ left, right, score }) =>
      contests(leftScores.get(left), score) || contests(rightScores.get(right), score),
  );
}

/** The set of a text's words: letters and digits, lower case. */
function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

interface Edge {
  readonly left: number;
  readonly right: number;
  readonly score: number;
}

function edgesBetween(lefts: readonly ReadonlySet<string>[], rights: readonly ReadonlySet<string>[]): Edge[] {
  const sharers = new Map<string, number[]>();
  for (const [index, words] of rights.entries()) {
    for (const word of words) {
      const list = sharers.get(word);
      if (list === undefined) sharers.set(word, [index]);
      else list.push(index);
    }
  }
  return lefts.flatMap((words, left) => {
    const candidates = new Set<number>();
    for (const word of words) {
      const list = sharers.get(word) ?? [];
      if (list.length <= sharersMax) for (const right of list) candidates.add(right);
    }
    return [...candidates].flatMap((right) => {
      const score = jaccard(words, rights[right] ?? new Set());
      return score >= similarityMin - marginMin ? [{ left, right, score }] : [];
    });
  });
}

function jaccard(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  return shared === 0 ? 0 : shared / (left.size + right.size - shared);
}

/** Edges that are both ends' best by the margin. */
function surePairs(edges: readonly Edge[]): Edge[] {
  const { left: leftScores, right: rightScores } = scoresOf(edges);
  const isBest = (scores: Scores | undefined, score: number) =>
    scores !== undefined && score === scores.best && scores.best - scores.second >= marginMin - 1e-9;
  return edges.filter(
    ({ left, right, score }) =>
      score >= similarityMin && isBest(leftScores.get(left), score) && isBest(rightScores.get(right), score),
  );
}

interface Scores {
  best: number;
  second: number;
}

function scoresOf(edges: readonly Edge[]): { left: Map<number, Scores>; right: Map<number, Scores> } {
  const scores = { left: new Map<number, Scores>(), right: new Map<number, Scores>() };
  for (const { left, right, score } of edges) {
    noteScore(scores.left, left, score);
    noteScore(scores.right, right, score);
  }
  return scores;
}

function noteScore(scores: Map<number, Scores>, index: number, score: number): void {
  const seen = scores.get(index);
  if (seen === undefined) {
    scores.set(index, { best: score, second: 0 });
    return;
  }
  if (score > seen.best) {
    seen.second = seen.best;
    seen.best = score;
  } else if (score > seen.second) {
    seen.second = score;
  }
}
