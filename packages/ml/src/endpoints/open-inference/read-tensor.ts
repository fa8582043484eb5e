import { AppError, type Fault } from '@sluice/contracts'
import { isRecord } from '../is-record.ts'
import { excerpt, listedFaults } from '../read-cells.ts'
import { type Datatype, datatypeNames, fitsDatatype, isDatatype } from './datatypes.ts'

export interface Tensor {
  readonly name: string
  readonly shape: readonly number[]
  readonly datatype: Datatype
  /** Row after row, as sent; as many as the shape says. */
  readonly elements: readonly unknown[]
}

/** @param place as `inputs[0]`. @throws AppError `InferenceRequestInvalid` */
export function readTensor(given: unknown, place: string): Tensor {
  const refuse = (reason: string, faults: readonly Fault[] = []) =>
    new AppError('InferenceRequestInvalid', { reason }, { faults })
  if (!isRecord(given)) throw refuse(`${place} must be an object`)
  const { name, shape, datatype, data, parameters } = given
  if (typeof name !== 'string') throw refuse(`${place}.name must be a string`)
  const label = `${place} (${excerpt(name)})`
  if (!isShape(shape)) throw refuse(`${label}: shape must be a list of whole numbers that are not negative`)
  if (!isDatatype(datatype)) throw refuse(`${label}: datatype must be one of ${datatypeNames.join(', ')}`)
  if (parameters !== undefined && !isRecord(parameters)) throw refuse(`${label}: parameters must be an object`)
  if (!Array.isArray(data)) throw refuse(`${label}: data must be a list`)
  const count = shape.reduce((product, length) => product * length, 1)
  const elements = data.some(Array.isArray) ? flatten(data, shape) : data
  if (elements === undefined) throw refuse(`${label}: the lists of data do not have the shape [${shape.join(', ')}]`)
  if (elements.length !== count) {
    throw refuse(`${label}: data has ${elements.length} element(s) where the shape [${shape.join(', ')}] has ${count}`)
  }
  const faults: Fault[] = []
  let faultCount = 0
  for (const [index, element] of elements.entries()) {
    if (fitsDatatype(datatype, element)) continue
    faultCount += 1
    if (faults.length < listedFaults) {
      faults.push({
        code: 'Element',
        target: `${place}.data[${index}]`,
        message: `${excerpt(element)} is no ${datatype}.`,
      })
    }
  }
  if (faultCount > 0) throw refuse(`${label}: ${faultCount} element(s) are no ${datatype}`, faults)
  return { name, shape, datatype, elements }
}

const isShape = (shape: unknown): shape is number[] =>
  Array.isArray(shape) && shape.length > 0 && shape.every((length) => Number.isSafeInteger(length) && length >= 0)

/** Elements of nested lists; undefined when they are not nested as the shape says. */
function flatten(data: readonly unknown[], shape: readonly number[]): unknown[] | undefined {
  let level: readonly unknown[] = data
  if (level.length !== shape[0]) return undefined
  for (const length of shape.slice(1)) {
    const next: unknown[] = []
    for (const list of level) {
      if (!Array.isArray(list) || list.length !== length) return undefined
      for (const element of list) next.push(element)
    }
    level = next
  }
  return level.some(Array.isArray) ? undefined : [...level]
}
