// Writes down the headers that a page and its frames came with, while a tab is open.

import type { Frame, Page, Response } from "playwright-core";
import { PAGE_LIMITS, type SeenHead } from "./contract.ts";
import { headOf } from "./head.ts";
import { placeOf } from "./inline.ts";

export interface HeadRecorder {
  /** Of the documents that are there now. */
  take(): Promise<readonly SeenHead[]>;
}

/** The browser tells the rest of the fields a moment after the answer, or never. */
const FIELDS_MS = 2_000;
/** Frames that came and went. */
const FRAMES_MAX = 500;

export function recordHeads(page: Page, guardReportPath: string): HeadRecorder {
  // The last answer of a frame is its document; those before it led there.
  const answers = new Map<Frame, Response>();
  page.on("response", (response) => {
    const request = response.request();
    if (!request.isNavigationRequest() || request.serviceWorker() !== null) return;
    const frame = frameOf(response);
    if (frame !== null && (answers.has(frame) || answers.size < FRAMES_MAX)) answers.set(frame, response);
  });
  return {
    take: async () => {
      const found: SeenHead[] = [];
      for (const frame of page.frames().slice(0, PAGE_LIMITS.headsMax)) {
        const raw = await fieldsOf(answers.get(frame), page);
        if (raw === null) continue;
        const base = frame.url();
        const isPage = frame === page.mainFrame();
        found.push(headOf(raw, { frame: isPage ? null : placeOf(base, base), base, guardReportPath }));
      }
      return found;
    },
  };
}

/** Null: the frame is not there yet, or no more; a document that is looked at in the end has one. */
function frameOf(response: Response): Frame | null {
  try {
    return response.frame();
  } catch {
    return null;
  }
}

async function fieldsOf(
  response: Response | undefined,
  page: Page,
): Promise<readonly { readonly name: string; readonly value: string }[] | null> {
  if (response === undefined) return null;
  const late = page.waitForTimeout(FIELDS_MS).then(() => null);
  return Promise.race([response.headersArray(), late]).catch(() => null);
}
