/** What a column may be set to by hand; readers know more fields, which stand as they were taken. */
export const FIELDS = [
  "title",
  "description",
  "price",
  "compare_at_price",
  "currency",
  "stock",
  "sku",
  "handle",
  "external_id",
  "barcode",
  "image",
  "images",
  "url",
  "vendor",
  "type",
  "kind",
  "category",
  "tags",
  "weight",
  "length",
  "width",
  "height",
  "status",
] as const;

/** A field that has no name of its own here: `option1_name` → "option1 name". */
export const plainName = (choice: string): string => choice.replace(/^(attribute|option):/, "").replaceAll("_", " ");

export type FieldName = (typeof FIELDS)[number] | "attribute" | "private" | "ignored" | "unknown";

/** The choice that a column's reading stands for: `attribute:Care` is a fact of its own name. */
export function toChoice(takenFor: string | null): string {
  if (takenFor === null) return "unknown";
  return takenFor.startsWith("attribute:") ? "attribute" : takenFor;
}

/** What the server is told of a choice. */
export const toTarget = (choice: string, header: string): string => (choice === "attribute" ? `attribute:${header}` : choice);
