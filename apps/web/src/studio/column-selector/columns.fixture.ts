import type { ColumnSchema } from '@sluice/contracts'

const column = (
  name: string,
  type: ColumnSchema['type'],
  roles: ColumnSchema['roles'] = ['feature'],
): ColumnSchema => ({
  name,
  type,
  isCategorical: false,
  roles,
})

export const columns = [column('Col1', 'Int32', ['label']), column('Col2', 'String'), column('Col3', 'Double')] as const
