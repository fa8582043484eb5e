import { BlockList, isIP } from 'node:net'
import { AppError } from '@sluice/contracts/errors'
import { type JudgeElement, policyScopes } from '@sluice/policy-language'
import { choice, text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element, elements, many, textContent } from '../pipeline/element-spec.ts'
import type { Value } from '../pipeline/value.ts'
import { addressExpression } from './ip-address.ts'

const ipAddress = (help: string) =>
  text(help, { isTrimmed: true, pattern: { expression: addressExpression, meaning: 'an IP address' } })

const judgeRange: JudgeElement = ({ constantOf }) => {
  const [from, to] = [constantOf('from')?.trim(), constantOf('to')?.trim()]
  if (from === undefined || to === undefined) return []
  if (isIP(from) !== isIP(to)) return [{ what: 'The range begins with one version of IP and ends with the other' }]
  return isBefore(to, from) ? [{ attribute: 'to', what: 'The range ends before it begins' }] : []
}

/**
 * Lets only listed addresses call, or all but those.
 * @see reference: API Management, 3.3
 */
export const ipFilter = definePolicy({
  name: 'ip-filter',
  summary: 'Lets calls through only from listed addresses, or from all but those.',
  category: 'Authentication and authorization',
  snippet: `<ip-filter action="allow">
    <address>10.0.0.1</address>
    <address-range from="10.0.1.0" to="10.0.1.255" />
</ip-filter>`,
  sections: ['inbound'],
  scopes: policyScopes,
  attributes: {
    action: choice('Whether the listed addresses may call, or may not.', ['allow', 'forbid']).orExpression(),
  },
  content: elements({
    address: many('One address.', element({ content: textContent(ipAddress('The address.').orExpression()) })),
    'address-range': many(
      'All addresses from one to another.',
      element({
        attributes: {
          from: ipAddress('The first address.').orExpression(),
          to: ipAddress('The last address.').orExpression(),
        },
        judge: judgeRange,
      }),
    ),
  }),
  compile(settings) {
    const listOf = collect(
      settings.children.address.map((child) => child.text),
      settings.children['address-range'],
    )
    return (context) => {
      const address = context.call.remoteAddress
      const family = familyOf(address)
      if (family === undefined) throw new AppError('FailedToParseCallerIP', { answerMessage: 'Forbidden' })
      const isListed = listOf(context).check(address, family)
      if (settings.action(context) === 'allow') {
        if (!isListed) throw new AppError('CallerIpNotAllowed', { address, answerMessage: 'Forbidden' })
      } else if (isListed) throw new AppError('CallerIpBlocked', { answerMessage: 'Forbidden' })
    }
  },
})

interface Range {
  readonly from: Value<string>
  readonly to: Value<string>
}

/** Made once when all addresses are constants. */
function collect(addresses: readonly Value<string>[], ranges: readonly Range[]): (context: CallContext) => BlockList {
  const build = (read: (value: Value<string>) => string): BlockList => {
    const list = new BlockList()
    for (const value of addresses) {
      const address = read(value)
      const family = familyOf(address)
      if (family !== undefined) list.addAddress(address, family)
    }
    for (const { from, to } of ranges) addRange(list, read(from), read(to))
    return list
  }
  const values = [...addresses, ...ranges.flatMap(({ from, to }) => [from, to])]
  if (values.some(({ constant }) => constant === undefined)) return (context) => build((value) => value(context))
  const constant = build((value) => value.constant?.value ?? '')
  return () => constant
}

/** A range that is none, from one family to another or backwards, holds nobody. */
function addRange(list: BlockList, from: string, to: string): void {
  const family = familyOf(from)
  if (family === undefined || family !== familyOf(to)) return
  // Node refuses ranges that run backwards.
  if (!isBefore(to, from)) list.addRange(from, to, family)
}

/** @param address an address; @param other another one of the same family */
function isBefore(address: string, other: string): boolean {
  const family = familyOf(address)
  const upTo = new BlockList()
  upTo.addRange(family === 'ipv4' ? '0.0.0.0' : '::', address, family)
  return !upTo.check(other, family)
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6'
}
