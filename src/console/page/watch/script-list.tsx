// The scripts of a watched page, each with who answers for it and what it is for, to be written here (PCI DSS 6.4.3).

import { Button, CopyButton, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useChange } from "../ground/asks.ts";
import { useSpeech } from "../ground/language.tsx";
import { useNotice } from "../ground/notice.tsx";
import { Trouble } from "../ground/pieces.tsx";
import { pathOf, WATCHED_PAGES, type WatchedPage, type WatchedScript } from "./asks.ts";
import { tellName } from "./tell.ts";

export function ScriptList({ page }: { page: WatchedPage }) {
  const { t, count } = useSpeech();
  const [edited, setEdited] = useState<WatchedScript | null>(null);
  const open = page.scripts.filter(({ note }) => note === null).length;
  const { forms, listeners, hosts } = page.counts;
  return (
    <details className="why scripts" open={page.approval === "approved" && open > 0}>
      <summary>
        {t("watch.scripts", { count: count(page.scripts.length) })}
        {open === 0 ? "" : ` — ${t("watch.scripts.open", { count: count(open) })}`}
      </summary>
      <p className="quiet small">
        {t("watch.scripts.note")} {t("watch.scripts.counts", { forms, listeners, hosts })}
      </p>
      <ul className="rows">
        {page.scripts.map((script) => (
          <ScriptRow
            key={`${script.key} ${script.sha256 ?? ""}`}
            script={script}
            editable={page.approval === "approved" && script.approved}
            edit={() => setEdited(script)}
          />
        ))}
      </ul>
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={t("watch.script.ask")}
        centered
        lockScroll={false}
        transitionProps={{ duration: 0 }}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        {edited === null ? null : <NoteForm page={page.name} script={edited} close={() => setEdited(null)} />}
      </Modal>
    </details>
  );
}

function ScriptRow(props: { script: WatchedScript; editable: boolean; edit: () => void }) {
  const { t } = useSpeech();
  const { kind, source, start, sha256, note, approved } = props.script;
  const named = kind === "inline" ? start : source;
  return (
    <li>
      <div>
        <p className={kind === "inline" ? "address mark small" : "address"}>{named}</p>
        {kind === "inline" ? <p className="quiet small">{t("watch.script.inline")}</p> : null}
        <p className={note === null ? "small lost" : "small"}>
          {note === null
            ? t(approved ? "watch.script.none" : "watch.script.unapproved")
            : t(note.shared ? "watch.script.shared" : "watch.script.told", {
                owner: note.owner,
                why: note.why,
              })}
        </p>
        <Integrity script={props.script} />
        <p className="quiet small mark">{sha256 === null ? "" : `SHA-256 ${sha256.slice(0, 16)}…`}</p>
      </div>
      {props.editable ? (
        <Button
          size="xs"
          variant="default"
          aria-label={t("watch.script.edit.named", { source: named })}
          onClick={props.edit}
        >
          {t("watch.script.edit")}
        </Button>
      ) : null}
    </li>
  );
}

/** The tag to put in, or why there is none. */
function Integrity({ script: { integrity } }: { script: WatchedScript }) {
  const speech = useSpeech();
  const { t, time, count } = speech;
  if (integrity === null) return null;
  const { line, whyNot, looks, sinceMs } = integrity;
  if (line === null)
    return whyNot === null ? null : (
      <p className="quiet small">{t("watch.integrity.why", { why: tellName(speech, "whyNot", whyNot) })}</p>
    );
  return (
    <details className="why integrity">
      <summary className="small">{t("watch.integrity")}</summary>
      <p className="small">
        {t("watch.integrity.explain", {
          looks: count(looks),
          time: sinceMs === null ? "–" : time(sinceMs),
        })}
      </p>
      <p className="small address mark tag">{line}</p>
      <CopyButton value={line}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" onClick={copy}>
            {t(copied ? "watch.integrity.copied" : "watch.integrity.copy")}
          </Button>
        )}
      </CopyButton>
    </details>
  );
}

function NoteForm({ page, script, close }: { page: string; script: WatchedScript; close: () => void }) {
  const { t } = useSpeech();
  const notice = useNotice();
  const [owner, setOwner] = useState(script.note?.owner ?? "");
  const [why, setWhy] = useState(script.note?.why ?? "");
  const [tried, setTried] = useState(false);
  const keep = useChange<unknown>(
    () => pathOf(page, "note"),
    () => ({ source: script.key, owner: owner.trim(), why: why.trim() }),
    [WATCHED_PAGES],
    () => {
      notice(t("watch.script.done"));
      close();
    },
  );
  const missing = owner.trim() === "" || why.trim() === "";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!missing) keep.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <p className="small address">{script.kind === "inline" ? script.start : script.source}</p>
        <TextInput
          label={t("watch.script.owner")}
          placeholder={t("watch.script.owner.hint")}
          value={owner}
          maxLength={100}
          onChange={(event) => setOwner(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label={t("watch.script.why")}
          placeholder={t("watch.script.why.hint")}
          value={why}
          maxLength={500}
          error={tried && missing ? t("watch.script.missing") : undefined}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        {keep.error === null ? null : <Trouble error={keep.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {t("back")}
          </Button>
          <Button type="submit" loading={keep.isPending}>
            {t("watch.script.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
