const digits = new Intl.NumberFormat("en-GB");

/** 12,345 */
export function formatCount(value: number): string {
  return digits.format(value);
}

/** "1 entry", "12 entries" */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

const units = ["bytes", "KB", "MB", "GB", "TB"];

/** 4.2 MB */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ""}`;
}
