// Which scripts could bear an integrity hash, with a real server that serves them well or badly; and whose note belongs to which script.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { PageInventory, ScriptTag, SeenScript } from "./contract.ts";
import { fetchScripts } from "./fetch-script.ts";
import { integrityAdvice, integrityOf, integrityWishes, steadyAfter } from "./integrity.ts";
import { carriedNotes, keyMeant, noteKeyOf, noteOf } from "./notes.ts";
import { approvedPage, CHECKOUT, CHECKOUT_URL, reportOf } from "./page.fixture.ts";
import { tagOf, tagsByAddress } from "./tags.ts";

const CODE = "console.log('支払い');";
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const SHA384 = createHash("sha384").update(CODE).digest("base64");

function tag(address: string, more: Partial<ScriptTag> = {}): ScriptTag {
  const plain = { isModule: false, isAsync: false, isDeferred: false, inHtml: true };
  return { src: address, address, ...plain, ...more };
}

function file(source: string, more: Partial<SeenScript> = {}): SeenScript {
  const seen = {
    kind: "file",
    source,
    sha256: sha256(CODE),
    bytes: 9,
    start: "",
    hasIntegrity: false,
  } as const;
  return { ...seen, tag: tag(source), ...more };
}

const page = (...scripts: readonly SeenScript[]): PageInventory => ({ ...CHECKOUT, scripts });

test("a script served with CORS gets the whole tag; without CORS, moved, changing or too large it gets the reason", async (t) => {
  const server = createServer(({ url = "/", headers }, answer) => {
    assert.equal(headers.cookie, undefined);
    assert.equal(headers.origin, "https://shop.example");
    if (url.startsWith("/cors")) answer.setHeader("access-control-allow-origin", "*");
    if (url.startsWith("/other")) answer.setHeader("access-control-allow-origin", "https://other.example");
    if (url === "/moved.js") answer.writeHead(302, { location: "/cors.js" });
    if (url === "/gone.js") answer.statusCode = 404;
    if (url === "/huge.js") answer.write("/".repeat(9 * 1024 * 1024));
    answer.end(url === "/cors-changing.js" ? `${CODE}//${Math.random()}` : CODE);
  }).listen(0, "127.0.0.1");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const names = ["cors", "other", "plain", "moved", "gone", "huge", "cors-changing"];
  const pages = [
    page(...names.map((name) => file(`${host}/${name}.js`)), file("http://127.0.0.1:1/silent.js")),
  ];
  const ground = { page: CHECKOUT_URL, userAgent: "x", gone: new AbortController().signal };
  const found = integrityOf(pages, await fetchScripts(integrityWishes(pages), ground));
  assert.equal(
    found[0]?.line,
    `<script src="${host}/cors.js" integrity="sha384-${SHA384}" crossorigin="anonymous"></script>`,
  );
  assert.deepEqual(
    found.map(({ whyNot }) => whyNot),
    [
      null,
      "no-cors",
      "no-cors",
      "redirects",
      "not-fetched",
      "too-large",
      "differs-when-fetched",
      "not-fetched",
    ],
  );
});

test("the shop's own script needs no crossorigin, keeps what its tag had, and no page writes into the line", () => {
  const source = "https://shop.example/a.js";
  const written = tag(source, { src: '/a.js?v=1&b="><img>', isModule: true, isDeferred: true });
  const fetched = { integrity: "sha384-x", textSha256: sha256(CODE), readable: true };
  const [one] = integrityOf([page(file(source, { tag: written }))], new Map([[source, fetched]]));
  assert.equal(
    one?.line,
    '<script src="/a.js?v=1&amp;b=&quot;>&lt;img>" integrity="sha384-x" type="module" defer></script>',
  );
});

test("what differs by visitor, comes from another script, has a changing address or bears a hash is not even fetched", () => {
  const [a, b, c, d, e] = ["a", "b", "c", "d", "e"].map((name) => `https://cdn.example/${name}.js`) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const { tag: _, ...byScript } = file(b);
  const desktop = page(
    file(a),
    byScript,
    file(c, { tag: tag(c, { src: null, address: null }) }),
    file(d, { hasIntegrity: true }),
    file(e),
  );
  const phone = {
    ...desktop,
    scripts: desktop.scripts.map((one) => (one.source === a ? { ...one, sha256: "x" } : one)),
  };
  const pages = [desktop, { ...phone, scripts: phone.scripts.slice(0, 4) }];
  assert.deepEqual(integrityWishes(pages), []);
  assert.deepEqual(
    integrityOf(pages, new Map()).map(({ whyNot }) => whyNot),
    ["differs-by-visitor", "by-script", "address-changes", "has-it", "differs-by-visitor"],
  );
  assert.equal(
    integrityWishes([page(...Array.from({ length: 80 }, (_one, n) => file(`${a}${n}`)))]).length,
    60,
  );
});

