import { NetException } from '../run/net-exception.ts'

/** The exceptions that values of .NET throw, with the texts of its English resources. */

export function formatException(message = 'Input string was not in a correct format.'): NetException {
  return new NetException('System.FormatException', message)
}

/** `Value was either too large or too small for an Int32.` */
export function overflowException(typeName?: string): NetException {
  if (typeName === undefined)
    return new NetException('System.OverflowException', 'Arithmetic operation resulted in an overflow.')
  const article = /^[AEI]|^U(?!I)/.test(typeName) ? 'an' : 'a'
  return new NetException(
    'System.OverflowException',
    `Value was either too large or too small for ${article} ${typeName}.`,
  )
}

export function divideByZeroException(): NetException {
  return new NetException('System.DivideByZeroException', 'Attempted to divide by zero.')
}

export function argumentException(message: string, parameter?: string): NetException {
  return withParameter('System.ArgumentException', message, parameter)
}

export function argumentNullException(parameter: string): NetException {
  return withParameter('System.ArgumentNullException', 'Value cannot be null.', parameter)
}

export function argumentOutOfRangeException(parameter: string, message?: string): NetException {
  return withParameter(
    'System.ArgumentOutOfRangeException',
    message ?? 'Specified argument was out of the range of valid values.',
    parameter,
  )
}

export function invalidOperationException(message: string): NetException {
  return new NetException('System.InvalidOperationException', message)
}

export function invalidCastException(message = 'Specified cast is not valid.'): NetException {
  return new NetException('System.InvalidCastException', message)
}

export function notSupportedException(message = 'Specified method is not supported.'): NetException {
  return new NetException('System.NotSupportedException', message)
}

function withParameter(typeName: string, message: string, parameter: string | undefined): NetException {
  if (parameter === undefined) return new NetException(typeName, message)
  return new NetException(typeName, `${message} (Parameter '${parameter}')`, { details: { ParamName: parameter } })
}
