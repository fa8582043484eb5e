import { describe, expect, it } from 'vitest'
import { formatDateTime } from '../format/date-format.ts'
import { formatNumber } from '../format/format-number.ts'
import { formatGuid } from '../guid.ts'
import {
  isJsonNull,
  jsonToBoolean,
  jsonToBytes,
  jsonToDateTime,
  jsonToGuid,
  jsonToNumber,
  jsonToString,
} from './convert-json.ts'
import { selectToken, selectTokens } from './json-path.ts'
import { pathOf } from './json-path-text.ts'
import {
  addBeside,
  deepEquals,
  descendants,
  getByIndex,
  getByName,
  removeToken,
  replaceToken,
  setByIndex,
  sibling,
} from './json-tree.ts'
import { mergeArrayHandling, mergeJson } from './merge-json.ts'
import { parseJson, parseJsonArray, parseJsonObject } from './parse-json.ts'
import {
  type JArray,
  type JContainer,
  JObject,
  JProperty,
  type JToken,
  JValue,
  jsonInteger,
  jsonString,
} from './token.ts'
import { tokenType, tokenTypeName } from './token-type.ts'
import { jsonFormatting, tokenText, writeJson } from './write-json.ts'

const compact = (token: JToken) => writeJson(token, jsonFormatting.None)
const step = () => undefined
const at = (json: string, key: string) => getByName(parseJson(json), key)

describe('reading JSON', () => {
  it.each([
    ['{"a":1,"b":[true,false,null,"x"],"c":{}}', '{"a":1,"b":[true,false,null,"x"],"c":{}}'],
    ["{a:'x', 'b' : 2 }", '{"a":"x","b":2}'],
    ['/* c */ [1, // d\n 2,]', '[1,2]'],
    ['[1,,2]', '[1,undefined,2]'],
    ['{"a":1,"a":2,"b":3}', '{"a":2,"b":3}'],
    ['[1.0, 1.5e3, -0.5, 1E2]', '[1.0,1500.0,-0.5,100.0]'],
    ['[12345678901234567890123]', '[12345678901234567890123]'],
    ['[0x1F, 017]', '[31,15]'],
    ['[NaN, -Infinity]', '["NaN","-Infinity"]'],
    ['"a\\u0041\\n\\/"', '"aA\\n/"'],
    ['[new Date(1, "x")]', '[new Date(1,"x")]'],
    [' 5 ', '5'],
    ['"2024-01-02T03:04:05Z"', '"2024-01-02T03:04:05Z"'],
    ['"2024-01-02T03:04:05.120+02:00"', '"2024-01-02T01:04:05.12+00:00"'],
    ['"/Date(0)/"', '"1970-01-01T00:00:00Z"'],
    ['"2024-01-02"', '"2024-01-02"'],
  ])('reads %s', (text, expected) => {
    expect(compact(parseJson(text))).toBe(expected)
  })
  it('finds dates without being told', () => {
    expect(tokenTypeName(parseJson('"2024-01-02T03:04:05Z"').type)).toBe('Date')
    expect(tokenTypeName(parseJson('"2024-01-02"').type)).toBe('String')
    expect(tokenTypeName(parseJson('1').type)).toBe('Integer')
    expect(tokenTypeName(parseJson('1.0').type)).toBe('Float')
  })
  it.each([
    ['', "Error reading JToken from JsonReader. Path '', line 0, position 0."],
    ['<', "Unexpected character encountered while parsing value: <. Path '', line 0, position 0."],
    ['{"a":1', "Unexpected end of content while loading JObject. Path 'a', line 1, position 6."],
    ['{"a":x}', "Unexpected character encountered while parsing value: x. Path 'a', line 1, position 5."],
    ['{"a" 1}', "Invalid character after parsing property name. Expected ':' but got: 1. Path '', line 1, position 5."],
    ['[1 2]', "After parsing a value an unexpected character was encountered: 2. Path '[0]', line 1, position 3."],
    ['{"a":[1,\n{"b":"x', "Unterminated string. Expected delimiter: \". Path 'a[1].b', line 2, position 7."],
    ['1 x', "Additional text encountered after finished reading JSON content: x. Path '', line 1, position 2."],
    ['{"a b":[}', "Unexpected character encountered while parsing value: }. Path '['a b']', line 1, position 8."],
    ['"\\q"', "Bad JSON escape sequence: \\q. Path '', line 1, position 3."],
    ['{=', "Invalid property identifier character: =. Path '', line 1, position 1."],
  ])('refuses %s', (text, message) => {
    expect(() => parseJson(text)).toThrow(message)
  })
  it('refuses another kind of token than was asked for', () => {
    expect(() => parseJsonObject('[1]')).toThrow(
      "Error reading JObject from JsonReader. Current JsonReader item is not an object: StartArray. Path '', line 1, position 1.",
    )
    expect(() => parseJsonArray('{}')).toThrow(
      "Error reading JArray from JsonReader. Current JsonReader item is not an array: StartObject. Path '', line 1, position 1.",
    )
    expect(() => parseJsonObject('')).toThrow("Error reading JObject from JsonReader. Path '', line 0, position 0.")
  })
  it('ends with text that is too deep', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow("The reader's MaxDepth of 256 has been exceeded.")
  })
})

