// Whom the shop believes to be visiting. Skimmers show themselves to some only: to phones, to those who come from a search, not to
// machines that call themselves so.

import type { Guise } from "./contract.ts";

/** The version is put in from the browser that really runs, so that name and conduct agree. */
export function guises(chromiumVersion: string): readonly Guise[] {
  const [major = "140"] = chromiumVersion.split(".");
  const chrome = `Chrome/${major}.0.0.0`;
  return [
    {
      name: "desktop",
      userAgent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) ${chrome} Safari/537.36`,
      referrer: null,
      phone: false,
    },
    {
      name: "phone-from-search",
      userAgent: `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) ${chrome} Mobile Safari/537.36`,
      referrer: "https://www.google.com/",
      phone: true,
    },
    {
      name: "phone-from-line",
      userAgent: `Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 ${chrome} Mobile Safari/537.36 Line/15.0.0/IAB`,
      referrer: "https://liff.line.me/",
      phone: true,
    },
  ];
}
