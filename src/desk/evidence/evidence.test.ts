// A bag holds exactly what was there, says what it could not take, and is never half a bag.

import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { execFileSync } from "node:child_process";
import { appendFileSync, createReadStream, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { renameSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readRecipient, unseal } from "../../kernel/index.ts";
import type { PreserveRequest } from "./contract.ts";
import { ground, inBag, linesOf, only } from "./ground.fixture.ts";
import { preserve } from "./preserve.ts";
import { verifyBag } from "./verify.ts";

for (const out of ["bag", "bag.tar", "bag.tar.zst"]) {
  test(`what was there is there again, checked and unpacked: ${out}`, async (t) => {
    const { folder, shop, ask } = ground(t);
    const report = await preserve(ask(out));
    assert.deepEqual(
      [report.files, report.bytes, report.leftOutCount, report.changedCount],
      [3, 50_001, 0, 0],
    );
    const verdict = await verifyBag(report.out);
    assert.deepEqual([verdict.ok, verdict.faults, verdict.files], [true, [], 3]);
    assert.equal(verdict.sha256, report.sha256);
    assert.equal(verdict.caseName, "2026-11 カード");
    let bag = report.out;
    if (out !== "bag") {
      bag = join(folder, "2026-11-カード");
      if (out.endsWith("zst")) execFileSync("zstd", ["-qd", report.out, "-o", join(folder, "plain.tar")]);
      execFileSync("tar", ["xf", out.endsWith("zst") ? join(folder, "plain.tar") : report.out, "-C", folder]);
      assert.equal((await verifyBag(bag)).ok, true);
    }
    for (const name of ["log/access.log", "log/空/100%\nline.log", "empty"]) {
      assert.deepEqual(readFileSync(inBag(bag, join(shop, name))), readFileSync(join(shop, name)));
    }
    assert.equal(statSync(inBag(bag, join(shop, "log/access.log"))).mtimeMs, 1_500_000_000_000);
    const line = linesOf(bag).find(({ path }) => path === join(shop, "log/access.log"));
    assert.equal(line?.["modified"], "2017-07-14T02:40:00.000000000Z");
    assert.equal(line["uid"], process.getuid?.());
    assert.equal(existsSync(`${report.out}.part`), false);
    await assert.rejects(preserve(ask(out)), { code: "evidence.there" });
  });
}

test("links, loops, pipes and unreadable names are told, never followed or opened", async (t) => {
  const { folder, shop, ask } = ground(t);
  writeFileSync(join(folder, "secret"), "outside");
  symlinkSync(join(folder, "secret"), join(shop, "out"));
  symlinkSync("..", join(shop, "log", "loop"));
  execFileSync("mkfifo", [join(shop, "pipe")]);
  const report = await preserve(
    ask("bag", { paths: [shop, join(shop, "log"), join(folder, "none"), "/proc/self"] }),
  );
  const why = new Map(report.leftOut.map(({ path, reason }) => [path, reason]));
  assert.equal(why.get(join(shop, "out")), "symlink");
  assert.equal(why.get(join(shop, "log", "loop")), "symlink");
  assert.equal(why.get(join(shop, "pipe")), "special");
  assert.equal(why.get(join(folder, "none")), "missing");
  assert.ok([...why.values()].includes("system"));
  assert.equal(report.files, 3);
  const line = linesOf(report.out).find(({ path }) => path === join(shop, "out"));
  assert.equal(line?.["target"], join(folder, "secret"));
  assert.equal((await verifyBag(report.out)).ok, true);
});

test("a name that is no text is kept readable and reversible", async (t) => {
  const { shop, folder, ask } = ground(t);
  const name = Buffer.concat([
    Buffer.from(join(shop, "sjis-")),
    Buffer.from([0x83, 0x65]),
    Buffer.from(".log"),
  ]);
  writeFileSync(name, "x");
  const report = await preserve(ask("bag.tar"));
  assert.equal((await verifyBag(report.out)).ok, true);
  execFileSync("tar", ["xf", report.out, "-C", folder]);
  const line = linesOf(join(folder, "2026-11-カード")).find(({ pathBytes }) => pathBytes !== undefined);
  assert.deepEqual(Buffer.from(String(line?.["pathBytes"]), "base64"), name);
  assert.equal(line?.["path"], join(shop, "sjis-%83e.log"));
});

for (const out of ["bag", "bag.tar"]) {
  test(`a file that grows, shrinks or goes while it is copied is told, and the bag stays whole: ${out}`, async (t) => {
    const { shop, ask } = ground(t);
    const big = Buffer.alloc(3 * 1024 * 1024, 7);
    for (const name of ["grows", "shrinks", "swapped"]) writeFileSync(join(shop, name), big);
    const done = new Set<string>();
    const onProgress: PreserveRequest["onProgress"] = ({ path }) => {
      if (done.has(path)) return;
      done.add(path);
      if (path.endsWith("/grows")) {
        appendFileSync(path, "more");
        renameSync(join(shop, "swapped"), join(shop, "old"));
        writeFileSync(join(shop, "swapped"), "another file");
      }
      if (path.endsWith("/shrinks")) truncateSync(path, 1024 * 1024);
    };
    const report = await preserve(ask(out, { onProgress }));
    const how = new Map(report.changed.map((one) => [one.path, one.how]));
    assert.deepEqual([how.get(join(shop, "grows")), how.get(join(shop, "shrinks"))], ["grew", "shrank"]);
    assert.equal((await verifyBag(report.out)).ok, true);
  });
}

test("holes stay holes in a folder", async (t) => {
  const { shop, ask } = ground(t);
  writeFileSync(join(shop, "sparse"), "begin");
  truncateSync(join(shop, "sparse"), 20_000_000);
  appendFileSync(join(shop, "sparse"), "end");
  const report = await preserve(ask("bag"));
  const copy = inBag(report.out, join(shop, "sparse"));
  assert.deepEqual(readFileSync(copy), readFileSync(join(shop, "sparse")));
  assert.ok(statSync(copy).blocks * 512 < 2_000_000, String(statSync(copy).blocks));
});

test("a sealed archive opens with the private key only, and a changed bit is refused", async (t) => {
  const { folder, ask } = ground(t);
  for (const pair of [generateKeyPairSync("x25519"), generateKeyPairSync("rsa", { modulusLength: 2048 })]) {
    const recipient = readRecipient(pair.publicKey.export({ type: "spki", format: "pem" }));
    const name = `bag-${pair.publicKey.asymmetricKeyType}.tar.zst.sealed`;
    const report = await preserve(ask(name, { recipient }));
    assert.equal(readFileSync(report.out).includes("access.log"), false);
    await assert.rejects(verifyBag(report.out), { code: "evidence.sealed" });
    const opened: Uint8Array[] = [];
    for await (const piece of unseal(createReadStream(report.out), pair.privateKey)) opened.push(piece);
    writeFileSync(join(folder, "opened.tar.zst"), Buffer.concat(opened));
    assert.equal((await verifyBag(join(folder, "opened.tar.zst"))).ok, true);
    const bytes = readFileSync(report.out);
    for (const changed of [
      bytes.with(bytes.length - 40, (bytes.at(-40) ?? 0) ^ 1),
      bytes.subarray(0, -1),
      bytes.with(30, (bytes[30] ?? 0) ^ 1),
    ]) {
      await assert.rejects(async () => {
        for await (const piece of unseal(only(Buffer.from(changed)), pair.privateKey)) void piece;
      });
    }
    const other = createPrivateKey(
      generateKeyPairSync("x25519").privateKey.export({ type: "pkcs8", format: "pem" }),
    );
    await assert.rejects(async () => {
      for await (const piece of unseal(only(bytes), other)) void piece;
    });
  }
  await assert.rejects(preserve(ask("folder", { recipient: readRecipient(pem()) })), {
    code: "evidence.sealed",
  });
});

function pem(): string {
  return generateKeyPairSync("x25519").publicKey.export({ type: "spki", format: "pem" });
}

test("what a killed run left is cleared by the next; another's folder of that name is not touched", async (t) => {
  const { folder, ask } = ground(t);
  const work = join(folder, "bag.part");
  mkdirSync(work);
  writeFileSync(join(work, "misemori-work"), "4194304999");
  writeFileSync(join(work, "bag.part"), "half");
  assert.equal((await preserve(ask("bag"))).files, 3);
  assert.equal(existsSync(work), false);
  rmSync(join(folder, "bag"), { recursive: true });
  mkdirSync(work);
  writeFileSync(join(work, "mine"), "x");
  await assert.rejects(preserve(ask("bag")), { code: "evidence.there" });
  assert.deepEqual(readdirSync(work), ["mine"]);
});

test("stopped half-way nothing is left", async (t) => {
  const { folder, ask } = ground(t);
  const stop = new AbortController();
  const asked = ask("bag.tar", { gone: stop.signal, onProgress: () => stop.abort() });
  await assert.rejects(preserve(asked), { code: "evidence.stopped" });
  assert.deepEqual(readdirSync(folder).sort(), ["shop"]);
});

test("a stamp is kept with the bag, and a failed authority costs no evidence", async (t) => {
  const { ask } = ground(t);
  const asked: string[] = [];
  const stamp: PreserveRequest["stamp"] = async (sha256) => {
    asked.push(Buffer.from(sha256).toString("hex"));
    return Buffer.from("answer");
  };
  const stamped = await preserve(ask("stamped", { stamp }));
  const verdict = await verifyBag(stamped.out);
  assert.deepEqual([stamped.stamp, verdict.ok, verdict.stamps[0]?.sha256], ["done", true, asked[0]]);
  const failed = await preserve(ask("failed", { stamp: async () => ({ failed: "503" }) }));
  assert.deepEqual([failed.stamp, (await verifyBag(failed.out)).ok], [{ failed: "503" }, true]);
});
