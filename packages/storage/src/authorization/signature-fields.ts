import type { AccessPolicy } from '../metadata/containers.ts'

/** What a signature says itself, and what the policy that it names says. @returns undefined where that is not there */
export function combinePolicy(
  query: ReadonlyMap<string, string>,
  policies: readonly AccessPolicy[],
): { readonly start: string; readonly expiry: string; readonly permissions: string } | undefined {
  const id = query.get('si') ?? ''
  const policy: AccessPolicy | undefined = id === '' ? { id } : policies.find((known) => known.id === id)
  if (policy === undefined) return undefined
  const of = (name: string) => query.get(name) ?? ''
  return {
    start: policy.start ?? of('st'),
    expiry: policy.expiry ?? of('se'),
    permissions: policy.permission ?? of('sp'),
  }
}

/** ISO 8601 in the forms of the protocol, always UTC. @returns NaN for anything else */
export function readSasTime(text: string): number {
  const form = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d(?:\.\d{1,7})?)?Z)?$/.exec(text)
  if (form === null) return Number.NaN
  const [, day, minutes = '00:00', seconds = ':00'] = form
  return Date.parse(`${day}T${minutes}${seconds.slice(0, 7)}Z`)
}
