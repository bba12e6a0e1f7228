// What a notice went out with, kept sealed beside its people: the texts of that hour, the facts they are filled from, and what was
// printed. After a restart the same words go on, whatever was edited since.

import type { IncidentId } from "../../incidents/contract.ts";
import type { Vault, VaultName } from "../../vault/contract.ts";
import { wholeText } from "../../whole-text.ts";
import type { NoticeClass, NoticeFacts, NoticeText } from "../contract.ts";
import type { LetterBatch } from "../letters/print-notice.ts";
import type { SendingKey } from "./contract.ts";

export interface ClassTexts {
  readonly japanese: NoticeText;
  /** Goes below the Japanese one. */
  readonly english: NoticeText | null;
}

export interface SendingBox {
  readonly runId: string;
  readonly facts: NoticeFacts;
  readonly texts: Readonly<Partial<Record<NoticeClass, ClassTexts>>>;
  readonly papersSha256: string;
  readonly people: number;
  /** Letters also for those whose e-mail was taken. */
  readonly everyone: boolean;
}

export function sendingBoxName({ report, channel }: SendingKey): VaultName {
  return `sending-${report}-${channel}.json`;
}

export async function putBox(
  vault: Vault,
  incident: IncidentId,
  key: SendingKey,
  box: SendingBox,
): Promise<void> {
  await putJson(vault, incident, sendingBoxName(key), box);
}

/** Throws what the vault throws. */
export async function readBox(vault: Vault, incident: IncidentId, key: SendingKey): Promise<SendingBox> {
  return JSON.parse(await wholeText(vault.get(incident, sendingBoxName(key)))) as SendingBox;
}

/** No personal data in it: how many letters, pages, and people to be written to by hand. */
export function putBatch(vault: Vault, incident: IncidentId, batch: LetterBatch): Promise<void> {
  return putJson(vault, incident, `${batch.name}.json`, batch);
}

export interface KeptBatch extends LetterBatch {
  readonly files: readonly VaultName[];
}

/** Newest first; what was printed and not yet counted is not among them. */
export async function batchesOf(
  vault: Vault,
  incident: IncidentId,
  report: number,
  known: Map<string, LetterBatch>,
): Promise<readonly KeptBatch[]> {
  const names = (await vault.list(incident)).map(({ name }) => name);
  const batches = names.filter((name) => name.startsWith(`letters-${report}-`) && name.endsWith(".json"));
  const kept: KeptBatch[] = [];
  for (const name of batches.toSorted().toReversed()) {
    const place = `${incident}/${name}`;
    const batch = known.get(place) ?? (JSON.parse(await wholeText(vault.get(incident, name))) as LetterBatch);
    known.set(place, batch);
    if (known.size > BATCHES_KNOWN_MAX) known.clear();
    const files = names.filter((file) => LETTER_FILE.test(file) && file.startsWith(batch.name));
    kept.push({ ...batch, files: files.toSorted() });
  }
  return kept;
}

/** A million letters are two thousand batches. */
const BATCHES_KNOWN_MAX = 5_000;

/** What may be taken out: batches with their lists, and the trial. */
export const LETTER_FILE =
  /^letters-(?:\d{1,6}-\d{7,}-[0-9a-f]{8}(?:-packing|-mailing|-mailing-sjis|-by-hand)?\.(?:pdf|csv)|trial-\d{1,6}\.pdf)$/;

export function trialName(report: number): VaultName {
  return `letters-trial-${report}.pdf`;
}

async function putJson(vault: Vault, incident: IncidentId, name: VaultName, value: unknown): Promise<void> {
  await vault.put(
    incident,
    name,
    (async function* () {
      yield Buffer.from(JSON.stringify(value));
    })(),
  );
}
