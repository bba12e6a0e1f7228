// The look-up page: what is passed on and what is refused before, and a page that works without scripts and for every reader.

import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock, seededRandom, type Ip } from "../../kernel/index.ts";
import type { ArrivedRequest, Reply } from "../http/way.ts";
import type { LookUp, LookUpAnswer, LookUpQuestion } from "./contract.ts";
import { LOOK_UP_BODY_BYTES_MAX } from "./form.ts";
import { createLookUpPage } from "./serve.ts";

const SIGN = { telephone: "0120-000-000", email: "q@shop.example", hours: "9:00〜17:00", canMail: true };
const SHOP = {
  shopName: "丸井 <牡蠣>",
  telephone: "03-1111-2222",
  contactUrl: undefined,
  otherPayments: [],
};

interface Asked {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Readonly<Record<string, string>>;
}

function openPage(
  answerOf: (question: LookUpQuestion) => LookUpAnswer = () => ({ kind: "form", sign: SIGN }),
) {
  const questions: LookUpQuestion[] = [];
  const lookUp: LookUp = async (question) => {
    questions.push(question);
    return answerOf(question);
  };
  const clock = manualClock();
  const serve = createLookUpPage({ lookUp, shop: SHOP, clock, random: seededRandom(1) });
  const call = async ({ method = "GET", target = "/__misemori/lookup", headers = {}, body = "" }: Asked) => {
    const [path = "", query = ""] = target.split("?");
    const request: ArrivedRequest = {
      method,
      target,
      path,
      query,
      rawHeaders: [],
      headers: {
        host: "shop.example",
        ...(method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {}),
        ...headers,
      },
      httpVersion: "1.1",
      clientIp: "192.0.2.9" as Ip,
      scheme: "http",
      host: "shop.example",
    };
    const way = serve(request);
    if (way === undefined || way.kind === "forward") return undefined;
    if (way.kind === "answer") return way.reply;
    const bytes = Buffer.from(typeof body === "string" ? body : new URLSearchParams(body).toString());
    if (bytes.length > way.bodyBytesMax) return { status: 413, headers: [], body: "" } satisfies Reply;
    const next = await way.proceed(bytes, new AbortController().signal);
    return next.kind === "answer" ? next.reply : undefined;
  };
  const post = (body: Asked["body"], headers: Asked["headers"] = {}): ReturnType<typeof call> =>
    call({ method: "POST", ...(body === undefined ? {} : { body }), headers });
  return { call, post, questions, clock };
}

const ORDER = { do: "order", email: "a@x.example", order: "MS-1" };

function textOf(reply: Reply | undefined): string {
  assert.ok(reply !== undefined);
  return typeof reply.body === "string" ? reply.body : Buffer.from(reply.body).toString("utf8");
}

test("a form reaches the house as it was entered, with language and networks, and nothing else does", async () => {
  const { call, post, questions } = openPage();
  await post(ORDER);
  assert.deepEqual(questions, [
    {
      kind: "order",
      email: "a@x.example",
      order: "MS-1",
      language: "ja",
      from: { host: "192.0.2.9", subnet: "192.0.2.0/24" },
    },
  ]);
  await call({ method: "POST", target: "/__misemori/lookup?lang=en", body: { ...ORDER, do: "send-code" } });
  assert.deepEqual([questions[1]?.kind, questions[1]?.language], ["send-code", "en"]);
  assert.equal(await call({ target: "/__misemori/lookups" }), undefined, "not this page's");
});

test("other methods, foreign sites, other kinds of bodies and huge ones are refused before the house hears of them", async () => {
  const { call, post, questions } = openPage();
  assert.equal((await call({ method: "PUT" }))?.status, 405);
  for (const origin of ["https://evil.example", "null", "https://shop.example.evil.example"])
    assert.equal((await post(ORDER, { origin }))?.status, 403, origin);
  assert.equal((await post(ORDER, { referer: "https://evil.example/x" }))?.status, 403);
  assert.equal((await post(ORDER, { "sec-fetch-site": "cross-site" }))?.status, 403);
  assert.equal((await post(ORDER, { "content-type": "application/json" }))?.status, 403);
  assert.equal((await post({ ...ORDER, do: "drop" }))?.status, 403);
  assert.equal((await post("x".repeat(LOOK_UP_BODY_BYTES_MAX + 1)))?.status, 413);
  assert.deepEqual(questions, []);
  for (const origin of ["https://shop.example", "http://shop.example:80", "https://SHOP.example"])
    assert.equal((await post(ORDER, { origin }))?.status, 200, origin);
});

