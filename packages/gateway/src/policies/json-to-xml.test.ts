import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createPolicyBench, document } from '../pipeline/policy-bench.fixture.ts'

const policy = (attributes = '') => `<json-to-xml apply="always" consider-accept-header="false" ${attributes} />`

/** What the backend gets of a request body. */
async function convert(json: string | Uint8Array, attributes = '', headers: readonly string[] = []) {
  const bench = createPolicyBench({ documents: { api: document('inbound', policy(attributes)) } })
  const answer = await bench.send({ method: 'POST', body: json, headers })
  return bench.client.requests[0]?.text() ?? `${answer.status} ${answer.context.lastError?.message}`
}

const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

describe('json-to-xml', () => {
  it.each([
    ['{"a":1,"b":"x"}', '<Document><a>1</a><b>x</b></Document>'],
    ['{"only":{"a":true,"b":false}}', '<only><a>True</a><b>False</b></only>'],
    ['{"only":[1,2]}', '<Document><only>1</only><only>2</only></Document>'],
    ['{"a":[],"b":null}', `<Document><a /><b xsi:nil="true" ${xsi} /></Document>`],
    ['{"a":{},"b":""}', '<Document><a /><b /></Document>'],
    ['{"a":[[1,2],[3]],"b":0}', '<Document><a><a>1</a><a>2</a></a><a><a>3</a></a><b>0</b></Document>'],
    ['{}', '<Document />'],
    ['[1,{"a":2}]', '<Document><Item>1</Item><Item><a>2</a></Item></Document>'],
    ['[]', '<Document />'],
    ['"x"', '<Document>x</Document>'],
    ['{"b":1,"1":2,"a":3}', '<Document><b>1</b><_x0031_>2</_x0031_><a>3</a></Document>'],
    ['{"n":12345678901234567890.10,"e":1e5}', '<Document><n>12345678901234567890.10</n><e>1e5</e></Document>'],
    ['{"a b":1,"c:d":2}', '<Document><a_x0020_b>1</a_x0020_b><c_x003A_d>2</c_x003A_d></Document>'],
    ['{"t":"<&>\\"","u":"\\u0001\\ud800"}', '<Document><t>&lt;&amp;&gt;"</t><u>\ufffd\ufffd</u></Document>'],
    ['{"first_name":"x","y":1}', '<Document><first_name>x</first_name><y>1</y></Document>'],
    ['{"a":1,"a":2}', '<Document><a>1</a><a>2</a></Document>'],
  ])('makes of %s: %s', async (json, xml) => {
    expect(await convert(json)).toBe(xml)
  })

  it.each([
    ['2012-03-21T05:40:12.340Z', '2012-03-21T05:40:12.34Z'],
    ['2012-03-21T05:40:12+02:00', '2012-03-21T03:40:12Z'],
    ['2012-03-21T05:40:12.000', '2012-03-21T05:40:12'],
    ['/Date(1332308412340)/', '2012-03-21T05:40:12.34Z'],
    ['2012-13-45T05:40:12Z', '2012-13-45T05:40:12Z'],
    ['2012-03-21', '2012-03-21'],
  ])('writes the date %s as %s unless parse-date is false', async (date, written) => {
    expect(await convert(`{"d":"${date}"}`)).toBe(`<d>${written}</d>`)
    expect(await convert(`{"d":"${date}"}`, 'parse-date="false"')).toBe(`<d>${date}</d>`)
  })

  it('parts names at the separator where the prefix is declared', async () => {
    const json = '{"s_a":{"xmlns_s":"urn:s","xmlns":"urn:d","s_b":1,"t_c":2}}'
    expect(await convert(json, 'namespace-prefix="xmlns"')).toBe(
      '<s:a xmlns:s="urn:s" xmlns="urn:d"><s:b>1</s:b><t_c>2</t_c></s:a>',
    )
  })

  it.each([
    ['attribute-block-name="#a"', '{"x":{"#a":{"k":"1 \\"&","n":null},"y":2}}', '<x k="1 &quot;&amp;"><y>2</y></x>'],
    ['attribute-prefix="@"', '{"x":{"@k":1,"@":2,"@o":{}}}', '<x k="1"><_x0040_>2</_x0040_><_x0040_o /></x>'],
    ['invalid-character-replacement="-"', '{"a b":{"1":2}}', '<a-b><_1>2</_1></a-b>'],
    ['trim-values="true"', '{"a":" x "}', '<a>x</a>'],
  ])('has %s', async (attributes, json, xml) => {
    expect(await convert(json, attributes)).toBe(xml)
  })

  it.each([
    ['{"a":}', "at character 6, a value is expected, not '}'"],
    ['{"a":1', "at character 7, ',' or '}' is expected, not the end"],
    ['[1,]', "at character 4, a value is expected, not ']'"],
    ['01', "at character 2, the end is expected, not '1'"],
    ["{'a':1}", "at character 2, a name in quotes is expected, not '''"],
    ['"\u0001"', `at character 1, a proper string is expected, not '"'`],
    ['nul', "at character 1, a value is expected, not 'n'"],
    ['['.repeat(600), 'values are nested more than 512 levels deep'],
  ])('fails the call for %s', async (json, reason) => {
    expect(await convert(json)).toBe(`500 The body cannot be converted by json-to-xml: ${reason}`)
  })

  it('unpacks a packed body, and says so when it cannot', async () => {
    expect(await convert(gzipSync('{"a":1}'), '', ['Content-Encoding', 'gzip'])).toBe('<a>1</a>')
    expect(await convert('{"a":1}', '', ['Content-Encoding', 'gzip'])).toBe(
      '500 The body cannot be converted by json-to-xml: it is not proper gzip',
    )
    expect(await convert('{}', '', ['Content-Encoding', 'x-own'])).toBe(
      "500 The body cannot be converted by json-to-xml: its Content-Encoding 'x-own' is not known",
    )
  })

  it.each([
    ['<json-to-xml apply="always" />', 'application/json', 'text/xml', true],
    ['<json-to-xml apply="always" />', 'application/json', 'application/json', false],
    ['<json-to-xml apply="always" />', 'application/json', '', false],
    ['<json-to-xml apply="content-type-json" />', 'application/hal+json', 'application/xml, */*;q=0.1', true],
    ['<json-to-xml apply="content-type-json" />', 'text/plain', 'application/xml', false],
    ['<json-to-xml apply="content-type-json" consider-accept-header="false" />', 'application/json', '', true],
  ])('%s, %s, accepting "%s": converted %s', async (statement, contentType, accept, isConverted) => {
    const bench = createPolicyBench({
      documents: { api: document('outbound', statement) },
      backend: (call) => call.respond({ status: 200, headers: ['Content-Type', contentType] }, '{"a":1}'),
    })
    const answer = await bench.send({ headers: accept === '' ? [] : ['Accept', accept] })
    expect([answer.text(), answer.header('content-type')]).toEqual(
      isConverted ? ['<a>1</a>', 'application/xml; charset=utf-8'] : ['{"a":1}', contentType],
    )
  })

  it('leaves messages without a body alone', async () => {
    expect(await convert('')).toBe('')
  })
})
