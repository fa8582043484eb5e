import { BlockList, isIP } from 'node:net'

/** @param range one IPv4 address, or two with a hyphen between */
export function isInRange(address: string, range: string): boolean {
  const [first = '', last = first] = range.split('-')
  if (isIP(first) !== 4 || isIP(last) !== 4 || isIP(address) !== 4) return false
  const list = new BlockList()
  try {
    list.addRange(first, last)
  } catch {
    // The first is behind the last.
    return false
  }
  return list.check(address)
}
