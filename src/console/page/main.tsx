// Starts the page: looks, language, cache, router.

import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { LanguageProvider } from "./ground/language.tsx";
import { NoticeProvider } from "./ground/notice.tsx";
import { ReachError } from "./ground/reach.ts";
import { theme } from "./ground/theme.ts";
import { router } from "./router.tsx";
import "./ground/mantine.css";
import "./page.css";
import "./incidents/incidents.css";
import "./incidents/report.css";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal stays one; only a broken line is worth a second try.
      retry: (failures, error) => error instanceof ReachError && error.status === 0 && failures < 2,
      staleTime: 2_000,
    },
  },
});
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
const place = document.querySelector("#root");

if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <QueryClientProvider client={client}>
          <LanguageProvider>
            <NoticeProvider>
              <RouterProvider router={router} />
            </NoticeProvider>
          </LanguageProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
