import { defaultValueOf } from '../binding/default-value.ts'
import type { NetPair } from '../net/dictionary.ts'
import { NetDictionary } from '../net/dictionary.ts'
import type { Run } from '../run/run.ts'
import { defineType, withRun, withTypes } from '../types/define-type.ts'
import { instanceTestFor } from '../types/instance-test-for.ts'
import { formUrlEncode } from './form-url.ts'
import { NetLookup } from './lookup.ts'

type Pairs = Iterable<NetPair>

function find(run: Run, source: Pairs, key: unknown): NetPair | undefined {
  if (source instanceof NetLookup || source instanceof NetDictionary) return source.find(key)
  for (const pair of source) {
    run.step()
    if (run.objects.keyOf(pair.key) === run.objects.keyOf(key)) return pair
  }
  return undefined
}

/** Several values are joined by commas, as the compatible service does. */
const joined = withRun((run, source: Pairs, name: string, otherwise: string | null) => {
  const values = find(run, source, name)?.value
  return Array.isArray(values) && values.length > 0 ? values.join(',') : otherwise
})

const typed = withTypes((type) => {
  const { cast } = instanceTestFor(type)
  const initial = defaultValueOf(type)?.value ?? null
  return (run, source: Pairs, key: string, otherwise: unknown = initial) => {
    const pair = find(run, source, key)
    return pair === undefined || pair.value === null ? otherwise : cast(pair.value)
  }
})

const plain = withTypes((_key, type) => {
  const initial = defaultValueOf(type)?.value ?? null
  return (run, source: Pairs, key: unknown, otherwise: unknown = initial) => {
    const pair = find(run, source, key)
    return pair === undefined ? otherwise : pair.value
  }
})

/** Names with each of their values. */
function* valuesOf(source: Pairs): Generator<readonly [string, string]> {
  for (const { key, value } of source) {
    if (typeof value === 'string') yield [String(key), value]
    else if (value !== null) for (const one of value as Iterable<unknown>) yield [String(key), String(one ?? '')]
  }
}

const encoded = (space: '+' | '%20') =>
  withRun((run, source: Pairs) => {
    const text = formUrlEncode(valuesOf(source), space)
    run.charge(text.length)
    return text
  })

const dictionary = 'IReadOnlyDictionary<string'

/** Methods that the policy language adds to dictionaries. @see reference: API Management, 3.5 */
export const contextExtensions = defineType({
  name: 'Policies.ContextExtensions',
  kind: 'static',
  isHidden: true,
  members: {
    [`static string GetValueOrDefault(this ${dictionary}, string[]> values, string name)`]: withRun(
      (run, source: Pairs, name: string) => {
        const values = find(run, source, name)?.value
        return Array.isArray(values) && values.length > 0 ? values.join(',') : null
      },
    ),
    [`static string GetValueOrDefault(this ${dictionary}, string[]> values, string name, string defaultValue)`]: joined,
    [`static T GetValueOrDefault<T>(this ${dictionary}, object> variables, string name)`]: typed,
    [`static T GetValueOrDefault<T>(this ${dictionary}, object> variables, string name, T defaultValue)`]: typed,
    'static V GetValueOrDefault<K, V>(this IReadOnlyDictionary<K, V> dictionary, K key)': plain,
    'static V GetValueOrDefault<K, V>(this IReadOnlyDictionary<K, V> dictionary, K key, V defaultValue)': plain,
    'static string ToQueryString(this IDictionary<string, IList<string>> dictionary)': encoded('%20'),
    'static string ToFormUrlEncodedContent(this IDictionary<string, IList<string>> dictionary)': encoded('+'),
    [`static string ToQueryString(this ${dictionary}, string[]> dictionary)`]: encoded('%20'),
    [`static string ToFormUrlEncodedContent(this ${dictionary}, string[]> dictionary)`]: encoded('+'),
    'static string ToQueryString(this IDictionary<string, string> dictionary)': encoded('%20'),
    'static string ToFormUrlEncodedContent(this IDictionary<string, string> dictionary)': encoded('+'),
  },
})
