/** An exception of .NET as an expression throws and catches it. `typeName` is the full name, `System.FormatException`. */
export class NetException extends Error {
  readonly typeName: string
  readonly inner: NetException | undefined

  constructor(typeName: string, message: string, inner?: NetException) {
    super(message)
    this.name = typeName
    this.typeName = typeName
    this.inner = inner
  }
}
