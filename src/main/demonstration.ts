// The demonstration: guard, fake gateway, demonstration shop and console in a folder of their own, with an attack to start.

import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { LOCAL_TOKEN_FILE } from "../cli/index.ts";
import { readConfig, type LoadedConfig } from "../config/index.ts";
import { MisemoriError, systemClock, systemRandom, type Language } from "../kernel/index.ts";
import { createSampleAttack } from "./gate/attack.ts";
import { DEMO_CONFIG, type DemoShopDoor } from "./examples.ts";
import { startGuard, type Guard } from "./guard.ts";
import type { Log } from "./log.ts";

export interface DemonstrationPorts {
  readonly gate: number;
  readonly console: number;
  readonly shop: number;
  readonly gateway: number;
}

export interface Demonstration {
  readonly guard: Guard;
  readonly loaded: LoadedConfig;
  readonly shopUrl: string;
  readonly gatewayUrl: string;
  close(): Promise<void>;
}

/** Throws MisemoriError when a port is taken or the folder in use. Without `ports` those of its misemori.yaml. */
export async function openDemonstration(tools: {
  readonly examples: DemoShopDoor;
  readonly recordsFolder: string;
  readonly pageFolder: string;
  readonly language: Language;
  readonly log: Log;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly ports?: DemonstrationPorts;
}): Promise<Demonstration> {
  const { examples, recordsFolder, log } = tools;
  const loaded = await demoConfig(tools);
  await mkdir(recordsFolder, { recursive: true, mode: 0o700 });
  const shopPort = Number(new URL(loaded.config.shop.upstream).port);
  const { feeYen } = loaded.config.costs;
  const gone = new AbortController();
  const opened: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    gone.abort();
    for (const end of opened.toReversed()) await end();
    opened.length = 0;
  };
  try {
    const gateway = await examples.startFakeGateway({ port: tools.ports?.gateway ?? shopPort + 1, feeYen });
    opened.push(() => gateway.close());
    const clock = systemClock();
    const guard = await startGuard({
      loaded,
      language: tools.language,
      clock,
      random: systemRandom(),
      env: tools.env,
      log,
      pageFolder: tools.pageFolder,
      sampleAttack: createSampleAttack({
        target: () => `http://127.0.0.1:${guard.gatePort}`,
        gateway: { url: gateway.url, feeYen },
        issuer: examples.createIssuer(),
        clock,
        gone: gone.signal,
        onEnd: (by, report) => log("info", "demo.attack-ended", { by, report }),
      }),
    });
    opened.push(() => guard.close());
    const token = (await readFile(join(recordsFolder, LOCAL_TOKEN_FILE), "utf8")).trim();
    const shop = await examples.startDemoShop({
      port: shopPort,
      gateway: gateway.url,
      guard: { url: guard.consoleUrl, token },
    });
    opened.push(() => shop.close());
    return { guard, loaded, shopUrl: shop.url, gatewayUrl: gateway.url, close };
  } catch (error) {
    await close();
    throw portTaken(error) ?? error;
  }
}

/** Shop and gateway are examples and throw as Node does. */
function portTaken(error: unknown): MisemoriError | undefined {
  const { code, port } = (error ?? {}) as { readonly code?: unknown; readonly port?: unknown };
  if (code !== "EADDRINUSE") return undefined;
  return new MisemoriError(
    "demo.port",
    `port ${String(port)} of the demonstration is in use`,
    "end the other program (perhaps another `misemori demo`) and start again",
    error,
  );
}

async function demoConfig(tools: Parameters<typeof openDemonstration>[0]): Promise<LoadedConfig> {
  const reading = await readConfig(DEMO_CONFIG, { env: tools.env, language: tools.language });
  if (!reading.ok) {
    throw new MisemoriError(
      "demo.config",
      "the demonstration's misemori.yaml is broken",
      "restore it from git",
    );
  }
  const { loaded } = reading;
  const { ports, recordsFolder } = tools;
  if (ports === undefined) return { ...loaded, recordsFolder };
  const { config } = loaded;
  return {
    ...loaded,
    recordsFolder,
    config: {
      ...config,
      shop: {
        ...config.shop,
        url: `http://127.0.0.1:${ports.gate}`,
        upstream: `http://127.0.0.1:${ports.shop}`,
      },
      gate: { ...config.gate, listen: `127.0.0.1:${ports.gate}` },
      console: { ...config.console, listen: `127.0.0.1:${ports.console}` },
    },
  };
}
