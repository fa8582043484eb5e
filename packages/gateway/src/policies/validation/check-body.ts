import { readBodyText } from '../../pipeline/body-text.ts'
import type { CallContext } from '../../pipeline/call-context.ts'
import type { PolicyServices } from '../../pipeline/policy-services.ts'
import { parseXmlTree } from '../../pipeline/xml-tree.ts'
import { compileSchema, type SchemaFault, type SchemaOptions } from '../../schemas/compile-schema.ts'
import { findJsonPlace } from '../../schemas/json-place.ts'
import {
  findTypePointer,
  followPointer,
  rootOfApiSchema,
  rootOfGlobalSchema,
  type SchemaRoot,
} from '../../schemas/schema-root.ts'
import { xmlSchemasOfApi, xmlSchemasOfInstance } from '../../schemas/xml/schema-sets.ts'
import type { XmlSchemaSet } from '../../schemas/xml/xml-schema-checker.ts'
import { definitionOf, mediaType, representationsOf } from './operation-definitions.ts'
import type { ValidationAction, ValidationError } from './validation-errors.ts'

export interface ContentRule extends Pick<SchemaOptions, 'allowsAdditionalProperties' | 'ignoresPropertyCase'> {
  /** Undefined = every type that the operation names. */
  readonly type: string | undefined
  readonly as: 'json' | 'xml' | 'soap'
  readonly schemaId: string | undefined
  /** Where in the JSON schema of that identifier the type stands, such as `#/components/schemas/address`. */
  readonly schemaRef: string | undefined
  readonly action: ValidationAction
}

export interface BodyRules {
  readonly isOfRequest: boolean
  readonly types: {
    readonly any: string | undefined
    readonly missing: string | undefined
    readonly others: readonly {
      readonly from: string | undefined
      readonly when: boolean | undefined
      readonly to: string
    }[]
  }
  readonly rules: readonly ContentRule[]
  readonly limits: {
    readonly maxBytes: number
    readonly sizeAction: ValidationAction
    readonly unspecifiedAction: ValidationAction
  }
}

/** What does not fit; a body that is too long is not looked at. */
export async function checkBody(
  context: CallContext,
  body: BodyRules,
  { xmlSchemas }: Pick<PolicyServices, 'xmlSchemas'>,
): Promise<readonly ValidationError[]> {
  const { isOfRequest, limits, rules } = body
  const message = isOfRequest ? context.request : context.response
  const type = isOfRequest ? 'RequestBody' : 'ResponseBody'
  const announced = Number(message.headers.get('Content-Length') ?? 0)
  const tooLong = (size: number): readonly ValidationError[] => [
    {
      name: '',
      type,
      validationRule: 'SizeLimit',
      details: `${isOfRequest ? "Request's" : "Response's"} body is ${size} bytes long and it exceeds the configured limit of ${limits.maxBytes} bytes.`,
      action: limits.sizeAction,
    },
  ]
  if (announced > limits.maxBytes) return tooLong(announced)
  const text = await readBodyText(message, 'validate-content')
  if (text === undefined) return []
  const size = Buffer.byteLength(text)
  if (size > limits.maxBytes) return tooLong(size)

  const found = contentTypeOf(message.headers.get('Content-Type'), body)
  const named = mediaType(found)
  const isDefined = representationsOf(context, isOfRequest).some((one) => mediaType(one.contentType) === named)
  const rule = rules.find((one) => (one.type === undefined ? isDefined : mediaType(one.type) === named))
  if (rule === undefined) {
    const details = `Unspecified content type ${found} is not allowed.`
    return [{ name: found, type, validationRule: 'Unspecified', details, action: limits.unspecifiedAction }]
  }
  if (rule.action === 'ignore') return []
  const wrong = (validationRule: ValidationError['validationRule'], details: string): ValidationError => ({
    name: found,
    type,
    validationRule,
    details,
    action: rule.action,
  })
  const subject = isOfRequest ? 'request' : 'response'
  const unread = `Body of the ${subject} cannot be validated for the content type ${found}.`
  const notConforming = (name: string, what: string, place: string): ValidationError => {
    const conforms = `Body of the ${subject} does not conform to the definition ${name}`.trimEnd()
    return wrong('IncorrectMessage', `${conforms} which is associated with the content type ${found}. ${what} ${place}`)
  }
  if (rule.as !== 'json') {
    const schemas = findXmlSchemas(context, body, rule, named)
    if (typeof schemas === 'string') return [wrong('MissingDefinition', schemas)]
    if (schemas === undefined) {
      const reason = unreadXml(text, rule.as)
      return reason === undefined ? [] : [wrong('RequestException', `${unread} ${reason}`)]
    }
    const part = rule.as === 'soap' ? 'soap-body' : 'document'
    const verdict = await xmlSchemas.check({ schemas: schemas.set, text: text.trimStart(), part })
    if (verdict.kind === 'unreadable') return [wrong('RequestException', `${unread} ${verdict.reason}`)]
    if (verdict.kind === 'unusable') {
      return [wrong('MissingDefinition', `API's schema does not exist or it could not be resolved: ${verdict.reason}.`)]
    }
    return verdict.faults.map(({ message: what, line }) => notConforming(schemas.name, what, `Line: ${line}`))
  }
  const schema = findSchema(context, body, rule, named)
  if (typeof schema === 'string') return [wrong('MissingDefinition', schema)]
  let faults: readonly SchemaFault[]
  try {
    faults = checkJson(text, schema, rule)
  } catch (error) {
    return [wrong('RequestException', `${unread} ${error instanceof Error ? error.message : error}`)]
  }
  return faults.map(({ message: what, pointer }) => {
    const { line, position } = findJsonPlace(text, pointer)
    return notConforming(schema?.name ?? '', what, `Line: ${line}, Position: ${position}`)
  })
}

