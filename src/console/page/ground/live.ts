// Keeps the first page live: listens to the stream, puts each picture in the cache, and knows when it is not live.

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { keys } from "./asks.ts";
import type { NowView } from "./reach.ts";

/** The console speaks at least every five seconds; three missed turns are not live. */
const SILENCE_MS = 16_000;
const RETRY_MS = 3_000;

export type Live = "connecting" | "live" | "lost";

export function useLive(): Live {
  const client = useQueryClient();
  const [live, setLive] = useState<Live>("connecting");
  useEffect(() => {
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const lost = (): void => setLive("lost");
    const connect = (): void => {
      source?.close();
      source = new EventSource("/v1/now/stream");
      source.addEventListener("now", (event: MessageEvent<string>) => {
        const now = JSON.parse(event.data) as NowView;
        const before = client.getQueryData<NowView>(keys.now);
        client.setQueryData(keys.now, now);
        if (before?.holdsWaiting !== now.holdsWaiting)
          void client.invalidateQueries({ queryKey: keys.holds });
        if (JSON.stringify(before?.site) !== JSON.stringify(now.site))
          void client.invalidateQueries({ queryKey: keys.site });
        if (before?.attack?.change !== now.attack?.change) {
          void client.invalidateQueries({ queryKey: keys.alerts });
        }
        setLive("live");
        clearTimeout(silence);
        silence = setTimeout(lost, SILENCE_MS);
      });
      source.addEventListener("error", () => {
        lost();
        // The browser reconnects by itself after a broken line, but not after a refusal: then ask who we are.
        if (source?.readyState !== EventSource.CLOSED) return;
        void client.invalidateQueries({ queryKey: keys.visit });
        clearTimeout(retry);
        retry = setTimeout(connect, RETRY_MS);
      });
    };
    // A browser keeps six lines to one address: tabs nobody looks at give theirs up, and a phone its battery.
    const onSight = (): void => {
      clearTimeout(retry);
      clearTimeout(silence);
      if (document.visibilityState === "visible") connect();
      else source?.close();
    };
    connect();
    document.addEventListener("visibilitychange", onSight);
    return () => {
      document.removeEventListener("visibilitychange", onSight);
      source?.close();
      clearTimeout(retry);
      clearTimeout(silence);
    };
  }, [client]);
  return live;
}
