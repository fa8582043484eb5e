import type { AnonymousType } from '../types/net-type.ts'

/** `new { Name = … }`: its values in the order of its type's properties. */
export class AnonymousObject {
  readonly type: AnonymousType
  readonly values: readonly unknown[]

  constructor(type: AnonymousType, values: readonly unknown[]) {
    this.type = type
    this.values = values
  }
}
