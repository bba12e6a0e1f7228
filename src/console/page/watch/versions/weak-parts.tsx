// Parts with known weaknesses: what an attacker can do, what mends it, and what was decided.

import { Badge } from "@mantine/core";
import { Empty, Panel } from "../../ground/pieces.tsx";
import { useVersionsSpeech, type ShopVersions, type WeakPart } from "./asks.ts";
import { Decide } from "./decide.tsx";

export function WeakParts({ versions }: { versions: ShopVersions }) {
  const { v } = useVersionsSpeech();
  // "None found" would comfort before anybody looked.
  if (versions.lookedAtMs === null) return null;
  return (
    <Panel title={v("versions.weak")} className="watched">
      {versions.weak.length === 0 ? (
        <Empty>{v("versions.weak.none")}</Empty>
      ) : (
        <ul className="rows">
          {versions.weak.map((part) => (
            <li key={`${part.name} ${part.path}`}>
              <Weak part={part} isOver={isOver(versions, part.name)} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function isOver({ postponed }: ShopVersions, name: string): boolean {
  return postponed.some(({ component, isOver: over }) => over && component === name);
}

function Weak({ part, isOver: over }: { part: WeakPart; isOver: boolean }) {
  const { v, day, who, part: nameOf } = useVersionsSpeech();
  const { name, version, path, postponed } = part;
  const state = postponed === null ? "open" : over ? "over" : "put-off";
  return (
    <div>
      <p className="row-title">
        {nameOf(name)} {version ?? v("versions.unknown")}{" "}
        <Badge variant="light" color={state === "put-off" ? "gray" : "red"} tt="none">
          {v(`versions.state.${state}`)}
        </Badge>
      </p>
      <Advisories part={part} />
      <p className="small quiet address">{v("versions.where", { path })}</p>
      {postponed === null ? null : (
        <p className={over ? "small lost" : "small"}>
          {v("versions.put-off", {
            until: day(postponed.untilMs),
            who: who(postponed.by),
            why: postponed.why,
          })}
        </p>
      )}
      <Decide name={name} isPutOff={postponed !== null} />
    </div>
  );
}

/** Shown at once; the rest opens. */
const SHOWN = 3;

function Advisories({ part: { advisories } }: { part: WeakPart }) {
  const { v } = useVersionsSpeech();
  const rest = advisories.slice(SHOWN);
  return (
    <>
      {advisories.slice(0, SHOWN).map((one) => (
        <Advisory key={one.id} one={one} />
      ))}
      {rest.length === 0 ? null : (
        <details>
          <summary className="small">{v("versions.more", { count: rest.length })}</summary>
          {rest.map((one) => (
            <Advisory key={one.id} one={one} />
          ))}
        </details>
      )}
    </>
  );
}

function Advisory({ one }: { one: WeakPart["advisories"][number] }) {
  const { v, language } = useVersionsSpeech();
  const { id, effect, summary, fixed, fixedInferred, source } = one;
  const mended =
    fixed === null
      ? v(id.startsWith("EOL-") ? "versions.fixed.ended" : "versions.fixed.none")
      : v(fixedInferred ? "versions.fixed.inferred" : "versions.fixed", { fixed });
  return (
    <div className="weakness">
      <p>{effect}</p>
      <p className="small quiet">
        {id}
        {language === "en" ? ` · ${summary}` : ""} · {mended}
        {source === "" ? null : (
          <>
            {" · "}
            <a className="text-link" href={source} rel="noreferrer noopener" target="_blank">
              {v("versions.source")}
            </a>
          </>
        )}
      </p>
    </div>
  );
}
