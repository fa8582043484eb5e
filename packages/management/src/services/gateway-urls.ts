import type { ServiceAddresses } from './service-addresses.ts'

/** Where the gateway takes calls of an API, by the schemes that the API has; without TLS first. */
export function gatewayUrlsOf(
  { gateway, gatewayHttps = null }: ServiceAddresses,
  protocols: readonly string[],
): readonly string[] {
  const urls = [
    { url: gateway, isServed: protocols.includes('http') || protocols.includes('ws') },
    { url: gatewayHttps, isServed: protocols.includes('https') || protocols.includes('wss') },
  ]
  const served = urls.flatMap(({ url, isServed }) => (url !== null && isServed ? [url] : []))
  if (served.length > 0) return served
  // Another program in front of the gateway may add the TLS that is not known of here.
  return gateway === null ? [] : [gateway]
}
