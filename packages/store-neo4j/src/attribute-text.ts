import type { AttributeValue } from "@pagefile/core/contracts";

/*
 * An attribute is kept as one text: its type, its name and its value, so that a list of texts holds them all, names are
 * data like values, and nothing of one type is ever equal to anything of another. Texts of one type and name are in the order
 * of their values wherever texts are compared by UTF-16 unit, by code point or by byte.
 */

export function attributeText(name: string, value: AttributeValue): string {
  return attributePrefix(name, value) + sortable(value);
}

/** What the texts of all values of this name and of this value's type begin with. */
export function attributePrefix(name: string, value: AttributeValue): string {
  return `${typeof value} ${name.length} ${name} `;
}

function sortable(value: AttributeValue): string {
  if (typeof value === "number") return sortableNumber(value);
  return typeof value === "string" ? byteText(value) : String(value);
}

/** One character for each byte of UTF-8: Neo4j compares text by UTF-16 unit, filters by code point. */
function byteText(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

/** The bits of the number, turned so that they ascend with it. */
function sortableNumber(value: number): string {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value === 0 ? 0 : value);
  const raw = bits.getBigUint64(0);
  const turned = raw >> 63n === 1n ? ~raw : raw | (1n << 63n);
  return BigInt.asUintN(64, turned).toString(16).padStart(16, "0");
}
