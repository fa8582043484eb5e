// Definitions as they are met in the world: the collection of @readme/oas-examples and some of our own.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validate } from '@readme/openapi-parser'
import { operationProperties } from '@sluice/contracts'
import { parseUrlTemplate } from '@sluice/gateway'
import { describe, expect, it } from 'vitest'
import {
  type ApiModel,
  type ExportTarget,
  isWantedSource,
  writeDefinition,
} from '../../packages/management/src/import-formats/export-definition.ts'
import type { ImportedApi, ImportFormat } from '../../packages/management/src/import-formats/imported-api.ts'
import { planImport } from '../../packages/management/src/import-formats/plan-import.ts'
import { readDefinition } from '../../packages/management/src/import-formats/read-definition.ts'
import { workspaceFolder } from '../architecture/workspace.ts'

const examples = join(workspaceFolder, 'node_modules/@readme/oas-examples')
const own = join(workspaceFolder, 'tests/definitions')

const options = {
  readTemplate(template: string) {
    const { template: read, faults } = parseUrlTemplate(template)
    return { parameterNames: read?.parameterNames ?? [], faults: faults.map(({ message }) => message) }
  },
}

const formatOf = (file: string): ImportFormat =>
  file.endsWith('.wadl') ? 'wadl-xml' : file.endsWith('.wsdl') ? 'wsdl' : 'openapi'

const read = (file: string): Promise<ImportedApi> =>
  readDefinition(formatOf(file), readFileSync(join(/^\d/.test(file) ? examples : own, file), 'utf8'), options)

/** File, version, operations, tags, named and inline schemas. */
const table: readonly (readonly [string, string, number, number, number])[] = [
  ['2.0/json/api-with-examples.json', '2.0', 2, 0, 0],
  ['2.0/json/petstore-expanded.json', '2.0', 4, 0, 8],
  ['2.0/json/petstore-minimal.json', '2.0', 1, 0, 2],
  ['2.0/json/petstore-simple.json', '2.0', 3, 1, 6],
  ['2.0/json/petstore-with-external-docs.json', '2.0', 4, 0, 8],
  ['2.0/yaml/petstore.yaml', '2.0', 20, 3, 22],
  ['2.0/yaml/schema-circular.yaml', '2.0', 1, 0, 1],
  ['3.0/json/callbacks.json', '3.0.0', 1, 0, 2],
  ['3.0/json/circular-paths.json', '3.0.0', 3, 0, 10],
  ['3.0/json/circular-request-bodies.json', '3.0.0', 4, 0, 5],
  ['3.0/json/complex-nesting.json', '3.0.3', 5, 0, 13],
  ['3.0/json/discriminators.json', '3.0.3', 10, 1, 34],
  ['3.0/json/file-uploads.json', '3.0.3', 3, 2, 3],
  ['3.0/json/http-status-codes.json', '3.0.3', 89, 5, 0],
  ['3.0/json/link-example.json', '3.0.0', 6, 0, 5],
  ['3.0/json/openapi-workshop/title.json', '3.0.0', 0, 0, 0],
  ['3.0/json/parameters-cookies.json', '3.0.3', 1, 0, 0],
  ['3.0/json/polymorphism.json', '3.0.3', 13, 0, 20],
  ['3.0/json/readme-legacy.json', '3.0.2', 36, 12, 120],
  ['3.0/json/request-examples.json', '3.0.0', 11, 3, 8],
  ['3.0/json/schema-circular.json', '3.0.3', 3, 0, 14],
  ['3.0/json/schema-types.json', '3.0.3', 21, 8, 22],
  ['3.0/json/security.json', '3.0.3', 15, 5, 0],
  ['3.0/json/star-trek.json', '3.0.1', 120, 40, 422],
  ['3.0/yaml/petstore.yaml', '3.0.0', 20, 3, 27],
  ['3.0/yaml/response-schemas.yaml', '3.0.3', 8, 0, 10],
  ['3.0/yaml/server-path-level.yaml', '3.0.3', 7, 2, 0],
  ['3.0/yaml/uspto.yaml', '3.0.1', 3, 2, 5],
  ['3.1/json/petstore.json', '3.1.0', 20, 3, 27],
  ['3.1/json/readme.json', '3.1.0', 54, 15, 136],
  ['3.1/json/schema-types.json', '3.1.0', 23, 10, 24],
  ['3.1/json/webhooks.json', '3.1.0', 0, 0, 1],
  ['3.1/yaml/schema-validation-local.yaml', '3.1.0', 5, 0, 41],
  ['3.1/yaml/security.yaml', '3.1.0', 15, 6, 0],
  ['3.1/yaml/train-travel.yaml', '3.1.0', 7, 4, 26],
  ['overloads.yaml', '3.0.3', 5, 0, 1],
  ['storage.wadl', 'WADL', 5, 0, 0],
  ['jersey.wadl', 'WADL', 3, 0, 0],
  ['calculator.wsdl', 'WSDL 1.1', 2, 0, 0],
  ['stock-quote.wsdl', 'WSDL 1.1', 2, 0, 0],
]

