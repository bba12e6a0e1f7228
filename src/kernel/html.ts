// Text into HTML, for pages and mails of every room.

/** Every character that could end the text or an attribute is written out. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Of names and reasons written by anybody: nothing of them may steer a page or hide text either. */
export function strangersHtml(text: string): string {
  return escapeHtml(text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "·"));
}
