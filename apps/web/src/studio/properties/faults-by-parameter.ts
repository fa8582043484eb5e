import type { ExperimentCheckAnswer } from '@sluice/contracts'

type Faults = ExperimentCheckAnswer['faults']

/** Faults that the server has found, each where it is to be shown. */
export interface SortedFaults {
  readonly byParameter: ReadonlyMap<string, readonly string[]>
  /** Input ports at which nothing is connected. */
  readonly unconnected: ReadonlySet<string>
  /** Of the module as a whole. */
  readonly others: readonly string[]
}

/** @param title that the server puts before messages; here it stands above them already */
export function sortFaults(faults: Faults, title: string): SortedFaults {
  const byParameter = new Map<string, string[]>()
  const unconnected = new Set<string>()
  const others: string[] = []
  for (const { code, target, message } of faults) {
    const text = message.startsWith(`${title}: `) ? message.slice(title.length + 2) : message
    const [part, name] = target.split('.')
    const isOfParameter = part === 'parameters' || part === 'webServiceParameters'
    if (isOfParameter && name !== undefined) byParameter.set(name, [...(byParameter.get(name) ?? []), text])
    else if (code === 'PortNotConnected' && part === 'inputs' && name !== undefined) unconnected.add(name)
    else others.push(text)
  }
  return { byParameter, unconnected, others }
}
