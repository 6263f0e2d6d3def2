/**
 * The path of a value in the seller's own file, for people: `shipping.lanes[0].min_days` → "shipping › min days".
 *
 * The words are the seller's; only the places in lists go, and the names of the lists.
 */
export function fieldPath(field: string): string {
  const parts = field.split(".").filter((part) => !/\[\d+\]$/.test(part) || !field.includes("."));
  return parts.map((part) => part.replace(/\[\d+\]/g, "").replaceAll("_", " ")).join(" › ");
}
