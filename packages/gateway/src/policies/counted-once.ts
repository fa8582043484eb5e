import type { CallContext } from '../pipeline/call-context.ts'
import type { Value } from '../pipeline/value.ts'

/** Whether this call has not counted by this key yet; several statements with one key count a call once. */
export function isFirstCount(context: CallContext, key: string): boolean {
  const { countedKeys } = context
  if (countedKeys === undefined) context.countedKeys = [key]
  else if (countedKeys.includes(key)) return false
  else countedKeys.push(key)
  return true
}

interface IncrementSettings {
  readonly 'increment-condition': Value<boolean> | undefined
  readonly 'increment-count': Value<number>
}

/** How much a call counts, where no call can change it; undefined = known after the answer only. */
export function constantIncrement(settings: IncrementSettings): number | undefined {
  const condition = settings['increment-condition']
  const count = settings['increment-count'].constant?.value
  if (condition === undefined) return count
  if (condition.constant === undefined) return undefined
  return condition.constant.value ? count : 0
}

/** How much a call counts, asked when its answer is there. */
export const incrementOf = (settings: IncrementSettings, context: CallContext): number =>
  settings['increment-condition']?.(context) === false ? 0 : settings['increment-count'](context)
