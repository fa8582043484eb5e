import { NetPair } from '../../net/dictionary.ts'
import { argumentException, argumentNullException } from '../../net/failures.ts'
import { parseJsonObject } from '../../net/newtonsoft/parse-json.ts'
import { JArray, JObject, JProperty, type JToken } from '../../net/newtonsoft/token.ts'
import { accessors, defineType, type OutCell, withRun } from '../define-type.ts'
import { filled } from './add-content.ts'
import { jsonFromObject } from './json-from-object.ts'
import { ignoresCase } from './merge-settings.ts'

function findProperty(object: JObject, name: string | null, comparison = 4): JProperty | null {
  if (name === null) return null
  const exact = object.property(name)
  if (exact !== undefined || !ignoresCase(comparison)) return exact ?? null
  const lower = name.toLowerCase()
  return object.children.find((property) => property.name.toLowerCase() === lower) ?? null
}

function named(name: string | null, parameter: string): string {
  if (name === null) throw argumentNullException(parameter)
  return name
}

/** @see https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JObject.htm */
export const jObject = defineType({
  name: 'Newtonsoft.Json.Linq.JObject',
  kind: 'class',
  extends: 'JContainer',
  represents: JObject,
  // Differs from the reference: LINQ finds two sequences in a JObject there, and refuses; here it goes through properties.
  implements: ['IEnumerable<JProperty>'],
  enumerates: {
    element: 'KeyValuePair<string, JToken>',
    items: (object: JObject, types) => object.children.map(({ name, value }) => new NetPair(name, value, types)),
  },
  members: {
    'JObject()': () => new JObject(),
    'JObject(JObject other)': (other: JObject) => other.clone(),
    'JObject(object content)': withRun((run, content: unknown) => filled(run, new JObject(), [content])),
    'JObject(params object[] content)': withRun((run, content: readonly unknown[] | null) =>
      filled(run, new JObject(), content),
    ),
    'static JObject Parse(string json)': withRun((run, text: string | null) => {
      run.charge(text?.length ?? 0)
      return parseJsonObject(text)
    }),
    'static JObject FromObject(object o)': withRun((run, value: unknown) => {
      if (value === null) throw argumentNullException('o')
      const token = jsonFromObject(run, value)
      if (token instanceof JObject) return token === value ? token.clone() : token
      throw argumentException(
        `Object serialized to ${token instanceof JArray ? 'Array' : 'a value'}. JObject instance expected.`,
      )
    }),
    'JToken this[string propertyName] { get; set; }': accessors(
      (object: JObject, name: string | null) => object.get(named(name, 'propertyName')) ?? null,
      (object: JObject, name: string | null, value: JToken | null) => object.set(named(name, 'propertyName'), value),
    ),
    'void Add(string propertyName, JToken value)': (object: JObject, name: string | null, value: JToken | null) =>
      object.add(new JProperty(name, value)),
    'bool ContainsKey(string propertyName)': (object: JObject, name: string | null) =>
      object.property(named(name, 'propertyName')) !== undefined,
    'bool Remove(string propertyName)': (object: JObject, name: string | null) =>
      object.remove(named(name, 'propertyName')),
    'JToken GetValue(string propertyName)': (object: JObject, name: string | null) =>
      findProperty(object, name)?.value ?? null,
    'JToken GetValue(string propertyName, StringComparison comparison)': (
      object: JObject,
      name: string | null,
      comparison: number,
    ) => findProperty(object, name, comparison)?.value ?? null,
    'bool TryGetValue(string propertyName, out JToken value)': (
      object: JObject,
      name: string | null,
      result: OutCell<JToken | null>,
    ) => {
      result.value = findProperty(object, name)?.value ?? null
      return result.value !== null
    },
    'bool TryGetValue(string propertyName, StringComparison comparison, out JToken value)': (
      ...[object, name, comparison, result]: [JObject, string | null, number, OutCell<JToken | null>]
    ) => {
      result.value = findProperty(object, name, comparison)?.value ?? null
      return result.value !== null
    },
    'JProperty Property(string name)': (object: JObject, name: string | null) => findProperty(object, name),
    'JProperty Property(string name, StringComparison comparison)': findProperty,
    'IEnumerable<JProperty> Properties()': (object: JObject) => [...object.children],
    'IEnumerable<JToken> PropertyValues()': (object: JObject) => object.children.map(({ value }) => value),
  },
})
