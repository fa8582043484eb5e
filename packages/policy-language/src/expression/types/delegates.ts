import { defineType, type TypeDefinition } from './define-type.ts'

const count = 9

const names = (many: number): string[] => Array.from({ length: many }, (_, i) => (many === 1 ? 'T' : `T${i + 1}`))

const parameters = (types: readonly string[]): string => types.map((type, i) => `${type} arg${i + 1}`).join(', ')

/** `Func<…>` and `Action<…>` of up to eight parameters, and the delegates with names of their own. */
export const delegateTypes: readonly TypeDefinition[] = [
  ...Array.from({ length: count }, (_, many) => {
    const types = names(many)
    return defineType({
      name: `System.Func<${[...types.map((type) => `in ${type}`), 'out TResult'].join(', ')}>`,
      kind: 'delegate',
      invoke: `TResult Invoke(${parameters(types)})`,
    })
  }),
  ...Array.from({ length: count }, (_, many) => {
    const types = names(many)
    const list = types.length === 0 ? '' : `<${types.map((type) => `in ${type}`).join(', ')}>`
    return defineType({ name: `System.Action${list}`, kind: 'delegate', invoke: `void Invoke(${parameters(types)})` })
  }),
  defineType({ name: 'System.Predicate<in T>', kind: 'delegate', invoke: 'bool Invoke(T obj)' }),
  defineType({ name: 'System.Comparison<in T>', kind: 'delegate', invoke: 'int Invoke(T x, T y)' }),
  defineType({
    name: 'System.Converter<in TInput, out TOutput>',
    kind: 'delegate',
    invoke: 'TOutput Invoke(TInput input)',
  }),
]
