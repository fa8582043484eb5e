import { argumentException } from '../../net/failures.ts'
import { JRaw, type JToken, JValue, jsonNull, jsonString } from '../../net/newtonsoft/token.ts'
import { Boxed } from '../../run/boxed.ts'
import type { Run } from '../../run/run.ts'
import { accessors, defineType, withRun } from '../define-type.ts'
import { jsonFromObject } from './json-from-object.ts'

/** @see https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JValue.htm */
export const jValue = defineType({
  name: 'Newtonsoft.Json.Linq.JValue',
  kind: 'class',
  extends: 'JToken',
  represents: JValue,
  members: {
    'JValue(JValue other)': (other: JValue) => other.clone(),
    'JValue(object value)': withRun((run, value: unknown) => valueOf(jsonFromObject(run, value))),
    'static JValue CreateString(string value)': jsonString,
    'static JValue CreateNull()': jsonNull,
    'object Value { get; set; }': accessors(
      withRun(boxedValue),
      withRun((run, value: JValue, content: unknown) => {
        const other = valueOf(jsonFromObject(run, content))
        value.value = other.value
        value.type = other.type
      }),
    ),
  },
})

function valueOf(token: JToken): JValue {
  if (token instanceof JValue) return token.clone()
  throw argumentException('Could not determine JSON object type for a container.')
}

/** Whole numbers are `long`, as they were read. */
function boxedValue(run: Run, token: JValue): unknown {
  const { value } = token
  const type = run.objects.typeOf(token)
  if ((typeof value !== 'bigint' && typeof value !== 'number') || type?.kind !== 'named') return value
  const { table } = type.declaration
  return new Boxed(table.named(typeof value === 'bigint' ? 'System.Int64' : 'System.Double'), value)
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
