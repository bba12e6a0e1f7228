// Writes down what a page's tab runs and asks for while it is open: scripts as the engine got them, hosts, workers. Needs a debugging
// session of Chromium; decides nothing.

import { createHash } from "node:crypto";
import type { CDPSession, Page } from "playwright-core";
import { maskText } from "../../scrub/index.ts";
import { PAGE_LIMITS, type PageInventory, type SeenListener, type SeenScript } from "./contract.ts";
import type { PageText } from "./exposed.ts";
import { placeOf, startOf, steadyInline } from "./inline.ts";
import { CARD_TARGETS } from "./in-page.ts";
import { tagOf, type RawTag } from "./tags.ts";

export interface Recorder {
  /** Asks something inside the page without taking the question for the page's own script. */
  ask(question: string): Promise<unknown>;
  /** From here on nothing more is taken for the page's own. */
  stop(): void;
  /** `tags`: of the page, by whole address. */
  scripts(tags: ReadonlyMap<string, RawTag>): readonly SeenScript[];
  hosts(): readonly string[];
  /** Sources of script files; inline ones stand in their documents. */
  texts(): readonly PageText[];
  listeners(): Promise<readonly SeenListener[]>;
  /** Of what there was more than is kept. */
  beyond(): NonNullable<PageInventory["beyond"]>;
}

interface Ran {
  readonly scriptId: string;
  readonly url: string;
  readonly isInline: boolean;
  source: string | null;
  bytes: number;
}

/** Events that carry what is typed, or the moment it is sent. */
const TELLING_EVENTS =
  /^(?:key(?:down|up|press)|(?:before)?input|change|blur|focusout|paste|submit|click|mousedown|touchstart|pointerdown)$/;

/** `mark`: a word the page cannot guess; questions of ours are known by it. */
export async function recordPage(page: Page, mark: string): Promise<Recorder> {
  const session = await page.context().newCDPSession(page);
  const ran = new Map<string, Ran>();
  const reading = new Set<Promise<void>>();
  const hosts = new Set<string>();
  const inHtml = new Set<string>();
  const beyond = new Set<"scripts" | "hosts" | "listeners">();
  let isOver = false;
  session.on("Debugger.scriptParsed", (event) => {
    const { scriptId, url, executionContextAuxData: world } = event;
    // Worlds of their own are the browser's driver, not the page.
    const isPages = (world as { isDefault?: boolean } | undefined)?.isDefault === true;
    if (isOver || !isPages || url === mark) return;
    if (ran.size >= PAGE_LIMITS.scriptsMax) return void beyond.add("scripts");
    const isInline = url === "" || page.frames().some((frame) => frame.url() === url);
    const one: Ran = { scriptId, url, isInline, source: null, bytes: event.length ?? 0 };
    ran.set(scriptId, one);
    if (one.bytes > PAGE_LIMITS.scriptBytesMax) return;
    const read = readSource(session, one).finally(() => reading.delete(read));
    reading.add(read);
  });
  const addHost = (origin: string): void => {
    if (isOver || hosts.has(origin)) return;
    if (hosts.size < PAGE_LIMITS.hostsMax) hosts.add(origin);
    else beyond.add("hosts");
  };
  page.on("request", (request) => {
    const place = placeOf(request.url(), "about:blank");
    if (place.includes("://")) addHost(new URL(place).origin);
  });
  page.on("websocket", (socket) => addHost(new URL(socket.url()).origin));
  session.on("Network.requestWillBeSent", ({ type, initiator, request }) => {
    if (type === "Script" && initiator.type === "parser" && inHtml.size < PAGE_LIMITS.scriptsMax)
      inHtml.add(request.url);
  });
  await session.send("Network.enable");
  await session.send("Debugger.enable");
  // A "debugger" statement in the page must not hold it.
  await session.send("Debugger.setSkipAllPauses", { skip: true });
  return {
    ask: async (question) => {
      const expression = `${question}\n//# sourceURL=${mark}`;
      const { result } = await session.send("Runtime.evaluate", { expression, returnByValue: true });
      return result.value as unknown;
    },
    stop: () => {
      isOver = true;
    },
    scripts: (tags) =>
      distinct([...ran.values()].map((one) => scriptOf(one, tags.get(one.url), inHtml.has(one.url)))),
    hosts: () => [...hosts].toSorted(),
    texts: () =>
      [...ran.values()].flatMap(({ source, url, isInline }) =>
        source === null || isInline ? [] : [{ place: placeOf(url, "about:blank"), text: source }],
      ),
    listeners: async () => {
      await Promise.all(reading);
      const found = await listenersIn(session, ran);
      if (found.length >= PAGE_LIMITS.listenersMax) beyond.add("listeners");
      return found;
    },
    beyond: () => [...beyond].toSorted(),
  };
}

