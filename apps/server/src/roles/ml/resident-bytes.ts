import { readFileSync } from 'node:fs'

/** What a process holds in memory; undefined where the system does not tell. */
export function residentBytes(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  } catch {
    // No such file on other systems; there the limit of the heap alone counts.
    return undefined
  }
}
