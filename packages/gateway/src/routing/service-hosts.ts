/**
 * Which instance a call is for: the one named by the first label of Host (`contoso.localhost`,
 * `contoso.azure-api.net`), else the oldest.
 */
export function chooseService<Service>(
  services: readonly Service[],
  serviceByName: ReadonlyMap<string, Service>,
  readHost: () => string | undefined,
): Service | undefined {
  if (services.length < 2) return services[0]
  const host = readHost()
  if (host === undefined) return services[0]
  const labelEnd = host.search(/[.:]/)
  return serviceByName.get((labelEnd < 0 ? host : host.slice(0, labelEnd)).toLowerCase()) ?? services[0]
}
