/** Something the palette can go to. */
export interface PaletteItem {
  /** Unique among all items. */
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly detail?: string;
  /** A hash to go to. */
  readonly to: string;
}

/** The items that every word of the text is in, those that begin with it first, otherwise in the order given. */
export function matchItems(items: readonly PaletteItem[], text: string): readonly PaletteItem[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  return items
    .map((item) => ({ item, place: placeOf(item, words) }))
    .filter(({ place }) => place < Infinity)
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

function placeOf({ label, detail = "", group }: PaletteItem, words: readonly string[]): number {
  const name = fold(label);
  const all = `${name} ${fold(detail)} ${fold(group)}`;
  if (!words.every((word) => all.includes(word))) return Infinity;
  const [first = ""] = words;
  if (name.startsWith(first)) return 0;
  return name.includes(first) ? 1 : 2;
}

/** Without case and accents, so that "cafe" finds "Café". */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
