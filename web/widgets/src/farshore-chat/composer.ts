/** The longest message that the widget sends; the server takes more, a shopper writes less. */
export const LONGEST = 4_000;

/**
 * Whether this key press sends the message.
 *
 * While an input method composes (Japanese, Chinese, Korean), Enter picks a candidate: browsers say so by `isComposing`, and Safari,
 * which ends the composition just before the key event, by key code 229.
 */
export function isSendKey(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false;
  return !event.isComposing && event.keyCode !== 229;
}

/** Let the field be as high as its text, up to its CSS maximum. Heights are set by script: a strict CSP forbids style attributes. */
export function fitHeight(field: HTMLTextAreaElement): void {
  field.style.blockSize = "auto";
  field.style.blockSize = `${Math.max(42, field.scrollHeight + 2)}px`;
}
