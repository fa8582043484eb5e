import type { ApiHost } from './console-data.ts'

/**
 * The address that is called: the one of choice, else https first. At this machine itself it is http: nothing leaves it,
 * and samples run without the certificate of the local authority.
 */
export function chooseHost(hosts: readonly ApiHost[], wanted: string | undefined): ApiHost | undefined {
  const isLocal = (host: ApiHost) =>
    /^http:\/\/(?:(?:[\w-]+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(host.address)
  return (
    hosts.find(({ address }) => address === wanted) ??
    hosts.find(isLocal) ??
    hosts.find(({ address }) => address.startsWith('https:')) ??
    hosts[0]
  )
}
