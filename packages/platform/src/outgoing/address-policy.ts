import { isIP } from 'node:net'

export interface AddressPolicyOptions {
  /** Whether this machine itself may be called; default false. */
  readonly allowLoopback?: boolean
}

/**
 * Why an address is not to be called, or undefined when it may be. Private ranges are allowed: the services of an
 * installation's own network are what it is for. What only answers on the machine or the cloud host is not.
 * @param address IPv4 or IPv6 in any writing, as a resolver or a URL gives it
 */
export function refuseAddress(address: string, options: AddressPolicyOptions = {}): string | undefined {
  const bytes = toBytes(address)
  if (bytes === undefined) return `'${address}' is no IP address`
  const reason = reasonFor(bytes)
  return reason === loopback && options.allowLoopback === true ? undefined : reason
}

interface Range {
  readonly reason: string
  /** Bits that count. */
  readonly prefix: number
  readonly bytes: readonly number[]
}

const loopback = 'it is a loopback address, which SLUICE_ALLOW_LOOPBACK=true would allow'
const atEnd = [12, 13, 14, 15] as const

const ranges: readonly Range[] = [
  ['169.254.169.254/32', 'it is the address of cloud metadata'],
  ['100.100.100.200/32', 'it is the address of cloud metadata'],
  ['168.63.129.16/32', 'it is the address of cloud metadata'],
  ['192.0.0.192/32', 'it is the address of cloud metadata'],
  ['fd00:ec2::254/128', 'it is the address of cloud metadata'],
  ['fd20:ce::254/128', 'it is the address of cloud metadata'],
  ['169.254.0.0/16', 'it is a link-local address'],
  ['fe80::/10', 'it is a link-local address'],
  ['127.0.0.0/8', loopback],
  ['::1/128', loopback],
  ['0.0.0.0/8', 'it is the unspecified address'],
  ['::/128', 'it is the unspecified address'],
  ['224.0.0.0/4', 'it is a multicast address'],
  ['ff00::/8', 'it is a multicast address'],
  ['255.255.255.255/32', 'it is the broadcast address'],
  ['240.0.0.0/4', 'it is a reserved address'],
].map(([range = '', reason = '']) => {
  const [address = '', prefix = ''] = range.split('/')
  return { reason, prefix: Number(prefix), bytes: toBytes(address) ?? [] }
})

/** IPv6 ranges whose addresses stand for an IPv4 address, and where in them its four bytes may be. */
const embeddings: readonly { readonly range: Range; readonly places: readonly (readonly number[])[] }[] = (
  [
    ['::ffff:0:0/96', [atEnd]],
    ['::/96', [atEnd]],
    ['::ffff:0:0:0/96', [atEnd]],
    ['64:ff9b::/96', [atEnd]],
    // A network chooses the length of its own prefix. @see RFC 6052, 2.2; RFC 8215
    ['64:ff9b:1::/48', [atEnd, [6, 7, 9, 10], [7, 9, 10, 11], [9, 10, 11, 12]]],
    ['2002::/16', [[2, 3, 4, 5]]],
  ] as const
).map(([range, places]) => {
  const [address = '', prefix = ''] = range.split('/')
  return { range: { reason: '', prefix: Number(prefix), bytes: toBytes(address) ?? [] }, places }
})

const teredo: Range = { reason: '', prefix: 32, bytes: toBytes('2001::') ?? [] }

/** Every IPv4 address that an IPv6 one may stand for. */
function embeddedIn(bytes: readonly number[]): readonly (readonly number[])[] {
  const at = (places: readonly number[]) => places.map((place) => bytes[place] ?? 0)
  const found = embeddings
    .filter(({ range }) => isWithin(bytes, range))
    // Of several places, those of the other lengths are zero.
    .flatMap(({ places }) => places.map(at).filter(([first]) => places.length === 1 || first !== 0))
  // Teredo writes the address of the client with every bit turned. @see RFC 4380, 4
  if (isWithin(bytes, teredo)) found.push(at(atEnd).map((byte) => byte ^ 0xff))
  // ISATAP, whatever the network. @see RFC 5214, 6.1
  const isIsatap = ((bytes[8] ?? 0) & 0xfd) === 0 && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe
  if (isIsatap) found.push(at(atEnd))
  return found
}

function reasonFor(bytes: readonly number[]): string | undefined {
  const own = ranges.find((range) => isWithin(bytes, range))
  if (own !== undefined || bytes.length === 4) return own?.reason
  return embeddedIn(bytes)
    .map(reasonFor)
    .find((reason) => reason !== undefined)
}

function isWithin(bytes: readonly number[], range: Range): boolean {
  if (bytes.length !== range.bytes.length) return false
  for (let bit = 0; bit < range.prefix; bit += 8) {
    const mask = 0xff00 >> Math.min(8, range.prefix - bit)
    if ((((bytes[bit / 8] ?? 0) ^ (range.bytes[bit / 8] ?? 0)) & mask & 0xff) !== 0) return false
  }
  return true
}

function toBytes(text: string): readonly number[] | undefined {
  const address = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  const family = isIP(address)
  if (family === 4) return address.split('.').map(Number)
  if (family !== 6) return undefined
  // The URL parser writes an embedded IPv4 address as two groups.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = groups.split('::')
  const front = toGroups(head)
  const back = toGroups(tail ?? '')
  const middle = tail === undefined ? [] : new Array<number>(8 - front.length - back.length).fill(0)
  return [...front, ...middle, ...back].flatMap((group) => [group >> 8, group & 0xff])
}

function toGroups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
}
