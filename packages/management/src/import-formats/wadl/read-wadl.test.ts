import { describe, expect, it } from 'vitest'
import { readDefinition } from '../read-definition.ts'
import { readTemplate } from '../read-template.fixture.ts'

const wadl = (content: string) => `<application xmlns="http://wadl.dev.java.net/2009/02">${content}</application>`
const read = (content: string) => readDefinition('wadl-xml', wadl(content), { readTemplate })

describe('a WADL', () => {
  it('becomes an operation per method, with the parameters of all resources around it', async () => {
    const imported = await read(`
      <doc title="Boxes">All boxes</doc>
      <grammars><schema/></grammars>
      <resources base="https://h.example/b/">
        <resource path="/boxes/{id: [0-9]+}/">
          <param name="id" style="template" type="xs:int"/>
          <resource path="items">
            <method name="get" id="items">
              <request>
                <param name="q" style="query" required="true"><doc>Wanted</doc><option value="a"/><option value="b"/></param>
                <param name="l" style="query" repeating="true" default="x"/>
                <param name="v" style="query" required="true" fixed="1/2"/>
                <param name="m" style="matrix"/>
              </request>
              <response status="200 206"><representation mediaType="a/b" element="s:item"/></response>
            </method>
          </resource>
        </resource>
      </resources>`)
    const representations = [{ contentType: 'a/b', schemaId: 'grammars', typeName: 'item' }]
    expect(imported.properties).toEqual({
      ...{ type: 'http', displayName: 'Boxes', description: 'All boxes', serviceUrl: 'https://h.example/b' },
    })
    expect(imported.operations).toEqual([
      {
        id: 'items',
        originalId: 'items',
        tags: [],
        properties: {
          displayName: 'items',
          method: 'GET',
          urlTemplate: '/boxes/{id}/items?v=1/2&q={q}',
          templateParameters: [
            { name: 'id', type: 'integer', required: true },
            { name: 'q', type: 'string', required: true, description: 'Wanted', values: ['a', 'b'] },
          ],
          request: { queryParameters: [{ name: 'l', type: 'array', required: false, defaultValue: 'x' }] },
          responses: [200, 206].map((statusCode) => ({ statusCode, description: '', representations })),
        },
      },
    ])
    expect(imported.schemas).toEqual([
      {
        id: 'grammars',
        contentType: 'application/vnd.ms-azure-apim.wadl.grammars+xml',
        document: { value: '<grammars><schema/></grammars>' },
      },
    ])
    expect(imported.notes).toEqual([
      'Patterns of path parameters are left out: GET /boxes/{id: [0-9]+}/items.',
      'Matrix parameters are not part of an operation: GET /boxes/{id: [0-9]+}/items.',
    ])
  })

  it.each([
    ['', '<resources>', 'line 1, column 1'],
    ['<resources><resource path="a"><method/></resource></resources>', "in 'name'", 'line 1, column 85'],
    [
      '<resources><resource path="a"><method href="#x"/></resource></resources>',
      "'#x' leads to no",
      'line 1, column 85',
    ],
    [
      '<resources><resource path="{a}/{a}"><method name="GET"/></resource></resources>',
      'more than once',
      'line 1, column 91',
    ],
    [
      '<resources><resource path="a"><method name="GET"/><method name="GET"/></resource></resources>',
      'is GET /a, too',
      'line 1, column 105',
    ],
    [
      '<resources><resource path="a"><method name="GET"><response status="4XX"/></method></resource></resources>',
      "'4XX' is no status code",
      'line 1, column 104',
    ],
  ])('such as %s is refused', async (content, message, target) => {
    await expect(read(content)).rejects.toMatchObject({
      faults: expect.arrayContaining([{ code: 'ValidationError', target, message: expect.stringContaining(message) }]),
    })
  })
})
