import type { NetType } from './net-type.ts'
import type { TypeTable } from './type-table.ts'

/** The table of the declarations that the type is made of. */
export function tableOf(type: NetType): TypeTable {
  if (type.kind === 'named') return type.declaration.table
  if (type.kind === 'array') return tableOf(type.element)
  const inner = type.kind === 'anonymous' ? type.properties[0]?.type : undefined
  if (inner === undefined) throw new Error('The type names no declaration.')
  return tableOf(inner)
}
