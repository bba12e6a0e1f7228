// The page's few pictures, drawn here so that no icon package is needed. All are decoration beside words.

const PATHS = {
  now: "M3 12h4l2.5-7 5 14L17 12h4",
  holds: "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8",
  alerts: "M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6M10 20a2 2 0 0 0 4 0",
  incidents: "M12 4l9 16H3zM12 10v4.500M12 17v.5",
  watch:
    "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
  journal: "M6 3h10l3 3v15H6zM9 9h7M9 13h7M9 17h4",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M19 5l-1.4 1.4M6.4 17.6 5 19",
  moon: "M20 14.5A8 8 0 1 1 9.5 4 6.5 6.5 0 0 0 20 14.5z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  shield: "M12 3l7.5 3v5.5c0 4.7-3.2 8-7.5 9.5-4.300-1.500-7.500-4.800-7.500-9.500V6z",
  bell: "M12 4v9M12 17.500v.5",
  language: "M4 6h9M8.500 4v2M6 6c.5 4 3 6.500 6 8M11.500 6c-.5 4-3 6.500-6.500 8M12 20l4-9 4 9M13.500 17h5",
} as const;

export function Symbol({ name, size = 20 }: { name: keyof typeof PATHS; size?: number }) {
  return (
    <svg
      className="symbol"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The house mark: a shop front with an eye on it. */
export function Mark({ size = 28 }: { size?: number }) {
  return <img src="/mark.svg" width={size} height={size} alt="" />;
}
