// The form that turns an origin away: what, for how long, why; what is dangerous has to be meant twice.

import { Button, NativeSelect, TextInput, Title } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { keys, useChange } from "../ground/asks.ts";
import { Confirm } from "../ground/confirm.tsx";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import type { SiteView } from "../ground/reach.ts";
import type { Speech } from "../ground/speech.ts";
import { PLACES } from "../now/places.ts";
import { tellOrigin } from "./ordered.tsx";

type Kind = SiteView["blocks"][number]["kind"];
const KINDS = ["ip", "network", "asn", "country"] as const satisfies readonly Kind[];
/** 0: until a person ends it. */
const HOURS = ["1", "24", "72", "168", "0"] as const;
const HOUR_MS = 3_600_000;

interface Wish {
  readonly kind: Kind;
  readonly value: string;
  readonly hours: (typeof HOURS)[number];
  readonly why: string;
}
const NOTHING: Wish = { kind: "ip", value: "", hours: "24", why: "" };

export function BlockForm() {
  const speech = useSpeech();
  const { t } = speech;
  const [wish, setWish] = useState<Wish>(NOTHING);
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const missing = { value: wish.value.trim() === "", why: wish.why.trim() === "" };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!missing.value && !missing.why) setAsking(true);
  };
  const form = (
    <form onSubmit={submit} className="token-form" noValidate>
      <Title order={3}>{t("blocks.form")}</Title>
      <NativeSelect
        label={t("blocks.kind")}
        value={wish.kind}
        data={KINDS.map((kind) => ({ value: kind, label: t(`blocks.kind.${kind}`) }))}
        onChange={({ currentTarget: { value } }) =>
          setWish({ ...wish, kind: KINDS.find((kind) => kind === value) ?? "ip", value: "" })
        }
      />
      <ValueField
        wish={wish}
        onValue={(value) => setWish({ ...wish, value })}
        error={tried && missing.value ? t("field.missing") : undefined}
      />
      <NativeSelect
        label={t("blocks.hours")}
        value={wish.hours}
        data={HOURS.map((hours) => ({ value: hours, label: t(`blocks.hours.${hours}`) }))}
        onChange={({ currentTarget: { value } }) =>
          setWish({ ...wish, hours: HOURS.find((hours) => hours === value) ?? "24" })
        }
      />
      <TextInput
        label={t("site.why.label")}
        placeholder={t("blocks.why.hint")}
        value={wish.why}
        maxLength={300}
        error={tried && missing.why ? t("site.why.missing") : undefined}
        onChange={(event) => setWish({ ...wish, why: event.currentTarget.value })}
      />
      <Button type="submit" variant="light">
        {t("blocks.add")}
      </Button>
    </form>
  );
  // Beside the form, not in it: what is sent in the question must not send the form again.
  return (
    <>
      {form}
      <Question
        wish={wish}
        opened={asking}
        onClose={() => setAsking(false)}
        onDone={() => {
          setAsking(false);
          setTried(false);
          setWish(NOTHING);
        }}
      />
    </>
  );
}

function ValueField(props: { wish: Wish; onValue: (value: string) => void; error: string | undefined }) {
  const speech = useSpeech();
  const { t } = speech;
  const { kind, value } = props.wish;
  const label = t(`blocks.kind.${kind}`);
  return kind === "country" ? (
    <NativeSelect
      label={label}
      value={value}
      data={[{ value: "", label: "" }, ...countries(speech)]}
      error={props.error}
      onChange={(event) => props.onValue(event.currentTarget.value)}
    />
  ) : (
    <TextInput
      label={label}
      placeholder={t(`blocks.value.${kind}`)}
      value={value}
      maxLength={60}
      error={props.error}
      autoComplete="off"
      onChange={(event) => props.onValue(event.currentTarget.value)}
    />
  );
}

function countries({ country, language }: Speech): readonly { value: string; label: string }[] {
  const order = new Intl.Collator(language);
  return Object.keys(PLACES)
    .map((code) => ({ value: code, label: country(code) }))
    .toSorted((a, b) => order.compare(a.label, b.label));
}

/** Asks once; and again, in the guard's own words, where buyers or the one who asks would be shut out. */
function Question(props: { wish: Wish; opened: boolean; onClose: () => void; onDone: () => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const notice = useNotice();
  const { wish, opened, onClose, onDone } = props;
  const origin = tellOrigin(wish, speech);
  const block = useChange<unknown, boolean>(
    () => "/v1/site/block",
    (confirm) => ({
      kind: wish.kind,
      value: wish.value.trim(),
      why: wish.why.trim(),
      confirm,
      ...(wish.hours === "0" ? {} : { untilMs: Date.now() + Number(wish.hours) * HOUR_MS }),
    }),
    [keys.site, keys.now],
    () => {
      notice(t("blocks.done", { origin }));
      onDone();
    },
  );
  const warned = block.error?.code.startsWith("confirm.") === true;
  return (
    <Confirm
      opened={opened}
      title={t("blocks.ask", { origin })}
      explain={warned ? (block.error?.message ?? "") : t(`blocks.explain.${wish.kind}`)}
      act={t(warned ? "blocks.anyway" : "blocks.add")}
      busy={block.isPending}
      error={warned ? null : block.error}
      onClose={() => {
        block.reset();
        onClose();
      }}
      onAct={() => block.mutate(warned)}
    />
  );
}
