/** XML of answers: a name, then attributes where there are some, then text or elements. */
export type XmlNode =
  | string
  | {
      readonly name: string
      readonly attributes?: Readonly<Record<string, string>>
      readonly content: readonly XmlNode[]
    }

/** An element; what is undefined is left out. */
export function element(
  name: string,
  ...content: readonly (XmlNode | undefined)[]
): { readonly name: string; readonly content: readonly XmlNode[] } {
  return { name, content: content.filter((node) => node !== undefined) }
}

/** An element with text, or nothing where there is none. */
export const textElement = (name: string, text: string | number | undefined): XmlNode | undefined =>
  text === undefined ? undefined : element(name, String(text))

/** A document. Byte order mark and white space are left out: some clients' parsers stumble over them. */
export const toXml = (root: XmlNode): string => `<?xml version="1.0" encoding="utf-8"?>${write(root)}`

function write(node: XmlNode): string {
  if (typeof node === 'string') return escapeText(node)
  const attributes = Object.entries(node.attributes ?? {}).map(([name, value]) => ` ${name}="${escapeText(value)}"`)
  const head = `${node.name}${attributes.join('')}`
  return node.content.length === 0 ? `<${head} />` : `<${head}>${node.content.map(write).join('')}</${node.name}>`
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

function escapeText(text: string): string {
  return (
    text
      .replaceAll(/[&<>"\r]/g, (letter) => escapes[letter] ?? letter)
      // Nothing stands for these in XML; they come back in error details only.
      .replaceAll(/(?![\t\n])\p{Cc}|[\ufffe\uffff]/gu, '?')
  )
}
