import { AppError, type TableSchema, type TransformationShape } from '@sluice/contracts'

/**
 * Where the columns that a transformation was made from stand in a dataset; others may stand beside them.
 * @throws AppError `SchemaMismatch` when one is not there or has another type
 */
export function findTransformedColumns({ columns }: TransformationShape, dataset: TableSchema): number[] {
  const places = new Map(dataset.map(({ name }, index) => [name, index]))
  return columns.map(({ name, type }) => {
    const index = places.get(name)
    if (index === undefined) throw mismatch(`It has no column "${name}".`)
    const found = dataset[index]?.type
    if (found !== type) throw mismatch(`Column "${name}" is of type ${found}, where ${type} was transformed.`)
    return index
  })
}

const mismatch = (reason: string) => new AppError('SchemaMismatch', { dataset: 'Dataset', reason })
