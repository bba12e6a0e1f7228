// One colour per answer, in both schemes: blues let through, ochres ask, greys stop. No red: nothing here needs a person.

import type { AnswerName } from "./minutes.ts";

export const ANSWER_COLOURS: Readonly<Record<"light" | "dark", Readonly<Record<AnswerName, string>>>> = {
  light: {
    pass: "#165e83",
    slow: "#5b9bbf",
    "step-up": "#97c3da",
    hold: "#7a6aa8",
    challenge: "#c99a2e",
    decoy: "#a4aab0",
    block: "#5f6870",
    pause: "#cdd2d6",
  },
  dark: {
    pass: "#4d9fce",
    slow: "#7fbddd",
    "step-up": "#b4d9ea",
    hold: "#a394d6",
    challenge: "#d8ac4a",
    decoy: "#7b838b",
    block: "#a9b1b8",
    pause: "#555d64",
  },
};
