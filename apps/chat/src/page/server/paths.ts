/** `/api/spaces/acme%2Falice/context?at=812`: a route of a space, with the parameters that have a value. */
export function spacePath(space: string, route = "", parameters: Readonly<Record<string, string | number | undefined>> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined && value !== "") query.set(name, String(value));
  const path = `/api/spaces/${encodeURIComponent(space)}${route === "" ? "" : `/${route}`}`;
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
