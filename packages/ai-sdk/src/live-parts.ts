interface AnyPart {
  readonly type: string;
  readonly data?: unknown;
  readonly providerMetadata?: unknown;
}

/**
 * The parts of a reply without those that turned void: text streamed in an answer that could not be used, which another one
 * replaced. For a front end of any major; where nothing turned void, these are all the parts. A text that the user stopped is not
 * kept in memory, but it stays here.
 */
export function liveParts<Part extends AnyPart>(parts: readonly Part[]): readonly Part[] {
  const dead = new Set(parts.flatMap(({ type, data }) => (type === "data-void" ? replaced(data) : [])));
  return parts.filter((part) => {
    const id = member(member(part.providerMetadata, "pagefile"), "part");
    return typeof id !== "string" || !dead.has(id);
  });
}

function replaced(data: unknown): readonly unknown[] {
  const parts = member(data, "parts");
  return member(data, "because") !== "stopped" && Array.isArray(parts) ? parts : [];
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
