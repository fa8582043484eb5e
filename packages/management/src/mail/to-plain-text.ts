const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  copy: '©',
}

/** Elements whose content nobody reads. */
const unread = new Set(['head', 'style', 'script', 'title'])
/** Elements that begin and end a line, and those with an empty line around them. */
const lines = new Set(['div', 'tr', 'table', 'br', 'dd', 'dt'])
const paragraphs = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'hr', 'blockquote', 'pre', 'dl', 'ul', 'ol'])

/** The text alternative of an HTML mail: paragraphs, list items and, behind their words, the addresses of links. */
export function toPlainText(html: string): string {
  const pieces: string[] = []
  let hidden: string | undefined
  let link: { readonly address: string; readonly from: number } | undefined
  for (const token of withoutComments(html).match(/<[^<>]*>|[^<]+|</g) ?? []) {
    const tag = /^<(\/?)([a-z][a-z0-9]*)/i.exec(token)
    if (tag === null) {
      if (hidden === undefined && !token.startsWith('<!')) pieces.push(decodeEntities(token).replace(/\s+/g, ' '))
      continue
    }
    const isEnd = tag[1] === '/'
    const name = tag[2]?.toLowerCase() ?? ''
    if (hidden !== undefined) {
      if (isEnd && name === hidden) hidden = undefined
    } else if (unread.has(name) && !isEnd && !token.endsWith('/>')) hidden = name
    else if (paragraphs.has(name)) pieces.push('\n\n')
    else if (name === 'li') pieces.push(isEnd ? '' : '\n- ')
    else if (name === 'td' || name === 'th') pieces.push(' ')
    else if (lines.has(name)) pieces.push('\n')
    else if (name === 'a' && !isEnd) link = { address: addressOf(token) ?? '', from: pieces.length }
    else if (name === 'a' && link !== undefined) {
      const words = pieces.slice(link.from).join('').trim()
      if (link.address !== '' && words !== link.address) pieces.push(` (${link.address})`)
      link = undefined
    }
  }
  return pieces
    .join('')
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/g, ' '))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Where the links of an HTML mail lead, in order, each once. */
export function linksOf(html: string): readonly string[] {
  const addresses = (html.match(/<a\s[^<>]*>/gi) ?? []).map(addressOf).filter((address) => address !== undefined)
  return [...new Set(addresses)]
}

/** Not by one expression: of many comments that never end it would look for the end of each. */
function withoutComments(html: string): string {
  const pieces: string[] = []
  let at = 0
  for (let start = html.indexOf('<!--'); start >= 0; start = html.indexOf('<!--', at)) {
    const end = html.indexOf('-->', start)
    pieces.push(html.slice(at, start))
    at = end < 0 ? html.length : end + 3
  }
  return `${pieces.join('')}${html.slice(at)}`
}

function addressOf(tag: string): string | undefined {
  const match = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag)
  return match === null ? undefined : decodeEntities(match[1] ?? match[2] ?? '')
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole
    const point = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal)
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole
  })
}
