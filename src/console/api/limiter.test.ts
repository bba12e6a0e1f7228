// Slowing down guesses: bounded memory, and no stranger shuts the owner out.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { manualClock } from "../../kernel/index.ts";
import { createSignInLimiter } from "./limiter.ts";
import { passwordFault } from "./passwords.ts";

describe("the sign-in limiter", () => {
  test("lets a known address in while strangers hammer the same name from everywhere", () => {
    const limiter = createSignInLimiter(manualClock());
    assert.ok(limiter.take("192.0.2.1", "owner").ok);
    limiter.succeeded("192.0.2.1", "owner");
    let letIn = 0;
    for (let i = 0; i < 50_000; i++)
      if (limiter.take(`10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`, "owner").ok) letIn += 1;
    assert.ok(letIn <= 20, `${letIn}`);
    assert.ok(limiter.take("192.0.2.1", "owner").ok);
  });

  test("never asks for more than thirty seconds, whatever came before", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 3 }), { maxLength: 80 }), (callers) => {
        const limiter = createSignInLimiter(manualClock());
        for (const caller of callers) limiter.take(`192.0.2.${caller}`, "owner");
        const last = limiter.take("192.0.2.0", "owner");
        assert.ok(last.ok || (last.seconds > 0 && last.seconds <= 30));
      }),
    );
  });
});

describe("passwords", () => {
  test("of many characters are accepted whatever they are made of, unless easily guessed", () => {
    for (const good of ["correct horse battery staple", "港の三毛猫は朝によく鳴きます", "8f3kz92mmq71"]) {
      assert.equal(passwordFault(good, "花子"), undefined, good);
    }
    for (const bad of [
      "passwordpassword",
      "PASSWORD!!1234",
      "aaaaaaaaaaaaa",
      "987654321098",
      "qwertyuiop123",
      "abababababab",
    ]) {
      assert.equal(passwordFault(bad, "花子"), "password.common", bad);
    }
    assert.equal(passwordFault("たなかはなこたなか1234", "たなかはなこたなか"), "password.common");
  });
});
