import type { NetType } from '../types/net-type.ts'

/** `System.Tuple<…>`: an object of one to seven values. */
export class NetTuple {
  readonly items: readonly unknown[]
  readonly typeArguments: readonly NetType[]

  constructor(items: readonly unknown[], typeArguments: readonly NetType[]) {
    this.items = items
    this.typeArguments = typeArguments
  }
}

/** `(a, b)`: the struct `System.ValueTuple<…>`. */
export class NetValueTuple {
  readonly items: readonly unknown[]
  readonly typeArguments: readonly NetType[]

  constructor(items: readonly unknown[], typeArguments: readonly NetType[]) {
    this.items = items
    this.typeArguments = typeArguments
  }
}
