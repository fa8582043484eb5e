import { invokerOf } from '../../binding/invoke.ts'
import type { Run } from '../../run/run.ts'
import { isNamed, type NamedType, type NetType, substitute, substitutionOf } from '../net-type.ts'

/** `T` of the `IEnumerable<T>` that a type is; undefined when it is none. */
export function sequenceElement(type: NetType): NetType | undefined {
  if (type.kind === 'array') return type.element
  if (type.kind !== 'named') return undefined
  const { declaration } = type
  if (declaration.fullName === 'System.Collections.Generic.IEnumerable') return type.args[0]
  for (const one of [...declaration.interfaces, declaration.base]) {
    const found = one === undefined ? undefined : sequenceElement(substitute(one, substitutionOf(type)))
    if (found !== undefined) return found
  }
  return undefined
}

/** How an entry of a dictionary is read, when the element type is `KeyValuePair<K, V>`. */
export interface EntryReader {
  readonly keyType: NetType
  readonly valueType: NetType
  key(run: Run, entry: unknown): unknown
  value(run: Run, entry: unknown): unknown
}

export function entryReader(element: NetType): EntryReader | undefined {
  if (!isNamed(element, 'System.Collections.Generic.KeyValuePair')) return undefined
  const [keyType, valueType] = element.args
  if (keyType === undefined || valueType === undefined) return undefined
  return { keyType, valueType, key: getter(element, 'Key'), value: getter(element, 'Value') }
}

function getter(type: NamedType, name: string): (run: Run, self: unknown) => unknown {
  const get = type.declaration.properties.get(name)?.get
  if (get === undefined || 'constant' in get) throw new Error(`${type.key} has no property ${name}.`)
  const { needsRun, call } = invokerOf(get, type.args)
  return needsRun ? (run, self) => call(run, self) : (_run, self) => call(self)
}
