// Fix on ordinary files: what it changes, what it keeps, and what stays when others write meanwhile.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  createReadStream,
  existsSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { fixFile } from "./fix.ts";
import { readRecipient, unseal } from "../../kernel/index.ts";
import { fixOptions, testFolder } from "./stage.test-kit.ts";

const LINE = "2026-11-22 pay card=4111111111111111 and 5555-5555-5555-4444 ok\n";
const FIXED = "2026-11-22 pay card=411111******1111 and 5555-55**-****-4444 ok\n";
/** Long lines make long files of few cards: every pass reads them in several pieces. */
const PAD = "x".repeat(4_000);
const PADDED = PAD + LINE;
const root = process.getuid?.() === 0;
const linux = process.platform === "linux";

test("a dry run says what would change, where and how, and changes nothing", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "a.log");
  writeFileSync(path, `first\n${LINE}`);
  const fix = await fixFile(path, fixOptions(folder, { write: false }));
  assert.deepEqual([fix.state, fix.hidden, fix.way], ["would", 2, null]);
  assert.deepEqual(
    fix.changes.map(({ finding, before, after }) => [finding.line, before, after]),
    [
      [2, "411111******1111", "411111******1111"],
      [2, "555555******4444", "5555-55**-****-4444"],
    ],
  );
  assert.ok(!JSON.stringify(fix).includes("4111111111111111"));
  assert.equal(readFileSync(path, "utf8"), `first\n${LINE}`);
  assert.deepEqual(readdirSync(folder), ["a.log"]);
});

test("a file nobody holds is replaced: content, owner, mode, times to the nanosecond; nothing is left beside it", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "a.log");
  writeFileSync(path, LINE.repeat(3_000));
  chmodSync(path, 0o640);
  if (root) chownSync(path, 1234, 2345);
  if (linux) execFileSync("touch", ["-d", "2020-02-03 04:05:06.123456789", path]);
  const before = statSync(path, { bigint: true });
  const fix = await fixFile(path, fixOptions(folder));
  assert.deepEqual(
    [
      fix.state,
      fix.way,
      fix.hidden,
      fix.notes.filter((note) => !["holders-unknown", "times-coarse"].includes(note)),
    ],
    ["fixed", fix.notes.includes("holders-unknown") ? "in-place" : "replaced", 6_000, []],
  );
  assert.equal(readFileSync(path, "utf8"), FIXED.repeat(3_000));
  const after = statSync(path, { bigint: true });
  for (const what of ["mode", "uid", "gid", "size"] as const) assert.equal(after[what], before[what], what);
  // In place Node sets times to the microsecond.
  const missed = after.mtimeNs - before.mtimeNs;
  assert.ok(fix.way === "replaced" ? missed === 0n : missed > -10_000n && missed < 10_000n, String(missed));
  assert.deepEqual(
    readdirSync(folder).filter((name) => name !== ".state"),
    ["a.log"],
  );
  assert.equal((await fixFile(path, fixOptions(folder))).state, "clean");
});

test("a log that a program holds open is fixed in place, and what it appends meanwhile stays", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "open.log");
  writeFileSync(path, LINE.repeat(1_000));
  const before = statSync(path);
  // Another process holds it, as web servers do.
  const writer = spawn(
    "sh",
    ["-c", 'exec >>"$0"; echo started; read x; echo "more 4111111111111111"; read y', path],
    {
      stdio: ["pipe", "ignore", "ignore"],
    },
  );
  t.after(() => writer.kill("SIGKILL"));
  while (!readFileSync(path, "utf8").includes("started"))
    await new Promise((resolve) => setTimeout(resolve, 5));
  const fix = await fixFile(path, fixOptions(folder));
  assert.equal(fix.way, "in-place");
  assert.ok(fix.notes.includes(linux ? "held-in-place" : "holders-unknown"));
  assert.equal(statSync(path).ino, before.ino);
  writer.stdin.write("go\n");
  while (!readFileSync(path, "utf8").includes("more")) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(readFileSync(path, "utf8"), `${FIXED.repeat(1_000)}started\nmore 4111111111111111\n`);
  assert.deepEqual(readdirSync(join(folder, ".state")), []);
});

test("a file with two names stays one file", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "a.log");
  writeFileSync(path, LINE);
  utimesSync(path, 1_500_000_000, 1_500_000_000);
  linkSync(path, join(folder, "b.log"));
  const fix = await fixFile(path, fixOptions(folder));
  assert.deepEqual([fix.state, fix.way, fix.notes.includes("linked-in-place")], ["fixed", "in-place", true]);
  assert.equal(readFileSync(join(folder, "b.log"), "utf8"), FIXED);
  assert.equal(statSync(path).mtimeMs, 1_500_000_000_000);
});

test("behind a link the target is fixed and the link stays", async (t) => {
  const folder = testFolder(t);
  writeFileSync(join(folder, "real.log"), LINE);
  symlinkSync("real.log", join(folder, "link.log"));
  const fix = await fixFile(join(folder, "link.log"), fixOptions(folder));
  assert.equal(fix.state, "fixed");
  assert.ok(lstatSync(join(folder, "link.log")).isSymbolicLink());
  assert.equal(readFileSync(join(folder, "real.log"), "utf8"), FIXED);
});

