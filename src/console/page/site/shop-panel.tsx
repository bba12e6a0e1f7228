// Stops the shop and opens it again, and makes the link that lets its owner look into the stopped shop.

import { Alert, Badge, Button, Code, CopyButton, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { keys, useChange } from "../ground/asks.ts";
import { Confirm } from "../ground/confirm.tsx";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import { Panel, Trouble } from "../ground/pieces.tsx";
import type { ShopPass, SiteView } from "../ground/reach.ts";
import { Ordered } from "./ordered.tsx";

export function ShopPanel({ site: { shop } }: { site: SiteView }) {
  const { t } = useSpeech();
  const stopped = shop.state === "stopped";
  return (
    <Panel
      title={t("shop.panel")}
      aside={
        <Badge variant="light" className={stopped ? "hand" : ""} size="lg">
          {t(stopped ? "shop.stopped" : "shop.open")}
        </Badge>
      }
    >
      {shop.atMs === 0 || shop.why === "" ? null : (
        <p className="quiet small">
          <Ordered order={shop} />
        </p>
      )}
      {stopped && shop.sentence !== null ? (
        <p className="small">{t("shop.sentence.now", { sentence: shop.sentence })}</p>
      ) : null}
      {stopped ? <Stopped /> : <Open />}
    </Panel>
  );
}

function Open() {
  const { t } = useSpeech();
  const notice = useNotice();
  const [sentence, setSentence] = useState("");
  const [asking, setAsking] = useState(false);
  const stop = useChange<unknown, string>(
    () => "/v1/site/stop",
    (why) => (sentence.trim() === "" ? { why } : { why, sentence: sentence.trim() }),
    [keys.site, keys.now],
    () => {
      notice(t("shop.stop.done"));
      setAsking(false);
    },
  );
  return (
    <>
      <p className="small">{t("shop.note")}</p>
      <TextInput
        label={t("shop.sentence")}
        placeholder={t("shop.sentence.hint")}
        value={sentence}
        maxLength={300}
        onChange={(event) => setSentence(event.currentTarget.value)}
      />
      <Button variant="default" onClick={() => setAsking(true)}>
        {t("shop.stop")}
      </Button>
      <Confirm
        opened={asking}
        title={t("shop.stop.ask")}
        explain={t("shop.stop.explain")}
        act={t("shop.stop")}
        field={{ label: t("site.why.label"), hint: t("shop.stop.hint"), missing: t("site.why.missing") }}
        busy={stop.isPending}
        error={stop.error}
        onClose={() => setAsking(false)}
        onAct={(why) => stop.mutate(why)}
      />
    </>
  );
}

function Stopped() {
  const { t } = useSpeech();
  const notice = useNotice();
  const [asking, setAsking] = useState(false);
  const open = useChange<unknown, string>(
    () => "/v1/site/open",
    (why) => ({ why }),
    [keys.site, keys.now],
    () => {
      notice(t("shop.reopen.done"));
      setAsking(false);
    },
  );
  const pass = useChange<ShopPass>(
    () => "/v1/site/pass",
    () => ({}),
    [],
  );
  return (
    <>
      <Group gap="sm">
        <Button onClick={() => setAsking(true)}>{t("shop.reopen")}</Button>
        <Button variant="default" loading={pass.isPending} onClick={() => pass.mutate()}>
          {t("shop.pass")}
        </Button>
      </Group>
      {pass.error === null ? null : <Trouble error={pass.error} />}
      {pass.data === undefined ? null : <MadePass pass={pass.data} />}
      <Confirm
        opened={asking}
        title={t("shop.reopen.ask")}
        explain={t("shop.reopen.explain")}
        act={t("shop.reopen")}
        field={{ label: t("site.why.label"), hint: t("shop.reopen.hint"), missing: t("site.why.missing") }}
        busy={open.isPending}
        error={open.error}
        onClose={() => setAsking(false)}
        onAct={(why) => open.mutate(why)}
      />
    </>
  );
}

function MadePass({ pass }: { pass: ShopPass }) {
  const { t, time } = useSpeech();
  return (
    <Alert color="ai" role="status">
      <p className="small">{t("shop.pass.note", { time: time(pass.validUntilMs) })}</p>
      <Code className="key">{pass.url}</Code>
      <Group gap="sm" mt="xs">
        <Button
          size="xs"
          variant="light"
          component="a"
          href={pass.url}
          target="_blank"
          rel="noopener noreferrer"
        >
          {t("shop.pass.open")}
        </Button>
        <CopyButton value={pass.url}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {t(copied ? "shop.pass.copied" : "shop.pass.copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}
