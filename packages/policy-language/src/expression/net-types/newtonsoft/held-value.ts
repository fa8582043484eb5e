import type { JValue } from '../../net/newtonsoft/token.ts'
import { Boxed } from '../../run/boxed.ts'
import type { Run } from '../../run/run.ts'

/** What a JSON value holds, as an `object`: whole numbers are `long`, as they were read. */
export function heldValue(run: Run, token: JValue): unknown {
  const { value } = token
  const type = run.objects.typeOf(token)
  if ((typeof value !== 'bigint' && typeof value !== 'number') || type?.kind !== 'named') return value
  const { table } = type.declaration
  return new Boxed(table.named(typeof value === 'bigint' ? 'System.Int64' : 'System.Double'), value)
}
