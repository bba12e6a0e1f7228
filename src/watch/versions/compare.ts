// Compares versions as shops write them: "4.0.6-p4" comes after "4.0.6" (EC-CUBE's patch levels), "2.12.3enP2" likewise,
// "4.2.0-beta2" before "4.2.0".

/** Below, equal, above: negative, 0, positive. What is no version compares as 0. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(left.numbers.length, right.numbers.length); at++) {
    const difference = (left.numbers[at] ?? 0) - (right.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.before - right.before || left.patch - right.patch;
}

export function isVersion(text: string): boolean {
  return /^[vV]?\d{1,9}(?:\.\d{1,9}){0,5}(?:$|[^\d.])/.test(text) && text.length <= 60;
}

interface Parts {
  readonly numbers: readonly number[];
  /** Patch level: "-p4", "enP2". */
  readonly patch: number;
  /** Negative for what came out before the version itself: alpha, beta, release candidate. */
  readonly before: number;
}

const STAGES: Readonly<Record<string, number>> = { dev: -4000, alpha: -3000, beta: -2000, rc: -1000 };

function partsOf(text: string): Parts {
  const found = /^[vV]?(\d{1,9}(?:\.\d{1,9}){0,5})(.{0,40})/.exec(text.trim());
  const rest = (found?.[2] ?? "").toLowerCase();
  const stage = /^[-.]?(dev|alpha|beta|rc)[-.]?(\d{0,4})/.exec(rest);
  const patch = /^[-.]?(?:en)?[-.]?p(?:l|atch)?(\d{1,4})/.exec(rest);
  return {
    numbers: (found?.[1] ?? "0").split(".").map(Number),
    patch: Number(patch?.[1] ?? 0),
    before: stage === null ? 0 : (STAGES[stage[1] ?? ""] ?? 0) + Number(stage[2] === "" ? 0 : stage[2]),
  };
}