describe('writing JSON', () => {
  it('indents by two spaces', () => {
    expect(writeJson(parseJson('{"a":1,"b":[1,{}],"c":{"d":"e"},"f":[]}'))).toBe(
      [
        '{',
        '  "a": 1,',
        '  "b": [',
        '    1,',
        '    {}',
        '  ],',
        '  "c": {',
        '    "d": "e"',
        '  },',
        '  "f": []',
        '}',
      ].join('\r\n'),
    )
  })
  it('escapes what JSON and JavaScript need', () => {
    expect(compact(jsonString('"\\/\b\u0001\u2028é'))).toBe('"\\"\\\\/\\b\\u0001\\u2028é"')
  })
  it('prints a value alone as .NET does', () => {
    expect(tokenText(parseJson('"x"'))).toBe('x')
    expect(tokenText(parseJson('true'))).toBe('True')
    expect(tokenText(parseJson('null'))).toBe('')
    expect(tokenText(parseJson('1.0'))).toBe('1')
    expect(tokenText(parseJson('"2024-01-02T03:04:05Z"'))).toBe('01/02/2024 03:04:05')
  })
})

describe('trees', () => {
  it('reads by name and index', () => {
    const object = parseJsonObject('{"a":[1,2]}')
    expect(getByName(object, 'b')).toBeNull()
    expect(compact(getByIndex(getByName(object, 'a') as JToken, 1))).toBe('2')
    expect(() => getByIndex(getByName(object, 'a') as JToken, 2)).toThrow('Index was out of range.')
    expect(() => getByName(parseJson('[1]'), 'a')).toThrow(
      'Accessed JArray values with invalid key value: "a". Int32 array index expected.',
    )
    expect(() => getByName(parseJson('1'), 'a')).toThrow('Cannot access child value on Newtonsoft.Json.Linq.JValue.')
  })
  it('copies a token that belongs elsewhere', () => {
    const source = parseJsonObject('{"a":{"b":1}}')
    const target = new JObject()
    target.set('x', source.get('a') ?? null)
    ;(target.get('x') as JObject).set('b', jsonInteger(2n))
    expect(compact(source)).toBe('{"a":{"b":1}}')
    expect(compact(target)).toBe('{"x":{"b":2}}')
  })
  it('adds, replaces and removes', () => {
    const object = parseJsonObject('{"a":1,"b":[1,2],"c":3}')
    object.property('a') && removeToken(object.property('a') as JToken)
    const array = object.get('b') as JArray
    replaceToken(array.children[0] as JToken, jsonString('x'))
    addBeside(array.children[0] as JToken, jsonString('y'), 1)
    setByIndex(array, 2, null)
    expect(compact(object)).toBe('{"b":["x","y",null],"c":3}')
    expect(sibling(array.children[0] as JToken, 1)).toBe(array.children[1])
    expect(() => object.add(new JProperty('c', null))).toThrow(
      'Can not add property c to Newtonsoft.Json.Linq.JObject. Property with the same name already exists on object.',
    )
    expect(() => object.add(new JValue(null, tokenType.Null))).toThrow(
      'Can not add Newtonsoft.Json.Linq.JValue to Newtonsoft.Json.Linq.JObject.',
    )
    expect(() => removeToken(object)).toThrow('The parent is missing.')
  })
  it('knows the way to each token', () => {
    const root = parseJson('{"a":[{"b c":1}]}')
    expect([...descendants(root)].map(pathOf)).toEqual(['a', 'a', 'a[0]', "a[0]['b c']", "a[0]['b c']"])
  })
  it('compares deeply', () => {
    expect(deepEquals(parseJson('{"a":1,"b":[1.0]}'), parseJson('{"b":[1],"a":1}'))).toBe(true)
    expect(deepEquals(parseJson('{"a":1}'), parseJson('{"a":"1"}'))).toBe(false)
    expect(deepEquals(parseJson('[1,2]'), parseJson('[2,1]'))).toBe(false)
  })
  it.each([
    [mergeArrayHandling.Concat, '{"a":[1,2,2,3],"o":{"x":1,"y":2},"n":1}'],
    [mergeArrayHandling.Union, '{"a":[1,2,3],"o":{"x":1,"y":2},"n":1}'],
    [mergeArrayHandling.Replace, '{"a":[2,3],"o":{"x":1,"y":2},"n":1}'],
    [mergeArrayHandling.Merge, '{"a":[2,3],"o":{"x":1,"y":2},"n":1}'],
  ])('merges with array handling %i', (arrays, expected) => {
    const target = parseJson('{"a":[1,2],"o":{"x":1},"n":1}') as JContainer
    mergeJson(target, parseJson('{"a":[2,3],"o":{"y":2},"n":null}'), { arrays, nulls: 0, ignoresCase: false })
    expect(compact(target)).toBe(expected)
  })
})

