// The four steps of a notice in their order; the one to do now stands out and has its button.

import { Button } from "@mantine/core";
import { Panel } from "../ground/pieces.tsx";
import { Symbol } from "../ground/symbols.tsx";
import type { Step, StepName } from "./papers.ts";
import { useTelling } from "./telling.ts";

export function StepsPanel({ steps, onGo }: { steps: readonly Step[]; onGo: (step: StepName) => void }) {
  const { w, count } = useTelling();
  return (
    <Panel title={w("steps.title")}>
      <ol className="notice-steps">
        {steps.map((step, at) => (
          <li
            key={step.step}
            className={`step-${step.state}`}
            {...(step.state === "now" ? { "aria-current": "step" } : {})}
          >
            <span className="step-mark" aria-hidden="true">
              {step.state === "done" ? <Symbol name="check" size={16} /> : at + 1}
            </span>
            <div>
              <p className="row-title">
                {w(`step.${step.step}`)} <span className="quiet small">{w(`step.${step.state}`)}</span>
              </p>
              {step.state === "now" ? (
                <>
                  <p className="small">
                    {w(step.count > 0 ? "step.papers.open" : `step.${step.step}.why`, {
                      count: count(step.count),
                    })}
                  </p>
                  <Button size="sm" mt="xs" onClick={() => onGo(step.step)}>
                    {w(`step.${step.step}`)}
                  </Button>
                </>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
