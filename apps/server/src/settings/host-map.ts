export const hostMapTargets = ['management', 'gateway', 'ml', 'storage', 'echo'] as const
export type HostMapTarget = (typeof hostMapTargets)[number]

/** Host names that a role of this installation, or the built-in echo service, stands in for. */
export type HostMap = readonly { readonly pattern: string; readonly target: HostMapTarget }[]

export const defaultHostMap = '*.services.azureml.net=ml,echo.playground.azure-api.net=echo'

/** A host name, or one with `*.` before it for any number of labels. */
const patternSyntax = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/

/**
 * `pattern=target,…` as text, or an object of the same; `none` is an empty map.
 * @returns the map, or what is wrong as sentences about "it"
 */
export function parseHostMap(value: string | Readonly<Record<string, string>>): HostMap | readonly string[] {
  const pairs = typeof value === 'string' ? splitPairs(value) : Object.entries(value)
  const entries: { pattern: string; target: HostMapTarget }[] = []
  const faults: string[] = []
  for (const [givenPattern, target] of pairs) {
    const pattern = givenPattern.toLowerCase()
    if (!patternSyntax.test(pattern)) {
      faults.push(`has '${givenPattern}' where a host name or *.name is needed`)
    } else if (!isTarget(target)) {
      faults.push(`maps ${givenPattern} to '${target}', which is none of ${hostMapTargets.join(', ')}`)
    } else if (entries.some((entry) => entry.pattern === pattern)) {
      faults.push(`has ${givenPattern} twice`)
    } else {
      entries.push({ pattern, target })
    }
  }
  return faults.length > 0 ? faults : entries
}

/** Whether `parseHostMap` gave faults. */
export const isFaultList = (parsed: HostMap | readonly string[]): parsed is readonly string[] =>
  typeof parsed[0] === 'string'

const isTarget = (text: string): text is HostMapTarget => (hostMapTargets as readonly string[]).includes(text)

function splitPairs(text: string): [string, string][] {
  if (text.trim() === 'none') return []
  return text.split(',').map((pair) => {
    const at = pair.indexOf('=')
    return at < 0 ? [pair.trim(), ''] : [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  })
}
