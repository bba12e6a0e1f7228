// How many known backdoors `watch scan` names, how many clean files it names wrongly, and what a file costs in CPU time; beside
// it the `yara` and `clamscan` of the machine, when asked for. Nothing of the collections is run, copied or kept.
// Run: node bench/shells.ts SHELLS CLEAN [--half tuning|held-back|all] [--misses] [--yara RULES.yar]… [--clamav DATABASE]
// Found is any verdict but "clean": "suspicious" asks a person to look, which is what a shell needs. It is wrong just the same for
// a clean file. SHELLS and CLEAN are folders (or lists joined with ","). Contents are counted once. The half is the parity of a content's SHA-256.

import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { readForJudging } from "../src/watch/scan/read-file.ts";
import { weigh, type Verdict } from "../src/watch/shells/contract.ts";
import { judgeFile, languageOf } from "../src/watch/shells/judge.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    half: { type: "string", default: "all" },
    misses: { type: "boolean", default: false },
    yara: { type: "string", multiple: true },
    clamav: { type: "string" },
  },
});
const [shells = "", clean = ""] = positionals;

interface Sample {
  readonly path: string;
  /** Collections add ".txt" so that nothing runs them by chance: judged under the name it would have. */
  readonly name: string;
  readonly half: "tuning" | "held-back";
  readonly text: string;
}

