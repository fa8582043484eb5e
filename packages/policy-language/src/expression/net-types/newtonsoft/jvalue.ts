import { argumentException } from '../../net/failures.ts'
import { JRaw, type JToken, JValue, jsonNull, jsonString } from '../../net/newtonsoft/token.ts'
import { accessors, defineType, withRun } from '../define-type.ts'
import { heldValue } from './held-value.ts'
import { jsonFromObject } from './json-from-object.ts'

/** @see https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JValue.htm */
export const jValue = defineType({
  name: 'Newtonsoft.Json.Linq.JValue',
  kind: 'class',
  extends: 'JToken',
  represents: JValue,
  members: {
    'JValue(JValue other)': (other: JValue) => other.clone(),
    'JValue(object value)': withRun((run, value: unknown) => valueOnly(jsonFromObject(run, value))),
    'static JValue CreateString(string value)': jsonString,
    'static JValue CreateNull()': jsonNull,
    'object Value { get; set; }': accessors(
      withRun(heldValue),
      withRun((run, value: JValue, content: unknown) => {
        const other = valueOnly(jsonFromObject(run, content))
        value.value = other.value
        value.type = other.type
      }),
    ),
  },
})

function valueOnly(token: JToken): JValue {
  if (token instanceof JValue) return token.clone()
  throw argumentException('Could not determine JSON object type for a container.')
}

export const jRaw = defineType({
  name: 'Newtonsoft.Json.Linq.JRaw',
  kind: 'class',
  extends: 'JValue',
  represents: JRaw,
  members: {
    'JRaw(object rawJson)': withRun(
      (run, value: unknown) => new JRaw(value === null ? null : run.objects.toText(value)),
    ),
  },
})
