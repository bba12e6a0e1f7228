// Our limit_req policy against the real nginx in real time on a short trace. Skipped where nginx is not installed.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { createLimitReq } from "./baselines.ts";

const skip =
  spawnSync("nginx", ["-v"]).error === undefined
    ? false
    : "nginx is not installed (apt-get install nginx-light)";

function ask(port: number, from: string): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(
      { host: "127.0.0.1", port, path: "/checkout", method: "POST", headers: { "x-who": from } },
      (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode ?? 0));
      },
    )
      .on("error", reject)
      .end();
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, "127.0.0.1", resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  return port;
}

const configOf = (folder: string, port: number): string => `
daemon off; master_process off; worker_processes 1; pid ${folder}/pid; error_log /dev/null;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c;
  uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
  limit_req_zone $http_x_who zone=checkout:1m rate=120r/m;
  server {
    listen 127.0.0.1:${port};
    location / { limit_req zone=checkout burst=3 nodelay; return 200; }
    location /checkout { limit_req zone=checkout burst=3 nodelay; error_page 405 =200 @ok; try_files /none @ok; }
    location @ok { return 204; }
  }
}`;

/**
 * nginx is asked at times we choose, but its own clock decides: a verdict is compared only where the policy gives the
 * same one however the request fell within 150 ms, so a loaded machine makes the test weaker, never red.
 */
test("the limit_req policy admits and refuses what nginx admits and refuses", { skip }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "misemori-nginx-"));
  const port = await freePort();
  await writeFile(join(folder, "nginx.conf"), configOf(folder, port));
  const nginx = spawn("nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], { stdio: "ignore" });
  t.after(async () => {
    nginx.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });
  let up = false;
  for (let i = 0; i < 200 && !up; i++) {
    up = await ask(port, "warm").then(
      () => true,
      () => pause(25).then(() => false),
    );
  }
  assert.ok(up, "nginx did not start");
  const early = createLimitReq({ perMinute: 120, burst: 3 });
  const late = createLimitReq({ perMinute: 120, burst: 3 });
  let compared = 0;
  let refused = 0;
  for (const [who, gapMs] of "aaaaaabaaaabbbba"
    .split("")
    .map((letter, i) => [letter, i % 6 === 5 ? 760 : 0] as const)) {
    if (gapMs > 0) await pause(gapMs);
    const sentMs = performance.now();
    const status = await ask(port, who);
    const cameMs = performance.now();
    const verdicts = [early.admit(who, Math.floor(sentMs)), late.admit(who, Math.ceil(cameMs))];
    if (verdicts[0] !== verdicts[1]) return t.diagnostic("the machine was too slow to compare further");
    assert.equal(status !== 503, verdicts[0], `request ${compared} of ${who}: nginx said ${status}`);
    compared += 1;
    if (status === 503) refused += 1;
  }
  assert.ok(refused >= 3 && refused < compared);
  return undefined;
});