describe('definitions as they are met', () => {
  it.each(table)('reads %s (%s): %i operations, %i tags, %i schemas', async (file, version, ...counts) => {
    const imported = await read(file)
    expect([imported.version, imported.operations.length, imported.tags.length, schemaNames(imported).length]).toEqual([
      version,
      ...counts,
    ])
    for (const { properties } of imported.operations) expect(operationProperties.parse(properties)).toEqual(properties)
    expect(new Set(imported.operations.map(({ id }) => id)).size).toBe(imported.operations.length)
  })

  it('reads JSON and YAML of one definition alike', async () => {
    const { stringify } = await import('yaml')
    const files = [
      '2.0/json/petstore.json',
      '3.0/json/discriminators.json',
      '3.0/json/link-example.json',
      '3.1/json/train-travel.json',
    ]
    for (const file of files) {
      const { source, ...fromJson } = await read(file)
      const { source: other, ...fromYaml } = await readDefinition(
        'openapi',
        stringify(JSON.parse(source.text)),
        options,
      )
      expect([source.mediaType, other.mediaType]).toEqual(['application/json', 'application/yaml'])
      expect(fromYaml).toEqual(fromJson)
    }
  })

  it.each([
    ['3.0/json/parameters-common.json', 'more than once'],
    ['3.1/yaml/parameters-style.yaml', 'fragment'],
  ])('refuses %s, whose paths no gateway could tell apart', async (file, reason) => {
    await expect(read(file)).rejects.toMatchObject({
      code: 'ValidationError',
      faults: expect.arrayContaining([
        expect.objectContaining({
          target: expect.stringMatching(/^line \d+, column \d+$/),
          message: expect.stringContaining(reason),
        }),
      ]),
    })
  })
})

const targets: readonly ExportTarget[] = ['openapi-2.0', 'openapi-3.0', 'openapi-3.1', 'wadl']
const roundTrips = table
  .map(([file]) => file)
  .filter((file) => !/star-trek|http-status|readme/.test(file))
  .flatMap((file) => targets.map((target) => [file, target] as const))

describe('definitions that are generated from what was read', () => {
  it.each(roundTrips)('of %s as %s are valid and say the same', async (file, target) => {
    const imported = await read(file)
    const text = await writeDefinition(toModel(imported), target, 'yaml')
    const again = await readDefinition(target === 'wadl' ? 'wadl-xml' : 'openapi', text, options)
    if (target !== 'wadl') expect(await faultsOf(text, target)).toEqual([])
    expect(toOutlines(again)).toEqual(toOutlines(imported))
    expect(isWantedSource(again, target, 'yaml')).toBe(true)
    const isSameVersion = imported.format === (target === 'openapi-2.0' ? 'swagger' : 'openapi')
    if (!isSameVersion || target === 'wadl') return
    const { added, changed, removed } = planImport(imported.operations, again, { sourceIsReimport: true })
    expect({ added, changed, removed }).toEqual({ added: [], changed: [], removed: [] })
    expect(schemaNames(again)).toEqual(schemaNames(imported))
    expect(again.tags).toEqual(imported.tags)
  })

  it('are the same whether they are written as JSON or as YAML', async () => {
    const model = toModel(await read('3.1/json/train-travel.json'))
    const { parse } = await import('yaml')
    for (const target of ['openapi-2.0', 'openapi-3.0', 'openapi-3.1'] as const) {
      const json = JSON.parse(await writeDefinition(model, target, 'json'))
      expect(parse(await writeDefinition(model, target, 'yaml'))).toEqual(json)
    }
  })
})

function toModel({ properties, operations, schemas, tags }: ImportedApi): ApiModel {
  const { displayName = 'Unnamed', description, termsOfServiceUrl, contact, license } = properties
  const subscriptionKeyParameterNames = { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' }
  return {
    api: {
      ...{ displayName, description, termsOfServiceUrl, contact, license },
      ...{ subscriptionRequired: true, subscriptionKeyParameterNames },
    },
    gatewayUrls: ['https://gateway.example.com/suffix/v1'],
    ...{ operations, schemas, tags },
  }
}

/** Definitions put operations of one path together. */
const toOutlines = ({ operations }: ImportedApi) => operations.map(toOutline).sort((a, b) => (a.id < b.id ? -1 : 1))

/** What every format can say. */
const toOutline = ({ id, properties }: ImportedApi['operations'][number]) => ({
  id,
  method: properties.method,
  urlTemplate: properties.urlTemplate,
  displayName: properties.displayName,
  template: properties.templateParameters.map(({ name }) => name),
  query: properties.request?.queryParameters?.map(({ name }) => name),
  headers: properties.request?.headers?.map(({ name }) => name),
  responses: properties.responses?.map(({ statusCode, headers }) => [statusCode, headers?.map(({ name }) => name)]),
})

function schemaNames({ schemas }: ImportedApi): string[] {
  const [document] = schemas.map((schema) => schema.document as Record<string, Record<string, object>>)
  const named = document?.components?.schemas ?? document?.definitions
  return Object.keys(named ?? {}).sort()
}

async function faultsOf(text: string, target: ExportTarget): Promise<readonly string[]> {
  const { parse } = await import('yaml')
  // No rule of 2.0: a schema may require what another one of its allOf describes.
  const swagger = { 'unknown-required-schema-property': 'warning' } as const
  const result = await validate(parse(text), { validate: { rules: { swagger } } })
  expect(result.specification).toBe(target === 'openapi-2.0' ? 'Swagger' : 'OpenAPI')
  return result.valid ? [] : result.errors.map(({ message }) => message)
}
