import type { NamedType } from '../types/net-type.ts'

/**
 * A number, `char` or member of an enumeration in an `object`: JavaScript's own numbers would not know whether they are
 * an `int` or a `double`, and `(int)(object)1L` must fail.
 */
export class Boxed {
  readonly type: NamedType
  readonly value: number | bigint

  constructor(type: NamedType, value: number | bigint) {
    this.type = type
    this.value = value
  }
}
