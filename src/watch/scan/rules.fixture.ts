// A rule engine for tests where YARA-X is not installed: `rule NAME { strings: $a = "TEXT" … }` means that TEXT occurs.

import type { RuleEngine } from "./yara.ts";

const RULE = /\brule (\w+) \{ strings: \$a = "([^"]+)" condition: \$a \}/g;

export function plainEngine(): RuleEngine & { compiled: number } {
  return {
    compiled: 0,
    validate: (source) => ({
      errors: source.replaceAll(RULE, "").trim() === "" ? [] : [{ message: "syntax error\n --> line:1" }],
    }),
    compile(source) {
      this.compiled += 1;
      const rules = [...source.matchAll(RULE)].map(([, name = "", text = ""]) => ({ name, text }));
      if (new Set(rules.map(({ name }) => name)).size < rules.length) throw new Error("duplicate rule");
      return {
        setMaxMatchesPerPattern: () => undefined,
        scan: (bytes) =>
          rules
            .filter(({ text }) => bytes.includes(text))
            .map(({ name, text }) => ({ ruleIdentifier: name, matches: [{ offset: bytes.indexOf(text) }] })),
      };
    },
  };
}

export function ruleOf(name: string, text: string): string {
  return `rule ${name} { strings: $a = "${text}" condition: $a }\n`;
}
