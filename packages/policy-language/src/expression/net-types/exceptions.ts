import { NetException } from '../run/net-exception.ts'
import { defineType, type Implementation, type TypeDefinition } from './define-type.ts'

const message = (type: string): string => `Exception of type '${type}' was thrown.`

/** The constructors that most exceptions have. */
const constructors = (fullName: string, text: string): Record<string, Implementation> => {
  const name = fullName.slice(fullName.lastIndexOf('.') + 1)
  return {
    [`${name}()`]: () => new NetException(fullName, text),
    [`${name}(string message)`]: (own: string | null) => new NetException(fullName, own ?? text),
    [`${name}(string message, Exception innerException)`]: (own: string | null, inner: NetException | null) =>
      new NetException(fullName, own ?? text, { inner: inner ?? undefined }),
  }
}

const simple = (fullName: string, text: string, base?: string): TypeDefinition =>
  defineType({
    name: fullName,
    kind: 'class',
    ...(base === undefined ? {} : { extends: base }),
    members: constructors(fullName, text),
  })

const withParameter = (text: string, parameter: string | null): string =>
  parameter === null || parameter === '' ? text : `${text} (Parameter '${parameter}')`

const argumentException = (fullName: string, members: Record<string, Implementation>, base: string): TypeDefinition =>
  defineType({
    name: fullName,
    kind: 'class',
    extends: base,
    members: {
      ...members,
      'string ParamName { get; }': ({ details }: NetException) => details.ParamName ?? null,
    },
  })

const made = (type: string, text: string, parameter: string | null): NetException =>
  new NetException(type, withParameter(text, parameter), { details: { ParamName: parameter } })

const argument = 'System.ArgumentException'
const argumentNull = 'System.ArgumentNullException'
const outOfRange = 'System.ArgumentOutOfRangeException'
const outOfRangeText = 'Specified argument was out of the range of valid values.'

export const exceptionTypes: readonly TypeDefinition[] = [
  defineType({
    name: 'System.Exception',
    kind: 'class',
    represents: NetException,
    members: {
      ...constructors('System.Exception', message('System.Exception')),
      'string Message { get; }': ({ message: text }: NetException) => text,
      'Exception InnerException { get; }': ({ inner }: NetException) => inner ?? null,
      'string StackTrace { get; }': () => '   at policy expression',
      'string Source { get; }': () => 'expression',
      'int HResult { get; }': () => -2146233088,
      'Exception GetBaseException()': (self: NetException) => {
        let at = self
        while (at.inner !== undefined) at = at.inner
        return at
      },
      'string ToString()': textOfException,
    },
    operations: { toText: textOfException },
  }),
  simple('System.SystemException', 'System error.', 'Exception'),
  simple('System.ApplicationException', 'Error in the application.', 'Exception'),
  simple('System.ArithmeticException', 'Overflow or underflow in the arithmetic operation.', 'SystemException'),
  simple('System.DivideByZeroException', 'Attempted to divide by zero.', 'ArithmeticException'),
  simple('System.OverflowException', 'Arithmetic operation resulted in an overflow.', 'ArithmeticException'),
  simple('System.FormatException', 'One of the identified items was in an invalid format.', 'SystemException'),
  simple('System.UriFormatException', 'One of the identified items was in an invalid format.', 'FormatException'),
  simple('System.InvalidCastException', 'Specified cast is not valid.', 'SystemException'),
  simple(
    'System.InvalidOperationException',
    'Operation is not valid due to the current state of the object.',
    'SystemException',
  ),
  simple('System.ObjectDisposedException', 'Cannot access a disposed object.', 'InvalidOperationException'),
  simple('System.NullReferenceException', 'Object reference not set to an instance of an object.', 'SystemException'),
  simple('System.IndexOutOfRangeException', 'Index was outside the bounds of the array.', 'SystemException'),
  simple('System.NotSupportedException', 'Specified method is not supported.', 'SystemException'),
  simple('System.NotImplementedException', 'The method or operation is not implemented.', 'SystemException'),
  simple('System.TimeoutException', 'The operation has timed out.', 'SystemException'),
  simple('System.UnauthorizedAccessException', 'Attempted to perform an unauthorized operation.', 'SystemException'),
  simple(
    'System.OutOfMemoryException',
    'Insufficient memory to continue the execution of the program.',
    'SystemException',
  ),
  simple(
    'System.Collections.Generic.KeyNotFoundException',
    'The given key was not present in the dictionary.',
    'SystemException',
  ),
  argumentException(
    argument,
    {
      ...constructors(argument, 'Value does not fall within the expected range.'),
      'ArgumentException(string message, string paramName)': (text: string | null, parameter: string | null) =>
        made(argument, text ?? '', parameter),
    },
    'SystemException',
  ),
  argumentException(
    argumentNull,
    {
      'ArgumentNullException()': () => new NetException(argumentNull, 'Value cannot be null.'),
      'ArgumentNullException(string paramName)': (parameter: string | null) =>
        made(argumentNull, 'Value cannot be null.', parameter),
      'ArgumentNullException(string paramName, string message)': (parameter: string | null, text: string | null) =>
        made(argumentNull, text ?? 'Value cannot be null.', parameter),
    },
    'ArgumentException',
  ),
  argumentException(
    outOfRange,
    {
      'ArgumentOutOfRangeException()': () => new NetException(outOfRange, outOfRangeText),
      'ArgumentOutOfRangeException(string paramName)': (parameter: string | null) =>
        made(outOfRange, outOfRangeText, parameter),
      'ArgumentOutOfRangeException(string paramName, string message)': (
        parameter: string | null,
        text: string | null,
      ) => made(outOfRange, text ?? outOfRangeText, parameter),
    },
    'ArgumentException',
  ),
]

/** Type and message, then those of the inner exception; where it was thrown is not told. */
function textOfException({ typeName, message: text, inner }: NetException): string {
  const own = `${typeName}: ${text}`
  return inner === undefined ? own : `${own}\n ---> ${textOfException(inner)}`
}