function contentTypeOf(header: string | undefined, { types }: BodyRules): string {
  if (types.any !== undefined) return types.any
  const written = header === undefined || header.trim() === '' ? (types.missing ?? '') : header
  const other = types.others.find(
    ({ from, when }) => when === true || (from !== undefined && mediaType(from) === mediaType(written)),
  )
  return other?.to ?? mediaType(written)
}

interface FoundSchema {
  readonly name: string
  readonly root: SchemaRoot
  readonly pointer: string
}

/** Undefined = nothing is said of the body; a sentence when what is said cannot be found. */
function findSchema(
  context: CallContext,
  { isOfRequest }: BodyRules,
  { schemaId, schemaRef }: ContentRule,
  type: string,
): FoundSchema | string | undefined {
  if (schemaId !== undefined) {
    const found = context.globalSchemas.get(schemaId.toLowerCase())
    const root = found && globalRoot(found)
    if (root === undefined) return `There is no JSON schema '${schemaId}'.`
    const pointer = schemaRef?.replace(/^#/, '') ?? ''
    if (followPointer(root, pointer) !== undefined) return { name: schemaId, root, pointer }
    return `There is nothing at '${schemaRef}' in the schema '${schemaId}'.`
  }
  const representation = representationsOf(context, isOfRequest).find((one) => mediaType(one.contentType) === type)
  const definition = representation && definitionOf(representation, context)
  if (definition === undefined) return undefined
  const { properties, typeName } = definition
  if (properties === undefined) return "API's schema does not exist or it could not be resolved."
  const root = apiRoot(properties)
  const pointer = findTypePointer(root, typeName)
  if (pointer !== undefined) return { name: typeName, root, pointer }
  return `API's schema does not contain definition ${typeName}, which is associated with the content type ${type}.`
}

/** One object for each schema, so that what is compiled of it is found again. */
const roots = new WeakMap<object, SchemaRoot | null>()

function rootOf<Properties extends object>(properties: Properties, read: (one: Properties) => SchemaRoot | undefined) {
  let root = roots.get(properties)
  if (root === undefined) {
    root = read(properties) ?? null
    roots.set(properties, root)
  }
  return root ?? undefined
}

const globalRoot = (properties: Parameters<typeof rootOfGlobalSchema>[0]) => rootOf(properties, rootOfGlobalSchema)
export const apiRoot = (properties: Parameters<typeof rootOfApiSchema>[0]): SchemaRoot =>
  rootOf(properties, rootOfApiSchema) ?? {}

function checkJson(text: string, schema: FoundSchema | undefined, rule: ContentRule): readonly SchemaFault[] {
  const value: unknown = JSON.parse(text)
  if (schema === undefined) return []
  const { allowsAdditionalProperties, ignoresPropertyCase } = rule
  return compileSchema(schema.root, schema.pointer, { allowsAdditionalProperties, ignoresPropertyCase })(value)
}

const soapNamespaces = ['http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope']

/** Why a text is no XML, or no SOAP envelope; undefined when it is. */
function unreadXml(text: string, as: 'xml' | 'soap'): string | undefined {
  try {
    const root = parseXmlTree(text.trimStart())
    if (as === 'xml') return undefined
    const isEnvelope =
      /^(?:[^:]+:)?Envelope$/.test(root.name) && root.attributes.some(({ value }) => soapNamespaces.includes(value))
    return isEnvelope ? undefined : 'It is no SOAP envelope.'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

interface FoundXmlSchemas {
  readonly name: string
  readonly set: XmlSchemaSet
}

/** Undefined = nothing is said of the body; a sentence when what is said cannot be found. */
function findXmlSchemas(
  context: CallContext,
  { isOfRequest }: BodyRules,
  { schemaId }: ContentRule,
  type: string,
): FoundXmlSchemas | string | undefined {
  if (schemaId !== undefined) {
    const set = xmlSchemasOfInstance(context.globalSchemas, schemaId.toLowerCase())
    return set === undefined ? `There is no XML schema '${schemaId}'.` : { name: schemaId, set }
  }
  const representation = representationsOf(context, isOfRequest).find((one) => mediaType(one.contentType) === type)
  const definition = representation && definitionOf(representation, context)
  if (definition === undefined) return undefined
  const { properties, typeName } = definition
  if (properties === undefined) return "API's schema does not exist or it could not be resolved."
  const set = xmlSchemasOfApi(context.apiSchemas)
  // A schema in another language, such as JSON of OpenAPI, says nothing of XML.
  return set === undefined ? undefined : { name: typeName, set }
}
