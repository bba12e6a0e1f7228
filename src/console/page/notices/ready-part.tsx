// A channel that has not started: what still stands in the way, the trial to the owner, and the start.

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useChange } from "../ground/asks.ts";
import { useNotice } from "../ground/notice.tsx";
import { Trouble } from "../ground/pieces.tsx";
import { Symbol } from "../ground/symbols.tsx";
import { pathOf } from "../incidents/asks.ts";
import { noticePlace } from "./asks.ts";
import type { Board, Readiness } from "./papers.ts";
import { conditionsOf, needsReason } from "./sending-order.ts";
import { StartDialog } from "./start-dialog.tsx";
import { useTelling, wordOr } from "./telling.ts";

export function ReadyPart({ id, board, ready }: { id: string; board: Board; ready: Readiness }) {
  const telling = useTelling();
  const { w, count } = telling;
  const [isStarting, setStarting] = useState(false);
  const { channel, people, withAddress, missing } = ready;
  return (
    <>
      <p>{w("ready.people", { people: count(people), with: count(withAddress) })}</p>
      <Conditions ready={ready} />
      <Trial id={id} ready={ready} />
      <div className="start-act">
        <Button
          variant={needsReason(ready) ? "default" : "filled"}
          disabled={missing.length > 0 || withAddress === 0}
          onClick={() => setStarting(true)}
        >
          {w(channel === "email" ? "start.act" : "start.act.letter")}
        </Button>
      </div>
      {isStarting ? (
        <StartDialog id={id} board={board} ready={ready} onClose={() => setStarting(false)} />
      ) : null}
    </>
  );
}

function Conditions({ ready }: { ready: Readiness }) {
  const telling = useTelling();
  const { w, count } = telling;
  const { missing, errors, isTried } = ready;
  // What a later guard asks for is shown by its name rather than not at all.
  const all = [...new Set([...conditionsOf(ready), ...missing])];
  return (
    <ul className="conditions" aria-label={w("ready.title")}>
      {all.map((one) => (
        <Condition key={one} isFine={!missing.includes(one)} binds>
          {wordOr(telling, `ready.${one}`, one)}
        </Condition>
      ))}
      <Condition isFine={errors === 0}>
        {errors === 0 ? w("ready.errors") : w("ready.errors.left", { count: count(errors) })}
      </Condition>
      <Condition isFine={isTried}>{w(isTried ? "ready.tried" : "ready.tried.not")}</Condition>
    </ul>
  );
}

function Condition(props: { isFine: boolean; binds?: boolean; children: string }) {
  const { w } = useTelling();
  const { isFine, binds = false } = props;
  return (
    <li className={isFine ? "fine" : binds ? "open binds" : "open"}>
      <span className="condition-mark" aria-hidden="true">
        {isFine ? <Symbol name="check" size={16} /> : "–"}
      </span>
      <span>{props.children}</span>
      <span className="small quiet">{w(isFine ? "ready.fine" : "ready.open")}</span>
    </li>
  );
}

function Trial({ id, ready }: { id: string; ready: Readiness }) {
  const { w, language, count } = useTelling();
  const { report, channel, missing } = ready;
  const notice = useNotice();
  const [to, setTo] = useState("");
  const [speaks, setSpeaks] = useState<"ja" | "en">("ja");
  const [isTold, setTold] = useState(false);
  const isLetter = channel === "letter";
  const fault = /^\S+@\S+\.\S+$/.test(to.trim()) ? undefined : w("trial.to.missing");
  const send = useChange<{ sent: number }>(
    () => `${pathOf(id)}/sendings/trial`,
    () => ({ report, channel, to: to.trim(), language: speaks }),
    [noticePlace(id)],
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTold(true);
    if (fault !== undefined) return;
    send.mutate(undefined, {
      onSuccess: ({ sent }) => notice(w("trial.done", { count: count(sent) })),
    });
  };
  return (
    <form className="trial" onSubmit={submit} noValidate aria-label={w("trial.title")}>
      <h3>{w("trial.title")}</h3>
      {isLetter ? <p className="quiet small">{w("trial.letter.note")}</p> : null}
      <div className="trial-fields">
        <TextInput
          label={w("trial.to")}
          type="email"
          autoComplete="email"
          value={to}
          maxLength={254}
          error={isTold ? fault : undefined}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <NativeSelect
          label={w("trial.language")}
          value={speaks}
          data={(["ja", "en"] as const).map((value) => ({ value, label: w(`language.${value}`) }))}
          onChange={(event) => setSpeaks(event.currentTarget.value === "en" ? "en" : "ja")}
          lang={language}
        />
        <Button
          type="submit"
          variant={ready.isTried ? "default" : "filled"}
          loading={send.isPending}
          disabled={missing.some((one) => one !== "addressees" && one !== "scope")}
        >
          {w(isLetter ? "trial.act.letter" : "trial.act")}
        </Button>
      </div>
      {send.error === null ? null : <Trouble error={send.error} />}
    </form>
  );
}
