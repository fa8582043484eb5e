import type { ColumnSchema, TableSchema } from '@sluice/contracts'

export interface Port {
  readonly name: string
  readonly schema: TableSchema
}

/** A column with the name of its tensor. */
export interface NamedColumn {
  readonly tensor: string
  readonly port: string
  readonly index: number
  readonly column: ColumnSchema
}

/** The protocol knows tensors, not tables: each column is one, with the table's name before its own where it needs it. */
export function nameTensors(ports: readonly Port[]): NamedColumn[] {
  return ports.flatMap(({ name, schema }) =>
    schema.map((column, index) => ({
      tensor: ports.length === 1 ? column.name : `${name}.${column.name}`,
      port: name,
      index,
      column,
    })),
  )
}
