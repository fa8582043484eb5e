import type { OperationProperties } from '@sluice/contracts'
import { childNamed, childrenNamed, localName, type XmlElement } from '../syntax/read-xml.ts'
import { grammarsId, type WadlReading } from './wadl-reading.ts'

type ParameterContract = OperationProperties['templateParameters'][number]
type Response = NonNullable<OperationProperties['responses']>[number]
type Representation = NonNullable<Response['representations']>[number]

/** Title and text of the first `<doc>`. */
export function readDoc(element: XmlElement): { readonly title?: string; readonly text?: string } {
  const doc = childNamed(element, 'doc')
  const title = doc?.attributes.get('title')?.trim()
  const text = doc?.text
  return { ...(title ? { title } : {}), ...(text ? { text } : {}) }
}

/** Types of XML Schema in the words of our resources; any other is text. */
const types: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  ...Object.fromEntries(['int', 'integer', 'long', 'short', 'byte', 'unsignedInt'].map((name) => [name, 'integer'])),
  ...Object.fromEntries(['double', 'float', 'decimal'].map((name) => [name, 'number'])),
}

export function readParameter(reading: WadlReading, param: XmlElement): ParameterContract {
  const name = param.attributes.get('name') ?? ''
  if (name === '') reading.report(param, "A <param> has to have a 'name'.")
  const isList = param.attributes.get('repeating') === 'true'
  const type = types[localName(param.attributes.get('type') ?? '')] ?? 'string'
  const fallback = param.attributes.get('default') ?? param.attributes.get('fixed')
  const values = childrenNamed(param, 'option').flatMap((option) => option.attributes.get('value') ?? [])
  const { title, text = title } = readDoc(param)
  return {
    name,
    type: isList ? 'array' : type,
    ...(text === undefined ? {} : { description: text }),
    ...(fallback === undefined ? {} : { defaultValue: fallback }),
    required: param.attributes.get('required') === 'true',
    ...(values.length > 0 ? { values } : {}),
  }
}

export function readRepresentations(reading: WadlReading, parent: XmlElement | undefined): Representation[] {
  return childrenNamed(parent, 'representation').flatMap((entry) => {
    const representation = reading.resolve(entry)
    const contentType = representation.attributes.get('mediaType')
    if (contentType === undefined || contentType === '') return []
    const element = representation.attributes.get('element')
    const fields = childrenNamed(representation, 'param')
      .map((param) => reading.resolve(param))
      .filter((param) => param.attributes.get('style') === 'query')
    return [
      {
        contentType,
        ...(element !== undefined && reading.hasGrammars ? { schemaId: grammarsId, typeName: localName(element) } : {}),
        ...(fields.length > 0 ? { formParameters: fields.map((param) => readParameter(reading, param)) } : {}),
      },
    ]
  })
}

/** A `<response>` may stand for several status codes; one that names none is the answer 200. */
export function readWadlResponses(reading: WadlReading, method: XmlElement): Response[] {
  const byStatus = new Map<number, Response>()
  for (const response of childrenNamed(method, 'response')) {
    const statuses = (response.attributes.get('status') ?? '200').trim().split(/\s+/)
    const headers = childrenNamed(response, 'param')
      .map((param) => reading.resolve(param))
      .filter((param) => param.attributes.get('style') === 'header')
      .map((param) => readParameter(reading, param))
    const representations = readRepresentations(reading, response)
    for (const status of statuses) {
      if (!/^[1-5]\d\d$/.test(status)) {
        reading.report(response, `'${status}' is no status code.`)
        continue
      }
      const known = byStatus.get(Number(status))
      const all = [...(known?.representations ?? []), ...representations]
      const allHeaders = [...(known?.headers ?? []), ...headers]
      byStatus.set(Number(status), {
        statusCode: Number(status),
        description: readDoc(response).text ?? readDoc(response).title ?? known?.description ?? '',
        ...(all.length > 0 ? { representations: all } : {}),
        ...(allHeaders.length > 0 ? { headers: allHeaders } : {}),
      })
    }
  }
  return [...byStatus.values()]
}
