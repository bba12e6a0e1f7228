// The origin tables against the registry's own rows and against hand-made ones.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import * as fc from "fast-check";
import { parseIp, type Ip } from "../../kernel/index.ts";
import { hostingTest } from "./hosting.ts";
import { loadOrigins, openOrigins, type Origins } from "./index.ts";
import { compileNetworks, openNetworks } from "./networks.ts";

let folder = "";
let origins: Origins;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "misemori-origin-"));
  origins = openOrigins(await loadOrigins(folder));
});
after(() => rm(folder, { recursive: true }));

function ip(text: string): Ip {
  const parsed = parseIp(text);
  assert.ok(parsed, text);
  return parsed;
}

test("knows well-known addresses of both families", () => {
  const google = origins.lookUp(ip("8.8.8.8"));
  assert.deepEqual([google.asn, google.asnName, google.country], [15169, "Google LLC", "US"]);
  const wide = origins.lookUp(ip("2001:200::1"));
  assert.deepEqual([wide.asn, wide.asnName, wide.country], [2500, "WIDE Project", "JP"]);
});

test("Japanese providers in the oldest IPv6 blocks are Japanese, whatever the data says of the registry's seat", () => {
  for (const text of ["2001:268::1", "2001:260::1", "2001:380::1"]) {
    assert.equal(origins.lookUp(ip(text)).country, "JP", text);
  }
});

test("marks rented machines, Japanese ones too, and not a household's provider", () => {
  const isHosting = hostingTest();
  for (const name of [
    "Amazon.com, Inc.",
    "SAKURA Internet Inc.",
    "GMO Internet Group, Inc.",
    "M247 Europe SRL",
  ]) {
    assert.equal(isHosting(name), true, name);
  }
  for (const name of [
    "NTT Communications Corporation",
    "SoftBank Corp.",
    "KDDI CORPORATION",
    "Cloudflare, Inc.",
  ]) {
    assert.equal(isHosting(name), false, name);
  }
  assert.equal(isHosting("Unamazoned Net"), false, "only from the beginning of a word");
  assert.equal(origins.lookUp(ip("8.8.8.8")).hosting, true);
});

test("loopback and private addresses have the country -- and no network", () => {
  const inside = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.0.1",
    "100.64.0.1",
  ];
  for (const text of [...inside, "::1", "fd00::1", "fe80::1", "0.0.0.0", "::ffff:10.0.0.1"]) {
    const found = origins.lookUp(ip(text));
    assert.deepEqual([found.country, found.asn, found.hosting], ["--", 0, false], text);
  }
  for (const text of ["172.32.0.1", "100.128.0.1", "11.0.0.1", "192.169.0.1", "fb00::1"]) {
    assert.notEqual(origins.lookUp(ip(text)).country, "--", text);
  }
});

test("an address nobody announces is unknown, not wrong", () => {
  const found = origins.lookUp(ip("240.0.0.1"));
  assert.deepEqual([found.asn, found.asnName, found.country, found.hosting], [0, "", "??", false]);
});

test("the compiled table gives what the registry's rows say, at both ends of a row", () => {
  const v4 = '256,511,64500,"Tea, Leaf and ""Co"""\n1024,1024,64501,One\n4294967040,4294967295,64502,Last\n';
  const v6 =
    "2001:db8::,2001:db8:0:ffff:ffff:ffff:ffff:ffff,64503,店\n2001:db8:1::,2001:db8:1:0:ffff:ffff:ffff:ffff,64504,Small\n";
  const table = openNetworks(compileNetworks(v4, v6, "t 1").buffer);
  const at = (family: 4 | 6, high: number, low = 0): string => {
    const network = table.find(family, high, low);
    return `${table.asn(network)} ${table.name(network)}`;
  };
  assert.equal(table.version, "t 1");
  assert.equal(at(4, 255), "0 ");
  assert.equal(at(4, 256), '64500 Tea, Leaf and "Co"');
  assert.equal(at(4, 511), '64500 Tea, Leaf and "Co"');
  assert.equal(at(4, 512), "0 ");
  assert.equal(at(4, 1024), "64501 One");
  assert.equal(at(4, 1025), "0 ");
  assert.equal(at(4, 0xffffffff), "64502 Last");
  assert.equal(at(6, 0x20010db8, 0xffff), "64503 店");
  assert.equal(at(6, 0x20010db8, 0x10000), "64504 Small");
  assert.equal(at(6, 0x20010db8, 0x10001), "0 ");
});

test("the compiled table agrees with a plain search for any rows", () => {
  const rows = fc.uniqueArray(fc.nat({ max: 5_000 }), { minLength: 2, maxLength: 40 });
  fc.assert(
    fc.property(rows, fc.nat({ max: 5_200 }), (edges, address) => {
      const sorted = [...edges].sort((a, b) => a - b);
      const ranges = sorted.slice(0, -1).map((start, i) => ({ start, end: sorted[i + 1]! - 1, asn: i + 1 }));
      const kept = ranges.filter((range) => range.asn % 3 !== 0);
      const csv = kept.map((r) => `${r.start},${r.end},${r.asn},N${r.asn}`).join("\n");
      const table = openNetworks(compileNetworks(csv, "", "t").buffer);
      const expected = kept.find((r) => r.start <= address && address <= r.end)?.asn ?? 0;
      assert.equal(table.asn(table.find(4, address, 0)), expected);
    }),
    { numRuns: 200 },
  );
});

test("a damaged or foreign table is refused, and replaced at the next start", async () => {
  assert.throws(() => openNetworks(new ArrayBuffer(64)), { code: "origin.table" });
  const good = compileNetworks("1,2,3,x\n", "", "t");
  assert.throws(() => openNetworks(good.slice(0, good.length - 8).buffer), { code: "origin.table" });
  const other = await mkdtemp(join(tmpdir(), "misemori-origin-"));
  await writeFile(join(other, "asn.bin"), "half a file");
  assert.equal(openOrigins(await loadOrigins(other)).lookUp(ip("8.8.8.8")).asn, 15169);
  await rm(other, { recursive: true });
});

test("a cache folder that cannot be written is no failure", async () => {
  const file = join(folder, "a-file");
  await writeFile(file, "");
  const found = openOrigins(await loadOrigins(join(file, "below")));
  assert.equal(found.lookUp(ip("8.8.8.8")).asn, 15169);
  assert.equal((await readFile(file)).length, 0);
});
