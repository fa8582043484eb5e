import {
  AppError,
  type Fault,
  type GlobalSchemaProperties,
  globalSchemaProperties,
  identifiers,
} from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { findJsonFault } from '../arm/json-fault.ts'
import { isJsonObject } from '../arm/request-body.ts'
import { findXmlFault } from '../arm/xml-fault.ts'
import { readXml } from '../import-formats/syntax/read-xml.ts'
import { assertNotNamedInPolicies } from './policies/policy-definitions.ts'

/** A JSON schema is kept and shown as `document`, an XML schema as `value`. @see reference: API Management, 1.11 */
export const globalSchemas = defineResource({
  type: 'Microsoft.ApiManagement/service/schemas',
  title: 'Schema',
  path: '/schemas/{schemaId}',
  identifiers: { schemaId: identifiers.schemaId },
  contract: globalSchemaProperties,
  verbs: ['put', 'delete'],
  filterable: ['name', 'description', 'schemaType'],
  async prepare(schema, { existing }) {
    if (existing !== undefined && existing.properties.schemaType !== schema.schemaType) {
      assertNoFaults([fieldFault('properties.schemaType', "'schemaType' cannot be changed.")])
    }
    const { schemaType, description } = schema
    const content = schemaType === 'json' ? readJsonSchema(schema) : await readXmlSchema(schema)
    return { properties: { schemaType, ...(description == null ? {} : { description }), ...content } }
  },
  async beforeDelete(context) {
    const { schemaId = '' } = context.identifiers
    await assertNotNamedInPolicies(context, { what: `schema '${schemaId}'`, attribute: 'schema-id', value: schemaId })
  },
})

type Content = Pick<GlobalSchemaProperties, 'value' | 'document'>

/** Sent as `document`, or as `value`: the schema itself or its text. */
function readJsonSchema({ value, document }: Content): Content {
  const sent = document ?? value
  if (isJsonObject(sent)) return { document: sent }
  if (typeof sent !== 'string') throw refuse('document', "'document' is required: a JSON schema.")
  const fault = findJsonFault(sent)
  if (fault !== undefined) {
    const found = fault.found === undefined ? 'it ends too early' : JSON.stringify(fault.found)
    throw refuse('value', `'value' is not JSON: ${found} at line ${fault.line}, column ${fault.column}.`)
  }
  const parsed: unknown = JSON.parse(sent)
  if (isJsonObject(parsed)) return { document: parsed }
  throw refuse('value', "'value' must be a JSON schema, which is an object.")
}

async function readXmlSchema({ value }: Content): Promise<Content> {
  if (typeof value !== 'string') throw refuse('value', "'value' is required: the text of an XML schema.")
  const fault = await findXmlFault(value)
  if (fault === undefined) {
    const { name, namespace } = await readXml(value)
    if (name === 'schema' && namespace === xsdNamespace) return { value }
    throw refuse('value', `'value' is no XML schema: it begins with <${name}>, not with <schema> of ${xsdNamespace}.`)
  }
  throw refuse('value', `'value' is not XML: ${fault.reason} at line ${fault.line}, column ${fault.column}.`)
}

/** Whether its types fit together shows when it is used: it may import schemas that come later. */
const xsdNamespace = 'http://www.w3.org/2001/XMLSchema'

const refuse = (field: string, message: string) => {
  const faults: readonly Fault[] = [fieldFault(`properties.${field}`, message)]
  return new AppError('ValidationError', {}, { faults })
}
