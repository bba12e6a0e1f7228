// How a verb speaks: people-text or exactly one JSON object on stdout, progress and notes on stderr, exit codes.

import { say, type Language, type Refusal } from "../kernel/index.ts";
import { maskText } from "../scrub/index.ts";
import type { CliDeps, Progress } from "./ports.ts";
import { clean, progressBar } from "./text.ts";
import { cliWords, type CliWord } from "./words.ts";

/** The contract's exit codes (DESIGN §5). */
export const EXIT = { fine: 0, findings: 1, usage: 2, failure: 3 } as const;

export interface Voice {
  readonly language: Language;
  readonly json: boolean;
  tell(key: CliWord, values?: Readonly<Record<string, string | number>>): string;
  /** The verb's one result. */
  result(value: object, people: string): void;
  /** A line for people on stderr, also with --json. */
  note(text: string): void;
  /** What happened, where, what to do; returns `exit`. With --json it is the one object: {"error":{…}}. */
  fail(problem: Omit<Refusal, "ok">, exit?: number): number;
  /** Draws at most ten times a second; `end` clears the bar. */
  progress(): { readonly step: Progress; end(): void };
}

export function createVoice(
  deps: Pick<CliDeps, "out" | "err" | "clock" | "terminalColumns">,
  { language, json }: { readonly language: Language; readonly json: boolean },
): Voice {
  const tell: Voice["tell"] = (key, values) => say(cliWords, language, key, values);
  return {
    language,
    json,
    tell,
    result: (value, people) => deps.out(json ? `${JSON.stringify(value)}\n` : `${people}\n`),
    note: (text) => deps.err(`${maskText(text)}\n`),
    // What is refused is often told back, and people paste card numbers where a name belongs.
    fail: (problem, exit = EXIT.failure) => {
      const { code } = problem;
      const [message, hint] = [maskText(problem.message), maskText(problem.hint)];
      if (json) deps.out(`${JSON.stringify({ error: { code, message, hint } })}\n`);
      else deps.err(`✗ ${clean(message, 2_000)}\n${hint === "" ? "" : `  → ${clean(hint, 2_000)}\n`}`);
      return exit;
    },
    progress: () => drawProgress(deps),
  };
}

const DRAW_EVERY_MS = 100;

function drawProgress({ err, clock, terminalColumns }: Pick<CliDeps, "err" | "clock" | "terminalColumns">): {
  readonly step: Progress;
  end(): void;
} {
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  let quarter = -1;
  let drawn = false;
  return {
    step: (done, total, what) => {
      const nowMs = clock.monoMs();
      if (terminalColumns === undefined) {
        // Not a terminal (a log, a pipe): a line per quarter is enough to see that it lives.
        const reached = total <= 0 ? 0 : Math.floor((done / total) * 4);
        if (reached !== quarter) err(`${clean(what)} ${done}${total <= 0 ? "" : `/${total}`}\n`);
        quarter = reached;
        return;
      }
      if (nowMs - drawnAtMs < DRAW_EVERY_MS) return;
      drawnAtMs = nowMs;
      drawn = true;
      err(`\r\u001b[K${progressBar(done, total, what, terminalColumns)}`);
    },
    end: () => {
      if (drawn) err("\r\u001b[K");
    },
  };
}

/** --lang, then the locale's own words; Japanese first when they say nothing. */
export function chooseCliLanguage(
  flag: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  if (flag === "ja" || flag === "en") return flag;
  const locale = [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find(
    (text) => text !== undefined && text !== "",
  );
  return locale !== undefined && /^en/i.test(locale) ? "en" : "ja";
}
