/** Declarations, comments, CDATA, tags with quoted attributes, text between them. */
const pieces =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<!(?:[^<>"']|"[^"]*"|'[^']*')*>|<(?:[^<>"']|"[^"]*"|'[^']*')+>|[^<]+/g

/** XML with one element a line; an element that holds text alone stays on one. Mixed content is left as it came. */
export function formatXml(text: string): string | undefined {
  const found = text.trim().match(pieces)
  if (found === null || found.join('') !== text.trim() || !found.some((piece) => piece.startsWith('<')))
    return undefined
  const lines: string[] = []
  let depth = 0
  for (let at = 0; at < found.length; at += 1) {
    const piece = found[at] ?? ''
    const next = found[at + 1] ?? ''
    const afterNext = found[at + 2] ?? ''
    if (piece.trim() === '') continue
    const indent = '  '.repeat(Math.max(0, depth))
    if (!piece.startsWith('<') || piece.startsWith('<![')) {
      if (lines.length > 0 && depth > 0) return undefined
      lines.push(indent + piece.trim())
    } else if (piece.startsWith('</')) {
      depth -= 1
      if (depth < 0) return undefined
      lines.push('  '.repeat(depth) + piece)
    } else if (/^<[?!]/.test(piece) || piece.endsWith('/>')) {
      lines.push(indent + piece)
    } else if (next.startsWith('</')) {
      lines.push(indent + piece + next)
      at += 1
    } else if (isText(next) && afterNext.startsWith('</')) {
      lines.push(indent + piece + next + afterNext)
      at += 2
    } else {
      lines.push(indent + piece)
      depth += 1
    }
  }
  return depth === 0 ? lines.join('\n') : undefined
}

const isText = (piece: string) => (!piece.startsWith('<') && piece.trim() !== '') || piece.startsWith('<![CDATA[')
