// Nothing the judge can name is shown raw: every kind of crowd has words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { crowdWords, LANGUAGES, sayCrowd } from "../../kernel/index.ts";
import { KINDS } from "./kinds.ts";

const HASH = "0123456789abcdef";

test("every kind of crowd the judge knows has words in both languages, also as a trait", () => {
  for (const { name } of KINDS) {
    assert.ok(Object.hasOwn(crowdWords, name), name);
    for (const language of LANGUAGES) {
      const label = name === "make-origin" ? `${HASH} abroad-hosting` : HASH;
      const said = sayCrowd({ kind: name, label }, language);
      assert.notEqual(said, "");
      const trait = sayCrowd({ kind: `like-${name}`, label }, language, -1);
      assert.ok(trait.includes(said) && trait !== said, trait);
    }
  }
});
