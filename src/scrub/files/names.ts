// Names of files as bytes and as they are shown: any bytes survive, none steers a terminal, and a card in a name stays hidden.

import { maskText } from "../mask.ts";

export interface ShownName {
  readonly path: string;
  /** Base64 of the bytes when they are no UTF-8 (and hide no card); null otherwise. */
  readonly pathBytes: string | null;
}

export function showName(bytes: Uint8Array): ShownName {
  const text = exactText(bytes);
  const shown = text ?? escaped(bytes);
  const masked = maskText(shown);
  const hidden = masked !== shown;
  return {
    path: masked,
    pathBytes: text === undefined && !hidden ? Buffer.from(bytes).toString("base64") : null,
  };
}

/** Appends a name to a folder's path, bytes as they are. */
export function below(folder: Buffer, name: Uint8Array): Buffer {
  const slashed = folder.length === 0 || folder.at(-1) === 0x2f;
  return Buffer.concat(slashed ? [folder, name] : [folder, Buffer.from("/"), name]);
}

function exactText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Runs that are UTF-8 stay, other bytes become \xNN. */
function escaped(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((n) => exactText(bytes.subarray(at, at + n)) !== undefined);
    if (length === undefined) {
      text += `\\x${(bytes[at] ?? 0).toString(16).padStart(2, "0")}`;
      at += 1;
    } else {
      text += exactText(bytes.subarray(at, at + length)) ?? "";
      at += length;
    }
  }
  return text;
}
