import type { NetType } from '../types/net-type.ts'
import type { ExpressionServices } from './services.ts'

/** One evaluation of an expression: what it may use up, and what it takes from outside. */
export interface Run {
  readonly services: ExpressionServices
  /** Counts work; ends the run when the limit of steps or time is reached. @throws ExpressionLimitError */
  step(count?: number): void
  /** Counts characters or elements BEFORE they are made. @throws ExpressionLimitError */
  charge(units: number): void
  /** What is typed `object`: text, equality, order and type follow from the value itself. */
  readonly objects: ObjectOperations
}

/** Over values in the representation of `object` (numbers boxed). */
export interface ObjectOperations {
  /** Null is the empty text, as in `string.Concat`. */
  toText(value: unknown, format?: string | null): string
  /** Key of a `Map`, the same for equal values only. */
  keyOf(value: unknown): unknown
  /** @throws NetException System.ArgumentException when the values have no order */
  compare(a: unknown, b: unknown): number
  /** Type at run time; undefined for null. */
  typeOf(value: unknown): NetType | undefined
}