test("holes stay holes", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "sparse.bin");
  writeFileSync(path, LINE);
  truncateSync(path, 8 * 1024 * 1024);
  appendFileSync(path, LINE);
  const before = statSync(path);
  await fixFile(path, fixOptions(folder));
  const after = statSync(path);
  assert.equal(after.size, before.size);
  assert.ok(after.blocks <= before.blocks + 16, `${after.blocks} blocks, before ${before.blocks}`);
  assert.ok(readFileSync(path).subarray(-LINE.length).equals(Buffer.from(FIXED)));
});

test("missing files, devices and pipes are named with the reason", async (t) => {
  const folder = testFolder(t);
  const missing = await fixFile(join(folder, "nowhere"), fixOptions(folder));
  assert.deepEqual([missing.state, missing.why], ["failed", "missing"]);
  const device = await fixFile("/dev/null", fixOptions(folder));
  assert.deepEqual([device.state, device.why], ["skipped", "not-a-file"]);
});

test("a file that grows while it is fixed keeps every byte", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "grow.log");
  writeFileSync(path, PADDED.repeat(400));
  const fd = openSync(path, "a");
  let lines = 400;
  const options = fixOptions(folder, {
    // This very process writes, unseen by the look at who holds the file.
    onBytes: () => {
      if (lines < 440) lines += writeSync(fd, PADDED) > 0 ? 1 : 0;
    },
  });
  const fix = await fixFile(path, options);
  closeSync(fd);
  const text = readFileSync(path, "utf8");
  assert.equal(text.length, lines * PADDED.length);
  assert.equal(text.replaceAll(PAD + FIXED, "").replaceAll(PADDED, ""), "", "every line is whole or fixed");
  assert.equal(fix.way, "in-place");
  await fixFile(path, fixOptions(folder));
  assert.equal(readFileSync(path, "utf8"), (PAD + FIXED).repeat(lines));
});

test("a log cut short while it is fixed is not written into where it ended before", async (t) => {
  const folder = testFolder(t);
  const path = join(folder, "cut.log");
  writeFileSync(path, PADDED.repeat(400));
  let reads = 0;
  const fix = await fixFile(
    path,
    fixOptions(folder, {
      inPlace: true,
      // The first pass reads it in five pieces or more; the cut falls into the second.
      onBytes: () => {
        reads += 1;
        if (reads === 7) writeFileSync(path, "new log\n");
      },
    }),
  );
  assert.equal(readFileSync(path, "utf8"), "new log\n");
  assert.ok(fix.state === "left" || fix.state === "fixed", fix.state);
});

test("the original is kept only encrypted, and opens with the other half of the key", async (t) => {
  const folder = testFolder(t);
  const content = LINE.repeat(3_000);
  const pairs = {
    x25519: generateKeyPairSync("x25519"),
    rsa: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  };
  for (const [kind, { publicKey, privateKey }] of Object.entries(pairs)) {
    const path = join(folder, `${kind}.log`);
    writeFileSync(path, content);
    const recipient = readRecipient(publicKey.export({ type: "spki", format: "pem" }));
    assert.ok(recipient !== null);
    const fix = await fixFile(path, fixOptions(folder, { recipient }));
    assert.deepEqual([fix.state, fix.original], ["fixed", `${path}.misemori-original`]);
    const sealed = readFileSync(fix.original ?? "");
    assert.ok(!sealed.includes("4111"));
    assert.equal(statSync(fix.original ?? "").mode & 0o777, 0o600);
    const open = async (): Promise<string> => {
      let text = "";
      for await (const piece of unseal(createReadStream(fix.original ?? ""), privateKey))
        text += piece.toString();
      return text;
    };
    assert.equal(await open(), content);
    // A flipped bit, a piece left out, a cut end: never opened as if it were whole.
    const pieces = sealed.indexOf("\n", 20) + 1;
    const damaged = {
      flipped: Buffer.from(sealed.map((byte, i) => (i === sealed.length - 100 ? byte ^ 1 : byte))),
      leftOut: Buffer.concat([sealed.subarray(0, pieces), sealed.subarray(pieces + 65_552)]),
      cut: sealed.subarray(0, pieces + 65_552),
    };
    for (const [what, bytes] of Object.entries(damaged)) {
      writeFileSync(fix.original ?? "", bytes);
      await assert.rejects(open(), { code: "sealed.damaged" }, what);
    }
    const priv = privateKey.export({ type: "pkcs8", format: "pem" });
    assert.equal(readRecipient(priv), null, "a private key is refused");
  }
  assert.equal(readRecipient("no key"), null);
});

test("whatever the file, fixing it twice is fixing it once, and only card digits change", async (t) => {
  const folder = testFolder(t);
  const content = fc
    .array(fc.oneof(fc.constant(LINE), fc.uint8Array({ maxLength: 200 }), fc.constant("\n")), {
      maxLength: 20,
    })
    .map((parts) => Buffer.concat(parts.map((part) => Buffer.from(part))));
  let n = 0;
  await fc.assert(
    fc.asyncProperty(content, fc.boolean(), async (bytes, inPlace) => {
      const path = join(folder, `${++n}.bin`);
      writeFileSync(path, bytes);
      await fixFile(path, fixOptions(folder, { inPlace }));
      const once = readFileSync(path);
      assert.equal(once.length, bytes.length);
      for (let i = 0; i < bytes.length; i++) assert.ok(once[i] === bytes[i] || once[i] === 0x2a);
      assert.ok(!once.includes("4111111111111111"));
      await fixFile(path, fixOptions(folder, { inPlace }));
      assert.deepEqual(readFileSync(path), once);
    }),
    { numRuns: 15 },
  );
  assert.equal(existsSync(join(folder, ".state")) ? readdirSync(join(folder, ".state")).length : 0, 0);
});
