import { AppError } from '@sluice/contracts'
import { childrenNamed, readXml, type XmlElement } from '../syntax/read-xml.ts'

const location = /(\slocation\s*=\s*)(?:"[^"]*"|'[^']*')/

/**
 * A WSDL with another address at each of its ports, and without comments: what callers of an API get to see of a
 * definition that was made for the backend.
 * @throws AppError `OperationNotAllowed` where it refers to other documents, which are at the backend
 */
export async function withAddress(text: string, url: string): Promise<string> {
  const root = await readXml(text)
  const refers = (element: XmlElement): boolean =>
    (/^(?:import|include|redefine)$/.test(element.name) &&
      (element.attributes.has('location') || element.attributes.has('schemaLocation'))) ||
    element.name === 'EndpointReference' ||
    element.children.some(refers)
  if (refers(root)) {
    throw new AppError('OperationNotAllowed', {
      reason: 'The WSDL refers to documents at the backend. Ask for another format.',
    })
  }
  const addresses = childrenNamed(root, 'service')
    .flatMap((service) => childrenNamed(service, 'port'))
    .flatMap((port) => childrenNamed(port, 'address'))
  let changed = text
  // From the end, so that the places of those before stay what they are.
  for (const { start, end } of addresses.toReversed()) {
    const element = changed.slice(start, end).replace(location, (_, name: string) => `${name}"${escapeAttribute(url)}"`)
    changed = changed.slice(0, start) + element + changed.slice(end)
  }
  return changed.replace(/<!--[\s\S]*?-->/g, '')
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
