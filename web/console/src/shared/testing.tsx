import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { LocaleProvider } from "./i18n";

/** Render with what every page stands in. */
export function renderInConsole(node: ReactNode, locale: "en" | "zh-Hans" = "en") {
  localStorage.setItem("farshore:locale", locale);
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <LocaleProvider>
      <MantineProvider env="test">
        <QueryClientProvider client={queries}>{node}</QueryClientProvider>
      </MantineProvider>
    </LocaleProvider>,
  );
}
