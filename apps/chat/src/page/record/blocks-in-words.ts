/** What of an erasure stays: "The blocks human and plans say it too, and keep it with their earlier versions; each is erased by its own record." */
export function blocksInWords(labels: readonly string[]): string {
  const names = new Intl.ListFormat("en").format(labels);
  return labels.length === 1
    ? `The block ${names} says it too, and keeps it with its earlier versions; it is erased by its own record.`
    : `The blocks ${names} say it too, and keep it with their earlier versions; each is erased by its own record.`;
}
