// What was judged of customers' spam reports, told to the guard: a likely leak becomes an alert. Counts only; nobody is named.

import type { Clock, Events } from "../../kernel/index.ts";
import type { JournalWriter } from "../ports.ts";
import { operation, type Operation } from "./operations.ts";
import * as shapes from "./shapes.ts";

export function spamOperations({
  events,
  journal,
  clock,
}: {
  readonly events?: Pick<Events, "emit">;
  readonly journal: JournalWriter;
  readonly clock: Clock;
}): readonly Operation[] {
  if (events === undefined) return [];
  return [
    operation({
      id: "judgeSpam",
      method: "post",
      path: "/v1/spam/judgements",
      who: "alerts:write",
      summary: "Tell what was judged of customers' spam reports; a likely leak raises an alert, once a month",
      body: shapes.spamJudgement,
      answer: shapes.spamAlerted,
      run: async ({ body, caller }) => {
        const alerted = body.verdict === "leak";
        if (!alerted) return { alerted };
        const cause = `spam:${body.day.slice(0, 7)}`;
        await journal.write("spam.alerted", caller.by, { cause, ...body });
        const { verdict, reporters, customers, bayesFactor, takenFrom, takenTo } = body;
        const facts = { reporters, customers, bayesFactor, takenFrom, takenTo };
        const atMs = clock.nowMs();
        events.emit({
          type: "alert.raised",
          cause,
          kind: "spam",
          area: "customers",
          urgent: false,
          stage: verdict,
          facts,
          atMs,
        });
        return { alerted };
      },
    }),
  ];
}
