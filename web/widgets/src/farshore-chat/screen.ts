const PHONE = "(max-width: 480px)";

/**
 * Keep the panel in the part of the screen that the keyboard leaves free, and dark as the reader's system is.
 *
 * @returns stops it.
 */
export function followViewport(element: HTMLElement & { theme: string }): () => void {
  const viewport = window.visualViewport;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const wish = element.getAttribute("theme") ?? "auto";
  const place = () => {
    if (!viewport) return;
    element.style.setProperty("--_height", `${Math.round(viewport.height)}px`);
    element.style.setProperty("--_top", `${Math.round(viewport.offsetTop)}px`);
  };
  const colour = () => {
    if (wish === "auto") element.theme = dark.matches ? "dark" : "light";
  };
  place();
  colour();
  viewport?.addEventListener("resize", place);
  viewport?.addEventListener("scroll", place);
  dark.addEventListener("change", colour);
  return () => {
    viewport?.removeEventListener("resize", place);
    viewport?.removeEventListener("scroll", place);
    dark.removeEventListener("change", colour);
    if (wish === "auto") element.theme = "auto";
  };
}

/** On a phone the chat covers the page: Tab must not wander behind it. */
export function keepFocusInside(event: KeyboardEvent, element: HTMLElement): void {
  if (event.key !== "Tab" || element.hasAttribute("inline") || !matchMedia(PHONE).matches) return;
  const all = element.shadowRoot?.querySelectorAll<HTMLElement>("button:not([disabled]), textarea, a[href], [tabindex='0']");
  if (!all?.length) return;
  const first = all[0];
  const last = all[all.length - 1];
  const active = element.shadowRoot?.activeElement;
  if (event.shiftKey && active === first) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && active === last) {
    event.preventDefault();
    first?.focus();
  }
}
