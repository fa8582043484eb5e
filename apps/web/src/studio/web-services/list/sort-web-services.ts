import type { WebServiceAnswer } from '@sluice/contracts'

const keys: Readonly<Record<string, (one: WebServiceAnswer) => string | number>> = {
  name: ({ name }) => name.toLowerCase(),
  created: ({ createdAt }) => createdAt,
  updated: ({ updatedAt }) => updatedAt,
  endpointCount: ({ endpointCount }) => endpointCount,
}

/** @param sort `name`, or `-name` from the end; an unknown one leaves the order as it is */
export function sortWebServices(all: readonly WebServiceAnswer[], sort: string): readonly WebServiceAnswer[] {
  const keyOf = keys[sort.replace(/^-/, '')]
  if (keyOf === undefined) return all
  const direction = sort.startsWith('-') ? -1 : 1
  return all.toSorted((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)]
    return a === b ? 0 : a < b ? -direction : direction
  })
}
