import type { NetDictionary } from '../net/dictionary.ts'
import { argumentException } from '../net/failures.ts'
import { parseJson, parseJsonArray, parseJsonObject } from '../net/newtonsoft/parse-json.ts'
import { parseXDocument, parseXElement } from '../net/xml-linq/parse-xml-linq.ts'
import type { Run } from '../run/run.ts'
import { defineType, withRun, withTypes } from '../types/define-type.ts'
import { createDictionary } from '../types/dictionary.ts'
import { type NetType, namedType, textOfType } from '../types/net-type.ts'
import { tableOf } from '../types/table-of.ts'
import { formUrlDecode } from './form-url.ts'
import type { PolicyMessageBody } from './policy-context.ts'

type Read = (body: PolicyMessageBody, preserveContent: boolean) => unknown

const readers: Readonly<Record<string, Read>> = {
  'System.String': (body, preserve) => body.text(preserve),
  'System.Byte[]': (body, preserve) => body.bytes(preserve),
  'Newtonsoft.Json.Linq.JToken': (body, preserve) => parseJson(body.text(preserve)),
  'Newtonsoft.Json.Linq.JObject': (body, preserve) => parseJsonObject(body.text(preserve)),
  'Newtonsoft.Json.Linq.JArray': (body, preserve) => parseJsonArray(body.text(preserve)),
  'System.Xml.Linq.XDocument': (body, preserve) => parseXDocument(body.text(preserve)),
  'System.Xml.Linq.XElement': (body, preserve) => parseXElement(body.text(preserve)),
  'System.Xml.Linq.XNode': (body, preserve) => parseXElement(body.text(preserve)),
}

function readerOf(type: NetType): Read {
  const reader = Object.hasOwn(readers, type.key) ? readers[type.key] : undefined
  if (reader !== undefined) return reader
  return () => {
    throw argumentException(
      `A body cannot be read as '${textOfType(type)}': only as string, byte[], JToken, JObject, JArray, XNode, XElement and XDocument.`,
    )
  }
}

const as = withTypes((type) => {
  const read = readerOf(type)
  return (run, body: PolicyMessageBody, preserveContent: boolean) => {
    const value = read(body, preserveContent)
    run.charge(typeof value === 'string' || value instanceof Uint8Array ? value.length : 1)
    return value
  }
})

/** `Body.AsJObject()` of newer documents is `As<JObject>()`. */
const asJson = (type: string) => [
  `${type} As${type}(bool preserveContent = false)`,
  (body: PolicyMessageBody, preserve: boolean) => readers[`Newtonsoft.Json.Linq.${type}`]?.(body, preserve),
]

export const messageBodyType = defineType({
  name: 'IMessageBody',
  kind: 'interface',
  members: {
    'T As<T>(bool preserveContent = false)': as,
    ...Object.fromEntries(['JToken', 'JObject', 'JArray'].map(asJson)),
    'IDictionary<string, IList<string>> AsFormUrlEncodedContent(bool preserveContent = false)': withRun(readForm),
  },
})

function readForm(run: Run, body: PolicyMessageBody, preserveContent: boolean): NetDictionary {
  const text = run.objects.typeOf('')
  const list = text === undefined ? undefined : tableOf(text).find('IList', 1)
  if (text === undefined || list === undefined) throw new Error('Texts and lists are declared.')
  const form = createDictionary(text, namedType(list, [text]))
  for (const [name, value] of formUrlDecode(body.text(preserveContent))) {
    run.charge(1)
    const known = form.find(name)?.value
    if (Array.isArray(known)) known.push(value)
    else form.set(name, [value])
  }
  return form
}
