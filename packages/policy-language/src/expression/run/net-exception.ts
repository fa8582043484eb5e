/**
 * An exception as .NET throws it: expressions catch it by its type; outside it fails the policy with its message.
 */
export class NetException extends Error {
  /** Full name: `System.FormatException`. */
  readonly typeName: string
  readonly inner: NetException | undefined
  /** Members that only some exceptions have, such as `ParamName`. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    typeName: string,
    message: string,
    more: { readonly inner?: NetException | undefined; readonly details?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message)
    this.name = typeName
    this.typeName = typeName
    this.inner = more.inner
    this.details = more.details ?? {}
  }
}

/** @param name without `System.` */
export const systemException = (name: string, message: string): NetException =>
  new NetException(`System.${name}`, message)

export const nullReference = (): NetException =>
  systemException('NullReferenceException', 'Object reference not set to an instance of an object.')

export const argumentNull = (parameter: string): NetException =>
  new NetException('System.ArgumentNullException', `Value cannot be null. (Parameter '${parameter}')`, {
    details: { ParamName: parameter },
  })

export const argumentOutOfRange = (
  parameter: string,
  message = 'Specified argument was out of the range of valid values.',
): NetException =>
  new NetException('System.ArgumentOutOfRangeException', `${message} (Parameter '${parameter}')`, {
    details: { ParamName: parameter },
  })
