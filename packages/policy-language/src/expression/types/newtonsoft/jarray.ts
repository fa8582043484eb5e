import { argumentException, argumentNullException } from '../../net/failures.ts'
import { deepEquals, getByIndex, setByIndex } from '../../net/newtonsoft/json-tree.ts'
import { parseJsonArray } from '../../net/newtonsoft/parse-json.ts'
import { JArray, JConstructor, JObject, type JToken, JValue } from '../../net/newtonsoft/token.ts'
import { accessors, defineType, withRun } from '../define-type.ts'
import { filled } from './add-content.ts'
import { jsonFromObject } from './json-from-object.ts'

/** @see https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JArray.htm */
export const jArray = defineType({
  name: 'Newtonsoft.Json.Linq.JArray',
  kind: 'class',
  extends: 'JContainer',
  represents: JArray,
  members: {
    'JArray()': () => new JArray(),
    'JArray(JArray other)': (other: JArray) => other.clone(),
    'JArray(object content)': withRun((run, content: unknown) => filled(run, new JArray(), [content])),
    'JArray(params object[] content)': withRun((run, content: readonly unknown[] | null) =>
      filled(run, new JArray(), content),
    ),
    'static JArray Parse(string json)': withRun((run, text: string | null) => {
      run.charge(text?.length ?? 0)
      return parseJsonArray(text)
    }),
    'static JArray FromObject(object o)': withRun((run, value: unknown) => {
      if (value === null) throw argumentNullException('o')
      const token = jsonFromObject(run, value)
      if (token instanceof JArray) return token === value ? token.clone() : token
      throw argumentException(
        `Object serialized to ${token instanceof JObject ? 'Object' : 'a value'}. JArray instance expected.`,
      )
    }),
    'JToken this[int index] { get; set; }': accessors(getByIndex, setByIndex),
    'void Add(JToken item)': (array: JArray, item: JToken | null) => array.add(item),
    'void Insert(int index, JToken item)': (array: JArray, index: number, item: JToken | null) =>
      array.insert(index, item),
    'void RemoveAt(int index)': (array: JArray, index: number) => array.removeChild(getByIndex(array, index)),
    'bool Remove(JToken item)': (array: JArray, item: JToken | null) => {
      const index = indexOf(array, item)
      if (index >= 0) array.removeChild(getByIndex(array, index))
      return index >= 0
    },
    'bool Contains(JToken item)': (array: JArray, item: JToken | null) => indexOf(array, item) >= 0,
    'int IndexOf(JToken item)': indexOf,
    'void Clear()': (array: JArray) => array.clear(),
  },
})

/** Containers are found by identity, values by what they are. */
function indexOf(array: JArray, item: JToken | null): number {
  return array.children.findIndex(
    (child) => child === item || (child instanceof JValue && item instanceof JValue && deepEquals(child, item)),
  )
}

export const jConstructor = defineType({
  name: 'Newtonsoft.Json.Linq.JConstructor',
  kind: 'class',
  extends: 'JContainer',
  represents: JConstructor,
  members: {
    'JConstructor(string name)': (name: string) => new JConstructor(name),
    'JConstructor(string name, params object[] content)': withRun(
      (run, name: string, content: readonly unknown[] | null) => filled(run, new JConstructor(name), content),
    ),
    'string Name { get; }': ({ name }: JConstructor) => name,
  },
})