test("what is missing is said at its field, tied to it, and asks the house for nothing but the form", async () => {
  const { post, questions } = openPage();
  const reply = await post({ do: "order", email: "a", order: "" });
  const text = textOf(reply);
  assert.equal(reply?.status, 422);
  assert.deepEqual(
    questions.map(({ kind }) => kind),
    ["open"],
  );
  assert.match(text, /aria-describedby="email-hint email-fault" aria-invalid="true"/);
  assert.match(text, /id="email-fault"[^>]*>メールアドレスを/);
  assert.match(text, /id="order-fault"/);
  assert.match(text, /value="a"/);
  for (const [form, fault] of [
    [{ do: "code", email: "a@x", code: "12" }, "code-fault"],
    [{ do: "ask", words: " " }, "words-fault"],
    [{ do: "ask", words: "あ".repeat(2_001) }, "words-fault"],
    [{ do: "send-code", email: "x" }, "code-email-fault"],
  ] as const)
    assert.ok(textOf(await post(form)).includes(`id="${fault}"`), fault);
});

test("addresses that carriers gave out pass, however they break the rules", async () => {
  const { post, questions } = openPage();
  for (const email of ["a..b.@docomo.example", "-x@au.example", "山田@kaki.example", "a＠x.example"])
    await post({ ...ORDER, email });
  assert.equal(questions.length, 4);
});

test("every field has its label, every page one heading, no script and nothing from elsewhere", async () => {
  const answers: readonly LookUpAnswer[] = [
    { kind: "closed" },
    { kind: "letter", sign: SIGN, title: "<b>結果</b>", html: "<p>本文</p>" },
    { kind: "later", sign: SIGN, waitSeconds: 90 },
    ...(["form", "not-found", "code-sent", "code-wrong", "renewing", "asked", "not-asked"] as const).map(
      (kind) => ({
        kind,
        sign: SIGN,
      }),
    ),
  ];
  for (const told of answers)
    for (const lang of ["ja", "en"]) {
      const { call } = openPage(() => told);
      const body = { ...ORDER, email: `"><script>@x.example` };
      const text = textOf(await call({ method: "POST", target: `/__misemori/lookup?lang=${lang}`, body }));
      assert.equal(text.match(/<h1>/g)?.length, 1, told.kind);
      assert.equal(/<script|javascript:|\son\w+=|src=|<b>/i.test(text), false, told.kind);
      assert.ok(text.includes(`<html lang="${lang}">`));
      const ids = [...text.matchAll(/<(?:input|textarea)[^>]* id="([^"]+)"/g)].map(([, id]) => id);
      for (const id of ids) assert.ok(text.includes(`<label for="${id}">`), `${told.kind} ${id}`);
      assert.equal(new Set(ids).size, ids.length, "ids are single");
      for (const [, described = ""] of text.matchAll(/aria-describedby="([^"]+)"/g))
        for (const id of described.split(" ")) assert.ok(text.includes(`id="${id}"`), id);
    }
});

test("no cache, no index, no frame, own style only; what was not asked is not counted as found", async () => {
  const { post } = openPage(() => ({ kind: "not-found", sign: SIGN }));
  const reply = await post(ORDER);
  const headers = new Map(reply?.headers ?? []);
  assert.equal(headers.get("Cache-Control"), "no-store");
  assert.match(headers.get("X-Robots-Tag") ?? "", /noindex/);
  const policy = headers.get("Content-Security-Policy") ?? "";
  for (const part of [
    "default-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "base-uri 'none'",
  ])
    assert.ok(policy.includes(part), part);
  assert.equal(/script-src|unsafe/.test(policy), false);
  assert.match(textOf(reply), /無事だという意味ではありません/);
  assert.match(textOf(reply), /tel:0120000000/);
});

test("a crowd before the form asks the house once a second; a house that is away leads to the telephone", async () => {
  let isAway = false;
  const { call, post, questions, clock } = openPage(() => {
    if (isAway) throw new Error("away");
    return { kind: "form", sign: SIGN };
  });
  for (let visitors = 0; visitors < 50; visitors++) await call({});
  assert.equal(questions.length, 1);
  clock.advance(1_001);
  isAway = true;
  const reply = await call({});
  assert.equal(reply?.status, 503);
  assert.match(textOf(reply), /03-1111-2222/);
  assert.equal((await post(ORDER))?.status, 503);
});

test("waiting is told in seconds and in a header; closed is a page, too", async () => {
  const later = await openPage(() => ({ kind: "later", sign: SIGN, waitSeconds: 90 })).post(ORDER);
  assert.equal(later?.status, 429);
  assert.equal(new Map(later.headers).get("Retry-After"), "90");
  assert.match(textOf(later), /90秒ほどしてから/);
  const closed = await openPage(() => ({ kind: "closed" })).call({});
  assert.equal(closed?.status, 404);
  assert.match(textOf(closed), /03-1111-2222/);
});

test("without a mail server no code is offered", async () => {
  const { call } = openPage(() => ({ kind: "form", sign: { ...SIGN, canMail: false } }));
  assert.equal(textOf(await call({})).includes("send-code"), false);
});
