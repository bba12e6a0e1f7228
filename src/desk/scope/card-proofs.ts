// From findings to people: every card in the chosen files is judged, and tied to orders, members and addresses by its keyed hash
// and by what stands on its line. Remembers which cards found nobody.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { MisemoriError, say } from "../../kernel/index.ts";
import { isTail, namesOnLines, readCardPlaces, type CardPlace } from "./card-places.ts";
import { SCOPE_LIMITS, type InputTrouble, type ScopeRequest } from "./contract.ts";
import { bytesOf, type OpenInput } from "./inputs.ts";
import { judgeCard, type Case } from "./judge.ts";
import type { Finding, People } from "./people.ts";
import type { ScopeTools } from "./run.ts";
import { scopeWords } from "./words.ts";

export interface CardsGathered {
  /** Different cards in the chosen files. */
  readonly hashes: ReadonlySet<string>;
  readonly files: readonly string[];
  /** What is proved for a key; its cards count as attributed from then on. */
  readonly meet: (key: string) => readonly Finding[] | undefined;
  /** Addresses and members that stand beside a card and in no list: people all the same. */
  readonly addStrangers: (people: People) => void;
  /** Cards nobody was met for, and findings that were counted but not listed. */
  readonly unattributed: () => number;
}

export async function gatherCards(
  inputs: readonly OpenInput[],
  known: Case,
  request: ScopeRequest,
  tools: ScopeTools,
  troubles: InputTrouble[],
): Promise<CardsGathered> {
  const proofs = new Map<string, { findings: Finding[]; readonly cards: Set<string> }>();
  const hashes = new Set<string>();
  const files = new Set<string>();
  let unlisted = 0;
  for (const input of inputs.filter(({ kind }) => kind === "findings")) {
    const chosen = await placesFrom(input, request, tools);
    if (chosen.unlisted > 0)
      troubles.push({ path: input.path, what: "unlisted-findings", count: chosen.unlisted, firstLine: 0 });
    unlisted += chosen.unlisted;
    const named = await namesBeside(inputs, chosen.places, request);
    for (const card of chosen.places) {
      hashes.add(card.cardHash);
      files.add(card.file);
      const finding = judgeCard(card, basename(card.file), known);
      for (const key of [`card:${card.cardHash}`, ...(named.get(card.file)?.get(card.line) ?? [])]) {
        const held = proofs.get(key) ?? { findings: [], cards: new Set<string>() };
        proofs.set(key, held);
        held.cards.add(card.cardHash);
        // A card on a thousand lines says no more than on a dozen; the worst must stay.
        const worse = held.findings.every((one) => one.class !== finding.class);
        if (held.findings.length < SCOPE_LIMITS.evidenceMax || worse) held.findings.push(finding);
      }
    }
  }
  const attributed = new Set<string>();
  const met = new Set<string>();
  const meet = (key: string): readonly Finding[] | undefined => {
    const held = proofs.get(key);
    if (held === undefined) return undefined;
    if (!met.has(key)) for (const card of held.cards) attributed.add(card);
    met.add(key);
    return held.findings;
  };
  return {
    hashes,
    files: [...files].toSorted(),
    meet,
    addStrangers: (people) => {
      for (const key of proofs.keys()) {
        if (met.has(key) || !/^(?:email|member):/.test(key)) continue;
        const person = people.meet([key]);
        for (const finding of meet(key) ?? []) people.note(person, finding);
      }
    },
    unattributed: () => hashes.size - attributed.size + unlisted,
  };
}

/** The file that is named like the page, when the person named none and there is one. */
async function placesFrom(
  input: OpenInput,
  { question }: ScopeRequest,
  { language }: ScopeTools,
): Promise<{ places: readonly CardPlace[]; unlisted: number }> {
  const fail = (): MisemoriError => {
    const message = say(scopeWords, language, "badFindings", { path: input.path });
    return new MisemoriError("scope.findings", message, say(scopeWords, language, "badFindingsHint"));
  };
  if (input.bytes > SCOPE_LIMITS.findingsBytesMax) throw fail();
  const json = await readFile(input.path, "utf8");
  const wanted = question.cardFile;
  const named = question.page === null ? null : basename(question.page.split("?")[0] ?? "");
  const like = wanted === null && named !== null && named !== "" ? readCardPlaces(json, named) : undefined;
  const chosen = like !== undefined && like.places.length > 0 ? like : readCardPlaces(json, wanted);
  if (chosen === undefined || (wanted !== null && chosen.places.length === 0)) throw fail();
  return chosen;
}

/** By scanned file, what stands beside the cards on its lines, for files that are at hand. */
async function namesBeside(
  inputs: readonly OpenInput[],
  places: readonly CardPlace[],
  request: ScopeRequest,
): Promise<ReadonlyMap<string, Awaited<ReturnType<typeof namesOnLines>>>> {
  const byFile = new Map<string, Set<number>>();
  for (const { file, line } of places) {
    const lines = byFile.get(file) ?? new Set<number>();
    byFile.set(file, lines.add(line));
  }
  const named = new Map<string, Awaited<ReturnType<typeof namesOnLines>>>();
  for (const leaked of inputs.filter(({ kind }) => kind === "leaked")) {
    for (const [file, lines] of byFile) {
      if (isTail(leaked.path, file) || isTail(file, basename(leaked.path)))
        named.set(file, await namesOnLines(bytesOf(leaked, request.gone).chunks, lines));
    }
  }
  return named;
}