describe('conversions', () => {
  const json = '{"i":5,"f":2.5,"s":"7","t":"True","n":null,"d":"2024-01-02T03:04:05Z","o":{},"b":true}'
  it('converts what can be converted', () => {
    expect(jsonToNumber(at(json, 'i'), 'Int32')).toBe(5)
    expect(jsonToNumber(at(json, 'i'), 'Int64')).toBe(5n)
    expect(jsonToNumber(at(json, 'f'), 'Int32')).toBe(2)
    expect(jsonToNumber(at(json, 's'), 'Int32')).toBe(7)
    expect(jsonToNumber(at(json, 'b'), 'Int32')).toBe(1)
    expect(formatNumber(jsonToNumber(at(json, 'f'), 'Decimal'), 'Decimal')).toBe('2.5')
    expect(jsonToBoolean(at(json, 't'))).toBe(true)
    expect(jsonToString(at(json, 'i'))).toBe('5')
    expect(jsonToString(at(json, 'b'))).toBe('True')
    expect(jsonToString(at(json, 'n'))).toBeNull()
    expect(jsonToString(at(json, 'd'))).toBe('01/02/2024 03:04:05')
    expect(formatDateTime(jsonToDateTime(at(json, 'd')), 'o')).toBe('2024-01-02T03:04:05.0000000Z')
    expect(jsonToBytes(jsonString('AQI='))).toEqual(Uint8Array.of(1, 2))
    expect(formatGuid(jsonToGuid(jsonString('382c74c3-721d-4f34-80e5-57657b6cbc27')))).toBe(
      '382c74c3-721d-4f34-80e5-57657b6cbc27',
    )
    expect(isJsonNull(at(json, 'n'))).toBe(true)
  })
  it.each([
    ['o', 'Can not convert Object to Int32.'],
    ['n', 'Can not convert Null to Int32.'],
    ['d', 'Can not convert Date to Int32.'],
    ['t', "The input string 'True' was not in a correct format."],
  ])('refuses %s as a number', (key, message) => {
    expect(() => jsonToNumber(at(json, key), 'Int32')).toThrow(message)
  })
  it('refuses what is not there and what does not fit', () => {
    expect(() => jsonToNumber(null, 'Int32')).toThrow("Value cannot be null. (Parameter 'value')")
    expect(() => jsonToNumber(jsonInteger(1n << 40n), 'Int32')).toThrow('too small for an Int32')
    expect(() => jsonToString(parseJson('[]'))).toThrow('Can not convert Array to String.')
  })
})

