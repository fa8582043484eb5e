import { AppError, type Fault } from '@sluice/contracts'

/** More than a reader of the answer would go through. */
export const maxFaults = 50

/** @throws AppError `ValidationError` */
export function refuseDefinition(faults: readonly Fault[], cause?: unknown): never {
  throw new AppError('ValidationError', {}, { faults: faults.slice(0, maxFaults), cause })
}

/** One fault of a definition; `target` is `line L, column C` or, where there is no text, the field that was sent. */
export const definitionFault = (target: string, message: string): Fault => ({
  code: 'ValidationError',
  target,
  message,
})

/** The field of the resource in which definitions arrive. */
export const valueField = 'properties.value'
