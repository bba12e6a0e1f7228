import { test } from "node:test";
import { openPlace, until } from "./place.ts";
import * as s from "./street.ts";
test("scratch", async (t) => {
  const t0 = Date.now();
  const place = await openPlace(t);
  const guard = await place.start();
  console.log("started", Date.now() - t0, guard);
  const street = s.openStreet(guard.gateUrl);
  const rng = s.random(1);
  const buyer = s.identity({ ip: "133.32.1.1" });
  await street.play(s.stroll(buyer));
  const r = await street.play(s.tryByForm(buyer, s.person("hana"), "card", s.goodCard(rng)));
  console.log(r.ending, r.seen.location);
  let counts: Record<string, number> = {};
  const t1 = Date.now();
  const all = Array.from({ length: 120 }, async (_, i) => {
    const as = s.identity({ ip: `45.${i}.3.7`, headers: i % 2 ? s.PYTHON : s.desktop(i) });
    const at = Date.now();
    try {
      const q = await street.play(i % 2 ? s.tryByApi(as, s.person(`a${i}`), s.deadCard(rng)) : s.tryByForm(as, s.person(`a${i}`), "card", s.deadCard(rng)));
      const k = q.ending; counts[k] = (counts[k] ?? 0) + 1;
      counts[k + "Ms"] = Math.max(counts[k + "Ms"] ?? 0, Date.now() - at);
    } catch { counts["gone"] = (counts["gone"] ?? 0) + 1; }
  });
  await Promise.race([Promise.all(all), new Promise((r) => setTimeout(r, 20000))]);
  console.log(counts, place.gateway.stats(), Date.now() - t1);
  await until("mail", () => place.mails.length > 0);
  console.log(place.mails[0], place.hooks);
  const now = await (await fetch(`${guard.consoleUrl}/v1/now`, { headers: { authorization: `Bearer ${guard.token}` } })).json();
  console.log(JSON.stringify(now).slice(0, 1500));
  street.close();
  const t2 = Date.now();
  console.log(await guard.stop(), Date.now() - t2);
  console.log(place.said());
});