describe('JSONPath', () => {
  // @see https://www.newtonsoft.com/json/help/html/QueryJsonSelectTokenJsonPath.htm
  const store = parseJson(`{
    "Stores": ["Lambton Quay", "Willis Street"],
    "Manufacturers": [
      { "Name": "Acme Co", "Products": [{ "Name": "Anvil", "Price": 50 }] },
      { "Name": "Contoso", "Products": [{ "Name": "Elbow Grease", "Price": 99.95 }, { "Name": "Headlight Fluid", "Price": 4 }] }
    ]
  }`)
  const select = (path: string) => selectTokens(store, path, false, step).map(compact)
  it.each([
    ['$', 1],
    ['Manufacturers[0].Name', ['"Acme Co"']],
    ["$.Manufacturers[?(@.Name == 'Acme Co')].Products[0].Price", ['50']],
    ['$..Products[?(@.Price >= 50)].Name', ['"Anvil"', '"Elbow Grease"']],
    [
      '$.Manufacturers[*].Products[?(@.Price > 4 && @.Price < 60 || @.Name =~ /^head/i)].Name',
      ['"Anvil"', '"Headlight Fluid"'],
    ],
    ['Stores[*]', ['"Lambton Quay"', '"Willis Street"']],
    ["['Stores'][1]", ['"Willis Street"']],
    ['Stores[0,1]', ['"Lambton Quay"', '"Willis Street"']],
    ['Stores[-1:]', ['"Willis Street"']],
    ['Stores[::-1]', ['"Willis Street"', '"Lambton Quay"']],
    ['$..Price', ['50', '99.95', '4']],
    ['$.Manufacturers[?(@.Products)].Name', ['"Acme Co"', '"Contoso"']],
    ["$.Manufacturers[?(@.Name != 'Contoso')].Name", ['"Acme Co"']],
    ['none.at.all', []],
  ])('selects %s', (path, expected) => {
    if (typeof expected === 'number') expect(select(path)).toHaveLength(expected)
    else expect(select(path)).toEqual(expected)
  })
  it('fails for what is missing, ambiguous or no path', () => {
    expect(selectToken(store, 'x', false, step)).toBeNull()
    expect(() => selectToken(store, 'x', true, step)).toThrow("Property 'x' does not exist on JObject.")
    expect(() => selectToken(store, 'Stores[5]', true, step)).toThrow('Index 5 outside the bounds of JArray.')
    expect(() => selectToken(store, '$..Price', false, step)).toThrow('Path returned multiple tokens.')
    expect(() => selectToken(store, 'a[', false, step)).toThrow('Path ended with open indexer.')
    expect(() => selectToken(store, 'a[b]', false, step)).toThrow('Unexpected character while parsing path indexer: b')
    expect(() => selectToken(store, 'a.', false, step)).toThrow('Unexpected end while parsing path.')
  })
})