test("two scripts that differ by their query alone are two", () => {
  const source = "https://cdn.example/tag.js";
  const scripts = ["?id=a", "?id=b"].map((query) =>
    file(source, { sha256: sha256(query), tag: tag(`${source}${query}`) }),
  );
  assert.deepEqual(integrityWishes([page(...scripts), page(...scripts)]), [
    { place: `${source}?id=a`, address: `${source}?id=a` },
    { place: `${source}?id=b`, address: `${source}?id=b` },
  ]);
  const steady = steadyAfter(steadyAfter({}, page(...scripts), 1), page(...scripts), 2);
  assert.deepEqual(
    Object.values(steady).map(({ looks, changed }) => [looks, changed]),
    [
      [2, false],
      [2, false],
    ],
  );
});

test("no line is given for what nobody approved, nor for what changed a few looks ago", () => {
  const source = "https://shop.example/app.js";
  const integrity = [{ source, place: source, line: "<script>", whyNot: null }];
  const report = { ...reportOf(CHECKOUT), integrity };
  const look = (from: ReturnType<typeof steadyAfter>, hash: string) =>
    steadyAfter(from, page(file(source, { sha256: hash })), 7);
  const first = look({}, "a");
  assert.equal(integrityAdvice(report, first)[0]?.line, "<script>");
  let steady = look(look(first, "a"), "b");
  assert.deepEqual(steady[source], { sha256: "b", sinceMs: 7, looks: 1, changed: true });
  assert.equal(integrityAdvice(report, steady)[0]?.whyNot, "changes");
  for (let n = 0; n < 9; n++) steady = look(steady, "b");
  assert.equal(integrityAdvice(report, steady)[0]?.whyNot, null);
  const changed = { kind: "script-changed", weight: "alarm", what: source, seenBy: null } as const;
  assert.equal(integrityAdvice({ ...report, changes: [changed] }, steady)[0]?.whyNot, "not-approved");
});

test("a tag's address is kept only where its query is a version or the like; of two tags the bare one counts", () => {
  const raw = { src: "/a.js", hasIntegrity: true, isModule: false, isAsync: false, isDeferred: false };
  const at = (address: string): string | null => tagOf({ ...raw, address }, true).address;
  assert.equal(at("https://a.example/a.js?v=1.2"), "https://a.example/a.js?v=1.2");
  assert.equal(at("https://a.example/a.js?card=4111 1111"), null);
  assert.equal(at(`https://a.example/a.js?s=${"f".repeat(60)}`), null);
  assert.equal(at("https://me:secret@a.example/a.js"), null);
  assert.equal(at("blob:x"), null);
  const address = "https://a.example/a.js";
  const tags = tagsByAddress([
    { ...raw, address },
    { ...raw, address: `${address}#x`, hasIntegrity: false },
  ]);
  assert.equal(tags.get(address)?.hasIntegrity, false);
});

const inline = (start: string, hash: string): SeenScript =>
  file("inline", { kind: "inline", start, sha256: hash.repeat(64) });
const NOTE = { owner: "制作会社", why: "計測" };

test("scripts inside the page have a note each; one written for all of them before stays readable", () => {
  const [a, b] = [inline("var a", "a"), inline("var b", "b")];
  const notes = { [noteKeyOf(a)]: NOTE, inline: { owner: "昔", why: "全部" } };
  assert.deepEqual(noteOf(notes, a), { ...NOTE, shared: false });
  assert.deepEqual(noteOf(notes, b), { owner: "昔", why: "全部", shared: true });
  assert.equal(noteOf({}, b), null);
  assert.equal(noteOf(notes, file("https://shop.example/app.js")), null);
});

test("a note is named by its source, or twelve digits of a hash that are one script's alone", () => {
  const seen = page(inline("var a", "a"), inline("var b", "b"), file("https://shop.example/app.js"));
  assert.equal(keyMeant(`inline:${"a".repeat(12)}`, seen), `inline:${"a".repeat(64)}`);
  assert.equal(keyMeant("https://shop.example/app.js", seen), "https://shop.example/app.js");
  assert.equal(keyMeant("inline", seen), "inline");
  for (const wrong of ["inline:aaaa", `inline:${"c".repeat(12)}`, "https://evil.example/x.js", ""])
    assert.equal(keyMeant(wrong, seen), undefined);
  const twins = page(inline("a", "a"), { ...inline("b", "a"), sha256: `${"a".repeat(63)}b` });
  assert.equal(keyMeant(`inline:${"a".repeat(12)}`, twins), undefined);
});

test("a changed script inside the page keeps its note when it alone begins as the one before did", () => {
  const before = { ...approvedPage(page(inline("var a", "a"), inline("var b", "b"))), notes: {} };
  const noted = {
    ...before,
    notes: { [noteKeyOf(inline("", "a"))]: NOTE, "https://x.example/gone.js": NOTE },
  };
  const after = carriedNotes(noted, page(inline("var a", "c"), inline("var b", "b")));
  assert.deepEqual(after, { "https://x.example/gone.js": NOTE, [`inline:${"c".repeat(64)}`]: NOTE });
  const doubtful = carriedNotes(noted, page(inline("var a", "c"), inline("var a", "d")));
  assert.deepEqual(Object.keys(doubtful), ["https://x.example/gone.js"]);
  assert.deepEqual(carriedNotes(null, page()), {});
});
