// A gate worker thread: opens one gate over shared memory and speaks with the house over its parent port.

import { parentPort, workerData } from "node:worker_threads";
import { MisemoriError, systemClock, systemRandom } from "../../kernel/index.ts";
import { openOrigins, type OriginBuffers } from "../origin/index.ts";
import type { GateKeys, GateSettings } from "../settings.ts";
import { houseOverLine, type HouseMessage, type WorkerMessage } from "./line.ts";
import { openGate, type GateMemory, type OpenGate } from "./open-gate.ts";

export interface WorkerBoot {
  readonly settings: GateSettings;
  readonly keys: GateKeys;
  readonly memory: GateMemory;
  readonly origins: OriginBuffers;
  readonly decoys: Uint8Array | undefined;
  readonly reusePort: boolean;
}

/** Decoy patterns are shared with the other workers and kept for a restart this often, when they changed. */
const DECOYS_EVERY_MS = 5_000;

/** A full house is told of this often, not once per connection. */
const CROWDED_EVERY_MS = 60_000;

if (parentPort !== null) await work(parentPort, workerData as WorkerBoot);

async function work(port: NonNullable<typeof parentPort>, boot: WorkerBoot): Promise<void> {
  const line = houseOverLine(port);
  const tell = (message: WorkerMessage): void => port.postMessage(message);
  let gate: OpenGate;
  const clock = systemClock();
  let crowdedAtMs = -CROWDED_EVERY_MS;
  const crowded = (what: string): void => {
    if (clock.monoMs() - crowdedAtMs < CROWDED_EVERY_MS) return;
    crowdedAtMs = clock.monoMs();
    tell({ kind: "trouble", what });
  };
  try {
    gate = await openGate({
      ...boot,
      origins: openOrigins(boot.origins),
      house: line.house,
      clock,
      random: systemRandom(),
      onTrouble: (trouble) => {
        if (trouble.type === "handler.threw")
          tell({ kind: "trouble", what: troubleText(trouble.where, trouble.error) });
        else if (trouble.type === "connections.full" || trouble.type === "accept.failed")
          crowded(trouble.type);
      },
    });
  } catch (error) {
    tell(failure(error));
    port.close();
    return;
  }
  let sent = "";
  const sharing = setInterval(() => {
    const bytes = gate.learnedDecoys();
    const text = Buffer.from(bytes).toString("latin1");
    if (text === sent) return;
    sent = text;
    tell({ kind: "decoys", bytes });
  }, DECOYS_EVERY_MS);

  port.on("message", (message: HouseMessage) => {
    switch (message.kind) {
      case "answer":
        return line.hear(message);
      case "settings":
        return gate.reload(message.settings);
      case "decoys":
        return gate.takeDecoys(message.bytes);
      case "close":
        clearInterval(sharing);
        void gate.server.close({ graceMs: message.graceMs }).then(() => {
          line.flush();
          port.close();
          return undefined;
        });
        return;
    }
  });
  tell({ kind: "listening", port: gate.server.address.port });
}

function failure(error: unknown): WorkerMessage {
  if (error instanceof MisemoriError) {
    return { kind: "failed", code: error.code, message: error.message, hint: error.hint };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    kind: "failed",
    code: "gate.worker",
    message,
    hint: "look at the address and port in misemori.yaml",
  };
}

/** Names the kind of fault without its values: an error's text may hold what a buyer typed. */
function troubleText(where: string, error: unknown): string {
  return `${where}: ${error instanceof Error ? error.name : typeof error}`;
}
