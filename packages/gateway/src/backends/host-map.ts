/** Host names that something of this installation stands in for. */
export interface HostMapEntry {
  /** A host name, or `*.` and the end of one; letter case does not count. */
  readonly pattern: string
  readonly target: HostTarget
}

export type HostTarget =
  /** Is connected to instead: `http://localhost:8090`. */
  | { readonly origin: string }
  /** Stands in, but is not there now, for the reason given. */
  | { readonly unavailable: string }
  /** The echo service inside the gateway. */
  | 'echo'

/** @returns the target of the first entry that fits; undefined = the host is what its name says */
export function findHost(entries: readonly HostMapEntry[], hostName: string): HostTarget | undefined {
  const host = hostName.toLowerCase()
  return entries.find(({ pattern }) => {
    const wanted = pattern.toLowerCase()
    return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) && host.length > wanted.length - 1 : host === wanted
  })?.target
}
