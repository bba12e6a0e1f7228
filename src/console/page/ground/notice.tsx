// A short word after an act ("Cards are paused."): seen at the bottom, spoken politely, gone after a while.

import { createContext, use, useCallback, useEffect, useState, type ReactNode } from "react";
import { Symbol } from "./symbols.tsx";

const SHOWN_MS = 6_000;

const NoticeContext = createContext<(text: string) => void>(() => undefined);

export function NoticeProvider({ children }: { children: ReactNode }) {
  const [notice, setNotice] = useState<{ text: string }>();
  useEffect(() => {
    if (notice === undefined) return undefined;
    const timer = setTimeout(() => setNotice(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  const tell = useCallback((text: string) => setNotice({ text }), []);
  return (
    <NoticeContext value={tell}>
      {children}
      <div className="notice-place" role="status" aria-live="polite">
        {notice === undefined ? null : (
          <p className="notice">
            <Symbol name="check" /> {notice.text}
          </p>
        )}
      </div>
    </NoticeContext>
  );
}

export function useNotice(): (text: string) => void {
  return use(NoticeContext);
}