const ABLE =
  /\b(?:eval|assert|include(?:_once)?|require(?:_once)?|create_function|\w*exec|system|passthru|p?open|proc_open|call_user_\w+|array_\w*(?:map|walk|filter|diff|intersect|reduce)\w*|u[ak]?sort|preg_\w*replace\w*|mb_ereg\w*|register_\w+|\w*_callback|unserialize|extract|parse_str|fopen|file|file_\w+_contents|fwrite|fputs|copy|rename|unlink|rmdir|mkdir|chmod|opendir|scandir|glob|readfile|show_source|highlight_file|move_uploaded_file|mail|curl_\w+|fsockopen|socket_\w+|stream_\w+|mysqli?_\w+|mssql_\w+|pg_\w+|odbc_\w+|oci\w+|sqlite\w*|PDO|COM|wp_\w+|dl|putenv|ini_set|header|XSLTProcessor|Reflection\w+|yaml_parse|pcntl_\w+|\w*loadXML)\s*\(|new\s+(?:COM|Reflection\w*|\$)|`[^`]*\$|\]\s*\(|\}\s*\(|\)\s*\(|\$\w+\s*\(|\binclude\b|\brequire\b|\$\$|\$\{|goto\b|_\$\[|\(lave/i;

/** What stands in collections and is no backdoor: decided by form alone, before any verdict. */
const NOT_COUNTED: readonly (readonly [string, (name: string, text: string) => boolean])[] = [
  ["empty or a few bytes", (_, text) => text.trim().length < 12],
  [
    "notes, pages, archives, programs for a desk, compiled code",
    (name, text) =>
      !/^\s*(?:GIF8\w+[\s;]*)?(?:<\?|<%|#!)/.test(text) &&
      !/\.(?:php\d?|phtml|pht|inc|aspx?|ashx|asmx|ascx|cer|asa|cdx|jspx?|jspf|cfml?|cfc|pl|cgi|htaccess|user\.ini|jpe?g|png|gif|ico)$/i.test(
        name,
      ),
  ],
  [
    "programs run by hand (no sign of answering the web)",
    (name, text) =>
      /\.(?:py|rb|sh|bash|go|java|c|cpp|cs|vbs?|ps1|bat|lua|js|exp)$/i.test(name) &&
      !/QUERY_STRING|FieldStorage|\bCGI\b|do_(?:GET|POST)|CONTENT_LENGTH|flask|<\?php/i.test(text),
  ],
  [
    "named as a script, without a line of its language",
    (name, text) =>
      (languageOf(name) === "php" && !/<\?|<script\s+language\s*=\s*["']?php/i.test(text)) ||
      (/^(?:jsp|asp)$/.test(languageOf(name)) &&
        !/<%|<jsp:|runat\s*=|<\?php|\$\{|@WebService|@\s*(?:page|WebHandler)/i.test(
          text.replaceAll("\0", ""),
        )),
  ],
  [
    "pictures without code",
    (name, text) =>
      languageOf(name) === "picture" &&
      !/<\?php\s|<\?=\s*[@$`]|<%(?:@\s*\w|\s*(?:eval|execute)\b)|<script\s+lang/i.test(text),
  ],
  [
    "settings of a project (XML)",
    (_, text) => /^\s*<\?xml/.test(text) && !/<%|<jsp:|<\?php|functions?\(/i.test(text),
  ],
  [
    "can do nothing: no call that runs, loads, reads, writes, connects, sends or deletes",
    (name, text) => languageOf(name) === "php" && !ABLE.test(text),
  ],
  [
    "a library: says its licence or package, declares a class, never looks at a request",
    (name, text) =>
      languageOf(name) === "php" &&
      /@package|@licen[cs]e|GNU (?:General|Lesser)|\bGPL\b|MIT License/i.test(text.slice(0, 6_000)) &&
      /^\s*(?:abstract\s+|final\s+)?class\s+\w+/im.test(text) &&
      !/\$_(?:GET|POST|REQUEST|COOKIE|FILES)\b|\$HTTP_(?:GET|POST)|php:\/\/input/.test(text),
  ],
];

function samplesIn(roots: string): readonly Sample[] {
  const seen = new Set<string>();
  const samples: Sample[] = [];
  for (const root of roots.split(",")) {
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const read = readForJudging(Buffer.from(path));
      if (read === null) continue;
      const hash = createHash("sha256").update(read.bytes).digest();
      if (seen.has(hash.toString("hex"))) continue;
      seen.add(hash.toString("hex"));
      const name = path.replace(/(\.(?:php|aspx?|jspx?))\.txt$/i, "$1");
      const half = (hash.at(-1) ?? 0) % 2 === 0 ? "tuning" : "held-back";
      samples.push({ path, name, half, text: read.bytes.toString("latin1") });
    }
  }
  return samples;
}

type Tally = Record<Verdict, number>;

function judged(samples: readonly Sample[], tell: (sample: Sample, verdict: Verdict) => void): Tally {
  const tally: Tally = { clean: 0, suspicious: 0, malicious: 0 };
  for (const sample of samples) {
    const { verdict } = weigh(judgeFile(sample.name, sample.text));
    tally[verdict]++;
    tell(sample, verdict);
  }
  return tally;
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / 1e6;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}

const asked = (half: Sample["half"]): boolean => options.half === "all" || options.half === half;
const all = samplesIn(shells);
const counted: Sample[] = [];
const leftOut = new Map<string, number>();
for (const sample of all) {
  const reason = NOT_COUNTED.find(([, is]) => is(sample.name, sample.text))?.[0];
  if (reason === undefined) counted.push(sample);
  else leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
}
console.log(`${all.length} different contents below ${shells}; not counted:`);
for (const [reason, count] of leftOut) console.log(`  ${count}  ${reason}`);

for (const half of ["tuning", "held-back"] as const) {
  if (!asked(half)) continue;
  const samples = counted.filter((one) => one.half === half);
  const byLanguage = new Map<string, Tally>();
  const tally = judged(samples, ({ name, path }, verdict) => {
    const language = languageOf(name);
    const row = byLanguage.get(language) ?? { clean: 0, suspicious: 0, malicious: 0 };
    row[verdict]++;
    byLanguage.set(language, row);
    if (verdict === "clean" && options.misses && half === "tuning") console.log(`MISSED ${path}`);
  });
  const found = samples.length - tally.clean;
  console.log(
    `${half}: ${samples.length} shells, found ${found} (${percent(found, samples.length)}), malicious ${tally.malicious}`,
  );
  for (const [language, row] of byLanguage) {
    const whole = row.clean + row.suspicious + row.malicious;
    console.log(`  ${language}: ${whole}, found ${percent(whole - row.clean, whole)}`);
  }
}

const cleanSamples = clean === "" ? [] : samplesIn(clean);
const wrong = { tuning: 0, "held-back": 0 };
const seconds = cpuSeconds(() => {
  judged(cleanSamples, ({ path, name, text, half }, verdict) => {
    if (verdict === "clean") return;
    wrong[half]++;
    const why = judgeFile(name, text).map(({ rule, line, weight }) => `${rule}:${line}=${weight}`);
    console.log(`WRONG ${verdict} ${path} ${why.join(" ")}`);
  });
});
for (const half of ["tuning", "held-back"] as const) {
  const whole = cleanSamples.filter((one) => one.half === half).length;
  if (whole > 0)
    console.log(
      `clean, ${half}: ${whole} different contents, named wrongly ${wrong[half]} (${((10_000 * wrong[half]) / whole).toFixed(1)} in 10,000)`,
    );
}
if (cleanSamples.length > 0)
  console.log(`clean: ${Math.round(cleanSamples.length / seconds)} files a second of CPU time`);

/** Others see the same bytes under the same names, from lists of paths. */
function others(
  name: string,
  run: (list: string) => string,
  isHit: (line: string) => string | undefined,
): void {
  const folder = mkdtempSync(join(tmpdir(), "misemori-bench-"));
  try {
    for (const [title, samples] of [
      ["shells (tuning half)", counted.filter(({ half }) => half === "tuning")],
      ["shells (held-back half)", counted.filter(({ half }) => half === "held-back")],
      ["clean", cleanSamples],
    ] as const) {
      if (samples.length === 0) continue;
      const list = join(folder, "list");
      writeFileSync(list, samples.map(({ path }) => `${path}\n`).join(""));
      const hits = new Set(
        run(list)
          .split("\n")
          .flatMap((line) => isHit(line) ?? []),
      );
      console.log(
        `${name}, ${title}: ${hits.size} of ${samples.length} (${percent(hits.size, samples.length)})`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const RUN: ExecFileSyncOptionsWithStringEncoding = {
  encoding: "latin1",
  maxBuffer: 1 << 30,
  stdio: ["ignore", "pipe", "ignore"],
};
const output = (command: string, given: string[]): string => {
  try {
    return execFileSync(command, given, RUN);
  } catch (error) {
    // clamscan ends with 1 when it found something.
    const { stdout } = error as { readonly stdout?: string };
    return stdout ?? "";
  }
};
const { yara, clamav } = options;
for (const rules of yara ?? [])
  others(
    `yara ${basename(rules)}`,
    (list) => output("yara", ["-w", "-f", "-N", "--scan-list", rules, list]),
    (line) => /^\S+ (.+)$/.exec(line)?.[1],
  );
if (clamav !== undefined)
  others(
    "clamscan",
    (list) => output("clamscan", ["--no-summary", "-i", `--database=${clamav}`, `--file-list=${list}`]),
    (line) => /^(.+): .+ FOUND$/.exec(line)?.[1],
  );
