// Origins that are turned away: the list, each with its way back in.

import { Button } from "@mantine/core";
import { useState } from "react";
import { keys, useChange } from "../ground/asks.ts";
import { Confirm } from "../ground/confirm.tsx";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import { Empty, Panel } from "../ground/pieces.tsx";
import type { SiteView } from "../ground/reach.ts";
import { BlockForm } from "./block-form.tsx";
import { Ordered, tellOrigin } from "./ordered.tsx";

type Block = SiteView["blocks"][number];

export function BlocksPanel({ site: { blocks } }: { site: SiteView }) {
  const { t } = useSpeech();
  return (
    <Panel title={t("blocks.title")} caption={t("blocks.caption")}>
      {blocks.length === 0 ? <Empty>{t("blocks.none")}</Empty> : null}
      <ul className="rows">
        {blocks.toReversed().map((block) => (
          <BlockRow key={`${block.kind} ${block.value}`} block={block} />
        ))}
      </ul>
      <BlockForm />
    </Panel>
  );
}

function BlockRow({ block }: { block: Block }) {
  const speech = useSpeech();
  const { t, time } = speech;
  const notice = useNotice();
  const [asking, setAsking] = useState(false);
  const origin = tellOrigin(block, speech);
  const letIn = useChange<unknown, string>(
    () => "/v1/site/unblock",
    (why) => ({ kind: block.kind, value: block.value, why }),
    [keys.site, keys.now],
    () => {
      notice(t("blocks.let.done", { origin }));
      setAsking(false);
    },
  );
  return (
    <li>
      <div>
        <p className="row-title">
          {origin}{" "}
          <span className="quiet small">
            {block.untilMs === null ? t("blocks.forever") : t("blocks.until", { time: time(block.untilMs) })}
          </span>
        </p>
        <p className="quiet small">
          <Ordered order={block} />
        </p>
      </div>
      <Button
        size="sm"
        variant="default"
        aria-label={t("blocks.let.named", { origin })}
        onClick={() => setAsking(true)}
      >
        {t("blocks.let")}
      </Button>
      <Confirm
        opened={asking}
        title={t("blocks.let.ask", { origin })}
        explain={t("blocks.let.explain")}
        act={t("blocks.let")}
        field={{ label: t("site.why.label"), hint: t("blocks.let.hint"), missing: t("site.why.missing") }}
        busy={letIn.isPending}
        error={letIn.error}
        onClose={() => setAsking(false)}
        onAct={(why) => letIn.mutate(why)}
      />
    </li>
  );
}
