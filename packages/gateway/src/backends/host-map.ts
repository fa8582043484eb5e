/** Host names that something of this installation stands in for. */
export interface HostMapEntry {
  /** A host name, or `*.` and the end of one; letter case does not count. */
  readonly pattern: string
  /** Origin that is connected to instead (`http://localhost:8090`), or the echo service inside the gateway. */
  readonly target: { readonly origin: string } | 'echo'
}

/** @returns the target of the first entry that fits; undefined = the host is what its name says */
export function findHost(entries: readonly HostMapEntry[], hostName: string): HostMapEntry['target'] | undefined {
  const host = hostName.toLowerCase()
  return entries.find(({ pattern }) => {
    const wanted = pattern.toLowerCase()
    return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) && host.length > wanted.length - 1 : host === wanted
  })?.target
}
