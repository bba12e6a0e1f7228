// A key of its own for each thing a person sets out to do: sent twice, it is done once.

/** 96 random bits as hex; works on plain http, too, where browsers offer no randomUUID. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