async function readSource(session: CDPSession, one: Ran): Promise<void> {
  try {
    one.source = (await session.send("Debugger.getScriptSource", { scriptId: one.scriptId })).scriptSource;
  } catch {
    // The frame is gone already: its source cannot be read any more, which the inventory says.
  }
}

function scriptOf(one: Ran, tag: RawTag | undefined, inHtml: boolean): SeenScript {
  const { source, url, isInline, bytes } = one;
  const code = source === null ? null : isInline ? steadyInline(source) : source;
  return {
    kind: isInline ? "inline" : "file",
    source: isInline ? "inline" : placeOf(url, "about:blank"),
    sha256: code === null ? null : createHash("sha256").update(code).digest("hex"),
    bytes: code === null ? bytes : Buffer.byteLength(code),
    start: isInline && source !== null ? maskText(startOf(source)) : "",
    hasIntegrity: tag?.hasIntegrity === true,
    ...(isInline || tag === undefined ? {} : { tag: tagOf(tag, inHtml) }),
  };
}

/** Of two with the same content the one that bears no hash counts: it is the weaker. */
function distinct(scripts: readonly SeenScript[]): readonly SeenScript[] {
  const found = new Map<string, SeenScript>();
  for (const one of scripts) {
    const key = `${one.kind} ${one.source} ${one.sha256}`;
    if (found.get(key)?.hasIntegrity !== false) found.set(key, one);
  }
  return [...found.values()];
}

/** Of each card field and all around it, up to the window. */
async function listenersIn(
  session: CDPSession,
  ran: ReadonlyMap<string, Ran>,
): Promise<readonly SeenListener[]> {
  const found = new Map<string, SeenListener>();
  const { result } = await session.send("Runtime.evaluate", { expression: CARD_TARGETS });
  for (const pair of await itemsOf(session, result.objectId)) {
    const [name, target] = await itemsOf(session, pair.objectId);
    if (target?.objectId === undefined) continue;
    const { listeners } = await session.send("DOMDebugger.getEventListeners", { objectId: target.objectId });
    for (const { type, scriptId } of listeners) {
      if (!TELLING_EVENTS.test(type) || found.size >= PAGE_LIMITS.listenersMax) continue;
      const script = ran.get(scriptId);
      const place =
        script === undefined
          ? "unknown"
          : script.isInline
            ? `inline: ${maskText(startOf(script.source ?? ""))}`
            : placeOf(script.url, "about:blank");
      const one = {
        field: typeof name?.value === "string" ? name.value : "card",
        event: type,
        script: place,
      };
      found.set(JSON.stringify(one), one);
    }
  }
  return [...found.values()];
}

interface Remote {
  readonly objectId?: string | undefined;
  readonly value?: unknown;
}

async function itemsOf(session: CDPSession, objectId: string | undefined): Promise<readonly Remote[]> {
  if (objectId === undefined) return [];
  const { result } = await session.send("Runtime.getProperties", { objectId, ownProperties: true });
  return result
    .filter(({ name }) => /^\d+$/.test(name))
    .toSorted((a, b) => Number(a.name) - Number(b.name))
    .map(({ value }) => ({ objectId: value?.objectId, value: value?.value as unknown }));
}
