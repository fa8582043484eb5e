import { NetException } from '../../run/net-exception.ts'

/** Exceptions of Newtonsoft.Json. @see https://www.newtonsoft.com/json/help/html/N_Newtonsoft_Json.htm */
export const jsonException = (message: string) => new NetException('Newtonsoft.Json.JsonException', message)

export const jsonReaderException = (
  message: string,
  place: { readonly path: string; readonly line: number; readonly position: number },
) =>
  new NetException(
    'Newtonsoft.Json.JsonReaderException',
    `${message} Path '${place.path}', line ${place.line}, position ${place.position}.`,
    { details: { Path: place.path, LineNumber: place.line, LinePosition: place.position } },
  )

export const jsonSerializationException = (message: string) =>
  new NetException('Newtonsoft.Json.JsonSerializationException', message)
