import { isAppError } from '@sluice/contracts'
import { createMemoryOutgoing } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import type { ImportFormat, ImportOptions } from './imported-api.ts'
import { parseImportFormat, readDefinition } from './read-definition.ts'
import { readTemplate } from './read-template.fixture.ts'

/** The first fault of a definition that is refused. */
async function faultOf(format: ImportFormat, value: string, options: Partial<ImportOptions> = {}): Promise<string[]> {
  try {
    await readDefinition(format, value, { readTemplate, ...options })
  } catch (error) {
    if (!isAppError(error)) throw error
    return [error.code, error.faults[0]?.target ?? '', error.faults[0]?.message ?? '']
  }
  return ['accepted']
}

const head = 'openapi: 3.0.0\ninfo: {title: x, version: 1}\n'
const get = (operation: string) => `${head}paths:\n  /a:\n    get: ${operation}`

describe('a malformed definition', () => {
  it.each<[string, ImportFormat, string, string, string]>([
    ['is empty', 'openapi', ' ', 'properties.value', 'The definition is empty.'],
    ['ends too early', 'openapi', '{"openapi": "3.0.0",', 'line 1, column 21', 'The JSON text ends too early.'],
    ['is no JSON', 'openapi', '{\n "openapi": 3.0.0}', 'line 2, column 13', 'This is not JSON: "3" cannot stand here.'],
    [
      'is no YAML',
      'openapi',
      'openapi: [3',
      'line 1, column 12',
      'This is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ].',
    ],
    [
      'repeats a key',
      'openapi',
      'openapi: 3.0.0\nopenapi: 3.0.0',
      'line 2, column 1',
      "This is not YAML: the key 'openapi' is there twice.",
    ],
    ['is a list', 'openapi', '[]', 'line 1, column 1', '#: A definition has to be an object.'],
    [
      'is XML',
      'openapi',
      '<a/>',
      'properties.value',
      'This is XML: WADL has the format wadl-xml, WSDL the format wsdl.',
    ],
    [
      'is something else',
      'openapi',
      'a: 1',
      'line 1, column 1',
      "#: This is no OpenAPI definition: it has neither 'openapi' nor 'swagger'.",
    ],
    [
      'is too old',
      'swagger-json',
      '{"swagger": "1.2"}',
      'line 1, column 13',
      '#/swagger: Version "1.2" is not read. It has to be "2.0".',
    ],
    [
      'is too new',
      'openapi',
      'openapi: 4.0.0',
      'line 1, column 10',
      '#/openapi: Version "4.0.0" is not read. It has to be 3.0 or 3.1.',
    ],
    ['has no info', 'openapi', 'openapi: 3.0.0\npaths: {}', 'line 1, column 1', "#/info: 'info' is required."],
    [
      'has no title',
      'openapi',
      'openapi: 3.0.0\ninfo: {version: 1}\npaths: {}',
      'line 2, column 7',
      "#/info/title: 'title' is required.",
    ],
    ['has no paths', 'openapi', head, 'line 1, column 1', "#: 'paths' is required."],
    [
      'has paths of no kind',
      'openapi',
      `${head}paths: []`,
      'line 3, column 8',
      "#/paths: 'paths' has to be an object.",
    ],
    [
      'has a path without a slash',
      'openapi',
      `${head}paths:\n  a:\n    get: {}`,
      'line 5, column 5',
      '#/paths/a: A path begins with a slash.',
    ],
    [
      'has a path that is a text',
      'openapi',
      `${head}paths:\n  /a: x`,
      'line 4, column 7',
      '#/paths/~1a: A path has to be an object.',
    ],
    [
      'has an operation that is a text',
      'openapi',
      get('x'),
      'line 5, column 10',
      '#/paths/~1a/get: An operation has to be an object.',
    ],
    [
      'has a parameter without a place',
      'openapi',
      get('{parameters: [{name: q}]}'),
      'line 5, column 24',
      "#/paths/~1a/get/parameters/0: 'in' is required: it has to be one of path, query, header, cookie.",
    ],
    [
      'has a parameter without a name',
      'openapi',
      get('{parameters: [{in: query}]}'),
      'line 5, column 24',
      "#/paths/~1a/get/parameters/0: 'name' is required.",
    ],
    [
      'has a parameter twice',
      'openapi',
      get('{parameters: [{in: query, name: q}, {in: query, name: q}]}'),
      'line 5, column 46',
      "#/paths/~1a/get/parameters/1: The query parameter 'q' is there twice.",
    ],
    [
      'refers to nothing',
      'openapi',
      get("{parameters: [{$ref: '#/components/parameters/P'}]}"),
      'line 5, column 24',
      "#/paths/~1a/get/parameters/0: The reference '#/components/parameters/P' leads to nothing.",
    ],
    [
      'refers in a circle',
      'openapi',
      `${get("{parameters: [{$ref: '#/components/parameters/P'}]}")}\ncomponents: {parameters: {P: {$ref: '#/components/parameters/P'}}}`,
      'line 5, column 24',
      '#/paths/~1a/get/parameters/0: The references lead round in a circle.',
    ],
    [
      'refers to a file',
      'openapi',
      get('{parameters: [{$ref: ./p.yaml}]}'),
      'line 5, column 24',
      "#/paths/~1a/get/parameters/0: './p.yaml' refers to a file, which only an import from a link can find. Put its content into the definition.",
    ],
    [
      'refers to a local file',
      'openapi',
      get('{parameters: [{$ref: "file:///etc/passwd"}]}'),
      'line 5, column 24',
      "#/paths/~1a/get/parameters/0: 'file:///etc/passwd' refers to something else than an http or https address.",
    ],
    [
      'has a placeholder that nobody declares',
      'openapi',
      `${head}paths:\n  '/a/{id}':\n    get: {}`,
      'line 5, column 5',
      "#/paths/~1a~1{id}: The placeholder {id} of GET /a/{id} has no parameter in 'path'.",
    ],
    [
      'has a placeholder of another system',
      'openapi',
      `${head}paths:\n  '/a/{proxy+}':\n    get: {}`,
      'line 5, column 5',
      '#/paths/~1a~1{proxy+}: The placeholder {proxy+} is of another system: here a name stands alone in its braces, and all the rest of a path is {*name} at the end.',
    ],
    [
      'has a status that is none',
      'openapi',
      get('{responses: {ok: {description: x}}}'),
      'line 5, column 27',
      "#/paths/~1a/get/responses/ok: 'ok' is no status code.",
    ],
    [
      'has a schema that is a text',
      'openapi',
      get('{responses: {200: {content: {a/b: {schema: x}}}}}'),
      'line 5, column 53',
      '#/paths/~1a/get/responses/200/content/a~1b/schema: A schema has to be an object.',
    ],
    [
      'has the same operation twice',
      'openapi',
      `${head}paths:\n  /a: {get: {}}\n  /A: {get: {}}`,
      'line 5, column 13',
      '#/paths/~1A/get: GET /A and GET /a have the same method and URL template.',
    ],
    ['is no WADL', 'wadl-xml', '<a/>', 'line 1, column 1', '<a> is not the beginning of a WADL.'],
    ['is no XML', 'wadl-xml', '<a>\n</b>', 'line 2, column 5', 'This is not XML: unexpected close tag.'],
    [
      'has an entity',
      'wsdl',
      '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
      'line 1, column 37',
      'This is not XML: undefined entity.',
    ],
    [
      'is WSDL 2.0',
      'wsdl',
      '<description xmlns="http://www.w3.org/ns/wsdl"/>',
      'line 1, column 1',
      'This is WSDL 2.0; only WSDL 1.1 is read.',
    ],
    [
      'has no SOAP binding',
      'wsdl',
      '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"/>',
      'properties.value',
      'There is no binding for SOAP 1.1 or 1.2 over HTTP in this WSDL.',
    ],
  ])('that %s is refused with place and reason', async (_, format, value, target, message) => {
    expect(await faultOf(format, value)).toEqual(['ValidationError', target, message])
  })

  it('that is too long or nested too deeply is refused', async () => {
    expect(await faultOf('openapi', 'x'.repeat(11), { maxTextLength: 10 })).toContain(
      'The definition has more than 10 characters.',
    )
    expect(await faultOf('openapi', `${'['.repeat(300)}${']'.repeat(300)}`)).toContain(
      'The definition is nested more than 200 levels deep.',
    )
    expect(await faultOf('wadl-xml', '<a>'.repeat(300))).toContain('The elements are nested more than 200 levels deep.')
  })

  it('whose aliases stand for more than any memory holds is refused', async () => {
    const levels = Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(',')}]`)
    const [code, , message] = await faultOf('openapi', `a0: &a0 [x]\n${levels.join('\n')}`)
    expect([code, message]).toEqual([
      'ValidationError',
      'This YAML text is not read: Excessive alias count indicates a resource exhaustion attack.',
    ])
  })

  it('lists all faults, each with its own place', async () => {
    const text = `${head}paths:\n  /a: {get: {parameters: [{}, {name: x, in: y}]}}\n  b: {get: {}}`
    const refused = readDefinition('openapi', text, { readTemplate })
    await expect(refused).rejects.toMatchObject({
      faults: [{ target: 'line 4, column 27' }, { target: 'line 4, column 31' }, { target: 'line 5, column 6' }],
    })
  })
})

describe('the format of a definition', () => {
  it('is one of those that are imported, in any letter case', () => {
    expect(parseImportFormat('OpenAPI+JSON-link')).toBe('openapi+json-link')
  })

  it.each([
    ['graphql-link', "'graphql-link' is not imported: definitions of graphql are not supported."],
    ['odata', "'odata' is not imported: definitions of odata are not supported."],
    ['grpc-link', "'grpc-link' is not imported: definitions of grpc are not supported."],
    ['raml', expect.stringMatching(/^'format' must be one of 'openapi', /)],
  ])('is refused when it is %s', (format, message) => {
    expect(() => parseImportFormat(format)).toThrow(
      expect.objectContaining({ faults: [{ code: 'ValidationError', target: 'properties.format', message }] }),
    )
  })
})

describe('a definition that is linked to', () => {
  const files: Readonly<Record<string, string>> = {
    '/api/openapi.yaml': `${head}servers: [{url: ../v2}]\npaths:\n  /pets: {$ref: paths/pets.yaml#/pets}\n`,
    '/api/paths/pets.yaml':
      'pets:\n  get:\n    parameters: [{$ref: ../parameters.json#/limit}]\n    responses: {"200": {description: ok, content: {application/json: {schema: {$ref: ../pet.yaml}}}}}\n',
    '/api/parameters.json': '{"limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}}',
    '/api/pet.yaml':
      'type: object\nproperties: {friends: {type: array, items: {$ref: "#"}}, owner: {$ref: "#/$defs/owner"}}\n$defs: {owner: {type: string}}\n',
    '/endless/0.yaml': get('{$ref: 1.yaml}'),
    '/broken.yaml': get('{parameters: [{$ref: "p.yaml"}]}'),
    '/p.yaml': 'name: [',
    '/missing.yaml': get('{parameters: [{$ref: "gone.yaml"}]}'),
    '/moved.yaml': '/api/openapi.yaml',
  }
  const outgoing = () =>
    createMemoryOutgoing(({ url }) => {
      const { pathname } = new URL(url)
      const n = Number(/^\/endless\/(\d+)\.yaml$/.exec(pathname)?.[1] ?? 0)
      if (n > 0) return new Response(`{"name": "x", "in": {"$ref": "y"}, "$ref": "${n + 1}.yaml"}`)
      const file = files[pathname]
      if (pathname === '/moved.yaml') return new Response(null, { status: 302, headers: { location: file ?? '' } })
      return new Response(file ?? 'none', { status: file === undefined ? 404 : 200 })
    })

  it('is fetched with all that it refers to, each once, relative to where it is', async () => {
    const client = outgoing()
    const options = { readTemplate, outgoing: client }
    const imported = await readDefinition('openapi-link', ' https://defs.example/moved.yaml ', options)
    expect(client.requests.map(({ url }) => new URL(url).pathname)).toEqual([
      ...['/moved.yaml', '/api/openapi.yaml', '/api/paths/pets.yaml', '/api/parameters.json', '/api/pet.yaml'],
    ])
    expect(imported.properties.serviceUrl).toBe('https://defs.example/v2')
    expect(imported.operations[0]?.properties).toMatchObject({
      request: { queryParameters: [{ name: 'limit', type: 'integer' }] },
      responses: [{ representations: [{ typeName: 'pet' }] }],
    })
    const owner = { $ref: '#/components/schemas/owner' }
    const friends = { type: 'array', items: { $ref: '#/components/schemas/pet' } }
    expect(imported.schemas[0]?.document).toEqual({
      components: {
        schemas: {
          pet: { type: 'object', properties: { friends, owner }, $defs: { owner: { type: 'string' } } },
          owner: { type: 'string' },
        },
      },
    })
    expect(imported.source.text).toBe(files['/api/openapi.yaml'])
  })

  it.each([
    [
      'https://defs.example/nowhere.yaml',
      'properties.value',
      'The call to https://defs.example failed: it answers 404.',
    ],
    [
      'http://169.254.169.254/',
      'properties.value',
      'The address http://169.254.169.254/ is not called: it is the address of cloud metadata.',
    ],
    [
      'https://defs.example/broken.yaml',
      'line 1, column 8 of https://defs.example/p.yaml',
      expect.stringContaining('This is not YAML'),
    ],
    [
      'https://defs.example/missing.yaml',
      'properties.value',
      'The call to https://defs.example failed: it answers 404.',
    ],
  ])('is refused with the reason when %s cannot be read', async (url, target, message) => {
    expect(await faultOf('openapi-link', url, { outgoing: outgoing() })).toEqual(['ValidationError', target, message])
  })

  it('is refused where nothing is fetched', async () => {
    expect(await faultOf('openapi-link', 'https://defs.example/')).toEqual([
      ...['ValidationError', 'properties.value', 'Links are not followed here.'],
    ])
  })

  it('is refused when one document refers to the next without end', async () => {
    const text = get('{parameters: [{$ref: "https://defs.example/endless/1.yaml"}]}')
    expect(await faultOf('openapi', text, { outgoing: outgoing() })).toEqual([
      ...['ValidationError', 'properties.value'],
      'The documents that are referred to refer to others more than 10 times over.',
    ])
  })
})
