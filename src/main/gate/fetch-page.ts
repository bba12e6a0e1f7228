// Looks at one page of a shop for `misemori init`: a polite GET with bounds; trouble reads as "nothing there".

import type { FetchedPage } from "../../gate/index.ts";

const TIMEOUT_MS = 8_000;
/** A shop's front page; what names the platform stands near its top. */
const BODY_BYTES_MAX = 512 * 1024;

/** Status 0 when the shop could not be reached. Redirects are followed on the shop's own host only. */
export async function fetchShopPage(shopUrl: string, path: string, gone?: AbortSignal): Promise<FetchedPage> {
  let url = new URL(path, shopUrl);
  const { host } = url;
  try {
    for (let hops = 0; hops < 4; hops++) {
      const response = await fetch(url, {
        redirect: "manual",
        signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(gone === undefined ? [] : [gone])]),
        headers: { "user-agent": "misemori-init", accept: "text/html,*/*" },
      });
      const location = response.headers.get("location");
      const next = location === null ? undefined : new URL(location, url);
      if (next !== undefined && next.host === host) {
        await response.body?.cancel();
        url = next;
        continue;
      }
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await firstBytes(response),
      };
    }
  } catch {
    // Unreachable, too slow or cut off: the recogniser only counts what it sees.
  }
  return { status: 0, headers: {}, body: "" };
}

async function firstBytes(response: Response): Promise<string> {
  if (response.body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length >= BODY_BYTES_MAX) break;
  }
  return text.slice(0, BODY_BYTES_MAX);
}
