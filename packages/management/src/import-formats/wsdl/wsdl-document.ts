import { childrenNamed, localName, type XmlElement } from '../syntax/read-xml.ts'

/** One text of a WSDL: the one that was sent, or one that it imports. */
export interface WsdlDocument {
  readonly text: string
  readonly url: string | undefined
  readonly root: XmlElement
}

/** What a qualified name refers to, in any of the documents. */
export function findNamed(
  documents: readonly WsdlDocument[],
  kind: string,
  name: string | undefined,
): XmlElement | undefined {
  if (name === undefined) return undefined
  for (const { root } of documents) {
    const found = childrenNamed(root, kind).find((element) => element.attributes.get('name') === localName(name))
    if (found !== undefined) return found
  }
  return undefined
}
