import { argumentException, argumentNullException } from '../../net/failures.ts'
import { childrenOf, descendants } from '../../net/newtonsoft/json-tree.ts'
import { parseJson } from '../../net/newtonsoft/parse-json.ts'
import { JContainer, JObject, JToken } from '../../net/newtonsoft/token.ts'
import { jsonFormatting, writeJson } from '../../net/newtonsoft/write-json.ts'
import type { Run } from '../../run/run.ts'
import { defineType, withRun, withTypes } from '../define-type.ts'
import type { NetType } from '../net-type.ts'
import { jsonFromObject } from './json-from-object.ts'
import { defaultOf, jsonReaderOf, readerOf } from './json-to-object.ts'

function serialize(run: Run, value: unknown, formatting: number): string {
  const text = writeJson(jsonFromObject(run, value), formatting)
  run.step(text.length >> 4)
  return text
}

/** The default of a type for a text of nothing. */
function deserializer(type: NetType) {
  const read = readerOf(type)
  return (run: Run, text: string | null) => {
    if (text === null) throw argumentNullException('value')
    run.charge(text.length)
    return text.trim() === '' ? defaultOf(type) : read(run, parseJson(text))
  }
}

/** @see https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_JsonConvert.htm */
export const jsonConvert = defineType({
  name: 'Newtonsoft.Json.JsonConvert',
  kind: 'static',
  members: {
    'static string SerializeObject(object value)': withRun((run, value: unknown) =>
      serialize(run, value, jsonFormatting.None),
    ),
    'static string SerializeObject(object value, Formatting formatting)': withRun(serialize),
    'static object DeserializeObject(string value)': withRun((run, text: string | null) => {
      if (text === null) throw argumentNullException('value')
      run.charge(text.length)
      if (text.trim() === '') return null
      const token = parseJson(text)
      const type = run.objects.typeOf(token)
      if (type?.kind !== 'named') return token
      return jsonReaderOf(type.declaration.table.named('System.Object'))(run, token)
    }),
    'static T DeserializeObject<T>(string value)': withTypes(deserializer),
  },
})

const all = (tokens: Iterable<JToken>) => [...tokens]

/** @see https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_Extensions.htm */
export const linqExtensions = defineType({
  name: 'Newtonsoft.Json.Linq.Extensions',
  kind: 'static',
  members: {
    'static U Value<U>(this IEnumerable<JToken> value)': withTypes((type) => {
      const read = jsonReaderOf(type)
      return (run, token: unknown) => {
        if (token === null) throw argumentNullException('value')
        if (!(token instanceof JToken)) throw argumentException('Source value must be a JToken.')
        return read(run, token)
      }
    }),
    'static IEnumerable<U> Values<U>(this IEnumerable<JToken> source)': withTypes((type) => {
      const read = jsonReaderOf(type)
      return (run, tokens: Iterable<JToken>) =>
        all(tokens).flatMap((token) => childrenOf(token).map((child) => read(run, child)))
    }),
    'static IEnumerable<JToken> Values(this IEnumerable<JToken> source)': (tokens: Iterable<JToken>) =>
      all(tokens).flatMap((token) =>
        token instanceof JObject ? token.children.map(({ value }) => value) : childrenOf(token),
      ),
    'static IEnumerable<JToken> Values(this IEnumerable<JToken> source, object key)': (
      tokens: Iterable<JToken>,
      key: unknown,
    ) =>
      all(tokens).flatMap((token) => {
        const value = token instanceof JObject && typeof key === 'string' ? token.get(key) : undefined
        return value === undefined ? [] : [value]
      }),
    'static IEnumerable<JProperty> Properties(this IEnumerable<JObject> source)': (objects: Iterable<JObject>) =>
      [...objects].flatMap((object) => [...object.children]),
    'static IEnumerable<JToken> Children(this IEnumerable<JToken> source)': (tokens: Iterable<JToken>) =>
      all(tokens).flatMap((token) => [...childrenOf(token)]),
    'static IEnumerable<JToken> Descendants(this IEnumerable<JToken> source)': (tokens: Iterable<JToken>) =>
      all(tokens).flatMap((token) => (token instanceof JContainer ? [...descendants(token)] : [])),
  },
})
