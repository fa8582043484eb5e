import { JArray, JProperty, type JToken } from '../../net/newtonsoft/token.ts'
import type { Run } from '../../run/run.ts'
import { accessors, defineType, withRun } from '../define-type.ts'
import { filled } from './add-content.ts'
import { jsonFromObject } from './json-from-object.ts'

/** @see https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JProperty.htm */
export const jProperty = defineType({
  name: 'Newtonsoft.Json.Linq.JProperty',
  kind: 'class',
  extends: 'JContainer',
  represents: JProperty,
  members: {
    'JProperty(string name, object content)': withRun((run, name: string | null, content: unknown) =>
      propertyOf(run, name, [content]),
    ),
    'JProperty(string name, params object[] content)': withRun(propertyOf),
    'string Name { get; }': (property: JProperty) => property.name,
    'JToken Value { get; set; }': accessors(
      (property: JProperty) => property.value,
      (property: JProperty, value: JToken | null) => {
        property.value = value
      },
    ),
    // Differs from the reference: LINQ over a JObject gives its properties, which answer as KeyValuePair would.
    'string Key { get; }': (property: JProperty) => property.name,
  },
})

/** One value is the value, several are an array. */
function propertyOf(run: Run, name: string | null, content: readonly unknown[] | null): JProperty {
  const [only] = content ?? []
  if (content === null || content.length === 0) return new JProperty(name, null)
  if (content.length > 1) return new JProperty(name, filled(run, new JArray(), content))
  return new JProperty(name, jsonFromObject(run, only))
}
